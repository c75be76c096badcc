package import ConfigGuard
import ConfigLinting
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

  /// Everything that one walk found.
  package struct Result: Sendable {
    /// The findings in the byte order of their paths.
    package fileprivate(set) var entries: [WalkEntry] = []
    /// The number of files with names that the filter refused, ignored ones included.
    package fileprivate(set) var otherFileCount = 0
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
  package func walk(root: String) -> Result {
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
    var walk = Walk(
      root: directory, environment: environment, includesName: includesName, path: level.path)
    if level.isExcluded && repository?.hasTrackedPath(below: level.path) != true {
      return Result(entries: [.skipped(path: shown, reason: .ignored)])
    }
    walk.visit(
      DirectoryPlace(absolute: directory, display: display, depth: 0),
      Scope(repository: repository, rules: level.rules, isExcluded: level.isExcluded))
    return walk.finish()
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
    if let bytes = try? readFile(path: path, limit: ruleFileLimit, followsLinks: false) {
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

/// The largest file of rules that is read.
private let ruleFileLimit = 16 << 20

extension GitRepository {
  /// Whether something is tracked below a folder, given from the top level with a trailing slash.
  func hasTrackedPath(below directory: [UInt8]) -> Bool {
    directory.withUnsafeBufferPointer { index.hasPath(below: $0) }
  }
}

/// A folder by its two names.
private struct DirectoryPlace {
  /// The path to open it by.
  let absolute: String
  /// What the paths in it begin with in the result.
  let display: String
  let depth: Int
}

/// What decides about the files of a folder.
private struct Scope {
  var repository: GitRepository?
  var rules: IgnoreRules
  /// Whether the folder is ignored, so that only tracked files count.
  var isExcluded: Bool
}

/// The state of one walk.
private struct Walk {
  let root: String
  let environment: GitEnvironment
  let includesName: (String) -> Bool
  /// The path of the current folder from the top level of its repository, ending in a slash.
  var path: [UInt8]

  private var result = FileWalker.Result()
  private var links: [Link] = []

  /// A link to a file, which waits until all real files are known.
  private struct Link {
    let position: Int
    let status: FileStatus
  }

  init(
    root: String, environment: GitEnvironment, includesName: @escaping (String) -> Bool,
    path: [UInt8]
  ) {
    self.root = root
    self.environment = environment
    self.includesName = includesName
    self.path = path
  }

  mutating func visit(_ place: DirectoryPlace, _ outer: Scope) {
    var entries: [DirectoryEntry]
    do throws(SystemError) {
      entries = try Platform.entries(ofDirectory: place.absolute, followsLinks: place.depth == 0)
    } catch {
      let path = place.display.isEmpty ? "." : trimmed(place.display)
      skip(path, .unreadable(.prose(error.text)))
      return
    }

    var scope = outer
    let outerPath = path
    defer { path = outerPath }
    if entries.contains(where: { $0.name == gitName }), !enterRepository(place, &scope) { return }
    if !scope.isExcluded, let rules = entries.first(where: { $0.name == ignoreFileName }) {
      readRules(rules, place, &scope)
    }

    // In the order of whole paths a folder sorts as if its name ended in a slash.
    var named: [(name: [UInt8], kind: FileKind)] = []
    named.reserveCapacity(entries.count)
    for entry in entries where entry.name != gitName {
      let kind = entry.kind ?? linkKind(place, entry.name)
      named.append((kind == .directory ? entry.name + [slash] : entry.name, kind))
    }
    entries = []
    named.sort { left, right in
      left.name.withUnsafeBufferPointer { left in
        right.name.withUnsafeBufferPointer { Platform.compare(left, $0) < 0 }
      }
    }
    for (name, kind) in named {
      let length = path.count
      path += name
      if kind == .directory {
        visitDirectory(name, place, scope)
      } else {
        visitFile(name, kind, place, scope)
      }
      path.removeLast(path.count - length)
    }
  }

  /// Goes over to the repository whose `.git` is in the folder, and returns false when it cannot
  /// be understood.
  private mutating func enterRepository(_ place: DirectoryPlace, _ scope: inout Scope) -> Bool {
    if let current = scope.repository {
      if current.topLevel == place.absolute { return true }
      // Git takes a folder with tracked files as its own, whatever else is in it.
      if current.hasTrackedPath(below: path) { return true }
    }
    do throws(GitError) {
      if let nested = try GitRepository.at(place.absolute, environment: environment) {
        scope = Scope(repository: nested, rules: nested.standardRules(), isExcluded: false)
        path = []
      }
      return true
    } catch {
      skip("\(place.display).git", .repository(error))
      return false
    }
  }

  private mutating func readRules(
    _ entry: DirectoryEntry, _ place: DirectoryPlace, _ scope: inout Scope
  ) {
    // Git reads no rules through a symbolic link.
    if let kind = entry.kind, kind != .regular { return }
    let file = GitEnvironment.join(place.absolute, ".gitignore")
    do throws(FileError) {
      let bytes = try readFile(path: file, limit: ruleFileLimit, followsLinks: false)
      bytes.withBuffer { scope.rules.add($0, baseLength: path.count) }
    } catch {
      if case .notRegular = error.kind { return }
      skip("\(place.display).gitignore", .unreadable(error.reason))
    }
  }

  private mutating func visitDirectory(
    _ name: [UInt8], _ place: DirectoryPlace, _ scope: Scope
  ) {
    var isExcluded = scope.isExcluded
    if !isExcluded {
      isExcluded = path.withUnsafeBufferPointer {
        scope.rules.excludes(UnsafeBufferPointer(rebasing: $0.dropLast()), isDirectory: true)
      }
    }
    if isExcluded {
      guard let repository = scope.repository else { return }
      let isSubmodule = path.withUnsafeBufferPointer {
        repository.tracking(of: UnsafeBufferPointer(rebasing: $0.dropLast())) == .tracked
      }
      guard isSubmodule || repository.hasTrackedPath(below: path) else { return }
    }
    let text = String(decoding: name.dropLast(), as: UTF8.self)
    guard isExact(text, name.dropLast(), place) else { return }
    if place.depth == FileWalker.depthLimit {
      skip(place.display + text, .tooDeep)
      return
    }
    visit(
      DirectoryPlace(
        absolute: GitEnvironment.join(place.absolute, text),
        display: "\(place.display)\(text)/", depth: place.depth + 1),
      Scope(repository: scope.repository, rules: scope.rules, isExcluded: isExcluded))
  }

  private mutating func visitFile(
    _ name: [UInt8], _ kind: FileKind, _ place: DirectoryPlace, _ scope: Scope
  ) {
    let text = String(decoding: name, as: UTF8.self)
    let isIncluded = includesName(text)
    if kind == .regular && !isIncluded {
      result.otherFileCount += 1
      return
    }
    guard let tracking = tracking(scope), isExact(text, name[...], place) else { return }
    let shown = place.display + text
    switch kind {
    case .regular:
      result.entries.append(.file(path: shown, tracking: tracking))
    case .symbolicLink:
      visitLink(
        GitEnvironment.join(place.absolute, text), shown, tracking, isIncluded: isIncluded)
    case .directory, .namedPipe, .socket, .characterDevice, .blockDevice, .other:
      skip(shown, .notRegular(kind))
    }
  }

  /// What git knows about the current path, or nil when it is ignored.
  private func tracking(_ scope: Scope) -> Tracking? {
    path.withUnsafeBufferPointer { path in
      let tracking = scope.repository?.tracking(of: path) ?? .unknown
      if tracking == .tracked { return tracking }
      // Files below a sparse directory entry may be tracked, so no rule can be held against them.
      if tracking == .unknown && scope.repository != nil { return tracking }
      if scope.isExcluded || scope.rules.excludes(path, isDirectory: false) { return nil }
      return tracking
    }
  }

  private mutating func visitLink(
    _ absolute: String, _ shown: String, _ tracking: Tracking, isIncluded: Bool
  ) {
    let status: FileStatus
    let target: String
    do throws(SystemError) {
      status = try Platform.status(of: absolute)
      target = try Platform.realPath(of: absolute)
    } catch {
      if error.isLinkLoop {
        skip(shown, .linkLoop)
      } else if !isIncluded {
        result.otherFileCount += 1
      } else {
        skip(shown, error.isNotFound ? .brokenLink : .unreadable(.prose(error.text)))
      }
      return
    }
    if status.kind == .directory {
      skip(shown, .linkToDirectory)
    } else if !isIncluded {
      result.otherFileCount += 1
    } else if status.kind != .regular {
      skip(shown, .notRegular(status.kind))
    } else if !GitRepository.contains(root, target) {
      skip(shown, .linkOutsideRoot)
    } else {
      links.append(Link(position: result.entries.count, status: status))
      result.entries.append(.file(path: shown, tracking: tracking))
    }
  }

  /// Leaves out the links to files that are listed already, and returns the result.
  mutating func finish() -> FileWalker.Result {
    if links.isEmpty { return result }
    // Links are rare, so the identity of files is asked for only where a link makes it matter.
    struct Identity: Hashable {
      let device: UInt64
      let inode: UInt64
    }
    let wanted = Set(links.map { Identity(device: $0.status.device, inode: $0.status.inode) })
    let isLink = Set(links.map(\.position))
    var listed: [Identity: String] = [:]
    for (position, entry) in result.entries.enumerated() where !isLink.contains(position) {
      guard case .file(let path, _) = entry,
        let status = try? Platform.linkStatus(
          of: GitEnvironment.join(environment.workingDirectory, path))
      else { continue }
      let identity = Identity(device: status.device, inode: status.inode)
      if wanted.contains(identity), listed[identity] == nil { listed[identity] = path }
    }
    for link in links {
      let identity = Identity(device: link.status.device, inode: link.status.inode)
      let path = result.entries[link.position].path
      if let known = listed[identity] {
        result.entries[link.position] =
          .skipped(path: path, reason: .linkToListedFile(path: known))
      } else {
        listed[identity] = path
      }
    }
    return result
  }

  private mutating func skip(_ path: String, _ reason: SkipReason) {
    result.entries.append(.skipped(path: path, reason: reason))
  }

  /// Whether the text has the bytes of the name; if not, the name is not UTF-8 and is noted.
  private mutating func isExact(
    _ text: String, _ name: ArraySlice<UInt8>, _ place: DirectoryPlace
  ) -> Bool {
    if text.utf8.elementsEqual(name) { return true }
    skip(place.display + text, .nameNotUTF8)
    return false
  }

  private func linkKind(_ place: DirectoryPlace, _ name: [UInt8]) -> FileKind {
    let path = GitEnvironment.join(place.absolute, String(decoding: name, as: UTF8.self))
    return (try? Platform.linkStatus(of: path))?.kind ?? .other
  }

  private func trimmed(_ display: String) -> String {
    display == "/" ? display : String(display.dropLast())
  }
}

private let gitName = Array(".git".utf8)
private let ignoreFileName = Array(".gitignore".utf8)
