/// A bound or a list of a rule that a project may replace.
package enum RuleParameter: Sendable, Hashable {
  case number(Int)
  /// In milliseconds.
  case duration(Int)
  /// In bytes.
  case size(Int)
  case words([String])

  /// The bound that a text states: `20`, `90s`, `64KiB`.
  package init?(bound text: String) {
    if let number = Int(text) {
      self = .number(number)
    } else if let duration = Self.bound(text, .duration) {
      self = .duration(duration)
    } else if let size = Self.bound(text, .size) {
      self = .size(size)
    } else {
      return nil
    }
  }

  private static let most = 1e15

  private static func bound(_ text: String, _ kind: QuantityKind) -> Int? {
    kind.value(of: text, unit: nil).flatMap { abs($0) < most ? Int($0) : nil }
  }

  /// What a contract has to write.
  package var kind: ReportText {
    switch self {
    case .number: "a whole number"
    case .duration: "a duration such as 30s"
    case .size: "a size such as 64KiB"
    case .words: "a list of words"
    }
  }

  /// As a pack writes it.
  package var text: String {
    switch self {
    case .number(let number): "\(number)"
    case .duration(let duration):
      duration % 60_000 == 0 && duration > 0
        ? "\(duration / 60_000)m"
        : duration % 1000 == 0 ? "\(duration / 1000)s" : "\(duration)ms"
    case .size(let size): size % 1024 == 0 ? "\(size / 1024)KiB" : "\(size)B"
    case .words(let words): words.map { $0.isEmpty ? "\"\"" : $0 }.joined(separator: " or ")
    }
  }

  package func isLike(_ other: RuleParameter) -> Bool {
    switch (self, other) {
    case (.number, .number), (.duration, .duration), (.size, .size), (.words, .words): true
    default: false
    }
  }
}

extension Rule {
  /// What may be replaced, under the names that packs give it.
  package var parameters: [(name: String, value: RuleParameter)] {
    guard case .value(let test) = check else { return [] }
    return test.parameters
  }

  /// Replaces a parameter that the rule has.
  package mutating func replace(_ name: String, with value: RuleParameter) {
    guard case .value(var test) = check else { return }
    test.replace(name, with: value)
    check = .value(test)
  }
}

extension ValueTest {
  fileprivate var parameters: [(name: String, value: RuleParameter)] {
    let bounds: [(String, RuleParameter?)] = [
      ("below", below.map { .number($0) } ?? quantity(\.below)),
      ("above", above.map { .number($0) } ?? quantity(\.above)),
      ("shorter-than", length.map { .number($0) }),
      ("one-of", oneOf.isEmpty ? nil : .words(oneOf)),
      ("not-one-of", notOneOf.isEmpty ? nil : .words(notOneOf)),
    ]
    return bounds.compactMap { name, value in value.map { (name, $0) } }
  }

  /// A bound of the duration or the size that is tested.
  private func quantity(_ bound: KeyPath<QuantityTest, Int?>) -> RuleParameter? {
    duration?[keyPath: bound].map { .duration($0) } ?? size?[keyPath: bound].map { .size($0) }
  }

  fileprivate mutating func replace(_ name: String, with value: RuleParameter) {
    switch (name, value) {
    case ("below", .number(let number)): below = number
    case ("above", .number(let number)): above = number
    case ("shorter-than", .number(let number)): length = number
    case ("below", .duration(let bound)): duration?.below = bound
    case ("above", .duration(let bound)): duration?.above = bound
    case ("below", .size(let bound)): size?.below = bound
    case ("above", .size(let bound)): size?.above = bound
    case ("one-of", .words(let words)): oneOf = words.map { $0.lowercased() }
    case ("not-one-of", .words(let words)): notOneOf = words.map { $0.lowercased() }
    default: break
    }
  }
}
