package import RulePacks
import Synchronization

/// One file that was read, or the environment of a process.
@usableFromInline
package final class SourceFile: Sendable {
  /// Relative to the working directory, with `/`.
  package let path: String
  package let byteCount: Int
  package let hasByteOrderMark: Bool
  package let tracking: Tracking
  /// Whether every user of the machine may read it; nil where nothing says so.
  package let isReadableByAll: Bool?
  /// The environment of a process has no lines to point at.
  package let isEnvironment: Bool
  /// How the file is encoded; `bytes` are UTF-8 whatever it is.
  package let encoding: TextEncoding
  /// The first place that is no character of that encoding, for another than UTF-8.
  package let encodingFault: SourceRange?
  private let held: Mutex<Held>
  private let reload: (@Sendable (String) -> SourceBytes?)?

  private struct Held {
    var bytes: SourceBytes?
    var digest: UInt64 = 0
    var hasChanged = false
  }

  /// - Parameter reload: Reads the file at a path once more, if that can be done.
  package init(
    path: String, bytes: SourceBytes, tracking: Tracking, isEnvironment: Bool = false,
    isReadableByAll: Bool? = nil, reload: (@Sendable (String) -> SourceBytes?)? = nil
  ) {
    self.path = path
    self.isReadableByAll = isReadableByAll
    self.reload = reload
    encoding = TextEncoding(of: bytes)
    let (text, fault) = bytes.decoded(from: encoding)
    encodingFault = fault
    byteCount = text.count
    hasByteOrderMark = text.hasByteOrderMark
    held = Mutex(Held(bytes: text))
    self.tracking = tracking
    self.isEnvironment = isEnvironment
  }

  /// The text in UTF-8.
  package var bytes: SourceBytes {
    held.withLock { held in
      if let bytes = held.bytes { return bytes }
      let bytes = reloaded(digest: held.digest)
      if bytes == nil {
        held.hasChanged = true
        Self.hasMetChanged.store(true, ordering: .releasing)
      }
      // Places in the text stay places in a text, and nothing else is shown there.
      let known = bytes ?? SourceBytes([UInt8](repeating: 0x20, count: byteCount))
      held.bytes = known
      return known
    }
  }

  private static let hasMetChanged = Atomic<Bool>(false)

  /// Whether any file of the process was; hardly ever, and to ask all of them takes its time.
  package static var mayHaveChanged: Bool { hasMetChanged.load(ordering: .acquiring) }

  /// Whether the file was another one when it was read once more.
  package var hasChanged: Bool { held.withLock(\.hasChanged) }

  /// Gives the memory of the text back until somebody asks for it.
  ///
  /// Nobody else may be looking at the text.
  package func letGo() {
    guard reload != nil else { return }
    held.withLock { held in
      guard let bytes = held.bytes, !held.hasChanged else { return }
      held.digest = bytes.digest
      held.bytes = nil
    }
  }

  private func reloaded(digest: UInt64) -> SourceBytes? {
    guard let text = reload?(path)?.decoded(from: encoding).bytes, text.count == byteCount,
      text.digest == digest
    else { return nil }
    return text
  }

  package static let environmentPath = "<environment>"

  package static func environment() -> SourceFile {
    SourceFile(
      path: environmentPath, bytes: SourceBytes(""), tracking: .unknown, isEnvironment: true)
  }

  package var name: String { FilePath.name(of: path) }
}

/// A range in a file.
@usableFromInline
package struct Place: Sendable, Hashable {
  @usableFromInline
  package let file: SourceFile
  @usableFromInline
  package let range: SourceRange

  @inlinable
  package init(_ file: SourceFile, _ range: SourceRange) {
    self.file = file
    self.range = range
  }

  @inlinable
  package static func == (left: Place, right: Place) -> Bool {
    left.file === right.file && left.range == right.range
  }

  @usableFromInline
  package func hash(into hasher: inout Hasher) {
    hasher.combine(ObjectIdentifier(file))
    hasher.combine(range)
  }
}
