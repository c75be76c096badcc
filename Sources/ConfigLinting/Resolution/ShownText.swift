import ConfigGuard
import RulePacks

/// The text of a value of which nothing says that it is a secret; only `ShownText` makes it.
package struct ShownValue: Sendable, Hashable {
  package let text: String

  fileprivate init(_ text: String) { self.text = text }
}

/// What may be shown of a text whose key does not say that it is a secret.
struct ShownText {
  let context: ProjectContext
  let secrets: KnownSecrets
  /// Longer texts are files rather than values.
  private static let longest = 1000
  private static let schemes: Set<String> = ["bearer", "basic", "digest", "negotiate", "apikey"]

  init(_ context: ProjectContext, _ secrets: KnownSecrets) {
    self.context = context
    self.secrets = secrets
  }

  /// The text without what may be secret in it, or nil where all of it has to stay hidden.
  func text(_ text: String) -> ShownValue? {
    guard text.utf8.count <= Self.longest, !text.utf8.contains(where: { $0 == 0x0A || $0 == 0x0D }),
      context.judge.classifier.tokens(in: text).isEmpty, !namesSecret(in: text)
    else { return nil }
    var shown = ""
    // Lists of addresses are common; each address is redacted on its own.
    var rest = text[...]
    while !rest.isEmpty {
      let item = rest.prefix { !Self.separatesItems($0) }
      rest = rest.dropFirst(item.count)
      let separators = rest.prefix { Self.separatesItems($0) }
      rest = rest.dropFirst(separators.count)
      guard let part = self.item(String(item), isBehindURL: shown.contains("://")) else {
        return nil
      }
      shown += part + separators
    }
    // Parts that are harmless alone may make up a key together.
    let isPlain = text.contains("://") || !RandomText.isIn(text)
    return isPlain && !secrets.areIn(shown) ? ShownValue(Printable.text(shown)) : nil
  }

  private static func separatesItems(_ character: Character) -> Bool {
    character == "," || character == " " || character == ";" || character == "\t"
  }

  private func item(_ item: String, isBehindURL: Bool) -> String? {
    if item.contains("://") { return ShownURL.text(item) }
    // `jdbc:sqlserver://host;user=x`: parameters of an address.
    if isBehindURL, let equals = item.firstIndex(of: "=") {
      let name = String(item[..<equals])
      return PlainName.isPlain(name) ? "\(name)=\(ValueDescription.mask)" : nil
    }
    if hasLogin(item) { return nil }
    return RandomText.isIn(item) ? nil : item
  }

  /// `user:password@…` or `user/password@…` without a scheme, as drivers of databases take it.
  private func hasLogin(_ item: String) -> Bool {
    guard let at = item.utf8.lastIndex(of: 0x40) else { return false }
    return item.utf8[..<at].contains { $0 == 0x3A || $0 == 0x2F }
  }

  /// Whether a word in the text names a secret and something follows it: `--password x`, `pwd=x`.
  private func namesSecret(in text: String) -> Bool {
    let bytes = Array(text.utf8)
    var index = 0
    while index < bytes.count {
      guard Self.isNameByte(bytes[index]) else {
        index += 1
        continue
      }
      let start = index
      while index < bytes.count, Self.isNameByte(bytes[index]) { index += 1 }
      let isFollowed =
        index + 1 < bytes.count && [0x20, 0x3A, 0x3D, 0x22, 0x27].contains(bytes[index])
      guard isFollowed, index - start <= 80 else { continue }
      let name = String(decoding: bytes[start..<index], as: UTF8.self)
      if Self.schemes.contains(name.lowercased()), bytes[index] == 0x20 { return true }
      if context.keys.info(name).holdsSecret { return true }
    }
    return false
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF) || byte == 0x5F
      || byte == 0x2D || byte == 0x2E
  }
}

/// A URL without what may be secret in it.
enum ShownURL {
  /// The address with masks for the user, the values of the query, and parts that look random.
  static func text(_ text: String) -> String? {
    guard let url = URLParts(text) else { return nil }
    let mask = ValueDescription.mask
    let host = url.string(url.hostRange)
    let isPlainHost = host.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF)
        || Array("-._:*+[]%".utf8).contains(byte)
    }
    guard isPlainHost, !RandomText.isIn(host) else { return nil }
    let scheme = url.string(0..<url.schemeRange.upperBound)
    guard !RandomText.isIn(scheme) else { return nil }
    var shown = scheme + "://"
    if url.userRange != nil || url.passwordRange != nil { shown += mask + "@" }
    // Brackets of IPv6 and the port lie between the host and the path.
    let start =
      url.hostRange.lowerBound > 0 && url.text[url.hostRange.lowerBound - 1] == 0x5B ? 1 : 0
    shown += String(repeating: "[", count: start) + host + String(repeating: "]", count: start)
    var rest = url.text[(url.hostRange.upperBound + start)...]
    if rest.first == 0x3A {
      let port = rest.dropFirst().prefix { (0x30...0x39).contains($0) }
      guard port.count <= 5 else { return nil }
      shown += ":" + String(decoding: port, as: UTF8.self)
      rest = rest.dropFirst(1 + port.count)
    }
    let path = rest.prefix { $0 != 0x3F && $0 != 0x23 }
    guard path.isEmpty || path.first == 0x2F, !mayHoldPassword(path) else { return nil }
    shown += path.split(separator: 0x2F, omittingEmptySubsequences: false).map { part in
      let text = String(decoding: part, as: UTF8.self)
      return RandomText.isIn(text) || part.contains(0x3D) ? mask : text
    }.joined(separator: "/")
    rest = rest.dropFirst(path.count)
    if rest.first == 0x3F { shown += query(rest.dropFirst().prefix { $0 != 0x23 }) }
    return rest.contains(0x23) ? shown + "#" + mask : shown
  }

  /// A sign behind the path's beginning that may end a password with slashes in it.
  private static func mayHoldPassword(_ path: ArraySlice<UInt8>) -> Bool {
    zip(path, path.dropFirst()).contains { $0 != 0x2F && $1 == 0x40 }
  }

  /// The names of the parameters.
  private static func query(_ query: ArraySlice<UInt8>) -> String {
    let mask = ValueDescription.mask
    let parts = query.split(separator: 0x26).map { part in
      guard let equals = part.firstIndex(of: 0x3D) else { return mask }
      let name = String(decoding: part[..<equals], as: UTF8.self)
      return (PlainName.isPlain(name) && !RandomText.isIn(name) ? name : mask) + "=" + mask
    }
    return "?" + parts.joined(separator: "&")
  }
}
