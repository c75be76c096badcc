import RulePacks

/// The items of a list, as far as they are known.
package struct ListedTexts {
  /// Nil for an item that is no text, or that lacks what is asked for.
  package var texts: [String?] = []
  /// There may be other items, or others than are written.
  package var hasUnknown = false

  package init(texts: [String?] = [], hasUnknown: Bool = false) {
    self.texts = texts
    self.hasUnknown = hasUnknown
  }

  /// A value that is a list, or is read as one.
  package init(_ value: Value) { self.init(value, ListItems.items(of: value)) }

  init(_ value: Value, _ items: [Value.Fallback]) {
    texts = items.map(\.text)
    hasUnknown = value.hasOtherItems || value.literal == nil && !value.isEmpty
  }

  package mutating func add(_ other: ListedTexts) {
    texts += other.texts
    hasUnknown = hasUnknown || other.hasUnknown
  }
}

extension ValueCheck {
  /// Whether items are together what all of these tests ask for.
  package func verdict(_ tests: [ListTest], _ items: ListedTexts) -> ConditionVerdict {
    .all(tests) { verdict($0, items) }
  }

  private func verdict(_ test: ListTest, _ items: ListedTexts) -> ConditionVerdict {
    func passes(_ text: String?) -> Bool { text.map { holds(test.test, $0) } ?? false }
    switch test.quantity {
    case .some:
      return items.texts.contains(where: passes) ? .yes : items.hasUnknown ? .unknown : .no
    case .none:
      return items.texts.contains(where: passes) ? .no : items.hasUnknown ? .unknown : .yes
    case .every:
      guard items.texts.allSatisfy(passes) else { return .no }
      if items.hasUnknown { return .unknown }
      return items.texts.isEmpty ? .no : .yes
    case .count:
      if items.hasUnknown { return .unknown }
      return ConditionVerdict(holds(test.test, "\(items.texts.count)"))
    }
  }
}

extension Value {
  /// The text that rules judge, if any; of an empty value, nothing.
  package var literalOrEmpty: String? { literal ?? (isEmpty ? "" : nil) }
}
