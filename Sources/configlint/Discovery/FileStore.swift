import ConfigGuard
import ConfigLinting
import RulePacks
import Synchronization

/// Files read in this run, each one once, whoever refers to it.
///
/// Several threads may ask for files at once; everything else is asked by one of them.
final class FileStore {
  private let limit: Int
  /// How a file of the work tree is read once more; all files share it.
  private let reload: (@Sendable (String) -> SourceBytes?)?
  /// Held by whoever looks at what was read, or asks git; never while a file is read.
  private let lock = Mutex(())
  private var files = PathTable<SourceFile>()
  private var failures = PathTable<FileError>()
  /// When somebody asked last for a file who was not the first.
  private var asked: [ObjectIdentifier: Int] = [:]
  private var walked = WalkedFiles()
  /// A file whose text is given back soon.
  private struct Waiting {
    let file: SourceFile
    /// Nobody needs the text again but those who refer to the file.
    let isDone: Bool
  }

  /// The oldest first.
  private var waiting: ArraySlice<Waiting> = []
  /// Counts how often threads have begun to read.
  private var clock = 0
  /// When each thread that may be looking at texts has begun to.
  private var begun: [(worker: ObjectIdentifier, time: Int)] = []
  private var waitingBytes = 0
  private static let mostWaiting = 1 << 18
  /// Names beyond ASCII that files were met under, the first one of those that count as equal.
  private var namesBeyondASCII: [String: String] = [:]
  private let environment: GitEnvironment?
  /// Shared by all who ask for repositories in this run.
  let repositories: RepositoryCache?
  private var allowed: Set<String> = []

  /// Folders within which files may refer to others; empty where nothing bounds them.
  private var roots: Set<String> = []
  private var places = PathTable<Place>()
  /// Folders without links by their paths from the top; nil within where nothing is there.
  private var realFolders = PathTable<String?>()
  /// Paths of files that hold something else than on disk.
  private var replaced: [String] = []
  /// The folder that relative paths count from, without links.
  private let workingDirectory: String?
  private let walker: FileWalker?
  /// Where files come from that are not read from the work tree.
  let tree: GitTree?
  /// What a contract is made of.
  private(set) var contractFiles: Set<String> = []
  /// Files that git should have had, by the paths of reports.
  private(set) var notHeld: [String: ReportText] = [:]
  /// Files that somebody referred to and that only the work tree has.
  private(set) var onlyInWorkTree: Set<String> = []

  /// - Parameters:
  ///   - environment: What bounds references to the repository of a file, or without one to the
  ///     working directory; nil for no bounds.
  ///   - tree: The index or a commit, to read what git has there; of the work tree only files that
  ///     are ignored, and so never can be committed, are read, and what lies in submodules.
  init(limit: Int, environment: GitEnvironment? = nil, tree: GitTree? = nil) {
    self.limit = limit
    reload = tree == nil ? Self.reading(limit) : nil
    self.environment = environment
    self.tree = tree
    let repositories = environment.map { RepositoryCache(environment: $0) }
    self.repositories = repositories
    walker = environment.map {
      FileWalker(
        environment: $0, repositories: repositories, readsIndex: tree == nil,
        includingNames: { _ in false })
    }
    workingDirectory = environment.map {
      (try? Platform.realPath(of: $0.workingDirectory)) ?? $0.workingDirectory
    }
  }

  /// Lets files refer to others around one that was named.
  func allow(_ path: String) {
    guard tree == nil, let workingDirectory else { return }
    let full = absolute(path, from: workingDirectory).path
    let isFolder = (try? Platform.status(of: full))?.kind == .directory
    let folder = isFolder ? full : FilePath.folder(of: full)
    guard !allowed.contains(folder) else { return }
    allowed.insert(folder)
    let top = (try? repositories?.repository(containing: folder))??.topLevel
    let isHere = Self.contains(workingDirectory, folder)
    roots.insert(top ?? (isHere ? workingDirectory : folder))
    places = PathTable()
  }

  /// Remembers what is known of a path, for when something refers to it first.
  func note(_ path: String, _ state: Tracking) {
    walked[path] = state
    noteName(path)
  }

