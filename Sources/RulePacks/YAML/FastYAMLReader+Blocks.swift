extension FastYAMLReader {
  /// Reads an item of the sequence that is open; its dash stands at `offset`.
  mutating func readItem() throws(GiveUp) {
    while true {
      let mark = offset &+ 1
      offset = mark
      skipSpaces()
      if endsLine(offset) {
        level.awaitsNode = true
        level.mark = UInt32(truncatingIfNeeded: mark)
        return try endLine()
      }
      guard isDash(offset) else { return try readBlockNode(at: offset &- lineStart) }
      try begin(.sequence, at: offset, column: offset &- lineStart)
    }
  }

  /// Reads a key of the mapping that is open, and what its line says of the value.
  mutating func readEntry() throws(GiveUp) {
    let key = try scanScalar()
    guard isColon(offset) else { throw GiveUp() }
    try appendKey(key)
    try readValue()
  }

  /// Reads what stands behind a colon.
  @inline(__always)
  private mutating func readValue() throws(GiveUp) {
    let mark = offset &+ 1
    offset = mark
    skipBlanks()
    if endsLine(offset) {
      level.awaitsNode = true
      level.mark = UInt32(truncatingIfNeeded: mark)
      return try endLine()
    }
    try readInlineNode()
  }

  /// Reads a node in front of which there is nothing on the line but spaces and dashes, so that it
  /// may be a mapping's first key.
  mutating func readBlockNode(at column: Int) throws(GiveUp) {
    switch text[offset] {
    case 0x5B, 0x7B, 0x7C, 0x3E, 0x26, 0x2A, 0x21: return try readInlineNode()
    case 0x2D where isDash(offset):
      try begin(.sequence, at: offset, column: column)
      return try readItem()
    default: break
    }
    let scalar = try scanScalar()
    guard isColon(offset) else { return try endScalar(scalar) }
    try begin(.mapping, at: scalar.start, column: column)
    try appendKey(scalar)
    try readValue()
  }

  /// Reads a node that cannot be a key, to the end of its line.
  mutating func readInlineNode() throws(GiveUp) {
    switch text[offset] {
    case 0x5B, 0x7B:
      try readFlow()
      try endLine()
    case 0x7C, 0x3E: try readBlockScalar()
    case 0x26, 0x21: try readProperties()
    case 0x2A:
      try readAlias()
      try endLine()
    default: try endScalar(try scanScalar())
    }
  }

  /// Reads an anchor, a tag or both, and the node behind them if it is on their line.
  private mutating func readProperties() throws(GiveUp) {
    try takeProperties()
    skipBlanks()
    if endsLine(offset) {
      level.awaitsNode = true
      return try endLine()
    }
    try readInlineNode()
  }

  /// Adds a scalar, to which the following lines may belong, and goes behind the end of its line.
  @inline(__always)
  private mutating func endScalar(_ scalar: Scalar) throws(GiveUp) {
    if scalar.style == .plain {
      try appendPlain(scalar)
    } else {
      append(scalar)
      try endLine()
    }
  }

  /// Adds a plain scalar of a block and goes to the next token.
  @inline(__always)
  private mutating func appendPlain(_ first: Scalar) throws(GiveUp) {
    switch text[offset] {
    case 0x0A, 0x0D: break
    default:
      append(first)
      return try endLine()
    }
    let breaks = try skipLineBreaks()
    guard goesOn() else { return append(first) }
    append(try joinLines(of: first, breaks: breaks, isFlow: false))
  }

  /// Whether the line at whose first letter `offset` is may belong to a plain scalar above it.
  func goesOn() -> Bool {
    let byte = text[offset]
    let column = offset &- lineStart
    if byte == 0 || byte == 0x23 || column <= level.column { return false }
    return column > 0 || !isMarker(offset)
  }
}
