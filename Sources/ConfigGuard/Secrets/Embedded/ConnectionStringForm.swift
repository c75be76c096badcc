import RulePacks

/// `Server=…;User Id=…;Password=…`, as ADO.NET, ODBC, Npgsql, PDO and Azure write it
/// (learn.microsoft.com/dotnet/framework/data/adonet/connection-string-syntax).
extension EmbeddedScan {
  private static let longestName = 48

  /// Reads pairs with semicolons between them; nothing is taken where one part is no pair.
  mutating func readConnectionString(
    _ text: EmbeddedText, _ range: Range<Int>, path: [String], depth: Int, least: Int = 2
  ) -> Bool {
    guard let pairs = Self.pairs(in: text, range), pairs.count >= least else { return false }
    for pair in pairs {
      let name = text.string(pair.name)
      if take(name, pair.value, of: text, path: path) { continue }
      // `provider connection string="data source=…;password=…"`
      look(into: pair.value, of: text, path: path + [name], depth: depth)
    }
    return true
  }

  /// Looks into a text that may be a connection string or an address itself.
  mutating func look(
    into value: EmbeddedValue, of text: EmbeddedText, path: [String], depth: Int
  ) {
    guard value.text.utf8.count >= 5 else { return }
    let signs = TextSigns(value.text)
    guard
      signs.contains(.equals) || signs.contains(.address) || signs.contains(.at)
        || signs.contains(.bracket)
    else { return }
    if value.isVerbatim {
      readInner(text, value.range, signs, path: path, depth: depth + 1)
    } else {
      let made = EmbeddedText(Array(value.text.utf8), from: value.range, of: text)
      readInner(made, 0..<made.bytes.count, signs, path: path, depth: depth + 1)
    }
  }

  /// Of what lies inside another form, only forms that cannot be prose.
  private mutating func readInner(
    _ text: EmbeddedText, _ range: Range<Int>, _ signs: TextSigns, path: [String], depth: Int
  ) {
    guard depth < Self.deepest else { return }
    if signs.contains(.bracket), readJSON(text, range, path: path, depth: depth) { return }
    if !signs.contains(.blank), readAddress(text, range, signs, path: path, depth: depth) { return }
    if signs.contains([.equals, .semicolon]) {
      _ = readConnectionString(text, range, path: path, depth: depth)
    }
  }

  struct Pair {
    let name: Range<Int>
    let value: EmbeddedValue
  }

  /// All pairs, or nil where something else stands among them.
  private static func pairs(in text: EmbeddedText, _ range: Range<Int>) -> [Pair]? {
    var pairs: [Pair] = []
    var index = range.lowerBound
    while index < range.upperBound {
      if text.bytes[index] <= 0x20 || text.isSign(0x3B, at: index) {
        index += 1
        continue
      }
      guard let name = name(in: text, index..<range.upperBound, isFirst: pairs.isEmpty),
        let (value, end) = value(in: text, (name.end + 1)..<range.upperBound)
      else { return nil }
      pairs.append(Pair(name: name.range, value: value))
      index = end
    }
    return pairs
  }

  /// Up to three words in front of `=`; PDO puts the driver and a colon before the first one.
  private static func name(
    in text: EmbeddedText, _ range: Range<Int>, isFirst: Bool
  ) -> (range: Range<Int>, end: Int)? {
    var start = range.lowerBound
    var blanks = 0
    for index in range.prefix(longestName) {
      let byte = text.bytes[index]
      switch byte {
      case UInt8(ascii: "="):
        let name = text.trimmed(start..<index)
        return name.isEmpty || blanks > 4 ? nil : (name, index)
      case UInt8(ascii: ":") where isFirst && index > start: start = index + 1
      case 0x20: blanks += 1
      case UInt8(ascii: "_"), UInt8(ascii: "."): break
      case UInt8(ascii: "-"): if index == start || text.bytes[index - 1] == 0x20 { return nil }
      default:
        guard (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF) else {
          return nil
        }
      }
    }
    return nil
  }

  /// A value in quotes or braces, or up to the next semicolon.
  private static func value(
    in text: EmbeddedText, _ range: Range<Int>
  ) -> (value: EmbeddedValue, end: Int)? {
    var start = range.lowerBound
    while start < range.upperBound, text.bytes[start] == 0x20 { start += 1 }
    let open = start < range.upperBound ? text.bytes[start] : 0
    let close: UInt8 = open == 0x7B ? 0x7D : open
    if [0x22, 0x27, 0x7B].contains(open), !text.isReference(at: start),
      let quoted = Quoted.read(text, (start + 1)..<range.upperBound, close: close)
    {
      var end = quoted.end
      while end < range.upperBound, text.bytes[end] <= 0x20 { end += 1 }
      guard end == range.upperBound || text.isSign(0x3B, at: end) else { return nil }
      return (isFiller(quoted.value, open) ? EmbeddedValue(end..<end, of: text) : quoted.value, end)
    }
    // A quote that nothing closes belongs to the text.
    let end = text.firstSign(0x3B, in: start..<range.upperBound) ?? range.upperBound
    return (EmbeddedValue(text.trimmed(start..<end), of: text), end)
  }

  /// `{password}` is where a program puts it, not ODBC's quotes.
  private static func isFiller(_ value: EmbeddedValue, _ open: UInt8) -> Bool {
    open == 0x7B
      && value.text.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == 0x5F || $0 == 0x2E }
  }
}

/// Texts in quotes.
enum Quoted {
  /// Reads up to `close`, which stands twice for itself or behind a backslash where that escapes.
  static func read(
    _ text: EmbeddedText, _ range: Range<Int>, close: UInt8, escapes: Bool = false
  ) -> (value: EmbeddedValue, end: Int)? {
    var bytes: [UInt8] = []
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = text.bytes[index]
      let next = index + 1 < range.upperBound ? text.bytes[index + 1] : 0
      if byte == close, !text.isReference(at: index) {
        guard next == close, !escapes else {
          return (EmbeddedValue(bytes, range.lowerBound..<index), index + 1)
        }
        index += 1
      } else if escapes, byte == UInt8(ascii: "\\"), index + 1 < range.upperBound {
        index += 1
      }
      bytes.append(text.bytes[index])
      index += 1
    }
    return nil
  }
}
