import ConfigGuard
import ConfigLinting
import RulePacks

/// A folder by its two names.
struct DirectoryPlace {
  /// The path to open it by.
  let absolute: String
  /// What the paths in it begin with in the result.
  let display: String
  let depth: Int
}

/// What decides about the files of a folder.
struct Scope {
  var repository: GitRepository?
  var rules: IgnoreRules
  /// Whether the folder is ignored, so that only tracked files count.
  var isExcluded: Bool
}

/// A folder that is still to be visited.
struct WalkFolder {
  let place: DirectoryPlace
  let scope: Scope
  /// The path from the top level of its repository, ending in a slash, or nothing at the top.
  let path: [UInt8]
}

/// The state of one walk.
struct Walk {
  let root: String
  let environment: GitEnvironment
  let includesName: (String) -> Bool
  /// The path of the current folder from the top level of its repository, ending in a slash.
  private var path: [UInt8] = []

  private var result = FileWalker.Result()
  private var links: [Link] = []
  /// Folders that are left to others, each with the place of its entries among those here; nil
  /// where all of them are visited at once.
  private var open: [(position: Int, folder: WalkFolder)]?

  /// A link to a file, which waits until all real files are known.
  private struct Link {
    var position: Int
    let status: FileStatus

    func moved(by shift: Int) -> Link { Link(position: position + shift, status: status) }
  }

  init(root: String, environment: GitEnvironment, includesName: @escaping (String) -> Bool) {
    self.root = root
    self.environment = environment
    self.includesName = includesName
  }

  // MARK: several threads

  /// So many folders keep all threads busy, whatever each of them holds.
  private static let manyFolders = 24
  /// Levels of a tree in which so many folders are looked for.
  private static let mostLevels = 6

  /// The walk through a folder and all below it.
  ///
  /// - Parameter progress: Called on the caller's thread, now and then.
  func visiting(
    _ top: WalkFolder, _ workers: WorkerPool, progress: () -> Void
  ) -> Walk {
    var walk = visiting(top, leavingFolders: true)
    for _ in 1..<Self.mostLevels where walk.open?.count ?? 0 < Self.manyFolders {
      walk = walk.joined { $0.map { visiting($0, leavingFolders: true) } }
    }
    return walk.joined { folders in
      workers.map(folders, progress: { _ in progress() }) { _, folder in
        visiting(folder, leavingFolders: false)
      }
    }
  }

  private func visiting(_ folder: WalkFolder, leavingFolders: Bool) -> Walk {
    var walk = self
    walk.result = FileWalker.Result()
    walk.links = []
    walk.open = leavingFolders ? [] : nil
    walk.path = folder.path
    walk.visit(folder.place, folder.scope)
    return walk
  }

  /// Takes in what others have found in the folders that were left to them.
  private func joined(_ visit: ([WalkFolder]) -> [Walk]) -> Walk {
    guard let open, !open.isEmpty else { return self }
    var walk = self
    var left: [(position: Int, folder: WalkFolder)] = []
    walk.result.entries = []
    walk.links = []
    var (taken, takenLinks) = (0, 0)
    /// Takes the own entries up to a position.
    func takeOwn(until position: Int) {
      let shift = walk.result.entries.count - taken
      walk.result.entries += result.entries[taken..<position]
      taken = position
      while takenLinks < links.count, links[takenLinks].position < position {
        walk.links.append(links[takenLinks].moved(by: shift))
        takenLinks += 1
      }
    }
    let visited = visit(open.map(\.folder))
    // The list stays while files are read: growing step by step it would take twice its room.
    walk.result.entries.reserveCapacity(
      visited.reduce(result.entries.count) { $0 + $1.result.entries.count })
    for (place, found) in zip(open, visited) {
      takeOwn(until: place.position)
      let shift = walk.result.entries.count
      walk.result.entries += found.result.entries
      walk.result.otherFileCount += found.result.otherFileCount
      walk.result.folders += found.result.folders
      walk.links += found.links.map { $0.moved(by: shift) }
      left += (found.open ?? []).map { ($0.position + shift, $0.folder) }
    }
    takeOwn(until: result.entries.count)
    walk.open = left
    return walk
  }

  // MARK: one folder

  private mutating func visit(_ place: DirectoryPlace, _ outer: Scope) {
    var entries: [DirectoryEntry]
    do throws(SystemError) {
      entries = try Platform.entries(ofDirectory: place.absolute, followsLinks: place.depth == 0)
    } catch {
      let path = place.display.isEmpty ? "." : trimmed(place.display)
      skip(path, .unreadable(.prose(error.text)))
      return
    }

    result.folders.append((place.absolute, FolderListing(entries)))

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
      let bytes = try readFile(path: file, limit: FileWalker.ruleFileLimit, followsLinks: false)
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
    let inner = DirectoryPlace(
      absolute: GitEnvironment.join(place.absolute, text),
      display: "\(place.display)\(text)/", depth: place.depth + 1)
    let innerScope = Scope(
      repository: scope.repository, rules: scope.rules, isExcluded: isExcluded)
    guard open == nil else {
      let folder = WalkFolder(place: inner, scope: innerScope, path: path)
      open?.append((result.entries.count, folder))
      return
    }
    visit(inner, innerScope)
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
