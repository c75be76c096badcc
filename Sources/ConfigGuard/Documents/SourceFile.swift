package import RulePacks

/// One file that was read, or the environment of a process.
package final class SourceFile: Sendable {
  /// Relative to the working directory, with `/`.
  package let path: String
  /// The text in UTF-8.
  package let bytes: SourceBytes
  package let tracking: Tracking
  /// Whether every user of the machine may read it; nil where nothing says so.
  package let isReadableByAll: Bool?
  /// The environment of a process has no lines to point at.
  package let isEnvironment: Bool
  /// How the file is encoded; `bytes` are UTF-8 whatever it is.
  package let encoding: TextEncoding
  /// The first place that is no character of that encoding, for another than UTF-8.
  package let encodingFault: SourceRange?

  package init(
    path: String, bytes: SourceBytes, tracking: Tracking, isEnvironment: Bool = false,
    isReadableByAll: Bool? = nil
  ) {
    self.path = path
    self.isReadableByAll = isReadableByAll
    encoding = TextEncoding(of: bytes)
    (self.bytes, encodingFault) = bytes.decoded(from: encoding)
    self.tracking = tracking
    self.isEnvironment = isEnvironment
  }

  package static let environmentPath = "<environment>"

  package static func environment() -> SourceFile {
    SourceFile(
      path: environmentPath, bytes: SourceBytes(""), tracking: .unknown, isEnvironment: true)
  }

  package var name: String { FilePath.name(of: path) }
}

/// A range in a file.
package struct Place: Sendable, Hashable {
  package let file: SourceFile
  package let range: SourceRange

  package init(_ file: SourceFile, _ range: SourceRange) {
    self.file = file
    self.range = range
  }

  package static func == (left: Place, right: Place) -> Bool {
    left.file === right.file && left.range == right.range
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(ObjectIdentifier(file))
    hasher.combine(range)
  }
}
