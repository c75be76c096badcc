import RulePacks

extension String {
  /// Whether a text has the same bytes; equal texts may differ in them.
  func hasSameBytes(as other: String) -> Bool {
    guard utf8.count == other.utf8.count else { return false }
    var (text, other) = (self, other)
    return text.withUTF8 { text in other.withUTF8 { text.hasSameBytes(as: $0) } }
  }
}
