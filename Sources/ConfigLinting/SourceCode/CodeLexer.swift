import ConfigGuard
import RulePacks

/// Takes a program's text apart into words, literals and marks; comments are passed over.
///
/// It knows as much of each language as is needed to tell code from text. Code within strings is
/// read like all other code, on a stack of its own and not by recursion.
struct CodeLexer {
  /// A string whose interpolated code is being read.
  private struct Interrupted {
    var string: CodeString
    /// Brackets that were opened in the code and not closed yet.
    var brackets = 0
  }

  let bytes: UnsafeBufferPointer<UInt8>
  let language: SourceCodeLanguage
  var offset: Int
  let end: Int
  private(set) var tokens: [CodeToken] = []
  private(set) var problems: [ReadingProblem] = []
  /// Where comments stand, if that is asked for.
  private(set) var comments: [SourceRange] = []
  private let keepsComments: Bool
  private var interrupted: [Interrupted] = []
  /// Strings that begin on the next line.
  var waiting: [CodeString] = []
  /// Up to here no regular expression and no string with this quote is complete on its line.
  var noExpressionBefore = 0
  private var noStringBefore: [UInt8: Int] = [:]

  init(
    _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ language: SourceCodeLanguage,
    keepsComments: Bool = false
  ) {
    self.bytes = bytes
    self.language = language
    self.keepsComments = keepsComments
    offset = range.lowerBound
    end = range.upperBound
  }

