package import RulePacks

/// Reads the value of a cross-origin allow list and says whom it lets in.
///
/// What an item is compared with are texts of the packs' lists: `any-origin` and `null-origin` are
/// whole items, `own-origin` are pages of apps that no website can be.
package struct OriginCheck {
  /// More items, or longer ones, are not looked at.
  private static let mostItems = 200
  private static let longest = 512

  private let vocabulary: Vocabulary
  private let memory: PatternCache?

  /// `memory` keeps what was found out, as several rules ask the same of one item.
  package init(_ vocabulary: Vocabulary, memory: PatternCache? = nil) {
    self.vocabulary = vocabulary
    self.memory = memory
  }

  package func violations(_ test: OriginTest, _ value: Value) -> [Violation] {
    items(of: value, test.syntax).prefix(Self.mostItems).compactMap { item in
      let found = kinds(of: item.text, as: test.syntax)
      guard let kind = test.kinds.first(where: { found.contains($0) }) else { return nil }
      return Violation(range: item.range, arguments: ["origin": Self.name(kind)])
    }
  }

  /// The items of a value, or of what stands in where a reference gives none.
  private func items(of value: Value, _ syntax: OriginTest.Syntax) -> [Value.Fallback] {
    if value.isEmpty, syntax == .prefix {
      return [Value.Fallback(text: "", range: value.range)]
    }
    if value.literal != nil || value.items != nil {
      return memory?.readItems.items(of: value) ?? ListItems.items(of: value)
    }
    // Elsewhere such a text names a file that holds the value.
    if isListed(value.text.lowercased(), "null-origin") {
      return [Value.Fallback(text: value.text, range: value.range)]
    }
    return value.fallbacks.flatMap { fallback in
      ListItems.items(
        of: fallback.text, at: fallback.range,
        isInPlace: value.isExact && fallback.range.count == fallback.text.utf8.count)
    }
  }

  package func kinds(of item: String, as syntax: OriginTest.Syntax = .list) -> Set<OriginKind> {
    guard item.utf8.count <= Self.longest else { return [] }
    guard let memory else { return freshKinds(of: item, as: syntax) }
    return memory.kinds(PatternCache.Origin(text: item, syntax: syntax)) {
      freshKinds(of: item, as: syntax)
    }
  }

  private func freshKinds(of item: String, as syntax: OriginTest.Syntax) -> Set<OriginKind> {
    let text = item.lowercased()
    if syntax == .prefix { return kinds(ofPrefix: text) }
    if isListed(text, "any-origin") { return [.any] }
    if isListed(text, "null-origin") { return [.null] }
    if isListed(text, "own-origin") { return [] }
    return kinds(ofPattern: item, text, syntax)
  }

  private func kinds(
    ofPattern item: String, _ text: String, _ syntax: OriginTest.Syntax
  ) -> Set<OriginKind> {
    let pattern = OriginPattern(item, isExpression: syntax == .expression, vocabulary)
    if let pattern {
      let kinds = pattern.kinds
      if kinds.contains(.any) { return [.any] }
      if pattern.isExpression {
        return kinds.union(pattern.sample.map { address($0) } ?? [])
      }
      return kinds.union(address(text))
    }
    return address(text)
  }

  /// What the address itself says: this machine, no TLS.
  private func address(_ text: String) -> Set<OriginKind> {
    guard let url = URLParts(text) else {
      return HostName.isLoopback(String(text.prefix { $0 != ":" })) ? [.loopback] : []
    }
    guard ["http", "https", "ws", "wss"].contains(url.scheme) else { return [] }
    if HostName.isLoopback(url.host) { return [.loopback] }
    return url.scheme == "http" && !url.isPrivateHost ? [.plainHTTP] : []
  }

  /// A host's name goes on to the right, unless its port has begun.
  private func kinds(ofPrefix text: String) -> Set<OriginKind> {
    if ["", "*", "h", "http", "https", "http:", "https:", "http:/", "https:/"].contains(text) {
      return [.any]
    }
    guard let end = text.range(ofText: "://") else { return [.openEnd] }
    let host = text[end.upperBound...]
    if host.isEmpty || host == "*" { return [.any] }
    return host.contains(":") || host.contains("/") ? address(text) : [.openEnd]
  }

  private func isListed(_ text: String, _ list: String) -> Bool {
    vocabulary.lists[list]?.contains(text) == true
  }

  private static func name(_ kind: OriginKind) -> ReportText {
    switch kind {
    case .any: "every website"
    case .null: "the `null` origin of sandboxed pages"
    case .loopback: "a development origin"
    case .plainHTTP: "an origin without TLS"
    case .lookalike: "domains that anybody may register"
    case .openEnd: "every origin that only begins or ends like this"
    case .looseDot: "a domain with another letter in the place of a dot"
    }
  }
}

extension String {
  /// The first place of a text.
  fileprivate func range(ofText part: String) -> Range<String.Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(part) { return start..<index(start, offsetBy: part.count) }
      start = index(after: start)
    }
    return nil
  }
}
