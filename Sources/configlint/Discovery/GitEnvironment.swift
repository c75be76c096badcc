package import ConfigGuard

/// The part of the process environment that decides which files git sees.
package struct GitEnvironment: Hashable, Sendable {
  package var variables: [String: String]
  /// The absolute working directory without links.
  package var workingDirectory: String

  package init(variables: [String: String], workingDirectory: String) {
    self.variables = variables
    self.workingDirectory = workingDirectory
  }

  package static func current() throws(SystemError) -> GitEnvironment {
    GitEnvironment(
      variables: Platform.environmentVariables(),
      workingDirectory: try Platform.realPath(of: "."))
  }

  /// The value of a variable; an empty value counts as none.
  func value(_ name: String) -> String? {
    guard let value = variables[name], !value.isEmpty else { return nil }
    return value
  }

  /// The folder of the user's git configuration by the XDG rules.
  var configurationDirectory: String? {
    value("XDG_CONFIG_HOME").map { "\($0)/git" } ?? value("HOME").map { "\($0)/.config/git" }
  }

  /// The path with a leading `~/` replaced by the home folder, made absolute from a base folder.
  func expand(_ path: String, from base: String) -> String {
    if path == "~" || path.utf8.starts(with: "~/".utf8), let home = value("HOME") {
      return home + path.dropFirst()
    }
    return GitEnvironment.join(base, path)
  }

  static func join(_ base: String, _ path: String) -> String {
    if path.utf8.first == UInt8(ascii: "/") { return path }
    return base.utf8.last == UInt8(ascii: "/") ? base + path : "\(base)/\(path)"
  }
}
