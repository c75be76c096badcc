/// How a file's name says that it is to be read.
package enum FileType: Sendable, Hashable {
  case environment
  case yaml
  case json

  package init?(name: String) {
    let lower = name.lowercased()
    if EnvironmentFile.isEnvironmentName(lower) {
      self = .environment
    } else if lower.hasSuffix(".yaml") || lower.hasSuffix(".yml") {
      self = .yaml
    } else if lower.hasSuffix(".json") {
      self = .json
    } else {
      return nil
    }
  }
}
