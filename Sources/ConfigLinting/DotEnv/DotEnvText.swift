/// The changes that readers make to the text of a value.
enum DotEnvText {
  private static let backslash = UInt8(ascii: "\\")

  /// The text with a line feed for every line break of any kind.
  static func withLineFeeds(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    guard text.contains(0x0D) else { return Array(text) }
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    var index = 0
    while index < text.count {
      if text[index] == 0x0D {
        result.append(0x0A)
        if index + 1 < text.count, text[index + 1] == 0x0A { index += 1 }
      } else {
        result.append(text[index])
      }
      index += 1
    }
    return result
  }

  /// The text with a line feed for every carriage return that stands before one.
  static func withoutPairs(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    for index in 0..<text.count {
      if text[index] == 0x0D, index + 1 < text.count, text[index + 1] == 0x0A { continue }
      result.append(text[index])
    }
    return result
  }

  /// The text with one line feed for every run of line breaks.
  static func withSingleLineFeeds(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    for (index, byte) in text.enumerated() {
      guard byte == 0x0D || byte == 0x0A else {
        result.append(byte)
        continue
      }
      if index == 0 || (text[index - 1] != 0x0D && text[index - 1] != 0x0A) { result.append(0x0A) }
    }
    return result
  }

  /// The text with `\n`, and maybe `\r`, replaced wherever it stands.
  static func replacing(_ text: [UInt8], returns: Bool) -> [UInt8] {
    guard text.contains(backslash) else { return text }
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    var index = 0
    while index < text.count {
      let next = index + 1 < text.count ? text[index + 1] : 0
      if text[index] == backslash, next == UInt8(ascii: "n") {
        result.append(0x0A)
        index += 2
      } else if text[index] == backslash, returns, next == UInt8(ascii: "r") {
        result.append(0x0D)
        index += 2
      } else {
        result.append(text[index])
        index += 1
      }
    }
    return result
  }

  /// The text without the backslashes that stand before anything but a dollar sign.
  static func unescaped(_ text: [UInt8], lineBreaks: Bool) -> [UInt8] {
    guard text.contains(backslash) else { return text }
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    var index = 0
    while index < text.count {
      guard text[index] == backslash, index + 1 < text.count else {
        result.append(text[index])
        index += 1
        continue
      }
      switch text[index + 1] {
      case UInt8(ascii: "n") where lineBreaks: result.append(0x0A)
      case UInt8(ascii: "r") where lineBreaks: result.append(0x0D)
      case UInt8(ascii: "$"):
        // Only the backslash is passed over: the dollar sign is looked at again.
        result.append(backslash)
        index += 1
        continue
      default: result.append(text[index + 1])
      }
      index += 2
    }
    return result
  }

  /// A double-quoted text of Ruby's reader, whose older mode makes characters of `\n` and `\r`.
  static func ruby(_ text: [UInt8], isLegacy: Bool) -> [UInt8] {
    if isLegacy { return unescaped(replacing(text, returns: true), lineBreaks: false) }
    var doubled: [UInt8] = []
    doubled.reserveCapacity(text.count)
    for (index, byte) in text.enumerated() {
      if byte == backslash, index + 1 < text.count,
        text[index + 1] == UInt8(ascii: "n") || text[index + 1] == UInt8(ascii: "r")
      {
        doubled.append(backslash)
      }
      doubled.append(byte)
    }
    return unescaped(doubled, lineBreaks: false)
  }

  static func python(_ text: [UInt8], letters: Bool) -> [UInt8] {
    guard text.contains(backslash) else { return text }
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    var index = 0
    while index < text.count {
      let escaped = index + 1 < text.count ? text[index + 1] : 0
      guard text[index] == backslash, let byte = pythonEscape(escaped, letters: letters) else {
        result.append(text[index])
        index += 1
        continue
      }
      result.append(byte)
      index += 2
    }
    return result
  }

  private static func pythonEscape(_ byte: UInt8, letters: Bool) -> UInt8? {
    switch byte {
    case backslash, UInt8(ascii: "'"): byte
    case UInt8(ascii: "\"") where letters: byte
    case UInt8(ascii: "a") where letters: 0x07
    case UInt8(ascii: "b") where letters: 0x08
    case UInt8(ascii: "f") where letters: 0x0C
    case UInt8(ascii: "n") where letters: 0x0A
    case UInt8(ascii: "r") where letters: 0x0D
    case UInt8(ascii: "t") where letters: 0x09
    case UInt8(ascii: "v") where letters: 0x0B
    default: nil
    }
  }
}
