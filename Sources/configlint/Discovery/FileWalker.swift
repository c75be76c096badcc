package import ConfigGuard
package import ConfigLinting
import RulePacks

/// Finds the files that `git ls-files --cached --others --exclude-standard` would list.
///
/// Files whose names the filter refuses are counted only. A walk differs from git in three points:
/// it lists only what is there to be read, it enters nested repositories and follows their own
/// rules there, and it honours `.gitignore` files outside of any repository as well, beginning at
/// the working directory, or at the root when that lies elsewhere.
package struct FileWalker {
  /// The number of folders below the root after which a walk goes no deeper.
  package static let depthLimit = 256
  /// The largest file of rules that is read.
  static let ruleFileLimit = 16 << 20

  /// Everything that one walk found.
  package struct Result: Sendable {
    /// The findings in the byte order of their paths.
    package internal(set) var entries: [WalkEntry] = []
    /// The number of files with names that the filter refused, ignored ones included.
    package internal(set) var otherFileCount = 0
    /// The folders that were visited, by absolute paths without links.
    var folders: [(path: String, listing: FolderListing)] = []
  }

  private let environment: GitEnvironment
  private let readsIndex: Bool
  private let includesName: (String) -> Bool
  private let repositories: RepositoryCache
  private let cache = Cache()

  /// Reads each chain of rules once for all walks and questions.
  private final class Cache {
    var levels = PathTable<Level>()
  }

  /// - Parameters:
  ///   - repositories: What others have found of repositories in the same run.
  ///   - readsIndex: Without the index, nothing counts as tracked.
  package init(
    environment: GitEnvironment, repositories: RepositoryCache? = nil, readsIndex: Bool = true,
    includingNames filter: @escaping (String) -> Bool
  ) {
    self.environment = environment
    self.repositories = repositories ?? RepositoryCache(environment: environment)
    self.readsIndex = readsIndex
    includesName = filter
  }

  /// Lists the files below a folder.
  ///
  /// The paths begin as `root` does, so those below `.` are relative to the working directory. A
  /// symbolic link to a file inside the root is listed unless the file is listed itself.
  ///
  /// - Parameters:
  ///   - workers: Who visits folders at once; the filter is asked on all their threads.
  ///   - progress: Called on the caller's thread while folders are visited.
  package func walk(
    root: String, workers: WorkerPool = WorkerPool(), progress: () -> Void = {}
  ) -> Result {
    let display = FileWalker.prefix(of: root)
    let shown = root.isEmpty ? "." : root
    let directory: String
    let repository: GitRepository?
    do throws(SystemError) {
      directory = try Platform.realPath(of: absolute(root))
    } catch {
      let reason = error.isLinkLoop ? SkipReason.linkLoop : .unreadable(.prose(error.text))
      return Result(entries: [.skipped(path: shown, reason: reason)])
    }
    do throws(GitError) {
      repository = try self.repository(of: directory)
    } catch {
      return Result(entries: [.skipped(path: shown, reason: .repository(error))])
    }

    let level = self.level(of: directory, in: repository)
    if level.isExcluded && repository?.hasTrackedPath(below: level.path) != true {
      return Result(entries: [.skipped(path: shown, reason: .ignored)])
    }
    let top = WalkFolder(
      place: DirectoryPlace(absolute: directory, display: display, depth: 0),
      scope: Scope(repository: repository, rules: level.rules, isExcluded: level.isExcluded),
      path: level.path)
    var walk = Walk(root: directory, environment: environment, includesName: includesName)
    walk = walk.visiting(top, workers, progress: progress)
    var result = walk.finish()
    repositories.listings.add(result.folders)
    result.folders = []
    return result
  }

  /// What git knows about a file that was named rather than found.
  package func tracking(of path: String) throws(GitError) -> Tracking {
    let full = absolute(path)
    guard let parent = GitRepository.parent(of: full),
      let directory = try? Platform.realPath(of: parent),
      let last = full.utf8.lastIndex(of: slash)
    else { return .unknown }
    guard let repository = try repository(of: directory) else { return .unknown }

    let level = self.level(of: directory, in: repository, readingOwnRules: true)
    let relative = level.path + Array(full[full.utf8.index(after: last)...].utf8)
    return relative.withUnsafeBufferPointer { relative in
      let tracking = repository.tracking(of: relative)
      if tracking != .untracked { return tracking }
      if level.isExcluded { return .ignored }
      let isDirectory = (try? Platform.linkStatus(of: full))?.kind == .directory
      return level.rules.excludes(relative, isDirectory: isDirectory) ? .ignored : .untracked
    }
  }

  /// Whether the rules ignore a path, tracked or not, of which not even the folder need be there;
  /// nil without a repository.
  package func isIgnored(_ path: String) throws(GitError) -> Bool? {
    let full = absolute(FilePath.normalized(path))
    var names: [[UInt8]] = []
    var place = full
    while let parent = GitRepository.parent(of: place) {
      names.append(Array(place.utf8.dropFirst(parent == "/" ? 1 : parent.utf8.count + 1)))
      place = parent
      guard let directory = try? Platform.realPath(of: parent) else { continue }
      guard let repository = try repository(of: directory) else { return nil }
      let level = self.level(of: directory, in: repository, readingOwnRules: true)
      var relative = level.path
      for (index, name) in names.enumerated().reversed() {
        relative += name
        let isExcluded = relative.withUnsafeBufferPointer {
          level.rules.excludes($0, isDirectory: index > 0)
        }
        relative.append(slash)
        if level.isExcluded || isExcluded { return true }
      }
      return false
    }
    return nil
  }

  private func repository(of directory: String) throws(GitError) -> GitRepository? {
    try repositories.repository(containing: directory, readsIndex: readsIndex)
  }

  /// The rules in force in a folder.
  private struct Level {
    /// The folder's path from the top level with a trailing slash, or nothing at the top.
    var path: [UInt8]
    var rules: IgnoreRules
    /// Whether the folder, or one above it, is ignored.
    var isExcluded: Bool
  }

  private func level(
    of directory: String, in repository: GitRepository?, readingOwnRules: Bool = false
  ) -> Level {
    let working = environment.workingDirectory
    let top =
      repository?.topLevel
      ?? (GitRepository.contains(working, directory) ? working : directory)
    var result = level(of: directory, top: top, in: repository)
    if readingOwnRules { addRules(of: directory, to: &result) }
    return result
  }

  private func level(
    of directory: String, top: String, in repository: GitRepository?
  ) -> Level {
    if directory == top {
      return Level(
        path: [], rules: repository?.standardRules() ?? IgnoreRules(), isExcluded: false)
    }
    if let known = cache.levels[directory] { return known }
    guard let parent = GitRepository.parent(of: directory) else {
      return Level(path: [], rules: IgnoreRules(), isExcluded: false)
    }
    var result = level(of: parent, top: top, in: repository)
    addRules(of: parent, to: &result)
    result.path += directory.utf8.dropFirst(parent == "/" ? 1 : parent.utf8.count + 1)
    if !result.isExcluded {
      result.isExcluded = result.path.withUnsafeBufferPointer {
        result.rules.excludes($0, isDirectory: true)
      }
    }
    result.path.append(slash)
    cache.levels[directory] = result
    return result
  }

  private func addRules(of directory: String, to level: inout Level) {
    if level.isExcluded { return }
    let path = GitEnvironment.join(directory, ".gitignore")
    if let bytes = try? readFile(path: path, limit: Self.ruleFileLimit, followsLinks: false) {
      bytes.withBuffer { level.rules.add($0, baseLength: level.path.count) }
    }
  }

  private func absolute(_ path: String) -> String {
    GitEnvironment.join(environment.workingDirectory, path)
  }

  /// What the paths below a root begin with: nothing for `.`, else the root and a slash.
  private static func prefix(of root: String) -> String {
    var text = root[...]
    while text.utf8.starts(with: "./".utf8) {
      text = text.dropFirst(2)
      while text.utf8.first == slash { text = text.dropFirst() }
    }
    while text.utf8.count > 1, text.utf8.last == slash { text = text.dropLast() }
    if text.isEmpty || text == "." { return "" }
    return text == "/" ? "/" : "\(text)/"
  }
}

extension GitRepository {
  /// Whether something is tracked below a folder, given from the top level with a trailing slash.
  func hasTrackedPath(below directory: [UInt8]) -> Bool {
    directory.withUnsafeBufferPointer { index.hasPath(below: $0) }
  }
}
