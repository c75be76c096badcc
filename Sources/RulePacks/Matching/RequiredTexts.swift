extension Pattern {
  /// Texts of which every match holds at least one, in lower case; empty where none are plain.
  ///
  /// They are what a search for keywords looks for before the pattern itself is tried.
  ///
  /// - Parameter shortest: Shorter texts are of no use to whoever asks.
  package static func requiredTexts(in pattern: String, shortest: Int = 3) -> [String] {
    guard let node = try? PatternParser.parse(pattern) else { return [] }
    return RequiredTexts.of(node).best(shortest)
  }

  /// An upper bound on the instructions that a pattern expands to, or why it is refused.
  package static func expandedSize(of pattern: String) throws(PatternError) -> Int {
    try PatternParser.parseSized(pattern).size
  }
}

/// What a part of a pattern says of the texts that it matches.
private struct RequiredTexts {
  /// More alternatives, or longer ones, are not kept.
  private static let mostTexts = 24
  private static let longestText = 48

  /// All texts that the part matches, where these are few.
  private var exact: Set<String>?
  /// Texts of which one stands in every match.
  private var required: Set<String> = []

  /// In the order of the alphabet, so that a pattern always gives the same list.
  func best(_ shortest: Int) -> [String] {
    let texts = Self.better(required, exact ?? [])
    return Self.quality(texts) >= shortest ? texts.sorted() : []
  }

  /// Recursion is as deep as groups may nest (`PatternLimits.nesting`).
  static func of(_ node: PatternNode) -> RequiredTexts {
    switch node {
    case .empty, .assertion: return RequiredTexts(exact: [""])
    case .symbols(let set): return RequiredTexts(exact: letters(of: set))
    case .sequence(let parts): return RequiredTexts(sequence: parts.map(of))
    case .alternatives(let branches): return RequiredTexts(alternatives: branches.map(of))
    case .repetition(let node, let minimum, let maximum):
      guard minimum > 0 else { return RequiredTexts(exact: nil) }
      let part = of(node)
      guard minimum == maximum, minimum <= longestText else {
        var result = RequiredTexts(exact: nil)
        result.required = better(part.required, part.exact ?? [])
        return result
      }
      return RequiredTexts(sequence: Array(repeating: part, count: minimum))
    }
  }

  private init(exact: Set<String>?) { self.exact = exact }

  private init(alternatives branches: [RequiredTexts]) {
    let all = branches.compactMap(\.exact)
    if all.count == branches.count { exact = Self.bounded(Set(all.joined())) }
    let needed = branches.map { Self.better($0.required, $0.exact ?? []) }
    if needed.allSatisfy({ Self.quality($0) > 0 }) { required = Set(needed.joined()) }
    if required.count > Self.mostTexts { required = [] }
  }

  private init(sequence parts: [RequiredTexts]) {
    // What stands together so far; a part that can be anything ends it.
    var run: Set<String> = [""]
    var isWhole = true
    for part in parts {
      required = Self.better(required, part.required)
      let joined = part.exact.flatMap { Self.product(run, $0) }
      if let joined {
        run = joined
        continue
      }
      isWhole = false
      required = Self.better(required, run)
      run = part.exact ?? [""]
    }
    required = Self.better(required, run)
    if isWhole { exact = run }
  }

  /// The letters of a small class; upper and lower case are one to a search for keywords.
  private static func letters(of set: SymbolSet) -> Set<String>? {
    let count = set.ranges.reduce(0) { $0 + Int($1.upperBound - $1.lowerBound) + 1 }
    guard count <= 8 else { return nil }
    var letters: Set<String> = []
    for symbol in set.ranges.joined() {
      guard let scalar = Unicode.Scalar(symbol) else { return nil }
      letters.insert(scalar.isASCII ? String(scalar).lowercased() : String(scalar))
    }
    return letters
  }

  private static func product(_ left: Set<String>, _ right: Set<String>) -> Set<String>? {
    guard left.count * right.count <= mostTexts else { return nil }
    return bounded(Set(left.flatMap { first in right.map { first + $0 } }))
  }

  private static func bounded(_ texts: Set<String>) -> Set<String>? {
    let isSmall =
      texts.count <= mostTexts && texts.allSatisfy { $0.utf8.count <= longestText }
    return isSmall ? texts : nil
  }

  private static func better(_ left: Set<String>, _ right: Set<String>) -> Set<String> {
    quality(right) > quality(left) ? right : left
  }

  /// The length of the shortest text: the rarest ones are the longest.
  private static func quality(_ texts: Set<String>) -> Int {
    texts.map(\.utf8.count).min() ?? 0
  }
}