  /// Remembers what a walk knows of all that it has met.
  func note(_ entries: [WalkEntry]) {
    walked.add(entries)
    for case .file(let path, _) in entries { noteName(path) }
  }

  private func noteName(_ path: String) {
    if PathTable<Void>.isPlain(path) { return }
    let path = FilePath.normalized(path)
    if namesBeyondASCII[path] == nil { namesBeyondASCII[path] = path }
  }

  /// The other name, of a file that was met first, that counts as the same text.
  ///
  /// Everything that is known of files is known by such texts: one of the two is refused rather than
  /// taken for the other.
  private func twin(of path: String) -> String? {
    guard !namesBeyondASCII.isEmpty, let first = namesBeyondASCII[path] else { return nil }
    return first.utf8.elementsEqual(path.utf8) ? nil : first
  }

  /// The name by which a file is known: some file systems find it by other compositions, too.
  private func key(of path: String) -> String {
    let path = FilePath.normalized(path)
    guard tree == nil, let twin = twin(of: path), let status = try? Platform.status(of: path),
      let other = try? Platform.status(of: twin), status.device == other.device,
      status.inode == other.inode
    else { return path }
    return twin
  }

  /// Lets files hold other bytes than those on disk, and all others their own again.
  func replace(_ contents: [String: SourceBytes]) {
    for path in replaced where contents[path] == nil { files[path] = nil }
    for path in contents.keys { failures[path] = nil }
    for (path, bytes) in contents {
      if let file = files[path], file.bytes === bytes { continue }
      files[path] = SourceFile(
        path: path, bytes: bytes, tracking: tracking(of: path), isReadableByAll: nil)
    }
    replaced = Array(contents.keys)
  }

  /// - Parameter state: What the walk knows of it that has met it.
  func file(_ path: String, _ state: Tracking? = nil) -> Result<SourceFile, FileError> {
    let key = key(of: path)
    if let known = known(key) { return known }
    let result = read(key, namesBeyondASCII.isEmpty ? state : nil)
    return lock.withLock { _ in
      // Whoever was first counts: a file is known by its object.
      if let known = share(key) { return known }
      switch result {
      case .success(let file): files[key] = file
      case .failure(let error): failures[key] = error
      }
      return result
    }
  }

  /// A file that is read for now, and kept only by whoever needs it.
  func passing(_ path: String, _ state: Tracking? = nil) -> Result<SourceFile, FileError> {
    let key = key(of: path)
    return known(key) ?? read(key, namesBeyondASCII.isEmpty ? state : nil)
  }

  /// Keeps what was read for now, and gives what is kept: another may have been first.
  func keep(_ file: SourceFile) -> SourceFile {
    lock.withLock { _ in
      if let known = files[file.path] { return known }
      files[file.path] = file
      return file
    }
  }

  private func known(_ path: String) -> Result<SourceFile, FileError>? {
    lock.withLock { _ in share(path) }
  }

  /// What was read, if anything was; whoever asks may look at it at any time.
  private func share(_ path: String) -> Result<SourceFile, FileError>? {
    guard let known = files[path] else { return failures[path].map { .failure($0) } }
    asked[ObjectIdentifier(known)] = clock
    return .success(known)
  }

  /// Says that a thread looks at texts from now on.
  func begin(_ worker: Worker) {
    lock.withLock { _ in
      guard !begun.contains(where: { $0.worker == ObjectIdentifier(worker) }) else { return }
      clock += 1
      begun.append((ObjectIdentifier(worker), clock))
    }
  }

  /// Says that the thread looks at no text any more.
  func end(_ worker: Worker) {
    lock.withLock { _ in
      begun.removeAll { $0.worker == ObjectIdentifier(worker) }
    }
  }

  /// Gives the memory of a file's text back before long.
  ///
  /// What is read next lies beside it, and may refer to it.
  ///
  /// - Parameter isDone: Whether the text is given back, too, if others have asked for the file.
  func letGo(_ file: SourceFile, isDone: Bool) {
    lock.withLock { _ in
      waiting.append(Waiting(file: file, isDone: isDone))
      waitingBytes += file.byteCount
      giveBack(downTo: Self.mostWaiting)
    }
  }

