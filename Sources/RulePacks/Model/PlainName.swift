/// Tells names that people choose from secrets that stand where a name should.
package enum PlainName {
  /// Letters, digits and separators, without the run of mixed characters of which tokens and
  /// pasted keys are made.
  package static func isPlain(_ name: String) -> Bool {
    guard !name.isEmpty, name.utf8.count <= 80 else { return false }
    var part = Part()
    for byte in name.utf8 {
      switch byte {
      case 0x41...0x5A: part.upper += 1
      case 0x61...0x7A: part.lower += 1
      case 0x30...0x39: part.digits += 1
      case 0x5F, 0x2D, 0x2E, 0x2F, 0x20:
        guard part.isPlain else { return false }
        part = Part()
      default: return false
      }
    }
    return part.isPlain
  }

  /// The letters and digits between two separators.
  private struct Part {
    var upper = 0
    var lower = 0
    var digits = 0

    var isPlain: Bool {
      let count = upper + lower + digits
      guard count <= 40 else { return false }
      guard count >= 16, digits > 0, upper + lower > 0 else { return true }
      return digits <= 2 && (upper == 0 || lower == 0)
    }
  }

  /// The name, or words that stand for it.
  package static func shown(_ name: String) -> ReportText { "\(key: name)" }
}
