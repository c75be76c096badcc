package import RulePacks

/// The reason why a file cannot be read.
package struct FileError: Error, Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case notFound
    case notReadable
    case notRegular(FileKind)
    case linkLoop
    /// The file has this many bytes, or at least as many when it grows while it is read.
    case tooLarge(bytes: Int)
    case io(String)
    /// Git should hold the content and does not give it.
    case notHeld(ReportText)
    /// Git holds something else in the place of the content, as it should.
    case stored(ReportText)
    /// The name of another file differs in nothing but its Unicode composition.
    case twin
  }

  package let path: String
  package let kind: Kind

  package init(path: String, kind: Kind) {
    self.path = path
    self.kind = kind
  }

  package var text: ReportText { "\(path: path) cannot be read: \(reason)." }

  /// The reason without the path.
  package var reason: ReportText {
    switch kind {
    case .notFound: "it does not exist"
    case .notReadable: "permission denied"
    case .notRegular(let what): "it is \(what), not a regular file"
    case .linkLoop: "it is a symbolic link that leads back to itself"
    case .tooLarge(let bytes): "it is too large, \(bytes) bytes"
    case .io(let text): .prose(text)
    case .notHeld(let text), .stored(let text): text
    case .twin: "another file has the same name in another Unicode composition"
    }
  }

  fileprivate init(path: String, _ error: SystemError) {
    self.path = path
    kind =
      if error.isNotFound {
        .notFound
      } else if error.isNotPermitted {
        .notReadable
      } else if error.isLinkLoop {
        .linkLoop
      } else {
        .io(error.text)
      }
  }
}

extension SourceBytes {
  /// Calls a closure with all bytes and keeps them alive until it returns.
  package func withBuffer<Result, Failure: Error>(
    _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    // A pointer alone does not keep its object alive.
    try withExtendedLifetime(self) { () throws(Failure) -> Result in try body(buffer) }
  }
}

/// Reads a regular file of at most `limit` bytes and never waits for another process.
///
/// Without `followsLinks`, a path that is itself a symbolic link is refused.
package func readFile(
  path: String, limit: Int, followsLinks: Bool = true
) throws(FileError) -> SourceBytes {
  let descriptor = try openRegular(path, followsLinks: followsLinks)
  defer { Platform.closeDescriptor(descriptor) }
  let status: FileStatus
  do {
    status = try Platform.status(ofDescriptor: descriptor)
  } catch {
    throw FileError(path: path, error)
  }
  guard status.kind == .regular else {
    throw FileError(path: path, kind: .notRegular(status.kind))
  }
  guard status.size <= limit else {
    throw FileError(path: path, kind: .tooLarge(bytes: status.size))
  }

  // One byte more than expected tells the end of the file from a file that grows. Some file
  // systems give 0 as the size of every file, hence the lower bound.
  var capacity = min(max(status.size, 511), limit) + 1
  var known: SourceBytes?
  while true {
    var failure: SystemError?
    let bytes = SourceBytes(capacity: capacity) { buffer in
      var count = 0
      if let known { count = known.withBuffer { buffer.initialize(fromContentsOf: $0) } }
      do throws(SystemError) {
        while count < buffer.count {
          let rest = UnsafeMutableRawBufferPointer(
            rebasing: UnsafeMutableRawBufferPointer(buffer)[count...])
          let more = try Platform.readBytes(from: descriptor, into: rest)
          if more == 0 { break }
          count += more
        }
      } catch {
        failure = error
      }
      return count
    }
    if let failure { throw FileError(path: path, failure) }
    if bytes.count > limit { throw FileError(path: path, kind: .tooLarge(bytes: bytes.count)) }
    if bytes.count < capacity { return bytes }
    known = bytes
    capacity = min(capacity * 2, limit + 1)
  }
}

private func openRegular(_ path: String, followsLinks: Bool) throws(FileError) -> Int32 {
  do {
    return try Platform.openForReading(path, followsLinks: followsLinks)
  } catch {
    // A socket cannot be opened at all, and a refused link looks like a loop: the status of the
    // path says more than the error number.
    let status =
      followsLinks ? try? Platform.status(of: path) : try? Platform.linkStatus(of: path)
    if let kind = status?.kind, kind != .regular, kind != .directory, !error.isNotPermitted {
      throw FileError(path: path, kind: .notRegular(kind))
    }
    throw FileError(path: path, error)
  }
}
