import ConfigGuard
import ConfigLinting
import RulePacks

/// Why a file is not to be written, by what the file system and git know of it.
struct FixObstacles {
  private let walker: FileWalker

  init(_ environment: GitEnvironment) {
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
    guard mustBeIgnored else { return nil }
    switch (try? walker.tracking(of: path)) ?? .unknown {
    case .ignored, .untracked: return nil
    case .tracked: return "git tracks \(path: path)"
    case .unknown: return "no git repository would ignore \(path: path)"
    }
  }
}
