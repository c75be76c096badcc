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
    let named = try Location.named(by: environment)
    var folder = directory
    while true {
      if let named, named.workTree == folder {
        return try GitRepository(named, environment: environment, readsIndex: readsIndex)
      }
      if let location = Location.at(folder, environment: environment),
        location.workTree == directory || contains(location.workTree, directory)
      {
        return try GitRepository(location, environment: environment, readsIndex: readsIndex)
      }
      guard let parent = parent(of: folder) else { return nil }
      folder = parent
    }
  }

  /// Opens the repository whose `.git` lies directly in a folder, if there is one.
  package static func at(
    _ directory: String, environment: GitEnvironment
  ) throws(GitError) -> GitRepository? {
    guard let location = Location.at(directory, environment: environment),
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

  private init(
    _ location: Location, environment: GitEnvironment, readsIndex: Bool = true
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

/// Where the parts of a repository are.
private struct Location {
  let gitDirectory: String
  let commonDirectory: String
  let workTree: String
  let indexFile: String?
  let config: GitConfig

  /// The repository whose `.git` is in a folder.
  static func at(_ folder: String, environment: GitEnvironment) -> Location? {
    guard let gitDirectory = gitDirectory(GitEnvironment.join(folder, ".git")) else { return nil }
    return Location(
      gitDirectory, workTree: nil, fallback: folder, indexFile: nil, environment: environment)
  }

  /// The repository that the environment variables name.
  static func named(by environment: GitEnvironment) throws(GitError) -> Location? {
    let directory = environment.value("GIT_DIR")
    let workTree = environment.value("GIT_WORK_TREE")
    let indexFile = environment.value("GIT_INDEX_FILE")
    if directory == nil && workTree == nil && indexFile == nil { return nil }

    let working = environment.workingDirectory
    var fallback = working
    var found: String?
    if let directory {
      let path = GitEnvironment.join(working, directory)
      found = gitDirectory(path)
      if found == nil { throw GitError(path: path, kind: .notGitDirectory) }
    } else {
      var folder: String? = working
      while let candidate = folder, found == nil {
        found = gitDirectory(GitEnvironment.join(candidate, ".git"))
        fallback = candidate
        folder = GitRepository.parent(of: candidate)
      }
    }
    guard let found else { return nil }
    return Location(
      found, workTree: workTree.map { GitEnvironment.join(working, $0) }, fallback: fallback,
      indexFile: indexFile, environment: environment)
  }

  /// Completes a git directory by its configuration.
  private init(
    _ gitDirectory: String, workTree: String?, fallback: String, indexFile: String?,
    environment: GitEnvironment
  ) {
    self.gitDirectory = gitDirectory
    commonDirectory = Location.commonDirectory(of: gitDirectory)
    var config = GitConfig()
    config.readUserFiles(environment)
    config.read("\(commonDirectory)/config", environment)
    if config.isTrue("extensions.worktreeconfig") {
      config.read("\(gitDirectory)/config.worktree", environment)
    }
    // The configuration of the main work tree does not move the linked ones.
    var configured = config["core.worktree"].map { GitEnvironment.join(gitDirectory, $0) }
    if commonDirectory != gitDirectory { configured = nil }
    let chosen = workTree ?? configured ?? fallback
    let real = (try? Platform.realPath(of: chosen)) ?? chosen
    self.workTree = real
    // Git changes to the top level before it opens the index.
    self.indexFile = indexFile.map { GitEnvironment.join(real, $0) }
    self.config = config
  }

  /// The git directory at a path, which is the directory itself or a file that names it.
  private static func gitDirectory(_ path: String) -> String? {
    guard let status = try? Platform.status(of: path) else { return nil }
    if status.kind == .directory { return isGitDirectory(path) ? path : nil }
    guard status.kind == .regular, let text = firstLine(of: path),
      text.utf8.starts(with: "gitdir: ".utf8), let folder = GitRepository.parent(of: path)
    else { return nil }
    let target = GitEnvironment.join(folder, String(text.dropFirst("gitdir: ".count)))
    return isGitDirectory(target) ? target : nil
  }

  private static func isGitDirectory(_ path: String) -> Bool {
    guard (try? Platform.linkStatus(of: "\(path)/HEAD")) != nil else { return false }
    let common = commonDirectory(of: path)
    return ["objects", "refs"].allSatisfy {
      (try? Platform.status(of: "\(common)/\($0)"))?.kind == .directory
    }
  }

  private static func commonDirectory(of gitDirectory: String) -> String {
    guard let line = firstLine(of: "\(gitDirectory)/commondir"), !line.isEmpty else {
      return gitDirectory
    }
    return GitEnvironment.join(gitDirectory, line)
  }

  /// The text of a file of one line without its line end.
  private static func firstLine(of path: String) -> String? {
    guard let bytes = try? readFile(path: path, limit: 1 << 16) else { return nil }
    return bytes.withBuffer { buffer in
      var text = buffer[...]
      while let last = text.last, last == UInt8(ascii: "\n") || last == UInt8(ascii: "\r") {
        text.removeLast()
      }
      return String(decoding: text, as: UTF8.self)
    }
  }
}
