import RulePacks

/// Goes over a script just far enough to tell its comments from its texts.
///
/// Where it is wrong about a quote it takes more for text than there is, so that no text becomes a
/// comment by it; what it cannot tell apart it leaves in doubt, to the end of the script.
struct ShellComments {
  /// A word that ends a here-document which begins on the next line.
  private struct Waiting {
    var word: [UInt8]
    var isIndented: Bool
    var isQuoted: Bool
  }

  private let bytes: SourceBytes
  private var offset = 0
  private(set) var comments: [SourceRange] = []
  /// What looks like a comment behind the first place that is in doubt.
  private(set) var doubtful: [SourceRange] = []
  private var isInDoubt = false
  private var waiting: [Waiting] = []

  init(_ bytes: SourceBytes) {
    self.bytes = bytes
    read()
  }

  private mutating func read() {
    if bytes.hasByteOrderMark { offset = 3 }
    var isWordStart = true
    while offset < bytes.count, !isInDoubt {
      let byte = bytes[offset]
      switch byte {
      case UInt8(ascii: "\\"):
        if !waiting.isEmpty { isInDoubt = true }
        offset += 2
      case UInt8(ascii: "'"): skipText(to: byte)
      case UInt8(ascii: "`"): skipText(to: byte)
      case UInt8(ascii: "\""): skipText(to: byte)
      case UInt8(ascii: "$"): readDollar()
      case UInt8(ascii: "#") where isWordStart:
        let end = LineBreaks.endOfLine(in: bytes.buffer, from: offset)
        comments.append(SourceRange(start: offset, end: end))
        offset = end
      case UInt8(ascii: "<") where next == UInt8(ascii: "<"): readHereDocumentWord()
      case UInt8(ascii: "<") where next == UInt8(ascii: "\\"): isInDoubt = true
      case UInt8(ascii: "(") where next == byte: skipArithmetic(behind: 2)
      // Behind `$(…)` the word goes on.
      case UInt8(ascii: ")") where !waiting.isEmpty || next == UInt8(ascii: "#"): isInDoubt = true
      case 0x0D where next != 0x0A: isInDoubt = true
      case 0x0A:
        offset += 1
        skipHereDocuments()
      default: offset += 1
      }
      isWordStart =
        byte != UInt8(ascii: "\\") && offset > 0 && offset <= bytes.count
        && Self.separators.contains(bytes[offset - 1])
    }
    if isInDoubt { addDoubtful() }
  }

  private static let separators = Set(" \t\r\n;&|()".utf8)

  private var next: UInt8? { offset + 1 < bytes.count ? bytes[offset + 1] : nil }

  /// Everything from here on that begins like a comment.
  private mutating func addDoubtful() {
    var isWordStart = true
    while offset < bytes.count {
      let byte = bytes[offset]
      if byte == UInt8(ascii: "#"), isWordStart {
        let end = LineBreaks.endOfLine(in: bytes.buffer, from: offset)
        doubtful.append(SourceRange(start: offset, end: end))
        offset = end
      } else {
        offset += 1
      }
      isWordStart = byte <= 0x20
    }
  }

  // MARK: quotes

  private mutating func skipText(to quote: UInt8) {
    let start = offset
    if quote == UInt8(ascii: "\"") {
      guard let end = endOfDouble(from: offset, depth: 0) else { return isInDoubt = true }
      offset = end
    } else {
      offset += 1
      while offset < bytes.count, bytes[offset] != quote {
        offset += quote == UInt8(ascii: "`") && bytes[offset] == UInt8(ascii: "\\") ? 2 : 1
      }
      offset += 1
    }
    let text = SourceRange(start: start, end: min(offset, bytes.count))
    if !waiting.isEmpty, bytes.buffer(text).contains(0x0A) { isInDoubt = true }
  }

  private mutating func readDollar() {
    switch next {
    case UInt8(ascii: "'"):
      // Not every shell knows these quotes, and what escapes their end is text to the others.
      let closing = (offset + 2..<bytes.count).first { bytes[$0] == UInt8(ascii: "'") }
      if let closing, bytes[closing - 1] != UInt8(ascii: "\\") {
        offset += 1
        skipText(to: UInt8(ascii: "'"))
      } else {
        isInDoubt = true
      }
    case UInt8(ascii: "{"):
      guard let end = endOfPart(from: offset + 2, to: UInt8(ascii: "}"), depth: 0) else {
        return isInDoubt = true
      }
      offset = end
    case UInt8(ascii: "("):
      if offset + 2 < bytes.count, bytes[offset + 2] == UInt8(ascii: "(") {
        skipArithmetic(behind: 3)
      } else {
        offset += 2
      }
    case UInt8(ascii: "#"), UInt8(ascii: "$"): offset += 2
    default: offset += 1
    }
  }

