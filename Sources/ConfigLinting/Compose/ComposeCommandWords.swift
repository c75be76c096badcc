import ConfigGuard
import RulePacks

/// The options and variables that the text of a command gives addresses to.
struct ComposeCommandWords {
  struct Assignment {
    let name: String
    let nameRange: SourceRange
    let text: String
    let range: SourceRange
    let isExact: Bool
    let file: SourceFile
  }

  private(set) var assignments: [Assignment] = []
  /// An option at the end of one item, whose value is the next item.
  private var open: (name: String, range: SourceRange)?

  /// Reads one text: a whole command, or one of its words.
  mutating func read(_ value: Value, of file: SourceFile) {
    let isKnown = value.isExact && value.literal == value.text
    // Offsets are those of the file where the text stands there as it is.
    var text = isKnown || !value.isExact ? value.text : file.bytes.text(value.range)
    text.withUTF8 { text in
      read(
        text, at: value.range, isExact: value.isExact && text.count == value.range.count, of: file)
    }
  }

  /// - Parameter isExact: Whether the file holds the text byte for byte at its range.
  mutating func read(
    _ text: UnsafeBufferPointer<UInt8>, at range: SourceRange, isExact: Bool, of file: SourceFile
  ) {
    if passesOver(text) { return }
    var offset = 0
    while let word = Self.nextWord(in: text, from: &offset) {
      take(word, of: text, range, isExact, file)
    }
  }

  /// Whether a text is a single word that is neither an address nor an option; it ends what an option
  /// in front of it began.
  private mutating func passesOver(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = text.first, first != UInt8(ascii: "-"), !text.contains(where: Self.isBreak),
      !Self.holdsAddress(text)
    else { return false }
    open = nil
    return true
  }

  static func holdsAddress(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var index = 0
    while index + 2 < text.count {
      if text[index] == UInt8(ascii: ":"), text[index + 1] == UInt8(ascii: "/"),
        text[index + 2] == UInt8(ascii: "/")
      {
        return true
      }
      index += 1
    }
    return false
  }

  private mutating func add(
    _ name: String, _ nameRange: SourceRange, _ value: Range<Int>,
    of text: UnsafeBufferPointer<UInt8>, _ range: SourceRange, _ isExact: Bool, _ file: SourceFile
  ) {
    let value = UnsafeBufferPointer(rebasing: text[value])
    guard Self.holdsAddress(value) else { return }
    assignments.append(
      Assignment(
        name: name, nameRange: nameRange, text: String(decoding: value, as: UTF8.self),
        range: range, isExact: isExact, file: file))
  }

  /// The next run of bytes without blanks; quotes around it are left out.
  private static func nextWord(
    in text: UnsafeBufferPointer<UInt8>, from offset: inout Int
  ) -> Range<Int>? {
    while offset < text.count, isBreak(text[offset]) { offset += 1 }
    guard offset < text.count else { return nil }
    let start = offset
    while offset < text.count, !isBreak(text[offset]) { offset += 1 }
    return start..<offset
  }

  private static func isBreak(_ byte: UInt8) -> Bool {
    byte == 0x20 || 0x09...0x0D ~= byte || byte == UInt8(ascii: ";") || byte == UInt8(ascii: "|")
      || byte == UInt8(ascii: "(") || byte == UInt8(ascii: ")")
  }

  private mutating func take(
    _ word: Range<Int>, of text: UnsafeBufferPointer<UInt8>, _ whole: SourceRange, _ isExact: Bool,
    _ file: SourceFile
  ) {
    func range(_ part: Range<Int>) -> SourceRange {
      isExact
        ? SourceRange(start: whole.start + part.lowerBound, end: whole.start + part.upperBound)
        : whole
    }
    let isOption = text[word].starts(with: "--".utf8)
    if let option = open {
      open = nil
      let value = Self.unquoted(word, text)
      if !isOption, text[word.lowerBound] != UInt8(ascii: "-"), !value.isEmpty {
        return add(option.name, option.range, value, of: text, range(value), isExact, file)
      }
    }
    let nameStart = word.lowerBound + (isOption ? 2 : 0)
    let equals = text[nameStart..<word.upperBound].firstIndex(of: UInt8(ascii: "="))
    let nameRange = nameStart..<(equals ?? word.upperBound)
    let isName = !nameRange.isEmpty && text[nameRange].allSatisfy { Self.isNameByte($0) }
    let name = isName ? String(decoding: text[nameRange], as: UTF8.self) : ""
    guard let equals, isName else {
      let address = Self.unquoted(word, text)
      if isOption, isName {
        open = (name, range(nameRange))
      } else if text[address].contains(UInt8(ascii: "@")) {
        add("", range(address), address, of: text, range(address), isExact, file)
      }
      return
    }
    let value = Self.unquoted((equals + 1)..<word.upperBound, text)
    guard !value.isEmpty else { return }
    add(name, range(nameRange), value, of: text, range(value), isExact, file)
  }

  private static func unquoted(
    _ word: Range<Int>, _ text: UnsafeBufferPointer<UInt8>
  ) -> Range<Int> {
    var word = word
    while let first = word.first, isQuote(text[first]) { word = (first + 1)..<word.upperBound }
    while let last = word.last, isQuote(text[last]) { word = word.lowerBound..<last }
    return word
  }

  private static func isQuote(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\\")
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    0x30...0x39 ~= byte || 0x41...0x5A ~= byte & 0xDF || byte == UInt8(ascii: "_")
      || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
  }
}
