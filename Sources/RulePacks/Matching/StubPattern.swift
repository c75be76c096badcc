package struct PatternError: Error, Sendable, Hashable { package var message: String; package var offset: Int }
package struct Pattern: Sendable {
  package let text: String
  package init(_ text: String) throws(PatternError) { self.text = text }
  package func matchesWhole(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool { false }
  package func matchesWhole(_ s: String) -> Bool { false }
  package func isFound(in s: String) -> Bool { false }
  package func firstMatch(in bytes: UnsafeBufferPointer<UInt8>, from: Int = 0) -> Range<Int>? { nil }
}
