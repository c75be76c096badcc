/// Reads the text of a pattern into its syntax tree.
///
/// The parser recurses once per group, which is why groups may only nest so deep.
struct PatternParser {
  let scalars: [Unicode.Scalar]
  var position = 0
  var ignoresCase = false
  private var depth = 0

  static func parse(_ text: String) throws(PatternError) -> PatternNode {
    try parseSized(text).node
  }

  /// The tree with an upper bound on the instructions that it expands to.
  static func parseSized(_ text: String) throws(PatternError) -> SizedNode {
    var parser = PatternParser(scalars: Array(text.unicodeScalars))
    return try parser.parseAll()
  }

  private init(scalars: [Unicode.Scalar]) {
    self.scalars = scalars
  }

  private mutating func parseAll() throws(PatternError) -> SizedNode {
    guard scalars.count <= PatternLimits.length else {
      throw PatternError(
        message: "a pattern has at most \(PatternLimits.length) characters",
        offset: PatternLimits.length)
    }
    if skip("(?i)") { ignoresCase = true }
    let whole = try parseAlternatives()
    guard position == scalars.count else {
      throw PatternError(message: "this parenthesis closes no group", offset: position)
    }
    return whole
  }

  private mutating func parseAlternatives() throws(PatternError) -> SizedNode {
    let start = position
    var branches = [try parseSequence()]
    while skip("|") { branches.append(try parseSequence()) }
    let alternatives = SizedNode.alternatives(branches)
    try checkSize(alternatives.size, at: start)
    return alternatives
  }

  private mutating func parseSequence() throws(PatternError) -> SizedNode {
    var parts: [SizedNode] = []
    var size = 0
    while let next = peek(), next != "|", next != ")" {
      let start = position
      let part = try parseRepetition()
      size += part.size
      try checkSize(size, at: start)
      parts.append(part)
    }
    return SizedNode.sequence(parts)
  }

  private mutating func parseRepetition() throws(PatternError) -> SizedNode {
    let atom = try parseAtom()
    let start = position
    guard let bounds = try parseBounds() else { return atom }
    guard !atom.node.isAssertion else { throw nothingToRepeat(at: start) }
    let repetition = atom.repeated(bounds)
    try checkSize(repetition.size, at: start)
    if peek() == "+" {
      throw PatternError(message: "possessive repeats are not supported", offset: start)
    }
    // Laziness picks between matches that start together; the engine always takes the longest.
    _ = skip("?")
    let next = position
    guard try parseBounds() == nil else {
      throw PatternError(message: "a repeat cannot follow a repeat", offset: next)
    }
    return repetition
  }

  private mutating func parseAtom() throws(PatternError) -> SizedNode {
    let start = position
    guard try parseBounds() == nil else { throw nothingToRepeat(at: start) }
    let scalar = scalars[position]
    switch scalar {
    case "(":
      return try parseGroup()
    case "[":
      return SizedNode(.symbols(try parseClass()))
    case "\\":
      switch try parseEscape() {
      case .symbol(let symbol): return literal(symbol)
      case .set(let set): return SizedNode(.symbols(set))
      case .assertion(let assertion): return SizedNode(.assertion(assertion))
      }
    case "^":
      position += 1
      return SizedNode(.assertion(.textStart))
    case "$":
      position += 1
      return SizedNode(.assertion(.textEnd))
    case ".":
      position += 1
      return SizedNode(.symbols(.notNewline))
    default:
      position += 1
      return literal(scalar.value)
    }
  }

  private mutating func parseGroup() throws(PatternError) -> SizedNode {
    let start = position
    let outerCase = ignoresCase
    position += 1
    depth += 1
    guard depth <= PatternLimits.nesting else {
      throw PatternError(message: "groups are nested too deeply", offset: start)
    }
    if peek() == "?" {
      if skip("?i:") {
        ignoresCase = true
      } else if !skip("?:") {
        throw refusedGroup(at: start)
      }
    }
    let group = try parseAlternatives()
    guard skip(")") else {
      throw PatternError(message: "this group is never closed", offset: start)
    }
    depth -= 1
    ignoresCase = outerCase
    // Wrapped, so that a repeat may follow a group that holds nothing but an assertion.
    return group.node.isAssertion ? SizedNode(.sequence([group.node])) : group
  }

  private func literal(_ symbol: UInt32) -> SizedNode {
    let set = SymbolSet(symbol)
    return SizedNode(.symbols(ignoresCase ? set.ignoringASCIICase : set))
  }

  private func nothingToRepeat(at offset: Int) -> PatternError {
    PatternError(message: "there is nothing to repeat", offset: offset)
  }

  private func checkSize(_ size: Int, at offset: Int) throws(PatternError) {
    guard size < PatternLimits.instructions else {
      throw PatternError(message: "pattern is too large", offset: offset)
    }
  }

  func peek() -> Unicode.Scalar? {
    position < scalars.count ? scalars[position] : nil
  }

  /// Moves past `expected` if it is what comes next.
  mutating func skip(_ expected: String) -> Bool {
    guard scalars[position...].starts(with: expected.unicodeScalars) else { return false }
    position += expected.unicodeScalars.count
    return true
  }
}