  mutating func read() {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]), offset == 0 { offset = 3 }
    if language == .php { skipPage() }
    if language != .php, language != .rust, starts(with: "#!") { skipLine() }
    while offset < end { readNext() }
  }

  private mutating func readNext() {
    let byte = bytes[offset]
    switch byte {
    case UInt8(ascii: "\n"):
      offset += 1
      readWaiting()
    case 0x00...0x20: offset += 1
    case _ where isWordStart(byte): readWord()
    case 0x30...0x39: readNumber()
    default:
      let start = offset
      if skipComment() {
        if keepsComments { comments.append(SourceRange(start: start, end: offset)) }
        return
      }
      if let string = stringOpening(at: offset) {
        if offset < noStringBefore[string.closer] ?? 0, !string.spansLines { return addMark() }
        offset = string.contentStart
        return readString(string)
      }
      if readOtherLiteral() { return }
      readMark(byte)
    }
  }

  // MARK: bytes

  func byte(at index: Int) -> UInt8 { index >= 0 && index < end ? bytes[index] : 0 }

  func starts(with text: StaticString, at index: Int? = nil) -> Bool {
    let index = index ?? offset
    guard index + text.utf8CodeUnitCount <= end else { return false }
    for position in 0..<text.utf8CodeUnitCount
    where bytes[index + position] != text.utf8Start[position] { return false }
    return true
  }

  static func isWordByte(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte) || byte == 0x5F
      || byte >= 0x80
  }

  private func isWordStart(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "$"): language == .javascript || language == .php || language == .java
    case 0x30...0x39: false
    default: Self.isWordByte(byte)
    }
  }

  func lineEnd(from index: Int) -> Int {
    var index = index
    while index < end, bytes[index] != 0x0A { index += 1 }
    return index
  }

  mutating func skipLine() { offset = lineEnd(from: offset) }

  // MARK: tokens

  var last: CodeToken? { tokens.last }

  mutating func add(_ kind: CodeToken.Kind, to index: Int) {
    tokens.append(CodeToken(kind, offset, index))
    offset = index
  }

  mutating func addMark() { add(.mark, to: offset + 1) }

  private mutating func readWord() {
    var index = offset + 1
    while index < end,
      Self.isWordByte(bytes[index])
        || bytes[index] == 0x24 && language != .php
          && isWordStart(0x24)
    {
      index += 1
    }
    if let string = prefixedString(from: offset, to: index) {
      offset = string.contentStart
      return readString(string)
    }
    if language == .ruby, starts(with: "__END__"), index == offset + 7, isWholeLine(to: index) {
      offset = end
      return
    }
    add(.word, to: index)
  }

  private func isWholeLine(to index: Int) -> Bool {
    (offset == 0 || bytes[offset - 1] == 0x0A) && (index == end || bytes[index] < 0x20)
  }

  private mutating func readNumber() {
    var index = offset + 1
    while index < end,
      Self.isWordByte(bytes[index])
        || bytes[index] == 0x2E && (0x30...0x39).contains(byte(at: index + 1))
    {
      index += 1
    }
    add(.number, to: index)
  }

  /// Brackets are counted while a string waits for the end of its code.
  private mutating func readMark(_ byte: UInt8) {
    if language == .php, starts(with: "?>") {
      offset += 2
      return skipPage()
    }
    guard let top = interrupted.indices.last else { return addMark() }
    switch byte {
    case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
      interrupted[top].brackets += 1
    case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
      let isEnd = byte == interrupted[top].string.interpolation.closer
      if interrupted[top].brackets == 0, isEnd { return resume() }
      interrupted[top].brackets = max(0, interrupted[top].brackets - 1)
    case UInt8(ascii: ":"):
      if interrupted[top].brackets == 0, language == .python { return skipFormat() }
    default: break
    }
    addMark()
  }

  /// What follows the colon in `{value:format}` is no code, but for what stands in braces.
  private mutating func skipFormat() {
    addMark()
    var depth = 0
    while offset < end, bytes[offset] != 0x0A {
      if bytes[offset] == UInt8(ascii: "{") { depth += 1 }
      if bytes[offset] == UInt8(ascii: "}") {
        if depth == 0 { return }
        depth -= 1
      }
      offset += 1
    }
  }

  private mutating func resume() {
    addMark()
    guard var string = interrupted.popLast()?.string else { return }
    string.start = offset
    string.contentStart = offset
    readString(string)
  }

  // MARK: strings

  /// Of several strings that wait, the next one begins behind the line that ends this one.
  private mutating func readWaiting() {
    guard !waiting.isEmpty else { return }
    var string = waiting.removeFirst()
    string.start = offset
    string.contentStart = offset
    readString(string)
  }

  /// Reads a string on from the offset, to its end or to code within it.
  mutating func readString(_ given: CodeString) {
    var string = given
    var index = offset
    while index < end {
      let byte = bytes[index]
      if let terminator = string.terminator {
        if let close = lineOf(terminator, at: index) {
          return finish(string, contentEnd: index, end: close)
        }
      } else if byte == string.closer {
        if string.nesting > 0 {
          string.nesting -= 1
        } else if isClosed(string, at: index) {
          return finish(string, contentEnd: index, end: index + string.count + string.hashes)
        }
      } else if byte == string.opener, string.opener != 0 {
        string.nesting += 1
      }
      if byte == 0x0A, !string.spansLines { return finishLine(string, at: index) }
      if let code = codeStart(in: string, at: index) {
        return interrupt(string, at: index, code: code)
      }
      index += length(in: &string, at: index)
    }
    finishLine(string, at: end)
  }

  private func isClosed(_ string: CodeString, at index: Int) -> Bool {
    guard index + string.count + string.hashes <= end else { return false }
    for position in 1..<max(1, string.count) where bytes[index + position] != string.closer {
      return false
    }
    for position in 0..<string.hashes
    where bytes[index + string.count + position] != UInt8(ascii: "#") { return false }
    return true
  }

  /// The bytes that belong together at an index of a string, and what they say of it.
  private func length(in string: inout CodeString, at index: Int) -> Int {
    switch bytes[index] {
    case UInt8(ascii: "\\") where string.hasBackslash:
      if !string.isRaw { string.hasEscapes = true }
      return 2
    case UInt8(ascii: "\\") where string.hashes > 0 && string.interpolation != .none:
      if hashes(at: index + 1) >= string.hashes { string.hasEscapes = true }
    case UInt8(ascii: "{") where string.interpolation == .brace: string.hasEscapes = true; return 2
    case UInt8(ascii: "}") where string.interpolation == .brace: string.hasEscapes = true
    case UInt8(ascii: "$") where string.expandsNames:
      let next = byte(at: index + 1)
      if Self.isWordByte(next) || next == UInt8(ascii: "{") { string.isPartial = true }
    default: break
    }
    return 1
  }

  private func hashes(at index: Int) -> Int {
    var count = 0
    while byte(at: index + count) == UInt8(ascii: "#") { count += 1 }
    return count
  }

  /// The bracket that begins code at an index of a string.
  private func codeStart(in string: CodeString, at index: Int) -> Int? {
    let next = byte(at: index + 1)
    switch (string.interpolation, bytes[index]) {
    case (.dollarBrace, UInt8(ascii: "$")), (.hashBrace, UInt8(ascii: "#")):
      return next == UInt8(ascii: "{") ? index + 1 : nil
    case (.brace, UInt8(ascii: "{")):
      return next == UInt8(ascii: "{") ? nil : index
    case (.braceDollar, UInt8(ascii: "{")):
      return next == UInt8(ascii: "$") ? index : nil
    case (.backslashParenthesis, UInt8(ascii: "\\")):
      guard hashes(at: index + 1) == string.hashes else { return nil }
      let bracket = index + 1 + string.hashes
      return byte(at: bracket) == UInt8(ascii: "(") ? bracket : nil
    default: return nil
    }
  }

  private mutating func interrupt(_ given: CodeString, at index: Int, code: Int) {
    var string = given
    string.isPartial = true
    add(string, contentEnd: index, end: code)
    guard interrupted.count < ReadingLimits.depth else {
      problems.append(
        ReadingProblem(
          kind: .limit,
          message: "strings within strings are read to a depth of \(ReadingLimits.depth)",
          range: SourceRange(start: code, end: code + 1)))
      offset = end
      return
    }
    addMark()
    interrupted.append(Interrupted(string: string))
  }

  /// A string that has no end on its line, or none at all.
  private mutating func finishLine(_ string: CodeString, at index: Int) {
    // Text of a page may stand between the tags of a program, with apostrophes in it.
    guard language == .javascript, !string.isPartial, !string.spansLines else {
      var string = string
      string.isPartial = true
      return finish(string, contentEnd: index, end: index)
    }
    noStringBefore[string.closer] = index
    offset = string.start
    addMark()
  }

  private mutating func finish(_ string: CodeString, contentEnd: Int, end: Int) {
    add(string, contentEnd: contentEnd, end: end)
  }

  private mutating func add(_ string: CodeString, contentEnd: Int, end: Int) {
    var token = CodeToken(string.isPartial ? .fragment : .string, string.start, end)
    token.contentStart = string.contentStart
    token.contentEnd = contentEnd
    token.hasEscapes = string.hasEscapes
    tokens.append(token)
    offset = end
  }

  /// Where the line ends that closes a string, if it begins at this index.
  private func lineOf(_ terminator: SourceRange, at index: Int) -> Int? {
    guard index == 0 || bytes[index - 1] == 0x0A else { return nil }
    var start = index
    while byte(at: start) == 0x20 || byte(at: start) == 0x09 { start += 1 }
    guard start + terminator.count <= end else { return nil }
    for position in 0..<terminator.count
    where bytes[start + position] != bytes[terminator.start + position] { return nil }
    let close = start + terminator.count
    let next = byte(at: close)
    guard !Self.isWordByte(next) else { return nil }
    return language == .php || next == 0x0A || next == 0x0D || next == 0 ? close : nil
  }
}
