import ConfigGuard
import RulePacks

/// Where the parts of a repository are.
struct GitLocation: Sendable {
  let gitDirectory: String
  let commonDirectory: String
  let workTree: String
  let indexFile: String?
  let config: GitConfig

  /// Tells it from other places of repositories.
  var identity: String { [gitDirectory, workTree, indexFile ?? ""].joined(separator: "\0") }

  /// The repository of a folder: the nearest one from there upward in whose work tree it is.
  ///
  /// - Parameters:
  ///   - named: The one that the environment variables name.
  ///   - find: Looks for the one whose `.git` is in a folder.
  static func containing(
    _ directory: String, named: GitLocation?, _ find: (String) -> GitLocation?
  ) -> GitLocation? {
    var folder = directory
    while true {
      if let named, named.workTree == folder { return named }
      if let location = find(folder),
        location.workTree == directory || GitRepository.contains(location.workTree, directory)
      {
        return location
      }
      guard let parent = GitRepository.parent(of: folder) else { return nil }
      folder = parent
    }
  }

  /// The repository whose `.git` is in a folder.
  static func at(_ folder: String, environment: GitEnvironment) -> GitLocation? {
    guard let gitDirectory = gitDirectory(GitEnvironment.join(folder, ".git")) else { return nil }
    return GitLocation(
      gitDirectory, workTree: nil, fallback: folder, indexFile: nil, environment: environment)
  }

  /// The repository that the environment variables name.
  static func named(by environment: GitEnvironment) throws(GitError) -> GitLocation? {
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
    return GitLocation(
      found, workTree: workTree.map { GitEnvironment.join(working, $0) }, fallback: fallback,
      indexFile: indexFile, environment: environment)
  }

  /// Completes a git directory by its configuration.
  private init(
    _ gitDirectory: String, workTree: String?, fallback: String, indexFile: String?,
    environment: GitEnvironment
  ) {
    self.gitDirectory = gitDirectory
    commonDirectory = GitLocation.commonDirectory(of: gitDirectory)
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
