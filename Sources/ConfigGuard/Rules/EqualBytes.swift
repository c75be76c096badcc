import RulePacks

extension String {
  /// Whether a text has the same bytes; equal texts may differ in them.
  func hasSameBytes(as other: String) -> Bool {
    let (text, other) = (utf8, other.utf8)
    guard text.count == other.count else { return false }
    // Neither of them is copied, as they would be to make them ready for being looked at.
    let isSame = text.withContiguousStorageIfAvailable { text in
      other.withContiguousStorageIfAvailable { text.hasSameBytes(as: $0) }
    }
    return (isSame ?? nil) ?? text.elementsEqual(other)
  }
}
