import RulePacks

/// Headers of HTTP and what their values hold.
extension EmbeddedScan {
  private static let shortestToken = 8
  private static let longestName = 64

  /// Reads `Basic …`, `Bearer …`, or `Name: value`.
  mutating func readHeader(_ text: EmbeddedText, _ range: Range<Int>, path: [String]) -> Bool {
    let areHeaders = ["authorization", "header", "headers"].contains(setting.info.words.last)
    if readScheme(text, range, isHeader: areHeaders, path: path) { return true }
    var end = range.lowerBound
    while end < range.upperBound, end - range.lowerBound < Self.longestName,
      Self.isNameByte(text.bytes[end])
    {
      end += 1
    }
    guard end > range.lowerBound, end + 1 < range.upperBound, text.isSign(0x3A, at: end),
      text.bytes[end + 1] == 0x20,
      !range.contains(where: { text.bytes[$0] == 0x0A })
    else { return false }
    let name = text.string(range.lowerBound..<end)
    let value = text.trimmed((end + 1)..<range.upperBound)
    guard !value.isEmpty else { return false }
    if takeHeader(name, text, value, path: path) { return true }
    // One word and a colon may begin anything.
    guard name.contains("-"), !value.contains(where: { text.bytes[$0] <= 0x20 }) else {
      return false
    }
    return take(name, EmbeddedValue(value, of: text), of: text, path: path)
  }

  /// Takes the value of a header that says who asks.
  @discardableResult
  mutating func takeHeader(
    _ name: String, _ text: EmbeddedText, _ value: Range<Int>, path: [String]
  ) -> Bool {
    guard reader.keys.info(name).words.last == "authorization" else { return false }
    guard text.bytes[value].contains(UInt8(ascii: "%")) else {
      return readScheme(text, value, isHeader: true, path: path)
    }
    let made = EmbeddedText(Self.percentDecoded(text.bytes[value]), from: value, of: text)
    return readScheme(made, 0..<made.bytes.count, isHeader: true, path: path)
  }

  /// `Basic dXNlcjpwYXNz`, `Bearer …` (RFC 7617, RFC 6750).
  private mutating func readScheme(
    _ text: EmbeddedText, _ range: Range<Int>, isHeader: Bool, path: [String]
  ) -> Bool {
    let word = range.prefix { (0x41...0x5A).contains(text.bytes[$0] & 0xDF) }
    let scheme = text.string(range.lowerBound..<range.lowerBound + word.count)
    // The other schemes are words that begin much else.
    guard isHeader || ["Basic", "Bearer"].contains(scheme), scheme.utf8.count >= 5,
      reader.schemes.contains(scheme.lowercased())
    else { return false }
    let rest = text.trimmed(range.lowerBound + word.count..<range.upperBound)
    guard rest.count >= Self.shortestToken, rest.lowerBound > range.lowerBound + word.count,
      !rest.contains(where: { text.bytes[$0] <= 0x20 && !text.isReference(at: $0) })
    else { return false }
    guard scheme.lowercased() == "basic" else {
      // Placeholders of documentation look like the words they stand for.
      guard ![0x7B, 0x3C].contains(text.bytes[rest.lowerBound]) else { return true }
      keep("bearer token", EmbeddedValue(rest, of: text), of: text, path: path)
      return true
    }
    takeEncodedLogin(text, rest, path: path)
    return true
  }

  /// `user:password` in base64.
  mutating func takeEncodedLogin(_ text: EmbeddedText, _ range: Range<Int>, path: [String]) {
    guard let decoded = Base64.decodedText(text.string(range)) else { return }
    let made = EmbeddedText(Array(decoded.utf8), from: range, of: text)
    guard let colon = made.bytes.firstIndex(of: 0x3A), colon > 0,
      made.bytes[..<colon].allSatisfy({ Self.isNameByte($0) || $0 == 0x40 || $0 == 0x2B })
    else { return }
    addUser(made.string(0..<colon))
    let password = String(decoding: made.bytes[(colon + 1)...], as: UTF8.self)
    keep(
      "password", EmbeddedValue(decoded: password, at: range), of: text, path: path)
  }
}

extension EmbeddedValue {
  /// A text that was decoded from what stands at a range.
  init(decoded: String, at range: Range<Int>) {
    text = decoded
    self.range = range
    isVerbatim = false
  }
}
