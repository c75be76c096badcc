import ConfigGuard
package import RulePacks

/// The reason why a git repository cannot be understood.
package struct GitError: Error, Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case damagedIndex(ReportText)
    case unsupportedIndex(ReportText)
    case unreadable(ReportText)
    /// `GIT_DIR` names a folder that is not a git directory.
    case notGitDirectory
  }

  package let path: String
  package let kind: Kind

  package init(path: String, kind: Kind) {
    self.path = path
    self.kind = kind
  }

  package var text: ReportText {
    switch kind {
    case .damagedIndex(let what): "The git index \(path: path) is damaged: \(what)."
    case .unsupportedIndex(let what): "The git index \(path: path) cannot be used: \(what)."
    case .unreadable(let what): "The git file \(path: path) cannot be read: \(what)."
    case .notGitDirectory: "\(path: path), named by GIT_DIR, is not a git directory."
    }
  }
}

/// The paths in a git index of version 2, 3 or 4.
///
/// Below a sparse directory entry the index names no files, so `tracking` answers nil there. A
/// split index (`core.splitIndex`) is refused as unsupported. The checksum is not verified.
package struct GitIndex: Sendable {
  // All paths end to end in the index's order, which is byte order; no object per path.
  private var text: [UInt8] = []
  private var ends: [UInt32] = []
  private var sparseDirectories: [[UInt8]] = []

  package init() {}

  /// The number of paths.
  package var count: Int { ends.count }

  /// Reads the bytes of an index whose object names have `hashLength` bytes.
  package init(_ bytes: UnsafeBufferPointer<UInt8>, hashLength: Int) throws(GitIndexProblem) {
    var reader = IndexReader(bytes: bytes, end: bytes.count - hashLength)
    guard bytes.count >= 12 + hashLength else { throw .damaged("it is too short") }
    guard try reader.word() == 0x4449_5243 else { throw .damaged("it has no DIRC signature") }
    let version = try reader.word()
    guard (2...4).contains(version) else {
      throw .unsupported("version \(version) is unknown")
    }
    let entryCount = Int(try reader.word())
    let fixedLength = 40 + hashLength + 2
    // Before memory is reserved, the count must be possible in a file of this size.
    guard entryCount <= bytes.count / (fixedLength + 1) else {
      throw .damaged("it promises more entries than it can hold")
    }
    ends.reserveCapacity(entryCount)
    text.reserveCapacity(bytes.count)
    for _ in 0..<entryCount {
      try readEntry(&reader, version: version, fixedLength: fixedLength)
    }
    try readExtensions(&reader)
  }

  private mutating func readEntry(
    _ reader: inout IndexReader, version: UInt32, fixedLength: Int
  ) throws(GitIndexProblem) {
    let start = reader.position
    try reader.require(fixedLength)
    let mode = reader.bigEndian32(at: start + 24)
    let flags = reader.bigEndian16(at: start + fixedLength - 2)
    reader.position = start + fixedLength
    if flags & 0x4000 != 0 {
      guard version >= 3 else { throw .damaged("an entry has flags that version 2 lacks") }
      try reader.require(2)
      reader.position += 2
    }

    let previousStart = ends.count >= 2 ? Int(ends[ends.count - 2]) : 0
    let previousEnd = text.count
    var kept = 0
    if version == 4 {
      let dropped = try reader.variableWidth()
      let previousCount = previousEnd - previousStart
      guard dropped <= previousCount else {
        throw .damaged("a path shortens the one before by more than its length")
      }
      kept = previousCount - dropped
    }
    let nameStart = reader.position
    let nameEnd = try reader.terminator()
    let newCount = kept + nameEnd - nameStart
    let promised = Int(flags & 0x0FFF)
    // In a split index an entry without a path replaces one of the shared index.
    guard newCount > 0 || promised > 0 else { throw .split }
    guard newCount > 0, promised == min(newCount, 0x0FFF) else {
      throw .damaged("a path has another length than its entry says")
    }
    guard previousEnd + newCount <= 1 << 30 else {
      throw .unsupported("its paths take more than 1 GiB")
    }
    reader.position = nameEnd
    // Entries of the older versions are padded with 1 to 8 zero bytes to a multiple of 8.
    let padding = version == 4 ? 1 : 8 - (nameEnd - start) % 8
    try reader.require(padding)
    reader.position += padding

    if kept > 0 {
      for offset in 0..<kept { text.append(text[previousStart + offset]) }
    }
    text.append(contentsOf: reader.bytes[nameStart..<nameEnd])
    ends.append(UInt32(text.count))
    if ends.count > 1 {
      let order = text.withUnsafeBufferPointer { all in
        Platform.compare(
          UnsafeBufferPointer(rebasing: all[previousStart..<previousEnd]),
          UnsafeBufferPointer(rebasing: all[previousEnd...]))
      }
      guard order <= 0 else { throw .damaged("its paths are out of order") }
    }
    if mode & 0o170000 == 0o040000 {
      var directory = Array(text[previousEnd...])
      if directory.last != slash { directory.append(slash) }
      sparseDirectories.append(directory)
    }
  }

  private func readExtensions(_ reader: inout IndexReader) throws(GitIndexProblem) {
    while reader.position < reader.end {
      let signature = try reader.word()
      let length = Int(try reader.word())
      try reader.require(length)
      if signature == 0x6C69_6E6B {
        throw .split
      }
      // Only an extension that begins with a capital may be passed over; `sdir` merely announces
      // sparse directory entries.
      let first = UInt8(signature >> 24)
      guard first >= UInt8(ascii: "A"), first <= UInt8(ascii: "Z") else {
        guard signature == 0x7364_6972 else {
          throw .unsupported("it has an extension that is not known")
        }
        reader.position += length
        continue
      }
      reader.position += length
    }
  }

  /// Whether the path is in the index, or nil below a sparse directory entry.
  func tracking(of path: UnsafeBufferPointer<UInt8>) -> Bool? {
    if sparseDirectories.contains(where: { path.count >= $0.count && path.starts(with: $0) }) {
      return nil
    }
    let position = lowerBound(path)
    return position < ends.count && order(at: position, path) == 0
  }

  /// Whether the index has a path below a folder, which is given with a trailing slash.
  func hasPath(below directory: UnsafeBufferPointer<UInt8>) -> Bool {
    if sparseDirectories.contains(where: {
      $0.starts(with: directory) || (directory.count > $0.count && directory.starts(with: $0))
    }) {
      return true
    }
    let position = lowerBound(directory)
    guard position < ends.count else { return false }
    return text[range(at: position)].starts(with: directory)
  }

  private func range(at position: Int) -> Range<Int> {
    (position == 0 ? 0 : Int(ends[position - 1]))..<Int(ends[position])
  }

  private func order(at position: Int, _ path: UnsafeBufferPointer<UInt8>) -> Int {
    let range = range(at: position)
    return text.withUnsafeBufferPointer {
      Platform.compare(UnsafeBufferPointer(rebasing: $0[range]), path)
    }
  }

  private func lowerBound(_ path: UnsafeBufferPointer<UInt8>) -> Int {
    ends.indices.partitioningIndex { order(at: $0, path) >= 0 }
  }
}

