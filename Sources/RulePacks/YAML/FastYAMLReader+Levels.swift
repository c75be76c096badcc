extension FastYAMLReader {
  /// A collection whose end has not come yet, or the document that is around all of them.
  struct Level: BitwiseCopyable {
    enum Kind { case document, mapping, sequence, indentless, flowMapping, flowSequence }

    var kind: Kind
    private let index: Int32
    private let indentation: Int32
    var childCount: UInt32 = 0
    /// A key, a dash or a marker has announced a node that has not come yet.
    var awaitsNode = false
    /// Where the announcement ends.
    var mark: UInt32 = 0
    /// A key may be there twice.
    var mayRepeat = false
    /// Where its keys' hashes begin.
    private let keyStart: Int32
    /// A bit for each key, of the 64 that their hashes choose from.
    var seen: UInt64 = 0

    init(kind: Kind, node: NodeIndex, column: Int, firstKey: Int) {
      self.kind = kind
      index = Int32(truncatingIfNeeded: node)
      indentation = Int32(truncatingIfNeeded: column)
      keyStart = Int32(truncatingIfNeeded: firstKey)
    }

    @inline(__always)
    var node: NodeIndex { Int(index) }
    /// The column of its keys or dashes; for a flow collection that of the block around it.
    @inline(__always)
    var column: Int { Int(indentation) }
    @inline(__always)
    var firstKey: Int { Int(keyStart) }
  }

  /// The text and the place of a scalar that is not a node yet.
  struct Scalar {
    var style: DocumentNode.Style
    var isCooked = false
    var start: Int
    var end: Int
    var textStart: Int
    var textCount: Int
  }

  mutating func begin(_ kind: Level.Kind, at start: Int, column: Int) throws(GiveUp) {
    guard outer.count < ReadingLimits.depth else { throw GiveUp() }
    let isMapping = kind == .mapping || kind == .flowMapping
    let isFlow = kind == .flowMapping || kind == .flowSequence
    append(
      DocumentNode(
        kind: isMapping ? .mapping : .sequence, style: isFlow ? .flow : .block, isCooked: false,
        tag: 0, start: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: start),
        textStart: UInt32(truncatingIfNeeded: start), textCount: 0, next: 0, childCount: 0))
    outer.append(level)
    level = Level(
      kind: kind, node: nodes.count &- 1, column: column, firstKey: keyHashes.count)
  }

  /// Ends the innermost collection; `end` is where the next token begins, or where its bracket ends.
  mutating func close(at end: Int) {
    guard let parent = outer.popLast() else { return }
    let index = level.node
    nodes[index].next = UInt32(truncatingIfNeeded: nodes.count)
    nodes[index].end = UInt32(truncatingIfNeeded: end)
    nodes[index].childCount = level.childCount
    let keyCount = keyHashes.count - level.firstKey
    if keyCount > 0 {
      if keyCount > Self.comparedKeys, !level.mayRepeat {
        level.mayRepeat = Set(keyHashes.buffer[level.firstKey...]).count < keyCount
      }
      if level.mayRepeat { suspects.append(index) }
      keyHashes.truncate(to: level.firstKey)
    }
    level = parent
  }

  @inline(__always)
  mutating func append(_ node: DocumentNode) {
    level.childCount &+= 1
    nodes.append(node)
    if properties.isAny { properties.give(to: &nodes) }
  }

  @inline(__always)
  mutating func append(_ scalar: Scalar) {
    append(
      DocumentNode(
        kind: .scalar, style: scalar.style, isCooked: scalar.isCooked, tag: 0,
        start: UInt32(truncatingIfNeeded: scalar.start),
        end: UInt32(truncatingIfNeeded: scalar.end),
        textStart: UInt32(truncatingIfNeeded: scalar.textStart),
        textCount: UInt32(truncatingIfNeeded: scalar.textCount),
        next: UInt32(truncatingIfNeeded: nodes.count &+ 1), childCount: 0))
  }

  mutating func appendEmpty(at mark: Int) throws(GiveUp) {
    guard !properties.isAny else { throw GiveUp() }
    append(Scalar(style: .plain, start: mark, end: mark, textStart: mark, textCount: 0))
  }

  /// Beyond so many keys of one mapping their hashes are compared all at once.
  private static var comparedKeys: Int { 24 }

  /// Adds a key whose colon stands at `offset`.
  @inline(__always)
  mutating func appendKey(_ key: Scalar) throws(GiveUp) {
    // libyaml counts code points, of which there are at most as many.
    guard key.start >= lineStart, offset &- key.start <= 1024 else { throw GiveUp() }
    addKey(key)
  }

  /// Adds a key and notes whether the mapping may have it already.
  @inline(__always)
  mutating func addKey(_ key: Scalar) {
    append(key)
    let hash =
      key.isCooked
      ? cooked.withUnsafeBufferPointer { KeyHash.hash($0, from: key.textStart) }
      : KeyHash.hash(text + key.textStart, count: key.textCount)
    let bit: UInt64 = 1 << UInt64(hash & 63)
    if level.seen & bit != 0, keyHashes.count - level.firstKey <= Self.comparedKeys {
      for index in level.firstKey..<keyHashes.count where keyHashes[index] == hash {
        level.mayRepeat = true
      }
    }
    level.seen |= bit
    keyHashes.append(hash)
  }
}

/// A number by which most keys of a mapping differ.
enum KeyHash {
  /// Hashes the text from `start` to the end of a buffer.
  static func hash(_ buffer: UnsafeBufferPointer<UInt8>, from start: Int) -> UInt32 {
    var copy = Array(buffer[start...])
    let count = copy.count
    copy.append(contentsOf: repeatElement(0, count: 8))
    return copy.withUnsafeBufferPointer { padded in
      padded.baseAddress.map { hash($0, count: count) } ?? 0
    }
  }

  /// Hashes `count` bytes, behind which there are eight more that may be loaded.
  @inline(__always)
  static func hash(_ pointer: UnsafePointer<UInt8>, count: Int) -> UInt32 {
    var first = ByteWord(pointer).bits
    var last: UInt64 = 0
    if count < 8 {
      first &= (1 << UInt64(count * 8)) &- 1
    } else {
      last = ByteWord(pointer + (count - 8)).bits
    }
    let mixed =
      (first ^ (last << 23 | last >> 41) ^ UInt64(count)) &* 0x9E37_79B9_7F4A_7C15
    return UInt32(truncatingIfNeeded: mixed >> 32)
  }
}
