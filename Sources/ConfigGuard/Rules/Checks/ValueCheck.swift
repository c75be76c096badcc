package import RulePacks

/// The general test of a value's text: words, patterns, truth, numbers, length.
///
/// An object, since every check of commands, paths and variables holds it.
package final class ValueCheck {
  let patterns: PatternCache
  private let lists: NamedLists
  private let families: [String: [String]]

  package init(patterns: PatternCache, lists vocabulary: Vocabulary) {
    self.patterns = patterns
    lists = vocabulary.lists
    families = vocabulary.families
  }

  /// `key` are the words of the value's key, which may name a unit.
  package func violations(
    _ test: ValueTest, _ value: Value, key: [String] = []
  ) -> [Violation] {
    if !test.listTests.isEmpty {
      guard verdict(test.listTests, listedTexts(of: value)) == .yes else { return [] }
      if test.isOnlyAboutLists { return [Violation()] }
    }
    if test.isAboutItems {
      return patterns.readItems.items(of: value).filter { holds(test, $0.text, key: key) }
        .map { Violation(range: $0.range, arguments: arguments(for: $0.text, test, key)) }
    }
    if let isEmpty = test.isEmpty, isEmpty == value.isEmpty, test.isOnlyAboutEmptiness {
      return [Violation()]
    }
    guard let text = value.literal ?? (value.isEmpty ? "" : nil), holds(test, text, key: key)
    else { return [] }
    return [Violation(arguments: arguments(for: text, test, key))]
  }

  private func listedTexts(of value: Value) -> ListedTexts {
    ListedTexts(value, patterns.readItems.items(of: value))
  }

  /// The same for a text that is no setting's value.
  func violations(_ test: ValueTest, text: String) -> [Violation] {
    holds(test, text) ? [Violation(arguments: arguments(for: text, test, []))] : []
  }

  /// Words for messages; a number is no secret, any other text might be one.
  private func arguments(
    for text: String, _ test: ValueTest, _ key: [String]
  ) -> [String: ReportText] {
    let trimmed = text.trimmedASCII
    var arguments = QuantityText.arguments(for: trimmed, test, key: key)
    arguments["number"] = "this value"
    if let number = Int(trimmed), trimmed.utf8.count <= 6 { arguments["number"] = "\(number)" }
    return arguments
  }

  func holds(_ test: ValueTest, _ written: String, key: [String] = []) -> Bool {
    let text = written.trimmedASCII
    if let isEmpty = test.isEmpty, isEmpty != text.isEmpty { return false }
    if !test.oneOf.isEmpty, !test.oneOf.contains(text.lowercased()) { return false }
    if !test.notOneOf.isEmpty, test.notOneOf.contains(text.lowercased()) { return false }
    if let isTruthy = test.isTruthy, Truth(text) != (isTruthy ? .on : .off) { return false }
    if let length = test.length, text.unicodeScalars.count >= length { return false }
    if let duration = test.duration, !Self.holds(duration, text, key) { return false }
    if let size = test.size, !Self.holds(size, text, key) { return false }
    if let isDuration = test.isDuration {
      let isOne = QuantityKind.duration.value(of: text, unit: "s") != nil
      if isOne != isDuration { return false }
    }
    if let isInteger = test.isInteger, isInteger != (Int(text) != nil) { return false }
    // What costs most comes last.
    if let list = test.list, !isListed(text, list) { return false }
    if let pattern = test.pattern, !patterns.matchesWhole(pattern, text) { return false }
    if let pattern = test.notPattern, patterns.matchesWhole(pattern, text) { return false }
    if test.below != nil || test.above != nil {
      guard let number = Int(text) else { return false }
      if let below = test.below, number < below { return true }
      if let above = test.above, number > above { return true }
      return false
    }
    return true
  }

  private static func holds(_ quantity: QuantityTest, _ text: String, _ key: [String]) -> Bool {
    quantity.value(of: text, key: key).map { quantity.holds($0) } ?? false
  }

  private func isListed(_ text: String, _ list: String) -> Bool {
    if patterns.isListed(KnownValues.normalized(text), list, lists[list] ?? []) { return true }
    return families[list]?.contains { patterns.matchesWhole($0, text) } == true
  }
}

extension ValueTest {
  var isOnlyAboutEmptiness: Bool {
    var other = self
    other.isEmpty = nil
    other.listTests = []
    return other == ValueTest()
  }
}

extension String {
  /// Without blanks, tabs and line ends at both ends.
  package var trimmedASCII: String {
    let bytes = utf8
    let isBlank: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
    if let first = bytes.first, let last = bytes.last, !isBlank(first), !isBlank(last) {
      return self
    }
    guard let first = bytes.firstIndex(where: { !isBlank($0) }),
      let last = bytes.lastIndex(where: { !isBlank($0) })
    else { return "" }
    return String(self[first...last])
  }
}
