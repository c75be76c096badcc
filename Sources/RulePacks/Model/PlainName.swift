/// Tells names that people choose from secrets that stand where a name should.
package enum PlainName {
  /// Letters, digits and separators, without the run of mixed characters of which tokens and
  /// pasted keys are made.
  package static func isPlain(_ name: String) -> Bool {
    guard !name.isEmpty, name.utf8.count <= 80 else { return false }
    let parts = name.utf8.split { [0x5F, 0x2D, 0x2E, 0x2F, 0x20].contains($0) }
    return parts.allSatisfy { part in
      let hasUpper = part.contains { (0x41...0x5A).contains($0) }
      let hasLower = part.contains { (0x61...0x7A).contains($0) }
      let digits = part.count { (0x30...0x39).contains($0) }
      let isWord = part.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF)
      }
      guard isWord, part.count <= 40 else { return false }
      if part.count >= 16, digits > 0, hasUpper || hasLower {
        return digits <= 2 && !(hasUpper && hasLower)
      }
      return true
    }
  }

  /// The name, or words that stand for it.
  package static func shown(_ name: String) -> ReportText { "\(key: name)" }
}
