/// Text that is safe to show on a terminal.
package enum Printable {
  /// Replaces control characters and those that turn the direction of writing.
  package static func text(_ text: String, limit: Int = .max) -> String {
    if text.hasOnlyBytes(where: { (0x20..<0x7F).contains($0) }), text.utf8.count <= limit {
      return text
    }
    var result = ""
    var count = 0
    for scalar in text.unicodeScalars {
      if count >= limit { return result + "…" }
      count += 1
      let isControl =
        scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
        || (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
        || (0x200B...0x200F).contains(scalar.value)
      if scalar == "\t" {
        result += " "
      } else {
        result.unicodeScalars.append(isControl ? "\u{FFFD}" : scalar)
      }
    }
    return result
  }
}

extension String {
  /// Whether all bytes are of some kind, looked at where they lie side by side.
  @inline(__always)
  func hasOnlyBytes(where isOne: (UInt8) -> Bool) -> Bool {
    var text = self
    return text.withUTF8 { bytes in
      for byte in bytes where !isOne(byte) { return false }
      return true
    }
  }
}
