import RulePacks

/// A word of a command line, quotes undone.
struct CommandWord {
  var bytes: [UInt8] = []
  /// For each byte its place in the text.
  var offsets: [Int] = []
  var isQuoted = false

  /// A part of the word as it stands in its text.
  func value(_ part: Range<Int>) -> EmbeddedValue {
    guard let first = part.first, let last = part.last else {
      let end = offsets.last.map { $0 + 1 } ?? 0
      return EmbeddedValue([], end..<end)
    }
    return EmbeddedValue(Array(bytes[part]), offsets[first]..<offsets[last] + 1)
  }

  func string(_ part: Range<Int>) -> String { String(decoding: bytes[part], as: UTF8.self) }
}

/// Splits a command line as a shell does, without expanding anything.
struct CommandSplitter {
  enum Token {
    case word(CommandWord)
    /// `;`, `|`, `&`, a parenthesis or the end of a line: another command may begin.
    case end
  }

  private let text: EmbeddedText
  private let end: Int
  private var index: Int

  init(_ text: EmbeddedText, _ range: Range<Int>) {
    self.text = text
    index = range.lowerBound
    end = range.upperBound
  }

  mutating func next() -> Token? {
    while index < end, text.bytes[index] <= 0x20 {
      index += 1
      if text.bytes[index - 1] == 0x0A { return .end }
    }
    guard index < end else { return nil }
    if isOperator(index) {
      index += 1
      return .end
    }
    return .word(word())
  }

  private func isOperator(_ index: Int) -> Bool {
    [0x3B, 0x7C, 0x26, 0x28, 0x29].contains(text.bytes[index]) && !text.isReference(at: index)
  }

  private mutating func word() -> CommandWord {
    var word = CommandWord()
    var quote: UInt8?
    while index < end {
      let byte = text.bytes[index]
      if text.isReference(at: index) {
        append(index, to: &word)
      } else if let open = quote {
        if byte == open {
          quote = nil
        } else if byte == UInt8(ascii: "\\"), open == 0x22, index + 1 < end {
          index += 1
          append(index, to: &word)
        } else {
          append(index, to: &word)
        }
      } else if byte == 0x22 || byte == 0x27 {
        quote = byte
        word.isQuoted = true
      } else if byte == UInt8(ascii: "\\"), index + 1 < end {
        index += 1
        // A backslash at a line's end joins the lines.
        if text.bytes[index] != 0x0A { append(index, to: &word) }
      } else if byte <= 0x20 || isOperator(index) {
        break
      } else {
        append(index, to: &word)
      }
      index += 1
    }
    return word
  }

  private func append(_ index: Int, to word: inout CommandWord) {
    word.bytes.append(text.bytes[index])
    word.offsets.append(index)
  }
}
