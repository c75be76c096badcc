package import RulePacks

/// Reads the value of a cross-origin allow list and says whom it lets in.
package enum OriginCheck {
  /// Origins that no list is meant to contain; a pattern that lets all of one row in means everyone.
  private static let hostile = [
    ["https://evil.example", "https://attacker.test", "https://a.b.c.attacker.invalid"],
    ["http://evil.example", "http://attacker.test", "http://a.b.c.attacker.invalid"],
    ["https://evil.com", "https://attacker.com", "https://a.b.c.attacker.com"],
    ["https://evil.io", "https://attacker.io", "https://a.b.c.attacker.io"],
  ]

  package static func violations(_ kinds: [OriginKind], _ value: Value) -> [Violation] {
    ListItems.items(of: value).compactMap { item in
      guard let kind = kind(of: item.text), kinds.contains(kind) else { return nil }
      return Violation(
        range: item.range, arguments: ["origin": name(kind)])
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

  /// Whether the text, read as a glob or as a regular expression, lets every hostile origin in.
  private static func isEveryone(_ text: String) -> Bool {
    guard text.contains("*") || text.contains("+") else { return false }
    var body = text
    for prefix in ["regex:", "regexp:", "~"] where body.hasPrefix(prefix) {
      body = String(body.dropFirst(prefix.count))
    }
    if body.hasPrefix("/"), body.hasSuffix("/"), body.utf8.count > 2 {
      body = String(body.dropFirst().dropLast())
    }
    let patterns = [try? Pattern(body), try? Pattern(expression(ofGlob: body))].compactMap { $0 }
    return hostile.contains { row in
      patterns.contains { pattern in row.allSatisfy { pattern.matchesWhole($0) } }
    }
  }

  /// A glob as an expression: `*` is any text, a port behind it may be absent.
  private static func expression(ofGlob glob: String) -> String {
    var result = ""
    for scalar in glob.unicodeScalars {
      if scalar == "*" {
        result += ".*"
      } else if scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar == "/" {
        result.unicodeScalars.append(scalar)
      } else {
        result += "\\" + String(scalar)
      }
    }
    // An origin names its port only where that is not the usual one.
    if result.hasSuffix("\\:.*") { result = String(result.dropLast(4)) + "(?:\\:.*)?" }
    return result.contains("//") ? result : "(?:https?://)?" + result
  }

  private static func name(_ kind: OriginKind) -> ReportText {
    switch kind {
    case .any: "every website"
    case .null: "the `null` origin of sandboxed pages"
    case .loopback: "a development origin"
    case .plainHTTP: "an origin without TLS"
    }
  }
}
