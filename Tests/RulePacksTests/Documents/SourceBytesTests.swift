import RulePacks
import Testing

/// Bytes that are looked at eight at a time are found where looking at each of them finds them.
@Suite struct SourceBytesTests {
  @Test func firstOffsets() {
    for length in 0...20 {
      for place in 0...length {
        var text = [UInt8](repeating: 0x0C, count: length)
        if place < length { text[place] = 0x0D }
        if place + 1 < length { text[place + 1] = 0x0E }
        let bytes = SourceBytes(text)
        for start in 0...length {
          let expected = place < length && start <= place ? place : nil
          #expect(bytes.firstIndex(of: 0x0D, or: 0x0D, from: start) == expected)
        }
      }
    }
  }

  @Test func endsOfLines() {
    for length in 0...20 {
      for place in 0...length {
        var text = [UInt8](repeating: 0x0B, count: length)
        if place < length { text[place] = 0x0A }
        let bytes = SourceBytes(text)
        for start in 0...length {
          #expect(bytes.endOfLine(from: start) == (start <= place ? place : length))
        }
      }
    }
  }

  @Test(arguments: 0...17)
  func plainASCII(place: Int) {
    var text = Array("0123456789abcdefgh".utf8)
    #expect(SourceBytes(text).isPlainASCII)
    text[place] = 0x7F
    #expect(SourceBytes(text).isPlainASCII)
    text[place] = 0x80
    #expect(!SourceBytes(text).isPlainASCII)
    text[place] = 0
    #expect(!SourceBytes(text).isPlainASCII)
  }

  @Test(arguments: [
    "plain text of more than eight bytes", "größer als acht Bytes, und gültig",
    "12345678\u{FEFF}", "",
  ])
  func validText(text: String) { #expect(SourceBytes(text).firstInvalidUTF8 == nil) }

  @Test(arguments: 0...17)
  func invalidText(place: Int) {
    var text = Array("0123456789abcdefgh".utf8)
    text[place] = 0xC3
    #expect(SourceBytes(text).firstInvalidUTF8?.start == place)
    text[place] = 0
    #expect(SourceBytes(text).firstNUL?.start == place)
  }
}
