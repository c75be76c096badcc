#if canImport(Glibc)
  @preconcurrency import Glibc
#elseif canImport(Musl)
  @preconcurrency import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// An error number that the operating system returned.
package struct SystemError: Error, Hashable, Sendable {
  package let code: Int32

  package init(code: Int32) { self.code = code }

  /// The operating system's own text for the error.
  package var text: String { String(cString: strerror(code)) }

  package var isNotFound: Bool { code == ENOENT || code == ENOTDIR }
  package var isNotPermitted: Bool { code == EACCES || code == EPERM }
  package var isLinkLoop: Bool { code == ELOOP }

  fileprivate static var last: SystemError { SystemError(code: errno) }
}

/// The kind of a file as the operating system sees it.
package enum FileKind: String, Hashable, Sendable, CaseIterable {
  case regular = "a regular file"
  case directory = "a directory"
  case symbolicLink = "a symbolic link"
  case namedPipe = "a named pipe"
  case socket = "a socket"
  case characterDevice = "a character device"
  case blockDevice = "a block device"
  case other = "of an unknown kind"

  fileprivate init(mode: UInt32) {
    switch mode & 0o170000 {
    case 0o100000: self = .regular
    case 0o040000: self = .directory
    case 0o120000: self = .symbolicLink
    case 0o010000: self = .namedPipe
    case 0o140000: self = .socket
    case 0o020000: self = .characterDevice
    case 0o060000: self = .blockDevice
    default: self = .other
    }
  }

  /// The kind in a folder entry, or nil when the file system leaves it out.
  fileprivate init?(entryType: UInt8) {
    switch entryType {
    case 1: self = .namedPipe
    case 2: self = .characterDevice
    case 4: self = .directory
    case 6: self = .blockDevice
    case 8: self = .regular
    case 10: self = .symbolicLink
    case 12: self = .socket
    default: return nil
    }
  }
}

/// What the operating system knows about a file apart from its bytes.
package struct FileStatus: Hashable, Sendable {
  package let kind: FileKind
  package let size: Int
  package let device: UInt64
  package let inode: UInt64
  /// Whether every user of the machine may read it.
  package let isReadableByAll: Bool
  /// Who may read, write and run it, as `chmod` takes it.
  package let permissions: UInt32
  /// Under how many names the file is known.
  package let linkCount: Int

  /// Whether nobody but the system's administrator may write it.
  package var isReadOnly: Bool { permissions & 0o222 == 0 }

  fileprivate init(_ status: stat) {
    kind = FileKind(mode: UInt32(status.st_mode))
    size = Int(status.st_size)
    device = UInt64(truncatingIfNeeded: status.st_dev)
    inode = UInt64(truncatingIfNeeded: status.st_ino)
    isReadableByAll = UInt32(status.st_mode) & 0o004 != 0
    permissions = UInt32(status.st_mode) & 0o7777
    linkCount = Int(status.st_nlink)
  }
}

/// One name in a folder.
package struct DirectoryEntry: Hashable, Sendable {
  /// The bytes of the name, which need not be UTF-8.
  package let name: [UInt8]
  /// The kind of the entry itself, or nil when only `Platform.linkStatus` can tell.
  package let kind: FileKind?
}

