import RulePacks

/// Pairs with blanks, commas or line ends between them.
extension EmbeddedScan {
  // MARK: blanks

  /// `host=… password='…'` of libpq (postgresql.org/docs/current/libpq-connect.html), and JAAS's
  /// `Module required username="x" password="y";`.
  mutating func readKeywords(
    _ text: EmbeddedText, _ range: Range<Int>, path: [String]
  ) -> Bool {
    if readLoginModule(text, range, path: path) { return true }
    var pairs: [(name: String, value: EmbeddedValue)] = []
    var index = range.lowerBound
    while let start = Self.next(in: text, index..<range.upperBound) {
      guard let pair = Self.pair(in: text, start..<range.upperBound) else { return false }
      pairs.append((text.string(pair.name), pair.value))
      index = pair.end
    }
    guard pairs.count >= 2 else { return false }
    for pair in pairs { take(pair.name, pair.value, of: text, path: path) }
    return true
  }

  private static func next(in text: EmbeddedText, _ range: Range<Int>) -> Int? {
    range.first { text.bytes[$0] > 0x20 }
  }

  /// `name = value`, the value in quotes or up to a blank.
  private static func pair(
    in text: EmbeddedText, _ range: Range<Int>
  ) -> (name: Range<Int>, value: EmbeddedValue, end: Int)? {
    var end = range.lowerBound
    while end < range.upperBound, isNameByte(text.bytes[end]) { end += 1 }
    let name = range.lowerBound..<end
    while end < range.upperBound, text.bytes[end] == 0x20 { end += 1 }
    guard let first = name.first, text.bytes[first] != UInt8(ascii: "-"),
      end < range.upperBound, text.isSign(0x3D, at: end)
    else { return nil }
    end += 1
    while end < range.upperBound, text.bytes[end] == 0x20 { end += 1 }
    guard end < range.upperBound else { return (name, EmbeddedValue(end..<end, of: text), end) }
    if [0x22, 0x27].contains(text.bytes[end]),
      let quoted = Quoted.read(
        text, (end + 1)..<range.upperBound, close: text.bytes[end], escapes: true)
    {
      return (name, quoted.value, quoted.end)
    }
    let start = end
    while end < range.upperBound, text.bytes[end] > 0x20 || text.isReference(at: end) { end += 1 }
    return (name, EmbeddedValue(start..<end, of: text), end)
  }

  private static let controlFlags: Set<String> = [
    "required", "requisite", "sufficient", "optional",
  ]

  /// The end of a module's flag, which stands behind the name of its class.
  private static func endOfFlag(in text: EmbeddedText, _ range: Range<Int>) -> Int? {
    var index = range.lowerBound
    var isBehindClass = false
    while let start = next(in: text, index..<range.upperBound) {
      index = start
      while index < range.upperBound, text.bytes[index] > 0x20 { index += 1 }
      if isBehindClass, controlFlags.contains(text.string(start..<index)) { return index }
      isBehindClass =
        text.bytes[start..<index].contains(UInt8(ascii: "."))
        && text.bytes[start..<index].allSatisfy { isNameByte($0) || $0 == UInt8(ascii: "$") }
    }
    return nil
  }

  private mutating func readLoginModule(
    _ text: EmbeddedText, _ range: Range<Int>, path: [String]
  ) -> Bool {
    guard var index = Self.endOfFlag(in: text, range) else { return false }
    var isFound = false
    while let start = Self.next(in: text, index..<range.upperBound) {
      guard let pair = Self.pair(in: text, start..<range.upperBound) else {
        // A semicolon ends a module, and the next one's name and flag follow.
        index = start
        while index < range.upperBound, text.bytes[index] > 0x20 { index += 1 }
        continue
      }
      isFound = true
      var value = pair.value
      if value.isVerbatim, value.text.hasSuffix(";") {
        value = EmbeddedValue(value.range.dropLast(), of: text)
      }
      take(text.string(pair.name), value, of: text, path: path)
      index = pair.end
    }
    return isFound
  }

  // MARK: commas

  /// `host:6379,password=…,ssl=True` of Redis clients, `api-key=…,x=…` of lists of headers, and
  /// options of mounts.
  mutating func readCommaPairs(
    _ text: EmbeddedText, _ range: Range<Int>, _ signs: TextSigns, path: [String]
  ) -> Bool {
    let parts = text.parts(of: range, at: 0x2C).map { text.trimmed($0) }
    let areHeaders = ["header", "headers"].contains(setting.info.words.last ?? "")
    guard parts.count >= 2 || areHeaders else { return false }
    var pairs: [(name: String, value: Range<Int>)] = []
    for part in parts where !part.isEmpty {
      let equals = text.firstSign(0x3D, in: part)
      let name = part.lowerBound..<(equals ?? part.upperBound)
      guard !name.isEmpty, text.bytes[name.lowerBound] != UInt8(ascii: "-") else { return false }
      guard let equals, name.allSatisfy({ Self.isNameByte(text.bytes[$0]) }) else {
        // Hosts stand in front.
        guard pairs.isEmpty, equals == nil,
          part.allSatisfy({ Self.isNameByte(text.bytes[$0]) || text.bytes[$0] == 0x3A })
        else { return false }
        continue
      }
      pairs.append((text.string(name), text.trimmed((equals + 1)..<part.upperBound)))
    }
    guard !pairs.isEmpty else { return false }
    for pair in pairs {
      let value = EmbeddedValue(pair.value, of: text)
      if !take(pair.name, value, of: text, path: path), areHeaders {
        takeHeader(pair.name, text, pair.value, path: path)
      }
    }
    return true
  }

  // MARK: lines

  /// The text of an INI, properties or env file; nothing is taken where one line is something else.
  mutating func readLines(_ text: EmbeddedText, _ range: Range<Int>, path: [String]) -> Bool {
    // A list of secrets gives for each one where it comes from.
    guard setting.info.words.last != "secrets" else { return false }
    var pairs: [(name: String, value: Range<Int>)] = []
    var start = range.lowerBound
    while start < range.upperBound {
      let end = text.bytes[start..<range.upperBound].firstIndex(of: 0x0A) ?? range.upperBound
      var line = text.trimmed(start..<end)
      start = end + 1
      guard let first = line.first.map({ text.bytes[$0] }) else { continue }
      if first == UInt8(ascii: "#") || first == UInt8(ascii: ";") { continue }
      if first == UInt8(ascii: "["), text.bytes[line.upperBound - 1] == UInt8(ascii: "]") {
        continue
      }
      if text.has("export ", at: line.lowerBound) { line = (line.lowerBound + 7)..<line.upperBound }
      guard let equals = text.firstSign(0x3D, in: line) else { return false }
      let name = text.trimmed(line.lowerBound..<equals)
      guard !name.isEmpty, name.allSatisfy({ Self.isNameByte(text.bytes[$0]) }) else {
        return false
      }
      pairs.append(
        (text.string(name), Self.unquoted(text.trimmed((equals + 1)..<line.upperBound), text)))
    }
    for pair in pairs { take(pair.name, EmbeddedValue(pair.value, of: text), of: text, path: path) }
    return !pairs.isEmpty
  }

  static func unquoted(_ range: Range<Int>, _ text: EmbeddedText) -> Range<Int> {
    guard range.count >= 2, let first = range.first, let last = range.last,
      [0x22, 0x27].contains(text.bytes[first]), text.bytes[first] == text.bytes[last]
    else { return range }
    return (first + 1)..<last
  }

  static func isNameByte(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF)
      || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
  }
}
