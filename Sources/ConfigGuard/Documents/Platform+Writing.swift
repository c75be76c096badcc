#if canImport(Glibc)
  @preconcurrency import Glibc
#elseif canImport(Musl)
  @preconcurrency import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What changes files.
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
    let isReplaced = try holdingSignals { () throws(SystemError) in
      try replace(target, with: text, mode: known.map { mode_t($0.permissions) } ?? newFileMode())
    }
    if !isReplaced { try overwriteFile(path, with: text) }
  }

  /// - Returns: Whether it could be done; false where the folder allows no new files.
  private static func replace(
    _ target: String, with text: String, mode: mode_t
  ) throws(SystemError) -> Bool {
    let draft = "\(target).\(getpid()).tmp"
    let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return false }
    let isWritten = write(text, to: descriptor)
    var error = SystemError.last
    if isWritten { _ = fchmod(descriptor, mode) }
    let isClosed = close(descriptor) == 0
    if isWritten, !isClosed { error = .last }
    guard isWritten, isClosed else {
      unlink(draft)
      throw error
    }
    if rename(draft, target) == 0 { return true }
    unlink(draft)
    return false
  }

  /// Runs a closure that must not be left half done: what would end the process waits until then.
  ///
  /// A file that grows too large ends in an error, and only afterwards in its signal.
  private static func holdingSignals<Result>(
    _ body: () throws(SystemError) -> Result
  ) throws(SystemError) -> Result {
    var held = sigset_t()
    var before = sigset_t()
    sigemptyset(&held)
    for signal in [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGXFSZ, SIGXCPU] { sigaddset(&held, signal) }
    guard pthread_sigmask(SIG_BLOCK, &held, &before) == 0 else { return try body() }
    defer { _ = pthread_sigmask(SIG_SETMASK, &before, nil) }
    return try body()
  }

  /// What a new file may be used for that anybody may read.
  private static func newFileMode() -> mode_t {
    // It can only be asked for by setting it.
    let mask = umask(0o022)
    _ = umask(mask)
    return 0o644 & ~mask
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
    let mode = exists ? known.st_mode & 0o7777 : isPrivate ? 0o600 : newFileMode()
    try holdingSignals { () throws(SystemError) in
      try exchange(path, exists ? known : nil, with: bytes, mode: mode)
    }
  }

  private static func exchange(
    _ path: String, _ known: stat?, with bytes: UnsafeBufferPointer<UInt8>, mode: mode_t
  ) throws(SystemError) {
    let draft = temporaryName(beside: path)
    // Nobody else may read it before it has its name: it may hold a secret.
    let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw .last }
    let isWritten = write(bytes, to: descriptor)
    var error = SystemError.last
    var isFine = isWritten
    if isFine {
      isFine = fsync(descriptor) == 0
      error = .last
    }
    if isFine {
      isFine = known.map { keepOwner(of: $0, descriptor) } ?? true
      isFine = isFine && fchmod(descriptor, mode) == 0
      error = .last
    }
    if close(descriptor) != 0, isFine {
      isFine = false
      error = .last
    }
    if isFine {
      // A new file must not take the place of one that came in the meantime.
      isFine = (known != nil ? rename(draft, path) : link(draft, path)) == 0
      error = .last
    }
    if !isFine || known == nil { _ = unlink(draft) }
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
