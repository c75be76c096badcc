package import RulePacks

/// What a program's text says of the environment that it reads.
package enum SourceCodeReader {
  /// The places where the code asks for a variable by name, in their order.
  ///
  /// Reads in comments and in the text of strings are none; names that are put together at run
  /// time are passed over.
  package static func variableReads(
    in bytes: SourceBytes, language: SourceCodeLanguage
  ) -> [VariableRead] {
    read(bytes, as: language).reads
  }

  /// The reads, with what kept the reader from seeing all of them.
  ///
  /// - Parameter isComponent: The program stands between the tags of a page.
  package static func read(
    _ bytes: SourceBytes, as language: SourceCodeLanguage, isComponent: Bool = false
  ) -> (reads: [VariableRead], problems: [ReadingProblem]) {
    let text = bytes.buffer
    guard mayRead(text, language) else { return ([], []) }
    let parts = isComponent ? scripts(in: text) : [0..<text.count]
    var reads: [VariableRead] = []
    var problems: [ReadingProblem] = []
    for part in parts {
      var lexer = CodeLexer(text, part, language)
      lexer.read()
      var finder = VariableFinder(CodeText(text, lexer.tokens, language))
      reads += finder.find()
      problems += lexer.problems
    }
    return (reads, problems)
  }

  /// The comments of a program, marks included.
  ///
  /// - Parameter isComponent: The program stands between the tags of a page.
  package static func comments(
    in bytes: SourceBytes, as language: SourceCodeLanguage, isComponent: Bool
  ) -> [SourceRange] {
    let text = bytes.buffer
    return (isComponent ? scripts(in: text) : [0..<text.count]).flatMap { part in
      var lexer = CodeLexer(text, part, language, keepsComments: true)
      lexer.read()
      return lexer.comments
    }
  }

  /// Whether a text holds a word without which nothing reads the environment.
  ///
  /// Nearly all of them are or end in `env`; a program that speaks of envelopes need not be read.
  private static func mayRead(
    _ text: UnsafeBufferPointer<UInt8>, _ language: SourceCodeLanguage
  ) -> Bool {
    var index = 0
    while index + 2 < text.count {
      switch text[index + 2] | 0x20 {
      case UInt8(ascii: "v"):
        if text[index + 1] | 0x20 == UInt8(ascii: "n"), text[index] | 0x20 == UInt8(ascii: "e"),
          isWhole(at: index, in: text, language)
        {
          return true
        }
        index += 3
      case UInt8(ascii: "n"): index += 1
      case UInt8(ascii: "e"): index += 2
      default: index += 3
      }
    }
    switch language {
    case .java, .kotlin: return contains("@Value", in: text)
    case .python: return contains("decouple", in: text)
    default: return false
    }
  }

  /// Whether `env` is a word or the end of one here, or `environ` is.
  private static func isWhole(
    at index: Int, in text: UnsafeBufferPointer<UInt8>, _ language: SourceCodeLanguage
  ) -> Bool {
    func byte(_ offset: Int) -> UInt8 {
      index + offset < text.count ? text[index + offset] : 0
    }
    func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
    let next = byte(3)
    guard isLetter(next) else { return true }
    // `envOr` is two words, `ENVELOPE` and `envelope` are one.
    let isSmall = text[index + 2] & 0x20 != 0
    if isSmall, next & 0x20 == 0 { return true }
    guard isSmall, next == UInt8(ascii: "i"), byte(4) == UInt8(ascii: "r") else {
      // `envconfig`, `dotenvy`
      return isSmall
        && (language == .go && next == UInt8(ascii: "c")
          || language == .rust && next == UInt8(ascii: "y"))
    }
    return !isLetter(byte(7)) || language == .swift || language == .java || language == .kotlin
  }

  private static func contains(
    _ word: StaticString, in text: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    let count = word.utf8CodeUnitCount
    guard text.count >= count else { return false }
    for start in 0...(text.count - count) where text[start] == word.utf8Start[0] {
      if (0..<count).allSatisfy({ text[start + $0] == word.utf8Start[$0] }) { return true }
    }
    return false
  }

  /// What stands between `<script …>` and `</script>`.
  private static func scripts(in text: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
    func find(_ word: StaticString, from start: Int) -> Int? {
      let count = word.utf8CodeUnitCount
      var index = start
      while index + count <= text.count {
        if text[index] == word.utf8Start[0],
          (0..<count).allSatisfy({ text[index + $0] == word.utf8Start[$0] })
        {
          return index
        }
        index += 1
      }
      return nil
    }
    var parts: [Range<Int>] = []
    var index = 0
    while let tag = find("<script", from: index), let start = find(">", from: tag) {
      let end = find("</script", from: start + 1) ?? text.count
      parts.append(start + 1..<end)
      index = end
    }
    return parts
  }
}