  /// Says that no more files are read for now.
  func finishReading() { lock.withLock { _ in giveBack(downTo: 0) } }

  private func giveBack(downTo limit: Int) {
    let oldest = begun.lazy.map(\.time).min() ?? .max
    var busy: [Waiting] = []
    while waitingBytes > limit, let next = waiting.popFirst() {
      waitingBytes -= next.file.byteCount
      let asked = asked[ObjectIdentifier(next.file)]
      if asked.map({ next.isDone && $0 < oldest }) ?? true {
        next.file.letGo()
      } else if next.isDone {
        // Whoever has asked for it may be looking at it.
        busy.append(next)
      }
    }
    for next in busy {
      waiting.append(next)
      waitingBytes += next.file.byteCount
    }
  }

  func sibling(_ path: String) -> SiblingFile {
    let (place, isKnown) = lock.withLock { _ in
      let path = FilePath.normalized(path)
      return (self.place(of: path), files[path] != nil || failures[path] != nil)
    }
    switch place {
    case .outside: return .missing(SiblingFile.outside)
    // Most files that are asked for are not there.
    case .nowhere where !isKnown: return .missing("it cannot be read")
    case .nowhere, .within: break
    }
    switch file(path) {
    case .success(let file): return .found(file)
    case .failure: return .missing("it cannot be read")
    }
  }

  /// What tells of a name whether a folder has certainly no file of it; nil where that has to be asked
  /// for each.
  func absence(in folder: String) -> ((String) -> Bool)? {
    guard tree == nil, replaced.isEmpty, let workingDirectory,
      let listing = repositories?.listings[FilePath.join(workingDirectory, folder)]
    else { return nil }
    return { listing.surelyLacks(nameOf: $0) }
  }

  /// Where a path leads, links on its way included.
  private enum Place {
    case within
    case outside
    /// Within the roots, and nothing is there.
    case nowhere
  }

  private func place(of path: String) -> Place {
    if let tree { return tree.contains(path) ? .within : .outside }
    guard !roots.isEmpty, let workingDirectory else { return .within }
    let written = FilePath.join(workingDirectory, path)
    if repositories?.listings.surelyLack(written) == true {
      return isWithinRoots(written) ? .nowhere : .outside
    }
    if let known = places[path] { return known }
    let (full, isThere) = absolute(path, from: workingDirectory)
    let isWithin = isWithinRoots(full)
    let place: Place = isWithin ? (isThere ? .within : .nowhere) : .outside
    places[path] = place
    return place
  }

  private func isWithinRoots(_ full: String) -> Bool {
    roots.contains { Self.contains($0, full) }
  }

  /// The path from the top without links, as far as it leads to anything, and whether it may.
  private func absolute(_ path: String, from folder: String) -> (path: String, isThere: Bool) {
    let full = FilePath.join(folder, path)
    guard let parent = realFolder(FilePath.folder(of: full)) else { return (full, true) }
    let found = FilePath.join(parent, FilePath.name(of: full))
    switch Platform.isLink(found) {
    case true?: return ((try? Platform.realPath(of: full)) ?? found, true)
    case false?: return (found, true)
    case nil: return (found, false)
    }
  }

  /// Whoever asks for one file of a folder asks for others.
  private func realFolder(_ path: String) -> String? {
    if repositories?.listings[path] != nil { return path }
    if let known = realFolders[path] { return known }
    let real = try? Platform.realPath(of: path)
    realFolders[path] = .some(real)
    return real
  }

  private static func contains(_ folder: String, _ path: String) -> Bool {
    folder == "/" || path == folder || path.hasPrefix(folder + "/")
  }

  /// Asks git about files of the work tree, wherever others are read from.
  private lazy var workTree: FileWalker? = environment.flatMap {
    tree == nil
      ? walker
      : FileWalker(environment: $0, repositories: repositories, includingNames: { _ in false })
  }

  /// What git knows of a file that was named.
  func trackingInWorkTree(of path: String) throws(GitError) -> Tracking {
    try workTree?.tracking(of: path) ?? .unknown
  }