/// The calls into the operating system, gathered in one file so that the rest is portable.
package enum Platform {
  /// Opens a file for reading without ever waiting for another process.
  package static func openForReading(
    _ path: String, followsLinks: Bool = true, directoryOnly: Bool = false
  ) throws(SystemError) -> Int32 {
    var flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY
    if !followsLinks { flags |= O_NOFOLLOW }
    if directoryOnly { flags |= O_DIRECTORY }
    while true {
      let descriptor = open(path, flags)
      if descriptor >= 0 { return descriptor }
      let error = SystemError.last
      if error.code != EINTR { throw error }
    }
  }

  package static func closeDescriptor(_ descriptor: Int32) {
    _ = close(descriptor)
  }

  package static func status(ofDescriptor descriptor: Int32) throws(SystemError) -> FileStatus {
    var result = stat()
    guard fstat(descriptor, &result) == 0 else { throw .last }
    return FileStatus(result)
  }

  /// The status of what a path leads to, after every link.
  package static func status(of path: String) throws(SystemError) -> FileStatus {
    var result = stat()
    guard stat(path, &result) == 0 else { throw .last }
    return FileStatus(result)
  }

  /// The status of the path itself, even when it is a link.
  package static func linkStatus(of path: String) throws(SystemError) -> FileStatus {
    var result = stat()
    guard lstat(path, &result) == 0 else { throw .last }
    return FileStatus(result)
  }

  /// Reads up to the size of the buffer and returns the number of bytes, 0 at the end of the file.
  package static func readBytes(
    from descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer
  ) throws(SystemError) -> Int {
    while true {
      let count = read(descriptor, buffer.baseAddress, buffer.count)
      if count >= 0 { return count }
      let error = SystemError.last
      if error.code != EINTR { throw error }
    }
  }

  /// Reads up to the size of an array in the same way.
  package static func readBytes(
    from descriptor: Int32, into bytes: inout [UInt8]
  ) throws(SystemError) -> Int {
    let result = bytes.withUnsafeMutableBytes { buffer -> Result<Int, SystemError> in
      do throws(SystemError) {
        return .success(try readBytes(from: descriptor, into: buffer))
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  /// The names in a folder without `.` and `..`, in the order of the file system.
  package static func entries(
    ofDirectory path: String, followsLinks: Bool
  ) throws(SystemError) -> [DirectoryEntry] {
    let descriptor = try openForReading(path, followsLinks: followsLinks, directoryOnly: true)
    guard let stream = fdopendir(descriptor) else {
      let error = SystemError.last
      closeDescriptor(descriptor)
      throw error
    }
    defer { closedir(stream) }
    var entries: [DirectoryEntry] = []
    while true {
      errno = 0
      guard let entry = readdir(stream) else {
        if errno != 0 { throw .last }
        return entries
      }
      // The system allocates only as much of the structure as the name needs, so it must not be
      // copied as a whole.
      let raw = UnsafeRawPointer(entry)
      let name = (raw + nameOffset).assumingMemoryBound(to: UInt8.self)
      var count = 0
      while name[count] != 0 { count += 1 }
      let isDot = name[0] == UInt8(ascii: ".")
      if isDot && (count == 1 || (count == 2 && name[1] == UInt8(ascii: "."))) { continue }
      entries.append(
        DirectoryEntry(
          name: Array(UnsafeBufferPointer(start: name, count: count)),
          kind: FileKind(entryType: raw.load(fromByteOffset: typeOffset, as: UInt8.self))))
    }
  }

  private static let nameOffset = MemoryLayout<dirent>.offset(of: \.d_name)!
  private static let typeOffset = MemoryLayout<dirent>.offset(of: \.d_type)!

  /// Orders two byte strings as `memcmp` does, and by length when one begins with the other.
  package static func compare(
    _ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>
  ) -> Int {
    let shared = min(left.count, right.count)
    if shared > 0, let left = left.baseAddress, let right = right.baseAddress {
      let order = memcmp(left, right, shared)
      if order != 0 { return Int(order) }
    }
    return left.count - right.count
  }

  /// The text of a symbolic link.
  package static func linkTarget(of path: String) throws(SystemError) -> String {
    var capacity = 256
    while true {
      var buffer = [UInt8](repeating: 0, count: capacity)
      let count = buffer.withUnsafeMutableBytes {
        readlink(path, $0.baseAddress!.assumingMemoryBound(to: CChar.self), capacity)
      }
      if count < 0 { throw .last }
      if count < capacity { return String(decoding: buffer[..<count], as: UTF8.self) }
      capacity *= 2
    }
  }

  /// The absolute path without links, `.` and `..`.
  package static func realPath(of path: String) throws(SystemError) -> String {
    guard let result = realpath(path, nil) else { throw .last }
    defer { free(result) }
    return String(cString: result)
  }

  package static func workingDirectory() throws(SystemError) -> String {
    var capacity = 1024
    while true {
      var buffer = [CChar](repeating: 0, count: capacity)
      let found = buffer.withUnsafeMutableBufferPointer { pointer -> String? in
        getcwd(pointer.baseAddress, capacity).map { String(cString: $0) }
      }
      if let found { return found }
      let error = SystemError.last
      if error.code != ERANGE { throw error }
      capacity *= 2
    }
  }

  package static func isTerminal(_ descriptor: Int32) -> Bool {
    isatty(descriptor) == 1
  }

  package static func environmentVariable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  /// The time of day, to tell what has expired.
  package static func secondsSince1970() -> Int { Int(time(nil)) }

  /// All environment variables; of a name given twice the first counts, as with `getenv`.
  package static func environmentVariables() -> [String: String] {
    var variables: [String: String] = [:]
    #if canImport(Darwin)
      var next: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = _NSGetEnviron().pointee
    #else
      var next: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = environ
    #endif
    while let cursor = next, let entry = cursor.pointee {
      let text = String(cString: entry)
      if let equals = text.utf8.firstIndex(of: UInt8(ascii: "=")) {
        let name = String(text[..<equals])
        if variables[name] == nil {
          variables[name] = String(text[text.utf8.index(after: equals)...])
        }
      }
      next = cursor + 1
    }
    return variables
  }

  /// The last arguments of this process, to the byte.
  package static func lastArguments(_ count: Int) -> [[UInt8]] {
    let all = Int(CommandLine.argc)
    return (max(0, all - max(0, count))..<all).compactMap { index in
      CommandLine.unsafeArgv[index].map { argument in
        UnsafeBufferPointer(start: argument, count: strlen(argument)).map(UInt8.init(bitPattern:))
      }
    }
  }

  /// Replaces the process by another program and returns only by throwing.
  ///
  /// The program gets this process' environment to the byte, as far as `keeps` says yes to a name,
  /// with `adding` behind it.
  package static func execute(
    _ path: [UInt8], arguments: [[UInt8]], adding: [String: String] = [:],
    keeping keeps: ((_ name: String) -> Bool)? = nil
  ) throws(SystemError) -> Never {
    var argv: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup(terminated($0)) }
    var envp = environmentEntries(keeping: keeps)
    envp += adding.sorted { $0.key < $1.key }.map { strdup("\($0.key)=\($0.value)") }
    argv.append(nil)
    envp.append(nil)
    _ = execve(terminated(path), argv, envp)
    let error = SystemError.last
    for pointer in argv + envp { free(pointer) }
    throw error
  }

  /// Copies of what this process has in its environment, to the byte, which the caller frees.
  private static func environmentEntries(
    keeping keeps: ((_ name: String) -> Bool)?
  ) -> [UnsafeMutablePointer<CChar>?] {
    var entries: [UnsafeMutablePointer<CChar>?] = []
    #if canImport(Darwin)
      var next: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = _NSGetEnviron().pointee
    #else
      var next: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = environ
    #endif
    while let cursor = next, let entry = cursor.pointee {
      if keeps.map({ $0(name(ofVariable: entry)) }) ?? true { entries.append(strdup(entry)) }
      next = cursor + 1
    }
    return entries
  }

  /// What stands before the first `=`; all of it where there is none.
  private static func name(ofVariable entry: UnsafePointer<CChar>) -> String {
    let bytes = UnsafeBufferPointer(start: entry, count: strlen(entry))
    let name = bytes.prefix { $0 != CChar(bitPattern: UInt8(ascii: "=")) }
    return String(decoding: name.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// The bytes as C has them, ended by a zero.
  private static func terminated(_ bytes: [UInt8]) -> [CChar] {
    bytes.map { CChar(bitPattern: $0) } + [0]
  }

  /// Runs a closure that may write to a pipe that nobody reads any more.
  ///
  /// What the signal does is as before when it returns: a program that is executed inherits it.
  package static func ignoringBrokenPipes<Result>(_ body: () throws -> Result) rethrows -> Result {
    var ignored = sigaction()
    #if canImport(Darwin)
      ignored.__sigaction_u.__sa_handler = SIG_IGN
    #else
      ignored.__sigaction_handler.sa_handler = SIG_IGN
    #endif
    var before = sigaction()
    guard sigaction(SIGPIPE, &ignored, &before) == 0 else { return try body() }
    defer {
      // Where the signal is blocked it waits; ignoring it anew takes it away.
      _ = sigaction(SIGPIPE, &ignored, nil)
      _ = sigaction(SIGPIPE, &before, nil)
    }
    return try body()
  }
}

extension Platform {
  /// Writes all of a text and says whether that went well.
  @discardableResult
  package static func write(_ text: String, to descriptor: Int32) -> Bool {
    var text = text
    return text.withUTF8 { write($0, to: descriptor) }
  }

  private static func write(_ bytes: UnsafeBufferPointer<UInt8>, to descriptor: Int32) -> Bool {
    var rest = UnsafeRawBufferPointer(bytes)[...]
    while !rest.isEmpty {
      let part = UnsafeRawBufferPointer(rebasing: rest)
      #if canImport(Darwin)
        let count = Darwin.write(descriptor, part.baseAddress, part.count)
      #elseif canImport(Musl)
        let count = Musl.write(descriptor, part.baseAddress, part.count)
      #else
        let count = Glibc.write(descriptor, part.baseAddress, part.count)
      #endif
      if count < 0, SystemError.last.code == EINTR { continue }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  /// Writes a text over what a file holds; others see all of the old text or all of the new one.
  ///
  /// Links stay links, and a file keeps who may read it. What is no regular file is written in its
  /// place, and so is what cannot be replaced where it lies, such as a file that a container mounts.
  package static func replaceFile(_ path: String, with text: String) throws(SystemError) {
    let known = try? status(of: path)
    let isLinkToNothing = known == nil && (try? linkStatus(of: path)) != nil
    guard known?.kind ?? .regular == .regular, !isLinkToNothing else {
      return try overwriteFile(path, with: text)
    }
    // Whoever may write in a folder may replace files in it that nobody may write.
    if known != nil, access(path, W_OK) != 0 { throw .last }
    let target = known == nil ? path : try realPath(of: path)
    let draft = "\(target).\(getpid()).tmp"
    let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      return try overwriteFile(path, with: text)
    }
    if let known { _ = fchmod(descriptor, mode_t(known.permissions)) }
    do throws(SystemError) {
      try write(text, toAndClose: descriptor)
    } catch {
      unlink(draft)
      throw error
    }
    guard rename(draft, target) == 0 else {
      unlink(draft)
      return try overwriteFile(path, with: text)
    }
  }

  private static func overwriteFile(_ path: String, with text: String) throws(SystemError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw .last }
    try write(text, toAndClose: descriptor)
  }

  /// Writes a text behind what a file holds.
  package static func appendToFile(_ path: String, _ text: String) throws(SystemError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw .last }
    try write(text, toAndClose: descriptor)
  }

  private static func write(_ text: String, toAndClose descriptor: Int32) throws(SystemError) {
    let isWritten = write(text, to: descriptor)
    let error = SystemError.last
    guard close(descriptor) == 0, isWritten else { throw isWritten ? .last : error }
  }

  /// Puts another file in the place of one, or makes a new one.
  ///
  /// Nobody ever sees a part of it: the bytes are written beside it and take its name at the end. The
  /// mode and the owner stay, and whatever is in the place of a file is refused.
  ///
  /// - Parameter isPrivate: Nobody but its owner may read a new one.
  package static func exchangeFile(
    _ path: String, with bytes: UnsafeBufferPointer<UInt8>, isPrivate: Bool
  ) throws(SystemError) {
    var known = stat()
    let exists = lstat(path, &known) == 0
    if !exists, errno != ENOENT { throw .last }
    if exists, UInt32(known.st_mode) & 0o170000 != 0o100000 { throw SystemError(code: ELOOP) }
    let draft = temporaryName(beside: path)
    let descriptor = open(
      draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW,
      isPrivate || exists ? 0o600 : 0o644)
    guard descriptor >= 0 else { throw .last }
    let isWritten = write(bytes, to: descriptor)
    var error = SystemError.last
    var isFine = isWritten
    if isFine, exists {
      isFine = keepOwner(of: known, descriptor) && fchmod(descriptor, known.st_mode & 0o7777) == 0
      error = .last
    }
    if isFine {
      isFine = fsync(descriptor) == 0
      error = .last
    }
    if close(descriptor) != 0, isFine {
      isFine = false
      error = .last
    }
    if isFine {
      // A new file must not take the place of one that came in the meantime.
      isFine = (exists ? rename(draft, path) : link(draft, path)) == 0
      error = .last
    }
    if !isFine || !exists { _ = unlink(draft) }
    if !isFine { throw error }
  }

  private static func keepOwner(of known: stat, _ descriptor: Int32) -> Bool {
    var own = stat()
    guard fstat(descriptor, &own) == 0 else { return false }
    if own.st_uid == known.st_uid, own.st_gid == known.st_gid { return true }
    return fchown(descriptor, known.st_uid, known.st_gid) == 0
  }

  /// A name that nobody else has chosen, in the same folder.
  private static func temporaryName(beside path: String) -> String {
    let number = String(UInt64.random(in: .min ... .max), radix: 36)
    return FilePath.join(FilePath.folder(of: path), ".configlint-\(number)")
  }

  /// All of standard input, or nil where it cannot be read or holds more than `limit` bytes.
  package static func readStandardInput(limit: Int) -> [UInt8]? {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = chunk.withUnsafeMutableBytes { try? readBytes(from: 0, into: $0) }
      guard let count else { return nil }
      if count == 0 { return bytes }
      bytes += chunk[..<count]
      if bytes.count > limit { return nil }
    }
  }

  /// Ends the process with a status.
  package static func end(_ status: Int32) -> Never { exit(status) }

  /// Calls a function the first time the user asks the process to stop; the second time ends it.
  ///
  /// Whoever started the process with the signal ignored, as `nohup` does, wants it to go on.
  package static func onInterrupt(_ body: @escaping @convention(c) (Int32) -> Void) {
    var before = sigaction()
    var action = sigaction()
    #if canImport(Darwin)
      action.__sigaction_u.__sa_handler = body
    #else
      action.__sigaction_handler.sa_handler = body
    #endif
    action.sa_flags = Int32(truncatingIfNeeded: SA_RESETHAND) | Int32(SA_RESTART)
    guard sigaction(SIGINT, nil, &before) == 0 else { return }
    #if canImport(Darwin)
      let isIgnored = unsafeBitCast(before.__sigaction_u.__sa_handler, to: Int.self) == 1
    #else
      let isIgnored = unsafeBitCast(before.__sigaction_handler.sa_handler, to: Int.self) == 1
    #endif
    if !isIgnored { _ = sigaction(SIGINT, &action, nil) }
  }

  /// Ends the process as the interrupt would have, so that a shell knows and stops, too.
  package static func endInterrupted() -> Never {
    _ = signal(SIGINT, SIG_DFL)
    _ = raise(SIGINT)
    exit(128 + SIGINT)
  }
}

/// A program that was started, with the ends of the pipes to it and from it.
package struct ChildProcess: Sendable {
  fileprivate let id: pid_t
  /// What is written here the program reads; nil where it reads nothing.
  package let input: Int32?
  /// What the program writes is read here.
  package let output: Int32
}

extension Platform {
  /// Starts a program that is looked for along PATH; what it writes to standard error is dropped.
  ///
  /// - Parameters:
  ///   - adding: Variables that it gets besides those of this process, or in their place.
  ///   - removing: Variables of this process that it does not get.
  package static func start(
    _ arguments: [String], adding: [String: String] = [:], removing: Set<String> = [],
    hasInput: Bool = false
  ) throws(SystemError) -> ChildProcess {
    let output = try makePipe()
    var input: (reading: Int32, writing: Int32)?
    do throws(SystemError) {
      if hasInput { input = try makePipe() }
    } catch {
      closeDescriptor(output.reading)
      closeDescriptor(output.writing)
      throw error
    }
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
    #else
      var actions = posix_spawn_file_actions_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if let input {
      posix_spawn_file_actions_adddup2(&actions, input.reading, 0)
    } else {
      posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    }
    posix_spawn_file_actions_adddup2(&actions, output.writing, 1)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)

    var argv: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
    var envp = environmentEntries { adding[$0] == nil && !removing.contains($0) }
    envp += adding.sorted { $0.key < $1.key }.map { strdup("\($0.key)=\($0.value)") }
    argv.append(nil)
    envp.append(nil)
    defer { for pointer in argv + envp { free(pointer) } }
    var id: pid_t = 0
    let code = posix_spawnp(&id, arguments.first ?? "", &actions, nil, argv, envp)
    closeDescriptor(output.writing)
    if let input { closeDescriptor(input.reading) }
    guard code == 0 else {
      closeDescriptor(output.reading)
      if let input { closeDescriptor(input.writing) }
      throw SystemError(code: code)
    }
    return ChildProcess(id: id, input: input?.writing, output: output.reading)
  }

  /// Closes the pipes of a program and waits for its end.
  ///
  /// - Returns: Its status, or 128 and the number of the signal that ended it.
  package static func end(_ child: ChildProcess) -> Int32 {
    if let input = child.input { closeDescriptor(input) }
    closeDescriptor(child.output)
    var status: Int32 = 0
    while waitpid(child.id, &status, 0) < 0 {
      guard errno == EINTR else { return 127 }
    }
    let signal = status & 0x7F
    return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
  }

  /// A pipe that programs started later do not inherit.
  private static func makePipe() throws(SystemError) -> (reading: Int32, writing: Int32) {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw .last }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }

  package static func makeFolder(_ path: String) throws(SystemError) {
    guard mkdir(path, 0o777) == 0 else { throw .last }
  }

  /// Gives a file another name, in the place of what has that name.
  package static func move(_ path: String, to other: String) throws(SystemError) {
    guard rename(path, other) == 0 else { throw .last }
  }

  package static func remove(_ path: String) throws(SystemError) {
    guard unlink(path) == 0 else { throw .last }
  }

  /// Lets everybody run a file who may read it by default.
  package static func makeExecutable(_ path: String) throws(SystemError) {
    guard chmod(path, 0o755) == 0 else { throw .last }
  }

  package static func isExecutable(_ path: String) -> Bool { access(path, X_OK) == 0 }
}
