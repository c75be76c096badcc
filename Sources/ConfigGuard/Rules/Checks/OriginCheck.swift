package import RulePacks

/// Reads the value of a cross-origin allow list and says whom it lets in.
package enum OriginCheck {
  /// Origins that no list is meant to contain; a pattern that matches one of each kind matches
  /// everyone.
  private static let hostile = [
    "https://evil.example", "http://attacker.test", "https://a.b.c.attacker.invalid",
  ]

  package static func violations(_ kinds: [OriginKind], _ value: Value) -> [Violation] {
    ListItems.items(of: value).compactMap { item in
      guard let kind = kind(of: item.text), kinds.contains(kind) else { return nil }
      return Violation(
        range: item.range, arguments: ["origin": name(kind)], isShowable: isPlain(item.text))
    }
  }

  static func kind(of item: String) -> OriginKind? {
    let text = item.lowercased()
    if ["*", "*://*", "http://*", "https://*", "**", "all"].contains(text) { return .any }
    if text == "null" { return .null }
    if isEveryone(text) { return .any }
    guard let url = URLParts(text) else {
      return HostName.isLoopback(String(text.prefix { $0 != ":" })) ? .loopback : nil
    }
    if HostName.isLoopback(url.host) { return .loopback }
    return url.scheme == "http" && !url.isPrivateHost ? .plainHTTP : nil
  }

  /// Whether the text, read as a pattern, lets every hostile origin in.
  private static func isEveryone(_ text: String) -> Bool {
    guard text.contains("."), text.contains("*") || text.contains("+") else { return false }
    var body = text
    if body.hasPrefix("/"), body.hasSuffix("/"), body.utf8.count > 2 {
      body = String(body.dropFirst().dropLast())
    }
    guard let pattern = try? Pattern(body) else { return false }
    return hostile.filter { pattern.isFound(in: $0) }.count == hostile.count
      || (body.contains("://") && hostile.contains { pattern.matchesWhole($0) })
  }

  private static func name(_ kind: OriginKind) -> String {
    switch kind {
    case .any: "every website"
    case .null: "the `null` origin of sandboxed pages"
    case .loopback: "a development origin"
    case .plainHTTP: "an origin without TLS"
    }
  }

  private static func isPlain(_ text: String) -> Bool { !text.contains("@") }
}
