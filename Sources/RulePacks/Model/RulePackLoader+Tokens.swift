extension RulePackLoader {
  func tokens(_ node: NodeIndex?) throws(RulePackProblem) -> [TokenShape] {
    guard let node else { return [] }
    var shapes: [TokenShape] = []
    var ids: Set<String> = []
    for item in try reader.items(node) {
      let shape = try token(item)
      guard ids.insert(shape.id).inserted else {
        throw reader.problem("the token id \(quoted: shape.id) is given twice", at: item)
      }
      shapes.append(shape)
    }
    return shapes
  }

  /// One state of tokens, or a list of them.
  func tokenStates(_ node: NodeIndex) throws(RulePackProblem) -> [TokenState] {
    reader.tree.isScalar(node) ? [try reader.choice(node)] : try reader.choices(node)
  }

  private func token(_ node: NodeIndex) throws(RulePackProblem) -> TokenShape {
    let fields = try reader.fields(
      node,
      allowed: [
        "id", "provider", "name", "kind", "keyword", "pattern", "checksum", "structure", "revoke",
      ])
    let id = try fields.string("id")
    guard Self.isKebabCase(id) else {
      throw reader.problem(
        "the token id \(quoted: id) is not kebab-case", at: try fields.required("id"))
    }
    let keywords = try keywords(fields.required("keyword"))
    let page = try fields.optionalString("revoke")
    if let page, !page.hasPrefix("https://"), let node = fields["revoke"] {
      throw reader.problem("this must be an address that begins with https://", at: node)
    }
    return TokenShape(
      id: id, provider: try fields.optionalString("provider"), name: try fields.string("name"),
      kind: try fields.optionalChoice("kind") ?? .secret, keywords: keywords,
      pattern: try pattern(fields.required("pattern")),
      checksum: try fields["checksum"].map(orThrow: checksum),
      structure: try fields.optionalChoice("structure"), revoke: page)
  }

  /// Texts that are looked for in one pass before any pattern is tried.
  func keywords(_ node: NodeIndex) throws(RulePackProblem) -> [String] {
    let keywords = try reader.strings(node)
    guard !keywords.isEmpty, keywords.allSatisfy({ !$0.isEmpty }) else {
      throw reader.problem("a keyword needs a letter", at: node)
    }
    return keywords
  }

  private func checksum(_ node: NodeIndex) throws(RulePackProblem) -> TokenChecksum {
    let fields = try reader.fields(
      node,
      allowed: [
        "algorithm", "encoding", "order", "skip", "gap", "digits", "width", "at", "blob", "seeds",
        "strict",
      ])
    var result = TokenChecksum(algorithm: try reader.choice(fields.required("algorithm")))
    result.encoding = try fields.optionalChoice("encoding")
    result.blob = try fields.optionalChoice("blob")
    result.order = try fields.optionalChoice("order") ?? .big
    result.skip = try number(fields, "skip", in: 0...1000) ?? 0
    result.gap = try number(fields, "gap", in: 0...1000) ?? 0
    result.position = try number(fields, "at", in: 0...1000)
    result.seeds = try fields.strings("seeds")
    result.isStrict = try fields.optionalBool("strict") ?? true
    result.digits = try number(fields, "digits", in: 1...32) ?? 0
    result.width = try number(fields, "width", in: 1...32) ?? result.digits
    if let problem = result.problem { throw reader.problem(problem, at: node) }
    return result
  }

  private func number(
    _ fields: NodeReader.Fields, _ name: String, in range: ClosedRange<Int>
  ) throws(RulePackProblem) -> Int? {
    guard let number = try fields.optionalInt(name), let node = fields[name] else { return nil }
    guard range.contains(number) else {
      throw reader.problem(
        "this must be from \(range.lowerBound) to \(range.upperBound)", at: node)
    }
    return number
  }
}

extension TokenChecksum {
  /// Why no token could ever have this checksum, if so.
  fileprivate var problem: ReportText? {
    let isBech32 = algorithm == .bech32
    if isBech32 {
      let isBare =
        encoding == nil && blob == nil && digits == 0 && gap == 0 && position == nil && skip == 0
      return isBare ? nil : "`bech32` says itself where its digits stand"
    }
    if (encoding == nil) == (blob == nil) {
      return "a checksum has either an `encoding` or a `blob`"
    }
    if digits == 0 { return "the field `digits` is missing" }
    if let blob, ![.base32, .base64, .base64URL].contains(blob) {
      return "a `blob` is `base32`, `base64` or `base64url`"
    }
    if blob != nil, gap > 0 || position != nil {
      return "a `blob` has its checksum in its last bytes"
    }
    if let encoding, encoding.isNumber, algorithm == .sha256 {
      return "`sha256` is no number that `\(encoding)` could write"
    }
    if width < digits { return "`width` is less than `digits`" }
    if digits > mostDigits { return "\(algorithm) has no more than \(mostDigits) digits" }
    if (algorithm == .marvin32) == seeds.isEmpty {
      return "`seeds` belong to `marvin32`, and to nothing else"
    }
    if !seeds.allSatisfy({ $0.utf8.count == 8 }) { return "a seed is a word of eight letters" }
    return nil
  }

  private var mostDigits: Int {
    let bytes =
      switch algorithm {
      case .crc16: 2
      case .sha256: 32
      case .crc32, .marvin32, .bech32: 4
      }
    return switch encoding {
    case .hex, .upperHex: bytes * 2
    case .base32: bytes * 8 / 5
    case .base64, .base64URL: (bytes * 8 + 5) / 6
    case .base62, .base66, .base36: 16
    case nil: bytes
    }
  }
}

extension TokenChecksum.Encoding {
  /// Whether digits write one number; otherwise they write bytes.
  package var isNumber: Bool { self == .base62 || self == .base66 || self == .base36 }
}
