import RulePacks

/// How random bytes are written as the value of a secret.
enum SecretForm: Sendable, Hashable {
  case hex(bytes: Int)
  case base64(bytes: Int, prefix: String)
  case letters(count: Int)
  case uuid

  /// Enough that nobody tries all of them.
  static let usualBytes = 32

  /// Ways to write a key that a cipher or a signature needs, the usual one first.
  static func forms(for material: KeyMaterial) -> [SecretForm] {
    let exact = material.sizes.max()
    let bytes = exact ?? max(material.least ?? usualBytes, usualBytes)
    if let prefix = material.prefix, material.encodings.contains(.base64) {
      return [.base64(bytes: bytes, prefix: prefix)]
    }
    var forms: [SecretForm] = []
    if material.encodings.contains(.base64) { forms.append(.base64(bytes: bytes, prefix: "")) }
    if material.encodings.contains(.hex) { forms.append(.hex(bytes: bytes)) }
    if material.encodings.contains(.text) {
      forms.append(exact.map { .letters(count: $0) } ?? .hex(bytes: bytes))
    }
    return forms
  }

  func value(using generator: inout some RandomNumberGenerator) -> String {
    switch self {
    case .hex(let count): return Self.hex(Self.bytes(count, &generator))
    case .base64(let count, let prefix):
      return prefix + Self.base64(count, &generator)
    case .letters(let count):
      var text = ""
      for _ in 0..<count {
        text.unicodeScalars.append(Self.letters.randomElement(using: &generator) ?? "x")
      }
      return text
    case .uuid:
      var bytes = Self.bytes(16, &generator)
      // Version 4 and the variant of RFC 9562.
      bytes[6] = bytes[6] & 0x0F | 0x40
      bytes[8] = bytes[8] & 0x3F | 0x80
      let groups = [bytes[0..<4], bytes[4..<6], bytes[6..<8], bytes[8..<10], bytes[10..<16]]
      return groups.map { Self.hex(Array($0)) }.joined(separator: "-")
    }
  }

  private static let letters = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".unicodeScalars)

  private static func bytes(
    _ count: Int, _ generator: inout some RandomNumberGenerator
  ) -> [UInt8] {
    (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
  }

  private static func hex(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".unicodeScalars)
    var text = ""
    for byte in bytes {
      text.unicodeScalars.append(digits[Int(byte >> 4)])
      text.unicodeScalars.append(digits[Int(byte & 15)])
    }
    return text
  }

  private static let mostTries = 2000

  /// Base64 without the signs in which its two alphabets differ, so that every reader takes it.
  private static func base64(
    _ count: Int, _ generator: inout some RandomNumberGenerator
  ) -> String {
    var text = encoded(bytes(count, &generator))
    for _ in 0..<mostTries where text.utf8.contains(where: { $0 == 0x2B || $0 == 0x2F }) {
      text = encoded(bytes(count, &generator))
    }
    return text
  }

  private static func encoded(_ bytes: [UInt8]) -> String {
    let alphabet = letters + ["+", "/"]
    var text = String.UnicodeScalarView()
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let value = group.reduce(0) { $0 << 8 | Int($1) } << ((3 - group.count) * 8)
      for place in 0..<4 {
        let digit = alphabet[value >> (18 - place * 6) & 63]
        text.append(place <= group.count ? digit : "=")
      }
    }
    return String(text)
  }
}
