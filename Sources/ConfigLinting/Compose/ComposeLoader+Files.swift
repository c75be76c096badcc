import ConfigGuard
import RulePacks

/// Where a manifest names a file that is not there.
enum MissingFileRefusal {
  /// The platform refuses the manifest, wherever the file may be kept.
  case always
  /// The file may be kept out of version control and be supplied elsewhere.
  case unlessSuppliedElsewhere
}

extension ComposeLoader {
  /// Reads a file that a node names, or reports that it cannot be had.
  func file(
    at path: String, of origin: ComposeOrigin, named node: LayeredNode,
    refusal: MissingFileRefusal?
  ) -> SourceFile? {
    let whole = origin.path(path)
    let found = path.hasPrefix("~") ? .missing(SiblingFile.outside) : reading.load(whole)
    switch found {
    case .found(let file): return file
    case .missing:
      if found.isOutside {
        // What need not be there is meant for other machines.
        if refusal == nil { return nil }
        report(
          .outsideRoot, "this file lies outside the repository and is not read", at: node)
      } else {
        reportMissing(whole, named: node, refusal)
      }
      return nil
    }
  }

  func reportMissing(
    _ path: String, named node: LayeredNode, _ refusal: MissingFileRefusal?
  ) {
    switch refusal {
    case .always: break
    case .unlessSuppliedElsewhere where !isSuppliedElsewhere(path): break
    default: return
    }
    let name: ReportText = FilePath.isPlain(path) ? "`\(path: path)`" : "this file"
    report(.missingFile, "Compose refuses the project: \(name) is not there", at: node)
  }

  /// Whether a file that is not there is meant to be added where the project runs.
  private func isSuppliedElsewhere(_ path: String) -> Bool {
    // Without a repository an env file is taken for one that is kept out of it.
    let isIgnored =
      reading.options.isIgnored(path)
      ?? EnvironmentFile.isEnvironmentName(FilePath.name(of: path))
    if isIgnored { return true }
    return ComposeEnvironment.examples(of: path).contains { isPresent($0) }
  }

  func isPresent(_ path: String) -> Bool {
    if let isPresent = reading.options.isPresent { return isPresent(path) }
    if case .found = reading.load(path) { return true }
    return false
  }
}
