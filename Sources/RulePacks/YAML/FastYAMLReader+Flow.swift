extension FastYAMLReader {
  /// Reads a flow collection with all that is in it and goes behind its bracket.
  mutating func readFlow() throws(GiveUp) {
    let depth = outer.count
    var wantsEntry = true
    try beginFlow()
    repeat {
      try skipFlowSpace()
      let byte = text[offset]
      if byte == (level.kind == .flowMapping ? 0x7D : 0x5D) {
        offset += 1
        flowDepth -= 1
        close(at: offset)
        wantsEntry = false
      } else if !wantsEntry {
        guard byte == 0x2C else { throw GiveUp() }
        offset += 1
        wantsEntry = true
      } else if level.kind == .flowMapping, try !readFlowKey() {
        wantsEntry = false
      } else {
        wantsEntry = try readFlowNode()
      }
    } while outer.count > depth
  }

  private mutating func beginFlow() throws(GiveUp) {
    guard flowDepth < ReadingLimits.flowDepth else { throw GiveUp() }
    flowDepth += 1
    let kind: Level.Kind = text[offset] == 0x7B ? .flowMapping : .flowSequence
    try begin(kind, at: offset, column: level.column)
    offset += 1
  }

  /// Reads a key and its colon; false where no value follows, for which an empty one is added.
  private mutating func readFlowKey() throws(GiveUp) -> Bool {
    let key = try scanFlowScalar()
    try skipFlowSpace()
    if text[offset] == 0x3A {
      try appendKey(key)
      offset += 1
      try skipFlowSpace()
      guard text[offset] == 0x2C || text[offset] == 0x7D else { return true }
    } else {
      guard text[offset] == 0x2C || text[offset] == 0x7D else { throw GiveUp() }
      addKey(key)
    }
    try appendEmpty(at: offset)
    return false
  }

  /// Reads an item or a value; true where it is a collection whose entries follow.
  private mutating func readFlowNode() throws(GiveUp) -> Bool {
    switch text[offset] {
    case 0x2A:
      try readAlias()
      return false
    case 0x26, 0x21:
      try takeProperties()
      skipBlanks()
    default: break
    }
    if text[offset] == 0x5B || text[offset] == 0x7B {
      try beginFlow()
      return true
    }
    append(try scanFlowScalar())
    return false
  }

  private mutating func scanFlowScalar() throws(GiveUp) -> Scalar {
    let start = offset
    switch text[start] {
    case 0x22, 0x27: return try scanQuoted()
    case 0x2D:
      switch text[start + 1] {
      case 0...0x20, 0x2C, 0x5B, 0x5D, 0x7B, 0x7D: throw GiveUp()
      default: break
      }
    default: guard beginsPlainAnywhere(text[start]) else { throw GiveUp() }
    }
    let end = try scanFlowPlainLine()
    let scalar = Scalar(
      style: .plain, start: start, end: end, textStart: start, textCount: end - start)
    guard text[offset] == 0x0A || text[offset] == 0x0D else { return scalar }
    let breaks = try skipLineBreaks()
    guard try goesOnInFlow() else { return scalar }
    return try joinLines(of: scalar, breaks: breaks, isFlow: true)
  }

  /// Whether the line at whose first letter `offset` is belongs to a plain scalar above it.
  func goesOnInFlow() throws(GiveUp) -> Bool {
    if offset == lineStart, isMarker(offset) { throw GiveUp() }
    switch text[offset] {
    case 0, 0x23, 0x2C, 0x5B, 0x5D, 0x7B, 0x7D: return false
    default: return true
    }
  }

  private mutating func skipFlowSpace() throws(GiveUp) {
    while true {
      switch text[offset] {
      case 0x20, 0x09: offset += 1
      case 0x23: takeComment()
      case 0x0A, 0x0D:
        try skipLineBreak()
        if isMarker(offset) { throw GiveUp() }
      default: return
      }
    }
  }
}
