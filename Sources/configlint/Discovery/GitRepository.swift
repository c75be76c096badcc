package import ConfigGuard
import ConfigLinting
import RulePacks

/// A git repository with a work tree, read without running git.
///
/// A `.git` that does not lead to a git directory is passed over, as when a submodule was copied
/// without its repository. Bare repositories, `GIT_CEILING_DIRECTORIES`, `GIT_COMMON_DIR` and
/// mount points as borders are not considered.
package struct GitRepository: Sendable {
  /// The absolute path of the work tree without links.
  package let topLevel: String
  /// The folder with the index, which a linked work tree has for itself.
  package let gitDirectory: String
  /// The folder with the configuration, which all work trees share.
  package let commonDirectory: String
  package let index: GitIndex

  /// Whether the names of its objects are SHA-256 sums.
  let usesSHA256: Bool
  private let excludesFile: String?
  /// Whether patterns match without regard to case (`core.ignoreCase`).
  let ignoresCase: Bool

  /// Finds the repository of a folder, which is given as an absolute path without links.
  ///
  /// `GIT_DIR`, `GIT_WORK_TREE` and `GIT_INDEX_FILE` count for folders in the work tree they name,
  /// except below a nested repository.
  ///
  /// - Parameter readsIndex: Without the index, nothing counts as tracked.
  package static func containing(
    _ directory: String, environment: GitEnvironment, readsIndex: Bool = true
  ) throws(GitError) -> GitRepository? {
    let location = GitLocation.containing(
      directory, named: try GitLocation.named(by: environment)
    ) { GitLocation.at($0, environment: environment) }
    guard let location else { return nil }
    return try GitRepository(location, environment: environment, readsIndex: readsIndex)
  }

  /// Opens the repository whose `.git` lies directly in a folder, if there is one.
  package static func at(
    _ directory: String, environment: GitEnvironment
  ) throws(GitError) -> GitRepository? {
    guard let location = GitLocation.at(directory, environment: environment),
      location.workTree == directory
    else { return nil }
    return try GitRepository(location, environment: environment)
  }

  /// Whether the index names a file by its path from the top level.
  package func isTracked(_ relativePath: String) -> Bool {
    tracking(of: relativePath) == .tracked
  }

  /// What the index says about a path from the top level, without regard to the ignore rules.
  package func tracking(of relativePath: String) -> Tracking {
    let path = Array(relativePath.utf8)
    return path.withUnsafeBufferPointer { tracking(of: $0) }
  }

  func tracking(of path: UnsafeBufferPointer<UInt8>) -> Tracking {
    switch index.tracking(of: path) {
    case true: .tracked
    case false: .untracked
    case nil: .unknown
    }
  }

  /// The rules of `core.excludesFile` and `info/exclude`, which apply to the whole work tree.
  package func standardRules() -> IgnoreRules {
    var rules = IgnoreRules(foldsCase: ignoresCase)
    for path in [excludesFile, "\(commonDirectory)/info/exclude"] {
      if let path, let bytes = try? readFile(path: path, limit: 16 << 20) {
        bytes.withBuffer { rules.add($0) }
      }
    }
    return rules
  }

  init(
    _ location: GitLocation, environment: GitEnvironment, readsIndex: Bool = true
  ) throws(GitError) {
    let config = location.config
    topLevel = location.workTree
    gitDirectory = location.gitDirectory
    commonDirectory = location.commonDirectory
    ignoresCase = config.isTrue("core.ignorecase")
    usesSHA256 = config["extensions.objectformat"]?.lowercased() == "sha256"
    if let file = config["core.excludesfile"] {
      excludesFile = file.isEmpty ? nil : environment.expand(file, from: location.workTree)
    } else {
      excludesFile = environment.configurationDirectory.map { "\($0)/ignore" }
    }

    guard readsIndex else {
      index = GitIndex()
      return
    }
    let path = location.indexFile ?? "\(location.gitDirectory)/index"
    index = try GitRepository.readIndex(path, hashLength: usesSHA256 ? 32 : 20)
  }

  private static func readIndex(
    _ path: String, hashLength: Int
  ) throws(GitError) -> GitIndex {
    let bytes: SourceBytes
    do throws(FileError) {
      bytes = try readFile(path: path, limit: 1 << 30)
    } catch {
      // Before the first `git add` there is no index.
      if error.kind == .notFound { return GitIndex() }
      throw GitError(path: path, kind: .unreadable(error.reason))
    }
    do throws(GitIndexProblem) {
      return try bytes.withBuffer { buffer throws(GitIndexProblem) in
        try GitIndex(buffer, hashLength: hashLength)
      }
    } catch {
      switch error {
      case .damaged(let what): throw GitError(path: path, kind: .damagedIndex(what))
      case .unsupported(let what): throw GitError(path: path, kind: .unsupportedIndex(what))
      }
    }
  }

  /// Whether the second path lies below the first.
  static func contains(_ directory: String, _ path: String) -> Bool {
    let folder = directory.utf8
    let inner = path.utf8
    if directory == "/" { return inner.count > 1 && inner.first == slash }
    return inner.count > folder.count && inner.starts(with: folder)
      && inner[inner.index(inner.startIndex, offsetBy: folder.count)] == slash
  }

  static func parent(of path: String) -> String? {
    guard path != "/", let last = path.utf8.lastIndex(of: slash) else { return nil }
    return last == path.startIndex ? "/" : String(path[..<last])
  }
}
