package import RulePacks

/// What a setting is set to: more than its text.
@usableFromInline
package struct Value: Sendable {
  @usableFromInline
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
  @usableFromInline
  package struct Fallback: Sendable, Hashable {
    @usableFromInline
    package var text: String
    @usableFromInline
    package var range: SourceRange

    @usableFromInline
    package init(text: String, range: SourceRange) {
      self.text = text
      self.range = range
    }
  }

  @usableFromInline
  package var form: Form
  /// The text as it is written, quotes and escapes undone.
  @usableFromInline
  package var text: String
  /// What the process receives, or nil where that is decided elsewhere.
  @usableFromInline
  package var effective: String?
  @usableFromInline
  package var range: SourceRange
  /// Offsets in the text are offsets in the file, so that a part can be pointed at.
  @usableFromInline
  package var isExact: Bool
  @usableFromInline
  package var fallbacks: [Fallback] = []
  /// The items of a list that the document itself writes as a list.
  @usableFromInline
  package var items: [Fallback]?
  /// The list has other items than the literals, so that neighbours here may be none there.
  @usableFromInline
  package var hasOtherItems = false

  @inlinable
  package var isEmpty: Bool { form == .empty }

  /// Whether something is supplied at all, here or elsewhere.
  @inlinable
  package var isSupplied: Bool { form != .empty }

  /// The text that rules judge: a literal's own, or what a reference comes to.
  @inlinable
  package var literal: String? {
    switch form {
    case .literal, .hash: effective ?? text
    case .reference: effective
    default: nil
    }
  }
}

extension Value {
  // Apart from the members: beside the initializer of all of them, which leaves no copy behind.
  @usableFromInline
  package init(
    form: Form, text: String, effective: String?, range: SourceRange, isExact: Bool
  ) {
    self.init(
      form: form, text: text, effective: effective, range: range, isExact: isExact,
      fallbacks: [], items: nil, hasOtherItems: false)
  }
}
