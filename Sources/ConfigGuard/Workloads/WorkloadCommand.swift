package import RulePacks

/// A text of what a workload starts: a whole command line, or one word of a list.
@usableFromInline
package struct CommandPart: Sendable {
  package var text: String
  package var file: SourceFile
  package var range: SourceRange
  /// Whether the file holds the text byte for byte at its range.
  package var isExact: Bool
  /// Whether it is a command of its own and does not go on with what stands before it.
  package var startsCommand: Bool
  /// Whether a template makes some of the text.
  package var isTemplate = false

  package init(
    text: String, file: SourceFile, range: SourceRange, isExact: Bool, startsCommand: Bool = false
  ) {
    self.text = text
    self.file = file
    self.range = range
    self.isExact = isExact
    self.startsCommand = startsCommand
  }
}

/// A word of a command without its quotes, with the place where it stands.
package struct StartWord: Sendable {
  package var text: String
  package var file: SourceFile
  /// The word's own bytes, or the whole text that holds it where the file writes it otherwise.
  package var range: SourceRange
  /// What stands behind the first `=`, quotes left out.
  package var valueRange: SourceRange?
  /// Whether it is the first word of a command, and no argument.
  package var startsCommand: Bool

  /// The last part of a path: what programs are known by.
  package var programName: Substring {
    if let start = startOfPlainName { return text[start...] }
    // Prefixes of systemd.service(5).
    let name = text.split(separator: "/").last ?? ""
    return name.drop { "@-:+!".contains($0) && text.first == $0 }
  }
}

extension StartWord {
  /// Where the last part of a path begins; nil where its signs have to be looked at.
  private var startOfPlainName: String.Index? {
    let bytes = text.utf8
    guard let first = bytes.first, !"@-:+!".utf8.contains(first), bytes.last != UInt8(ascii: "/"),
      bytes.allSatisfy({ $0 < 0x80 })
    else { return nil }
    guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return bytes.startIndex }
    return bytes.index(after: slash)
  }
}

extension Workload {
  /// The words of what the workload starts; none of a command that is too long to be one.
  package var commandWords: [StartWord] {
    commandParts.enumerated().flatMap { number, part in
      StartWords.words(of: part, isFirst: number == 0)
    }
  }
}

/// Takes the text of a command apart into words.
///
/// Blanks and quotes separate words, as those of `sh -c "npm start"` are words of a command, too.
/// What the shell puts between two commands begins a new one.
package enum StartWords {
  private static let longest = 1 << 16

  package static func words(of part: CommandPart, isFirst: Bool) -> [StartWord] {
    guard part.text.utf8.count <= longest else { return [] }
    // It stands where an argument stands, but nobody knows which.
    guard !part.isTemplate else {
      return [
        StartWord(
          text: "$(template)", file: part.file, range: part.range, startsCommand: isFirst)
      ]
    }
    let text = Array(part.text.utf8)
    let isInPlace = part.isExact && text.count == part.range.count
    var words: [StartWord] = []
    var isStart = isFirst || part.startsCommand
    var offset = 0
    func range(_ part: Range<Int>, of whole: SourceRange) -> SourceRange {
      isInPlace
        ? SourceRange(start: whole.start + part.lowerBound, end: whole.start + part.upperBound)
        : whole
    }
    while offset < text.count {
      if isOperator(text[offset]) {
        isStart = true
        offset += 1
      } else if isStart, text[offset] == UInt8(ascii: "#") {
        while offset < text.count, text[offset] != 0x0A { offset += 1 }
      } else if isSeparator(text, offset) {
        // A line that goes on is one command with the next.
        let isContinued =
          text[offset] == UInt8(ascii: "\\") && offset + 1 < text.count && text[offset + 1] == 0x0A
        offset += isContinued ? 2 : 1
      } else {
        let word = word(in: text, from: offset)
        words.append(
          StartWord(
            text: word.text, file: part.file, range: range(offset..<word.end, of: part.range),
            valueRange: word.value.map { range($0, of: part.range) }, startsCommand: isStart))
        isStart = false
        offset = word.end
      }
    }
    return words
  }

  /// The word that begins at an offset; quotes behind an equals sign enclose its value.
  private static func word(
    in text: [UInt8], from start: Int
  ) -> (text: String, value: Range<Int>?, end: Int) {
    var end = start
    var equals: Int?
    while end < text.count, !isSeparator(text, end), !isOperator(text[end]) {
      if text[end] == UInt8(ascii: "="), equals == nil { equals = end }
      end += 1
    }
    guard let equals else { return (String(decoding: text[start..<end], as: UTF8.self), nil, end) }
    guard equals + 1 == end, end < text.count, isQuote(text[end]),
      let close = text[(end + 1)...].firstIndex(of: text[end])
    else {
      let whole = String(decoding: text[start..<end], as: UTF8.self)
      return (whole, (equals + 1)..<end, end)
    }
    let value = (end + 1)..<close
    let whole = String(decoding: text[start..<end] + text[value], as: UTF8.self)
    return (whole, value, close + 1)
  }

  /// Blanks, quotes, and the sign that continues a line.
  private static func isSeparator(_ text: [UInt8], _ offset: Int) -> Bool {
    let byte = text[offset]
    if byte == UInt8(ascii: "\\") {
      return offset + 1 < text.count && (text[offset + 1] <= 0x20 || isQuote(text[offset + 1]))
    }
    return byte <= 0x20 || isQuote(byte)
  }

  private static func isQuote(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")
  }

  private static func isOperator(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ";") || byte == UInt8(ascii: "|") || byte == UInt8(ascii: "&")
      || byte == UInt8(ascii: "(") || byte == UInt8(ascii: ")") || byte == 0x0A
      || byte == UInt8(ascii: "`")
  }
}
