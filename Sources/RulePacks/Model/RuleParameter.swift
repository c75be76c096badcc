/// A bound or a list of a rule that a project may replace.
package enum RuleParameter: Sendable, Hashable {
  case number(Int)
  case words([String])

  /// What a contract has to write.
  package var kind: ReportText {
    switch self {
    case .number: "a whole number"
    case .words: "a list of words"
    }
  }

  /// As a pack writes it.
  package var text: String {
    switch self {
    case .number(let number): "\(number)"
    case .words(let words): words.map { $0.isEmpty ? "\"\"" : $0 }.joined(separator: " or ")
    }
  }

  package func isLike(_ other: RuleParameter) -> Bool {
    switch (self, other) {
    case (.number, .number), (.words, .words): true
    default: false
    }
  }
}

extension Rule {
  /// What may be replaced, under the names that packs give it.
  package var parameters: [(name: String, value: RuleParameter)] {
    guard case .value(let test) = check else { return [] }
    return ValueTest.numbers.compactMap { name, path in
      test[keyPath: path].map { (name, .number($0)) }
    }
      + ValueTest.words.compactMap { name, path in
        test[keyPath: path].isEmpty ? nil : (name, .words(test[keyPath: path]))
      }
  }

  /// Replaces a parameter that the rule has.
  package mutating func replace(_ name: String, with value: RuleParameter) {
    guard case .value(var test) = check else { return }
    switch value {
    case .number(let number):
      guard let path = ValueTest.numbers.first(where: { $0.name == name })?.path else { return }
      test[keyPath: path] = number
    case .words(let words):
      guard let path = ValueTest.words.first(where: { $0.name == name })?.path else { return }
      test[keyPath: path] = words.map { $0.lowercased() }
    }
    check = .value(test)
  }
}

extension ValueTest {
  fileprivate static var numbers: [(name: String, path: WritableKeyPath<ValueTest, Int?>)] {
    [("below", \.below), ("above", \.above), ("shorter-than", \.length)]
  }

  fileprivate static var words: [(name: String, path: WritableKeyPath<ValueTest, [String]>)] {
    [("one-of", \.oneOf), ("not-one-of", \.notOneOf)]
  }
}
