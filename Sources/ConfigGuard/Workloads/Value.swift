package import RulePacks

/// What a setting is set to: more than its text.
package struct Value: Sendable {
  package enum Form: Sendable, Hashable {
    case literal
    case empty
    /// Named without a value; whoever starts the process supplies it.
    case passedThrough
    /// Points to where the value is kept; the text says how.
    case reference(String)
    case template
    case encrypted
    case hash
  }

  /// A literal that stands in where a reference is not set.
  package struct Fallback: Sendable, Hashable {
    package var text: String
    package var range: SourceRange

    package init(text: String, range: SourceRange) {
      self.text = text
      self.range = range
    }
  }

  package var form: Form
  /// The text as it is written, quotes and escapes undone.
  package var text: String
  /// What the process receives, or nil where that is decided elsewhere.
  package var effective: String?
  package var range: SourceRange
  /// Offsets in the text are offsets in the file, so that a part can be pointed at.
  package var isExact: Bool
  package var fallbacks: [Fallback] = []
  /// The items of a list that the document itself writes as a list.
  package var items: [Fallback]?
  /// The list has other items than the literals, so that neighbours here may be none there.
  package var hasOtherItems = false

  package init(
    form: Form, text: String, effective: String?, range: SourceRange, isExact: Bool
  ) {
    self.form = form
    self.text = text
    self.effective = effective
    self.range = range
    self.isExact = isExact
  }

  package var isEmpty: Bool { form == .empty }

  /// Whether something is supplied at all, here or elsewhere.
  package var isSupplied: Bool { form != .empty }

  /// The text that rules judge: a literal's own, or what a reference comes to.
  package var literal: String? {
    switch form {
    case .literal, .hash: effective ?? text
    case .reference: effective
    default: nil
    }
  }
}