  /// What calculates is read where it ends on its line.
  private mutating func skipArithmetic(behind length: Int) {
    var index = offset + length
    while index + 1 < bytes.count, bytes[index] != 0x0A {
      if bytes[index] == UInt8(ascii: ")"), bytes[index + 1] == UInt8(ascii: ")") {
        offset = index + 2
        if offset < bytes.count, bytes[offset] == UInt8(ascii: "#") { isInDoubt = true }
        return
      }
      if Set("'\"`\\#".utf8).contains(bytes[index]) { break }
      index += 1
    }
    isInDoubt = true
  }

  private static let mostNested = 8

  /// The place behind a text in double quotes; nil where what is nested in it is not simple.
  private func endOfDouble(from start: Int, depth: Int) -> Int? {
    guard depth < Self.mostNested else { return nil }
    var index = start + 1
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\""): return index + 1
      case UInt8(ascii: "\\"): index += 2
      case UInt8(ascii: "`"): return nil
      case UInt8(ascii: "$") where index + 1 < bytes.count && bytes[index + 1] == bytes[index]:
        index += 2
      case 0x0A where depth > 0: return nil
      case UInt8(ascii: "$") where index + 1 < bytes.count && Self.closers[bytes[index + 1]] != nil:
        guard let closer = Self.closers[bytes[index + 1]],
          let end = endOfPart(from: index + 2, to: closer, depth: depth + 1)
        else { return nil }
        index = end
      default: index += 1
      }
    }
    return bytes.count
  }

  private static let closers: [UInt8: UInt8] = [
    UInt8(ascii: "("): UInt8(ascii: ")"), UInt8(ascii: "{"): UInt8(ascii: "}"),
  ]
  /// Signs that a part on one line does not have if it is to be understood.
  private static let unclear = Set("'`\\\n\r".utf8)

  /// The place behind `$(…)` or `${…}`, whose inside begins at `start` and has no quote of its own
  /// kind left open; nil where that is not certain.
  private func endOfPart(from start: Int, to closer: UInt8, depth: Int) -> Int? {
    guard depth < Self.mostNested else { return nil }
    var index = start
    while index < bytes.count {
      let byte = bytes[index]
      if byte == closer { return index + 1 }
      if Self.unclear.contains(byte) { return nil }
      if byte == UInt8(ascii: "\"") {
        guard let end = endOfDouble(from: index, depth: depth + 1) else { return nil }
        index = end
      } else if let inner = Self.closers[byte] {
        guard let end = endOfPart(from: index + 1, to: inner, depth: depth + 1) else { return nil }
        index = end
      } else if closer == UInt8(ascii: ")"),
        byte == UInt8(ascii: "#") && bytes[index - 1] <= 0x28
          || byte == UInt8(ascii: "<") && index + 1 < bytes.count && bytes[index + 1] == byte
          || bytes.buffer(SourceRange(start: index, end: min(index + 4, bytes.count)))
            .elementsEqual("case".utf8)
      {
        return nil
      } else {
        index += 1
      }
    }
    return nil
  }

  // MARK: here-documents

  private mutating func readHereDocumentWord() {
    // `<<<` has its text on the same line.
    if offset + 2 < bytes.count, bytes[offset + 2] == UInt8(ascii: "<") {
      offset += 3
      return
    }
    offset += 2
    let isIndented = offset < bytes.count && bytes[offset] == UInt8(ascii: "-")
    if isIndented { offset += 1 }
    while offset < bytes.count, bytes[offset] == 0x20 || bytes[offset] == 0x09 { offset += 1 }
    var quote: UInt8?
    if offset < bytes.count, bytes[offset] == UInt8(ascii: "'") || bytes[offset] == 0x22 {
      quote = bytes[offset]
      offset += 1
    }
    let start = offset
    while offset < bytes.count, Self.isNameByte(bytes[offset]) { offset += 1 }
    let word = Array(bytes.buffer(SourceRange(start: start, end: offset)))
    if let quote {
      guard offset < bytes.count, bytes[offset] == quote else { return isInDoubt = true }
      offset += 1
    }
    // `1 << 2` is a shift, `<<$A` and `<<A\B` are words of which no more than this is known.
    let isName = word.first.map { !(0x30...0x39).contains($0) } ?? false
    let isEnded = offset >= bytes.count || Set(" \t\n;|&<>".utf8).contains(bytes[offset])
    guard isName, isEnded else { return isInDoubt = true }
    waiting.append(Waiting(word: word, isIndented: isIndented, isQuoted: quote != nil))
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF) || byte == 0x5F
  }

  private mutating func skipHereDocuments() {
    for document in waiting {
      while offset < bytes.count {
        var end = offset
        while end < bytes.count, bytes[end] != 0x0A { end += 1 }
        var start = offset
        while document.isIndented, start < end, bytes[start] == 0x09 { start += 1 }
        let line = bytes.buffer(SourceRange(start: start, end: end))
        offset = min(end + 1, bytes.count)
        if line.elementsEqual(document.word) { break }
        // Where the line goes on behind its end, the next one is not the last.
        if !document.isQuoted, line.last == UInt8(ascii: "\\") { isInDoubt = true }
      }
    }
    waiting = []
  }
}
