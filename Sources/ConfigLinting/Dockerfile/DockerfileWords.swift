/// Splits the arguments of instructions into words, quotes and escapes left as they are.
enum DockerfileWords {
  /// A heredoc that an instruction announces.
  struct Heredoc {
    var name: [UInt8]
    var range: Range<Int>
    /// Whether `<<-` lets tabs stand before the line that ends it.
    var dropsTabs: Bool
  }

  /// Where a word ends that may have quotes and escaped blanks in it.
  static func endOfWord(in text: [UInt8], from start: Int, to end: Int, _ escape: UInt8) -> Int {
    var index = start
    var quote: UInt8?
    while index < end {
      let byte = text[index]
      if quote == nil, DockerfileReader.isSpace(byte) { break }
      if byte == escape, quote != UInt8(ascii: "'") {
        index += 2
        continue
      }
      if byte == quote {
        quote = nil
      } else if quote == nil, byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      }
      index += 1
    }
    return min(index, end)
  }

  static func quoted(_ range: Range<Int>, of text: [UInt8], _ escape: UInt8) -> [Range<Int>] {
    split(range, of: text) { endOfWord(in: text, from: $0, to: range.upperBound, escape) }
  }

  static func blankSeparated(_ range: Range<Int>, of text: [UInt8]) -> [Range<Int>] {
    split(range, of: text) { start in
      text[start..<range.upperBound].firstIndex(where: DockerfileReader.isSpace)
        ?? range.upperBound
    }
  }

  private static func split(
    _ range: Range<Int>, of text: [UInt8], endOfWord: (Int) -> Int
  ) -> [Range<Int>] {
    var words: [Range<Int>] = []
    var index = range.lowerBound
    while true {
      while index < range.upperBound, DockerfileReader.isSpace(text[index]) { index += 1 }
      guard index < range.upperBound else { return words }
      let end = endOfWord(index)
      words.append(index..<end)
      index = end
    }
  }

  /// The heredocs that the words of an instruction announce; a backslash escapes here in any case.
  ///
  /// A quote that is not closed makes BuildKit see none.
  static func heredocs(in text: [UInt8], _ range: Range<Int>) -> [Heredoc] {
    guard text[range].contains(UInt8(ascii: "<")), quotesAreClosed(in: text, range) else {
      return []
    }
    let words = quoted(range, of: text, UInt8(ascii: "\\"))
    var result: [Heredoc] = []
    for (number, word) in words.enumerated() {
      guard let (start, dropsTabs) = mark(in: text, word) else { continue }
      // Blanks may stand between `<<` and the name.
      let isMarkAlone = start == word.upperBound
      guard !isMarkAlone || number + 1 < words.count else { continue }
      let name = isMarkAlone ? words[number + 1] : start..<word.upperBound
      guard !text[name].contains(UInt8(ascii: "<")) else { continue }
      let meant = DockerfileText(text[name], UInt8(ascii: "\\")).bytes
      guard !meant.isEmpty else { continue }
      result.append(
        Heredoc(
          name: meant, range: word.lowerBound..<name.upperBound, dropsTabs: dropsTabs))
    }
    return result
  }

  /// Where `<<` or `<<-`, perhaps with a number before it, ends in a word that begins with it.
  private static func mark(in text: [UInt8], _ word: Range<Int>) -> (end: Int, dropsTabs: Bool)? {
    var index = word.lowerBound
    while index < word.upperBound, 0x30...0x39 ~= text[index] { index += 1 }
    guard index + 1 < word.upperBound, text[index] == UInt8(ascii: "<"),
      text[index + 1] == UInt8(ascii: "<")
    else { return nil }
    index += 2
    let dropsTabs = index < word.upperBound && text[index] == UInt8(ascii: "-")
    return (dropsTabs ? index + 1 : index, dropsTabs)
  }

  private static func quotesAreClosed(in text: [UInt8], _ range: Range<Int>) -> Bool {
    var quote: UInt8?
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = text[index]
      if byte == UInt8(ascii: "\\"), quote != UInt8(ascii: "'") {
        index += 1
      } else if byte == quote {
        quote = nil
      } else if quote == nil, byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      }
      index += 1
    }
    return quote == nil
  }
}
