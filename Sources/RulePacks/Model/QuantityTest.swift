/// A test of a duration or a size; with both bounds a value outside of either one passes.
package struct QuantityTest: Sendable, Hashable {
  package var kind: QuantityKind
  /// In milliseconds or bytes.
  package var below: Int?
  package var above: Int?
  /// What a bare number counts; without it such a number is passed over.
  package var unit: String?

  package init(kind: QuantityKind, below: Int? = nil, above: Int? = nil, unit: String? = nil) {
    self.kind = kind
    self.below = below
    self.above = above
    self.unit = unit
  }

  /// What the text says, where it is such a quantity; the key's own unit comes first.
  package func value(of text: String, key words: [String]) -> Double? {
    kind.value(of: text, unit: kind.unit(ofKey: words) ?? unit)
  }

  package func holds(_ value: Double) -> Bool {
    if let below, value < Double(below) { return true }
    if let above, value > Double(above) { return true }
    return false
  }
}

extension QuantityKind: Packable {}

extension QuantityTest: Packable {
  package init(from u: inout Unpacker) {
    self.init(kind: u.value(), below: u.optional(), above: u.optional(), unit: u.optional())
  }

  package func pack(into p: inout Packer) {
    p.add(kind)
    p.add(below)
    p.add(above)
    p.add(unit)
  }
}
