import RulePacks

/// Rules that choose settings by an expression over the whole key, and what announces them.
package struct KeyExpressions: Sendable {
  /// Texts of which one stands in the key, or in the value, of every setting that such a rule speaks
  /// of.
  private let ofKeys: KeywordSet
  private let ofValues: KeywordSet
  /// Nothing announces some rule.
  private let areEverywhere: Bool

  init(_ rules: [(check: Check, expression: String)]) {
    var ofKeys: Set<String> = []
    var ofValues: Set<String> = []
    var areEverywhere = false
    for rule in rules {
      let key = Pattern.requiredTexts(in: rule.expression)
      let value = Self.texts(inValuesOf: rule.check)
      if !key.isEmpty {
        ofKeys.formUnion(key)
      } else if !value.isEmpty {
        ofValues.formUnion(value)
      } else {
        areEverywhere = true
      }
    }
    self.ofKeys = KeywordSet(ofKeys.sorted())
    self.ofValues = KeywordSet(ofValues.sorted())
    self.areEverywhere = areEverywhere
  }

  /// What one of stands in every value that a check finds fault with; empty where that is not plain.
  private static func texts(inValuesOf check: Check) -> [String] {
    guard case .value(let test) = check, let pattern = test.pattern, test.isEmpty == nil,
      !test.isAboutItems, test.listTests.isEmpty
    else { return [] }
    return Pattern.requiredTexts(in: pattern)
  }

  /// Whether one of the rules may speak of a setting.
  package func maySpeak(
    ofKey key: UnsafeBufferPointer<UInt8>, value: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    areEverywhere || ofKeys.firstMatch(in: key, from: 0) != nil
      || ofValues.firstMatch(in: value, from: 0) != nil
  }
}
