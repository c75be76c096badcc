/// An address of the Internet Protocol, version 4 or 6 (RFC 4291, section 2.2).
struct IPAddress {
  let isLong: Bool

  init?(_ text: String) {
    if text.contains(":") {
      guard Self.isLong(text) else { return nil }
      isLong = true
    } else {
      guard Self.isShort(text[...]) else { return nil }
      isLong = false
    }
  }

  /// Four numbers without zeros in front, which some readers take for octal.
  private static func isShort(_ text: Substring) -> Bool {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4
      && parts.allSatisfy { part in
        (1...3).contains(part.utf8.count) && part.utf8.allSatisfy { (0x30...0x39).contains($0) }
          && (part.utf8.count == 1 || part.first != "0") && Int(part).map { $0 <= 255 } ?? false
      }
  }

  private static func isLong(_ text: String) -> Bool {
    guard text.utf8.count <= 45 else { return false }
    let halves = text.split(separator: String("::"), omittingEmptySubsequences: false)
    guard halves.count <= 2 else { return false }
    var groups = 0
    for (number, half) in halves.enumerated() where !half.isEmpty {
      let parts = half.split(separator: ":", omittingEmptySubsequences: false)
      for (index, part) in parts.enumerated() {
        // The last 32 bits may be written as version 4 does.
        if number == halves.count - 1, index == parts.count - 1, part.contains(".") {
          guard isShort(part) else { return false }
          groups += 2
          continue
        }
        guard (1...4).contains(part.utf8.count),
          part.utf8.allSatisfy({ HexadecimalDigits.digit($0) != nil })
        else { return false }
        groups += 1
      }
    }
    return halves.count == 2 ? groups <= 7 : groups == 8
  }
}
