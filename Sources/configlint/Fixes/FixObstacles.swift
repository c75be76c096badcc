import ConfigGuard
import ConfigLinting
import RulePacks

/// Why a file is not to be written, by what the file system and git know of it.
final class FixObstacles {
  private let walker: FileWalker
  private let workingDirectory: String
  /// By their real paths, the names under which files are mended.
  private var names: [String: String] = [:]

  init(_ environment: GitEnvironment) {
    workingDirectory = environment.workingDirectory
    walker = FileWalker(environment: environment, includingNames: { _ in true })
  }

  /// - Parameter mustBeIgnored: A secret is going to be there.
  func reason(_ path: String, mustBeIgnored: Bool) -> ReportText? {
    if let status = try? Platform.linkStatus(of: path) {
      // The file may be anybody's, and a link must stay one.
      if status.kind == .symbolicLink { return "the path is a symbolic link; name the file itself" }
      if status.kind != .regular { return "it is no regular file" }
      if status.linkCount > 1 { return "the file has several names (hard links)" }
    }
    if isBehindLink(path) { return "the path leads through a linked folder" }
    let full = FilePath.join(workingDirectory, path)
    if let real = try? Platform.realPath(of: full) {
      let name = names[real] ?? path
      names[real] = name
      if name != path { return "it is the same file as \(path: name)" }
    }
    guard mustBeIgnored else { return nil }
    switch (try? walker.tracking(of: path)) ?? .unknown {
    case .ignored, .untracked: return nil
    case .tracked: return "git tracks \(path: path)"
    case .unknown: return "no git repository would ignore \(path: path)"
    }
  }

  /// Whether a folder on the way is a link, as far as the way lies in the working directory.
  private func isBehindLink(_ path: String) -> Bool {
    let full = FilePath.join(workingDirectory, path)
    guard full.hasPrefix(workingDirectory + "/") else { return false }
    var folder = FilePath.folder(of: full)
    while folder != workingDirectory, folder != "/" {
      if (try? Platform.linkStatus(of: folder))?.kind == .symbolicLink { return true }
      folder = FilePath.folder(of: folder)
    }
    return false
  }
}
