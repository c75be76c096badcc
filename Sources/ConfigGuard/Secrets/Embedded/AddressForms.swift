import RulePacks

/// Addresses whose parameters, or whose own forms of a login, hold a secret.
extension EmbeddedScan {
  /// Guessable texts in addresses of pages are words of routes more often than secrets.
  private static let shortestInPage = 8

  /// Reads an address without blanks; true where it is one.
  mutating func readAddress(
    _ text: EmbeddedText, _ range: Range<Int>, _ signs: TextSigns, path: [String], depth: Int
  ) -> Bool {
    let isJava = text.has("jdbc:", at: range.lowerBound)
    if isJava { readOracleLogin(text, range, path: path) }
    if signs.contains(.at), readDriverAddress(text, range, path: path) { return true }
    guard isJava || Self.isAddress(text, range) else { return false }
    if depth > 0, !skipsLogins { readLogin(ofAddress: text, range, path: path) }
    let fragment = text.firstSign(UInt8(ascii: "#"), in: range) ?? range.upperBound
    let question = text.firstSign(UInt8(ascii: "?"), in: range.lowerBound..<fragment)
    let isPage = text.has("http", at: range.lowerBound)
    if let question {
      readParameters(text, (question + 1)..<fragment, isPage: isPage, path: path)
    }
    if fragment < range.upperBound {
      readParameters(text, (fragment + 1)..<range.upperBound, isPage: isPage, path: path)
    }
    // SQL Server's parameters follow semicolons, those of Db2 a colon.
    if isJava, let start = text.firstSign(0x3B, in: range.lowerBound..<(question ?? fragment)) {
      _ = readConnectionString(
        text, (start + 1)..<range.upperBound, path: path, depth: depth, least: 1)
      if let colon = text.lastSign(0x3A, in: range.lowerBound..<start) {
        _ = readConnectionString(text, (colon + 1)..<start, path: path, depth: depth, least: 1)
      }
    }
    return true
  }

  /// Whether a scheme and `://` stand in front.
  private static func isAddress(_ text: EmbeddedText, _ range: Range<Int>) -> Bool {
    let scheme = range.prefix { isNameByte(text.bytes[$0]) || text.bytes[$0] == 0x2B }
    return !scheme.isEmpty && text.has("://", at: range.lowerBound + scheme.count)
  }

  private mutating func readParameters(
    _ text: EmbeddedText, _ range: Range<Int>, isPage: Bool, path: [String]
  ) {
    for part in text.parts(of: range, at: UInt8(ascii: "&")) {
      guard let equals = text.firstSign(0x3D, in: part) else { continue }
      let raw = (equals + 1)..<part.upperBound
      let value = EmbeddedValue(Self.percentDecoded(text.bytes[raw]), raw)
      guard !isPage || value.text.utf8.count >= Self.shortestInPage,
        // `?token={token}`, `<token>`, `[token]`: the place where a route puts it.
        !isPage || ![0x7B, 0x3C, 0x5B].contains(value.text.utf8.first ?? 0)
      else { continue }
      take(text.string(part.lowerBound..<equals), value, of: text, path: path)
    }
  }

  /// `scheme://user:password@…` inside of something else; as a whole value it has its own rules.
  private mutating func readLogin(
    ofAddress text: EmbeddedText, _ range: Range<Int>, path: [String]
  ) {
    guard let url = URLParts(text.string(range)), let password = url.passwordRange,
      !password.isEmpty
    else { return }
    if let user = url.user { addUser(user) }
    let start = range.lowerBound
    keep(
      "password",
      EmbeddedValue(start + password.lowerBound..<start + password.upperBound, of: text), of: text,
      path: path)
  }

  /// `jdbc:oracle:thin:user/password@//host:1521/service`.
  private mutating func readOracleLogin(
    _ text: EmbeddedText, _ range: Range<Int>, path: [String]
  ) {
    guard text.has("jdbc:oracle:", at: range.lowerBound),
      let at = text.firstSign(UInt8(ascii: "@"), in: range),
      let colon = text.lastSign(0x3A, in: range.lowerBound..<at),
      let slash = text.firstSign(UInt8(ascii: "/"), in: (colon + 1)..<at)
    else { return }
    takeLogin(text, (colon + 1)..<at, at: slash, path: path)
  }

  /// `user:password@tcp(host:3306)/name` (github.com/go-sql-driver/mysql, "DSN").
  private mutating func readDriverAddress(
    _ text: EmbeddedText, _ range: Range<Int>, path: [String]
  ) -> Bool {
    guard let slash = text.lastSign(UInt8(ascii: "/"), in: range),
      let close = text.lastSign(0x29, in: range.lowerBound..<slash),
      close + 1 == slash
        || text.firstSign(UInt8(ascii: "?"), in: close..<slash) != nil,
      let open = text.firstSign(0x28, in: range.lowerBound..<close),
      let at = text.lastSign(UInt8(ascii: "@"), in: range.lowerBound..<open),
      (at + 1..<open).allSatisfy({ (0x61...0x7A).contains(text.bytes[$0] | 0x20) }),
      let colon = text.firstSign(0x3A, in: range.lowerBound..<at),
      !(range.lowerBound..<colon).contains(where: { text.bytes[$0] == 0x2F })
    else { return false }
    takeLogin(text, range.lowerBound..<at, at: colon, path: path)
    if let question = text.firstSign(UInt8(ascii: "?"), in: close..<range.upperBound) {
      readParameters(text, (question + 1)..<range.upperBound, isPage: false, path: path)
    }
    return true
  }

  static func percentDecoded(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    guard bytes.contains(UInt8(ascii: "%")) else { return Array(bytes) }
    var decoded: [UInt8] = []
    var index = bytes.startIndex
    while index < bytes.endIndex {
      if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.endIndex,
        let high = Character(UnicodeScalar(bytes[index + 1])).hexDigitValue,
        let low = Character(UnicodeScalar(bytes[index + 2])).hexDigitValue
      {
        decoded.append(UInt8(high * 16 + low))
        index += 3
      } else {
        decoded.append(bytes[index])
        index += 1
      }
    }
    return decoded
  }

  // MARK: logins

  /// `user:password` under a key that says so, or several with commas between them; Neo4j writes
  /// `user/password`.
  mutating func readLogins(_ text: EmbeddedText, _ range: Range<Int>) {
    if range.count >= 12, range.count % 4 == 0,
      range.allSatisfy({ text.bytes[$0] != 0x3A && text.bytes[$0] > 0x20 })
    {
      // Registries keep both in base64.
      takeEncodedLogin(text, range, path: [])
    }
    for part in text.parts(of: range, at: 0x2C).map({ text.trimmed($0) }) {
      let colon = text.firstSign(0x3A, in: part)
      guard let separator = colon ?? text.firstSign(UInt8(ascii: "/"), in: part),
        separator > part.lowerBound, separator + 1 < part.upperBound,
        text.bytes[separator + 1] != UInt8(ascii: "/"),
        (part.lowerBound..<separator).allSatisfy({
          Self.isNameByte(text.bytes[$0]) || [0x40, 0x2B].contains(text.bytes[$0])
        }),
        !part.contains(where: { text.bytes[$0] <= 0x20 })
      else { continue }
      takeLogin(text, part, at: separator)
    }
  }
}
