/// What a rule asks of other documents of the same project and stage.
package struct DocumentQuery: Sendable, Hashable {
  /// What must hold for the other document, seen from its root.
  package var condition: Condition?
  /// A value of the other document.
  package var path: DocumentPath?
  /// A value of the document that is judged, which must be the same.
  package var sameAs: DocumentPath?
  /// Neither one names another namespace than the other.
  package var isInSameNamespace: Bool

  package init(
    condition: Condition?, path: DocumentPath? = nil, sameAs: DocumentPath? = nil,
    isInSameNamespace: Bool = false
  ) {
    self.condition = condition
    self.path = path
    self.sameAs = sameAs
    self.isInSameNamespace = isInSameNamespace
  }
}

/// A test of all items of a list together.
package struct ListTest: Sendable, Hashable {
  package enum Quantity: String, Sendable, Hashable, CaseIterable {
    /// At least one item passes.
    case some
    /// There are items, and each of them passes.
    case every
    /// No item passes; there may be none.
    case none
    /// The number of items passes.
    case count
  }

  package var quantity: Quantity
  package var test: ValueTest

  package init(_ quantity: Quantity, _ test: ValueTest) {
    self.quantity = quantity
    self.test = test
  }
}

extension ValueTest {
  /// Whether nothing is asked but what the items are.
  package var isOnlyAboutLists: Bool {
    var other = self
    other.listTests = []
    return !listTests.isEmpty && other == ValueTest()
  }
}

extension Condition {
  /// All conditions in it, itself first.
  package var parts: [Condition] {
    switch self {
    case .all(let parts), .any(let parts): [self] + parts.flatMap(\.parts)
    case .not(let part): [self] + part.parts
    default: [self]
    }
  }

  /// Whether other documents or workloads have to be known.
  package var isAboutOthers: Bool {
    parts.contains { part in
      switch part {
      case .document, .workload: true
      default: false
      }
    }
  }
}
