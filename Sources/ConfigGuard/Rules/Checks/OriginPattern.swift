import RulePacks

/// An item of an allow list that is a glob or a regular expression, tried against origins that no
/// list is meant to contain.
///
/// The origins are in the packs' lists. A line of `hostile-origins` holds several; a pattern that
/// takes all of one line takes everyone. `lookalike-origins` and `longer-origins` are made for the
/// domain that the pattern means: `{domain}` is what its owner has registered, `{origin}` the whole.
struct OriginPattern {
  /// What no pack may need, and no file shall cost.
  static let largestPattern = 500

  /// Whether it is a regular expression for sure; otherwise `*` stands for any text.
  let isExpression: Bool
  /// The shortest origin that the pattern is meant for.
  let sample: String?
  private let whole: [Pattern]
  private let own: Pattern
  private let vocabulary: Vocabulary

  init?(_ item: String, isExpression: Bool, _ vocabulary: Vocabulary) {
    guard isExpression || Self.mayBePattern(item) else { return nil }
    let (body, isMarked) = Self.body(of: item)
    let looksLikeOne = isExpression || isMarked || Self.hasSigns(body)
    guard looksLikeOne || body.contains("*") || body.contains("+") else { return nil }
    self.vocabulary = vocabulary
    let glob = Self.pattern(Self.expression(ofGlob: body))
    let expression = Self.pattern(body)
    whole = [expression, glob].compactMap { $0 }
    // What no reader could take for an expression is none: `*.*`.
    self.isExpression = looksLikeOne && expression != nil
    guard let own = self.isExpression ? expression : glob else { return nil }
    self.own = own
    let sample =
      self.isExpression ? ExpressionSample.text(of: body) : body.filter { $0 != "*" }
    self.sample = sample.map { $0.lowercased() }
  }

  var kinds: Set<OriginKind> {
    if lines("hostile-origins").contains(where: { line in whole.contains { takesAll(line, $0) } }) {
      return [.any]
    }
    guard let sample, let domain = domain(of: sample) else { return openEnd(sample) }
    var kinds: Set<OriginKind> = []
    let hasScheme = sample.contains("://")
    let isLookalike = origins("lookalike-origins", sample, domain).contains { origin in
      // Without a scheme no whole origin can match, so that its reader must search.
      own.matchesWhole(origin) || !hasScheme && isExpression && own.isFound(in: origin)
    }
    if isLookalike { kinds.insert(.lookalike) }
    let longer = origins("longer-origins", sample, domain)
    if longer.contains(where: { own.matchesWhole($0) }) {
      kinds.insert(.lookalike)
    } else {
      kinds.formUnion(openEnd(sample))
    }
    if isExpression, let other = Self.withoutDot(sample, domain), own.matchesWhole(other) {
      kinds.insert(.looseDot)
    }
    return kinds
  }

  /// Whether a reader that searches, or looks at the beginning only, takes more than is meant.
  private func openEnd(_ sample: String?) -> Set<OriginKind> {
    guard isExpression, let sample, !sample.isEmpty else { return [] }
    let longer = origins("longer-origins", sample, "")
    return longer.contains { own.isFound(in: $0) } ? [.openEnd] : []
  }

  private func takesAll(_ line: [String], _ pattern: Pattern) -> Bool {
    !line.isEmpty && line.allSatisfy { pattern.matchesWhole($0) }
  }

  private func lines(_ list: String) -> [[String]] {
    (vocabulary.lists[list] ?? []).map { $0.split(separator: " ").map(String.init) }
  }

  /// The origins of a list, made for what this pattern means.
  private func origins(_ list: String, _ sample: String, _ domain: String) -> [String] {
    let origin = sample.hasSuffix("/") ? String(sample.dropLast()) : sample
    return lines(list).joined().compactMap { text in
      guard !domain.isEmpty || !text.contains("{domain}") else { return nil }
      let whole = text.replacing("{origin}", with: origin).replacing("{domain}", with: domain)
      return whole.contains("://") ? whole : "https://" + whole
    }
  }

  /// The last labels of a host, which somebody has registered; nil where that is no domain.
  private func domain(of sample: String) -> String? {
    let host = Self.host(of: sample)
    let labels = host.split(separator: ".")
    guard let last = labels.last, last.utf8.count >= 2, last.allSatisfy({ $0.isLetter }),
      !HostName.isPrivate(host)
    else { return nil }
    let isSecondLevel =
      vocabulary.lists["second-level-domain"]?.contains(labels.suffix(2).joined(separator: "."))
      == true
    let count = isSecondLevel ? 3 : 2
    guard labels.count >= count else { return nil }
    return labels.suffix(count).joined(separator: ".")
  }

  private static func host(of sample: String) -> String {
    var rest = sample[...]
    if let slash = sample.lastIndex(of: "/") { rest = sample[sample.index(after: slash)...] }
    if let port = rest.firstIndex(of: ":") { rest = rest[..<port] }
    return String(rest.drop { $0 == "." || $0 == "-" })
  }

  /// The sample with a letter in the place of the dot in front of its domain.
  private static func withoutDot(_ sample: String, _ domain: String) -> String? {
    guard let start = sample.lastIndex(of: "/").map({ sample.index(after: $0) }) else { return nil }
    let host = sample[start...].prefix { $0 != ":" }
    guard host.hasSuffix("." + domain), host.count > domain.count + 1 else { return nil }
    let port = sample[host.endIndex...]
    return sample[..<start] + host.dropLast(domain.count + 1) + "x" + domain + port
  }
}
