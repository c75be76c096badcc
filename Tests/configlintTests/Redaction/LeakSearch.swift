/// Finds secrets in what was printed, as they are and as others write them.
struct LeakSearch {
  /// Shorter parts of a secret stand in other texts by chance.
  private static let window = 12
  private static let shortestWindow = 8

  private var windows: [Int: Set<[UInt8]>] = [:]
  /// Which beginnings of eight bytes any window has, so that nearly every place is passed over.
  private var beginnings = [Bool](repeating: false, count: 1 << 16)

  init(_ secrets: [String]) {
    for secret in secrets {
      let bytes = Array(secret.utf8)
      let isShort = bytes.count < 20
      for form in Self.forms(of: bytes) {
        add(form, size: min(form.count, isShort ? Self.shortestWindow : Self.window))
      }
      for form in Self.encodings(of: bytes) { add(form, size: min(form.count, Self.window)) }
    }
  }

  private mutating func add(_ form: [UInt8], size: Int) {
    guard size >= Self.shortestWindow, form.count >= size else { return }
    for start in 0...(form.count - size) {
      let window = form[start..<(start + size)].map(Self.lowered)
      windows[size, default: []].insert(window)
      beginnings[Self.place(window.prefix(8).reduce(0) { $0 << 8 | UInt64($1) })] = true
    }
  }

  /// The first part of a secret that stands in a text.
  func leak(in text: String) -> String? {
    var text = text
    return text.withUTF8 { bytes in
      var word: UInt64 = 0
      // Most of the time of these tests would go into what debug builds make of a closed range.
      var index = -1
      while index + 1 < bytes.count {
        index += 1
        let byte = bytes[index]
        word = word &<< 8 | UInt64(byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte)
        guard beginnings[Int(truncatingIfNeeded: (word &* 0x9E37_79B9_7F4A_7C15) &>> 48)],
          index >= 7
        else { continue }
        for (size, known) in windows where index - 7 + size <= bytes.count {
          let part = bytes[(index - 7)..<(index - 7 + size)].map(Self.lowered)
          if known.contains(part) { return String(decoding: part, as: UTF8.self) }
        }
      }
      return nil
    }
  }

  private static func place(_ word: UInt64) -> Int {
    Int((word &* 0x9E37_79B9_7F4A_7C15) >> 48)
  }

  private static func lowered(_ byte: UInt8) -> UInt8 {
    (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
  }

  // MARK: forms

  /// As it is, backwards, and as JSON, HTML, addresses and quoted texts write it.
  private static func forms(of bytes: [UInt8]) -> [[UInt8]] {
    let escapes: [[UInt8: String]] = [
      [0x22: "\\\"", 0x5C: "\\\\"], [0x27: "'\\''"], [0x24: "$$"],
      [0x22: "&quot;", 0x26: "&amp;", 0x27: "&#39;", 0x3C: "&lt;", 0x3E: "&gt;"],
    ]
    return [bytes, bytes.reversed(), percentEncoded(bytes)]
      + escapes.map { table in bytes.flatMap { table[$0].map { Array($0.utf8) } ?? [$0] } }
  }

  /// Base64 wherever the secret begins within three bytes, and hexadecimal digits.
  private static func encodings(of bytes: [UInt8]) -> [[UInt8]] {
    let base64 = (0..<3).flatMap { shift -> [[UInt8]] in
      let digits = Self.base64([UInt8](repeating: 0, count: shift) + bytes)
      // What depends on the neighbours is left out.
      let middle = Array(digits.dropFirst(shift + (shift > 0 ? 1 : 0)).dropLast(3))
      let isURL: [UInt8] = middle.map { $0 == 0x2B ? 0x2D : $0 == 0x2F ? 0x5F : $0 }
      return [middle, isURL]
    }
    return base64 + [hex(bytes)]
  }

  static func base64(_ bytes: [UInt8]) -> [UInt8] {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var result: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
      for digit in 0...3 {
        result.append(digit <= group.count ? letters[bits >> (18 - 6 * digit) & 63] : 0x3D)
      }
    }
    return result
  }

  private static func hex(_ bytes: [UInt8]) -> [UInt8] {
    bytes.flatMap { byte in
      let digits = Array(String(byte, radix: 16).utf8)
      return digits.count == 1 ? [0x30] + digits : digits
    }
  }

  private static func percentEncoded(_ bytes: [UInt8]) -> [UInt8] {
    bytes.flatMap { byte -> [UInt8] in
      let isPlain =
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF) || byte == 0x2D
        || byte == 0x5F || byte == 0x2E || byte == 0x7E
      return isPlain ? [byte] : [0x25] + hex([byte])
    }
  }
}
