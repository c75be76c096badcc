/// Texts in which nothing can be hidden, by their bytes alone.
package enum PlainValue {
  /// Schemes of the addresses that are plain.
  package static let schemes: Set<String> = ["http", "https"]

  /// Whether a text is a short word, a number, a path or a list of such.
  package static func isPlain(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = text.first else { return true }
    // A hyphen in front may begin an option, and `ey` an object in base64.
    guard first != UInt8(ascii: "-"),
      !(first == UInt8(ascii: "e") && text.count >= 16 && [0x79, 0x77].contains(text[1]))
    else { return false }
    return isPlain(text, from: 0)
  }

  /// Where the `://` of an address stands that has nothing but a host, a port and a path; nil for
  /// any other text.
  package static func addressSign(in text: UnsafeBufferPointer<UInt8>) -> Int? {
    guard text.count > 8, text[0] | 0x20 == 0x68, text[1] | 0x20 == 0x74, text[2] | 0x20 == 0x74,
      text[3] | 0x20 == 0x70
    else { return nil }
    let colon = text[4] | 0x20 == 0x73 ? 5 : 4
    guard text[colon] == UInt8(ascii: ":"), text[colon + 1] == UInt8(ascii: "/"),
      text[colon + 2] == UInt8(ascii: "/"), isPlain(text, from: colon + 3)
    else { return nil }
    return colon
  }

  private static func isPlain(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Bool {
    // Looked up once: each look is a question whether they were made.
    let (low, high) = (Self.low, Self.high)
    for index in start..<text.count {
      let byte = text[index]
      let bits = byte < 64 ? low : high
      guard byte < 128, bits &>> UInt64(byte & 63) & 1 == 1 else { return false }
    }
    return true
  }

  /// The plain bytes below 64, and those from there to 127.
  private static let (low, high) = ("0123456789./:,+%-".bits, letters.bits)
  private static let letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_"
}

extension String {
  fileprivate var bits: UInt64 { utf8.reduce(0) { $0 | 1 << UInt64($1 & 63) } }
}
