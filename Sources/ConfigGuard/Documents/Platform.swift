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

  static var last: SystemError { SystemError(code: errno) }
}

/// The kind of a file as the operating system sees it.
@usableFromInline
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

/// The calls into the operating system, gathered in three files so that the rest is portable.
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

  /// Whether a path itself is a symbolic link; nil where nothing is at it.
  package static func isLink(_ path: String) -> Bool? {
    var byte: CChar = 0
    if readlink(path, &byte, 1) >= 0 { return true }
    return SystemError.last.code == ENOENT ? nil : false
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
}
