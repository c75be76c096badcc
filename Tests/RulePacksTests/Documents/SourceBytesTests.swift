import RulePacks
import Testing

/// Bytes that are looked at several at a time are found where looking at each of them finds them.
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

  /// Around the ends of blocks, which are looked at as a whole first.
  @Test func firstOffsetsInBlocks() {
    for length in 30...70 {
      for place in 0..<length {
        var text = [UInt8](repeating: 0x0C, count: length)
        text[place] = place.isMultiple(of: 2) ? 0x7B : 0x3C
        let bytes = SourceBytes(text)
        for start in [0, 1, 15, 31] where start < length {
          #expect(
            bytes.firstIndex(of: 0x7B, or: 0x3C, from: start) == (start <= place ? place : nil))
        }
      }
    }
  }

  @Test func plainBlocks() {
    for length in 30...70 {
      var text = [UInt8](repeating: 0x7F, count: length)
      #expect(SourceBytes(text).isPlainASCII)
      for place in 0..<length {
        for byte: UInt8 in [0, 0x80, 0xFF] {
          text[place] = byte
          #expect(!SourceBytes(text).isPlainASCII)
        }
        text[place] = 1
      }
    }
  }

  @Test func digestsOfOtherTexts() {
    for length in 1...70 {
      let text = [UInt8](repeating: 0x61, count: length)
      var digests: Set<UInt64> = [SourceBytes(text + [0]).digest, SourceBytes(text).digest]
      for place in 0..<length {
        var other = text
        other[place] = 0x62
        digests.insert(SourceBytes(other).digest)
      }
      #expect(digests.count == length + 2)
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
