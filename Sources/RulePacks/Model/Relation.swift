/// Two settings of one workload whose numbers must not compare like this.
@usableFromInline
package struct Relation: Sendable, Hashable {
  /// Which settings belong together.
  @usableFromInline
  package enum Pairing: String, Sendable, Hashable, CaseIterable {
    /// Their keys differ in exactly one word.
    case word
    /// The words in front of what the patterns match are the same.
    case prefix
    /// Any two settings of the workload.
    case workload
  }

  /// One side: settings by their keys, or parameters of the addresses that settings hold.
  package struct Side: Sendable, Hashable {
    package var keys: [KeyPattern]
    package var except: [KeyPattern]
    package var query: [String]
    /// What a bare number counts.
    package var unit: String?

    package init(
      keys: [KeyPattern], except: [KeyPattern] = [], query: [String] = [], unit: String? = nil
    ) {
      self.keys = keys
      self.except = except
      self.query = query
      self.unit = unit
    }
  }

  package var left: Side
  package var comparison: Comparison
  package var right: Side
  package var kind: QuantityKind
  package var pairing: Pairing

  package init(
    left: Side, comparison: Comparison, right: Side, kind: QuantityKind = .number,
    pairing: Pairing = .word
  ) {
    self.left = left
    self.comparison = comparison
    self.right = right
    self.kind = kind
    self.pairing = pairing
  }
}

extension Relation.Pairing: Packable {}

extension Relation.Side: Packable {
  package init(from u: inout Unpacker) {
    self.init(keys: u.array(), except: u.array(), query: u.array(), unit: u.optional())
  }

  package func pack(into p: inout Packer) {
    p.add(keys)
    p.add(except)
    p.add(query)
    p.add(unit)
  }
}

extension Relation: Packable {
  package init(from u: inout Unpacker) {
    self.init(
      left: u.value(), comparison: u.value(), right: u.value(), kind: u.value(),
      pairing: u.value())
  }

  package func pack(into p: inout Packer) {
    p.add(left)
    p.add(comparison)
    p.add(right)
    p.add(kind)
    p.add(pairing)
  }
}
