import ConfigGuard
import RulePacks

extension KustomizeBuild {
  mutating func reportMissing(
    _ what: ReportText, _ node: NodeIndex, in file: KustomizeFile, _ objects: inout KustomizeObjects
  ) {
    objects.isOpen = true
    report(.missingFile, "there is \(what) at this path", node, in: file)
  }

  /// Kustomize reads no file that lies outside the kustomization's own folder.
  mutating func reportOutside(_ path: String, _ node: NodeIndex, in file: KustomizeFile) {
    let folder = FilePath.folder(of: file.source.path)
    let whole = FilePath.join(folder, path)
    let isInside =
      folder == "."
      ? !whole.hasPrefix("../") && !whole.hasPrefix("/") : whole.hasPrefix(folder + "/")
    guard !isInside else { return }
    report(
      .outsideRoot, "the file lies outside the folder of this kustomization", node, in: file)
  }

  static func isFileName(_ path: String) -> Bool {
    let name = path.lowercased()
    return name.hasSuffix(".yaml") || name.hasSuffix(".yml") || name.hasSuffix(".json")
  }

  /// Whether a path is an address of a repository or of a file on a server.
  static func isRemote(_ path: String) -> Bool {
    if path.contains("://") || path.contains("?ref=") || path.contains("?version=")
      || path.contains(".git/") || path.hasSuffix(".git") || path.contains("?timeout=")
    {
      return true
    }
    if ["git@", "git::", "gh:", "file:"].contains(where: { path.hasPrefix($0) }) { return true }
    // `github.com/owner/name//path`
    guard let host = path.split(separator: "/").first, path.contains("/") else { return false }
    return host.contains(".") && host != "." && host != ".." && !path.hasPrefix("/")
      && !host.hasPrefix(".") && (path.contains("//") || knownHosts.contains(String(host)))
  }

  private static let knownHosts: Set<String> = [
    "github.com", "gitlab.com", "bitbucket.org", "dev.azure.com", "codeberg.org",
  ]
}
