/// Turns what stands between quotes into the text that is meant.
enum DotEnvEscapes {
  /// In single quotes only the quote itself can be escaped.
  static func single(_ written: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(written.count)
    var index = 0
    while index < written.count {
      let byte = written[index]
      index += 1
      guard byte == UInt8(ascii: "\\"), index < written.count else {
        text.append(byte)
        continue
      }
      if written[index] != UInt8(ascii: "'") { text.append(byte) }
      text.append(written[index])
      index += 1
    }
    return text
  }

  static func double(_ written: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(written.count)
    double(written) { byte, _ in text.append(byte) }
    return text
  }

  /// The same with the place of each byte, counted from `base`, and the place behind the last one.
  static func double(
    _ written: UnsafeBufferPointer<UInt8>, at base: Int
  ) -> (text: [UInt8], offsets: [Int]) {
    var text: [UInt8] = []
    var offsets: [Int] = []
    text.reserveCapacity(written.count)
    offsets.reserveCapacity(written.count + 1)
    double(written) { byte, offset in
      text.append(byte)
      offsets.append(base + offset)
    }
    offsets.append(base + written.count)
    return (text, offsets)
  }

  @inline(__always)
  private static func double(
    _ written: UnsafeBufferPointer<UInt8>, emit: (UInt8, Int) -> Void
  ) {
    var index = 0
    while index < written.count {
      let start = index
      let byte = written[index]
      index += 1
      guard byte == UInt8(ascii: "\\"), index < written.count else {
        emit(byte, start)
        continue
      }
      let escaped = written[index]
      index += 1
      switch escaped {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): emit(escaped, start)
      case UInt8(ascii: "$"):
        // The dollar sign is doubled, which is how a reference is escaped further on.
        emit(escaped, start)
        emit(escaped, start + 1)
      case UInt8(ascii: "a"): emit(0x07, start)
      case UInt8(ascii: "b"): emit(0x08, start)
      case UInt8(ascii: "f"): emit(0x0C, start)
      case UInt8(ascii: "n"): emit(0x0A, start)
      case UInt8(ascii: "r"): emit(0x0D, start)
      case UInt8(ascii: "t"): emit(0x09, start)
      case UInt8(ascii: "v"): emit(0x0B, start)
      case UInt8(ascii: "0"):
        if let code = octal(written, from: index) {
          for byte in String(Unicode.Scalar(code)).utf8 { emit(byte, start) }
          index += 3
        } else {
          // Compose has dropped the zero by the time it finds that no octal number follows.
          emit(byte, start)
        }
      default:
        emit(byte, start)
        emit(escaped, start + 1)
      }
    }
  }

  private static func octal(_ written: UnsafeBufferPointer<UInt8>, from start: Int) -> UInt8? {
    guard start + 3 <= written.count else { return nil }
    var code = 0
    for index in start..<start + 3 {
      let digit = written[index] &- UInt8(ascii: "0")
      guard digit < 8 else { return nil }
      code = code * 8 + Int(digit)
    }
    return UInt8(exactly: code)
  }
}