/// What is wrong with the bytes of an index.
package enum GitIndexProblem: Error, Hashable, Sendable {
  case damaged(ReportText)
  case unsupported(ReportText)

  static let split = unsupported("it is split; git update-index --no-split-index joins it")
}

/// Reads an index and checks every length against the end of the file.
private struct IndexReader {
  let bytes: UnsafeBufferPointer<UInt8>
  /// Where the checksum begins.
  let end: Int
  var position = 0

  init(bytes: UnsafeBufferPointer<UInt8>, end: Int) {
    self.bytes = bytes
    self.end = end
  }

  func require(_ count: Int) throws(GitIndexProblem) {
    guard count <= end - position else { throw .damaged("it ends too early") }
  }

  func bigEndian32(at offset: Int) -> UInt32 {
    UInt32(bytes[offset]) << 24 | UInt32(bytes[offset + 1]) << 16
      | UInt32(bytes[offset + 2]) << 8 | UInt32(bytes[offset + 3])
  }

  func bigEndian16(at offset: Int) -> UInt16 {
    UInt16(bytes[offset]) << 8 | UInt16(bytes[offset + 1])
  }

  mutating func word() throws(GitIndexProblem) -> UInt32 {
    try require(4)
    defer { position += 4 }
    return bigEndian32(at: position)
  }

  /// The number in git's offset encoding, whose groups of 7 bits leave no value with two forms.
  mutating func variableWidth() throws(GitIndexProblem) -> Int {
    try require(1)
    var byte = bytes[position]
    position += 1
    var value = Int(byte & 0x7F)
    while byte & 0x80 != 0 {
      try require(1)
      guard value < 1 << 40 else { throw .damaged("a number is too large") }
      byte = bytes[position]
      position += 1
      value = (value + 1) << 7 | Int(byte & 0x7F)
    }
    return value
  }

  /// Where the zero byte after a path is.
  func terminator() throws(GitIndexProblem) -> Int {
    var offset = position
    while offset < end, bytes[offset] != 0 { offset += 1 }
    guard offset < end else { throw .damaged("a path does not end") }
    return offset
  }
}

let slash = UInt8(ascii: "/")
