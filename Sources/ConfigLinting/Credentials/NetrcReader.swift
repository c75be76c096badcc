import ConfigGuard
import RulePacks

/// Reads `.netrc`: words with blanks between them, of which some announce the next one.
struct NetrcReader {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var offset: Int
  private var result = CredentialEntries()

  static func read(_ source: SourceBytes) -> CredentialEntries {
    source.withBuffer { bytes in
      var reader = NetrcReader(bytes: bytes, offset: source.hasByteOrderMark ? 3 : 0)
      reader.readWords()
      return reader.result
    }
  }

  private init(bytes: UnsafeBufferPointer<UInt8>, offset: Int) {
    self.bytes = bytes
    self.offset = offset
  }

  private mutating func readWords() {
    while let word = nextWord() {
      switch word.text {
      case "default": break
      case "machine":
        if nextWord() == nil { result.report("a machine needs a name", word.range) }
      case "login", "account", "password": readValue(of: word)
      case "macdef": skipMacro()
      default: result.report("this word announces nothing that .netrc knows", word.range)
      }
    }
  }

  private mutating func readValue(of word: Word) {
    guard let value = nextWord() else {
      return result.report("nothing follows \(quoted: word.text)", word.range)
    }
    result.entries.append(
      CredentialEntry(
        key: word.text, keyRange: word.range, text: value.text, range: value.range,
        isExact: value.isExact, isSecret: word.text == "password"))
  }

  /// A macro's lines end with an empty one.
  private mutating func skipMacro() {
    while offset < bytes.count {
      let end = LineBreaks.endOfLine(in: bytes, from: offset)
      let isEmpty = end == offset
      offset = LineBreaks.nextLine(in: bytes, after: end)
      if isEmpty { return }
    }
  }

  private struct Word {
    var text: String
    var range: SourceRange
    var isExact: Bool
  }

  private mutating func nextWord() -> Word? {
    while offset < bytes.count {
      let byte = bytes[offset]
      if Self.isBlank(byte) {
        offset += 1
      } else if byte == UInt8(ascii: "#") {
        offset = LineBreaks.endOfLine(in: bytes, from: offset)
      } else {
        return byte == UInt8(ascii: "\"") ? quotedWord() : plainWord()
      }
    }
    return nil
  }

  private mutating func plainWord() -> Word {
    let start = offset
    while offset < bytes.count, !Self.isBlank(bytes[offset]) { offset += 1 }
    let range = SourceRange(start: start, end: offset)
    return Word(
      text: String(decoding: bytes[start..<offset], as: UTF8.self), range: range, isExact: true)
  }

  /// Quotes keep blanks together, and a backslash takes the next character as it is.
  private mutating func quotedWord() -> Word {
    let start = offset + 1
    var text: [UInt8] = []
    offset = start
    while offset < bytes.count, bytes[offset] != UInt8(ascii: "\""), bytes[offset] != 0x0A {
      if bytes[offset] == UInt8(ascii: "\\"), offset + 1 < bytes.count { offset += 1 }
      text.append(bytes[offset])
      offset += 1
    }
    let range = SourceRange(start: start, end: offset)
    if offset < bytes.count, bytes[offset] == UInt8(ascii: "\"") {
      offset += 1
    } else {
      result.report(
        "this quote is not closed on its line", SourceRange(start: start - 1, end: start))
    }
    return Word(
      text: String(decoding: text, as: UTF8.self), range: range,
      isExact: text.count == range.count)
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte)
  }
}