  /// What git knows of a file; of one that the walk has not met, git is asked.
  private func tracking(of path: String) -> Tracking {
    if let known = walked[path] { return known }
    guard let walker else { return .unknown }
    return (try? walker.tracking(of: path)) ?? .unknown
  }

  /// Asked for where it says something: of what it tracks, git keeps no more than one bit.
  private func isReadableByAll(_ path: String, _ tracking: Tracking) -> Bool? {
    let type = FileType(path: path)
    guard tracking != .tracked, type == .environment || type == .credentials else { return nil }
    return (try? Platform.status(of: path))?.isReadableByAll
  }

  /// A file of a contract.
  func contractFile(_ path: String, limit: Int) throws(FileError) -> SourceBytes {
    let path = FilePath.normalized(path)
    contractFiles.insert(path)
    return try content(of: path, limit: limit).bytes
  }

  /// Whether a path is kept out of version control; nil without a repository.
  func isIgnored(_ path: String) -> Bool? { lock.withLock { _ in isKeptOut(path) } }

  private func isKeptOut(_ path: String) -> Bool? {
    if let tree {
      if let isPresent = try? tree.isPresent(path), isPresent { return false }
      return (try? walker?.isIgnored(path)) ?? nil
    }
    guard let walker, let state = try? walker.tracking(of: path), state != .unknown else {
      return nil
    }
    return state == .ignored
  }

  /// Whether anything is at a path.
  func isPresent(_ path: String) -> Bool {
    let isInWorkTree = (try? Platform.status(of: path)) != nil
    guard let tree else { return isInWorkTree }
    return lock.withLock { _ in
      do throws(CommandFailure) {
        guard let isPresent = try tree.isPresent(path) else { return isInWorkTree }
        return isPresent || isInWorkTree && isKeptOut(path) == true
      } catch {
        notHeld[path] = error.text
        return true
      }
    }
  }

  /// The bytes at a path with what git knows of them.
  private func content(
    of path: String, limit: Int
  ) throws(FileError) -> (bytes: SourceBytes, tracking: Tracking?) {
    guard let tree else { return (try readFile(path: path, limit: limit), nil) }
    do throws(FileError) {
      let found: GitTree.Found
      do throws(CommandFailure) {
        found = try tree.find(path)
      } catch {
        throw FileError(path: path, kind: .notHeld(error.text))
      }
      switch found {
      case .file(let entry): return (try tree.read(entry, path: path, limit: limit), .tracked)
      case .outside: return (try readFile(path: path, limit: limit), nil)
      case .inSubmodule: return (try readFile(path: path, limit: limit), .unknown)
      case .absent:
        let status = try? Platform.status(of: path)
        guard status != nil, isKeptOut(path) == true else {
          if status?.kind == .regular { onlyInWorkTree.insert(path) }
          throw FileError(path: path, kind: .notFound)
        }
        return (try readFile(path: path, limit: limit), .ignored)
      }
    } catch {
      if case .notHeld(let reason) = error.kind { notHeld[path] = reason }
      throw error
    }
  }

  private static func reading(_ limit: Int) -> @Sendable (String) -> SourceBytes? {
    { path in try? readFile(path: path, limit: limit) }
  }

  private func read(_ path: String, _ state: Tracking?) -> Result<SourceFile, FileError> {
    if twin(of: path) != nil { return .failure(FileError(path: path, kind: .twin)) }
    do throws(FileError) {
      let bytes: SourceBytes
      let tracking: Tracking
      if tree == nil {
        bytes = try readFile(path: path, limit: limit)
        tracking = state ?? lock.withLock { _ in self.tracking(of: path) }
      } else {
        (bytes, tracking) = try lock.withLock { _ throws(FileError) in
          let (bytes, known) = try content(of: path, limit: limit)
          return (bytes, known ?? state ?? self.tracking(of: path))
        }
      }
      return .success(
        SourceFile(
          path: path, bytes: bytes, tracking: tracking,
          isReadableByAll: isReadableByAll(path, tracking),
          reload: reload))
    } catch {
      return .failure(error)
    }
  }
}
