import ConfigGuard
package import RulePacks

/// What may be said of a value: its text if that is no secret, else what kind of text it is.
package struct ValueDescription: Sendable, Hashable {
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    /// The text can be shown.
    case text
    case empty
    case placeholder
    /// A default that a product publishes.
    case defaultValue = "default"
    /// A secret that can be guessed.
    case weak
    /// A secret that only chance finds.
    case secret
    /// Nothing says that it is a secret, and nothing says that it is none.
    case hidden
    /// Points to where the value is kept, and what it comes to is not known here.
    case reference
    case template
    case encrypted
    case hash
    case suppliedElsewhere = "supplied-elsewhere"
  }

  package static let mask = NameScreen.mask
  package static let widest = 200

  package let kind: Kind
  /// The text, printable; nil unless it may be shown.
  package let text: ShownValue?
  /// What is said instead of the text, or besides it; nil where nothing is.
  package let words: ScreenedText?

  init(_ kind: Kind, text: ShownValue? = nil, words: ScreenedText?) {
    self.kind = kind
    self.text = text
    self.words = words
  }

  /// One line for people, cut at a width.
  package func line(width: Int = widest) -> String {
    if let text { return Printable.text(text.text, limit: width) }
    return Printable.text(masked, limit: max(width, Self.mask.count))
  }

  private var masked: String {
    let words = self.words?.text ?? ""
    switch kind {
    case .placeholder, .defaultValue, .weak, .secret, .hidden, .hash:
      return "\(Self.mask) \(words)"
    default: return words
    }
  }

  /// What stands in a template's place where a name or a text is not known before it is rendered.
  package static let action = "{{…}}"

  /// How long a text is, as far as that may be known.
  static func size(of text: String) -> ReportText {
    switch text.unicodeScalars.count {
    case ..<8: "under 8 characters"
    case ..<16: "8 to 15 characters"
    case ..<32: "16 to 31 characters"
    default: "32 characters or more"
    }
  }
}
