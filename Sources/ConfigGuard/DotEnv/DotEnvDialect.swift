/// What one reader of .env files accepts, as a table of traits.
///
/// An id names the reader and its version, since readers have changed their grammar between
/// versions.
package struct DotEnvDialect: Sendable, Hashable {
  package enum NameRule: Sendable, Hashable {
    /// Letters and digits of any script and `_ . - [ ]`.
    case lettersDigitsAndPunctuation
    /// Anything but spaces and tabs.
    case anythingButBlanks
  }

  package enum Escapes: Sendable, Hashable {
    case none
    /// `\"`, `\'`, and in double quotes the letters of C, `\$` and `\0` with three octal digits.
    case compose
  }

  package struct Quotes: OptionSet, Sendable, Hashable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) {
      self.rawValue = rawValue
    }

    package static let single = Quotes(rawValue: 1)
    package static let double = Quotes(rawValue: 2)
  }

  package var id: String
  /// What messages call the reader.
  package var name: String
  package var nameRule: NameRule
  /// Whether `NAME: value` is an assignment too.
  package var allowsColon: Bool
  /// Whether a word `export` before the name is skipped.
  package var allowsExport: Bool
  /// Whether `=value` is accepted, as a variable without a name.
  package var allowsEmptyName: Bool
  /// Whether a name alone counts only with a line break behind it; without one, at the end of the
  /// file, it is the value of a variable without a name.
  package var bareNameNeedsLineBreak: Bool
  /// Whether blanks around the separator and at the end of the value are dropped.
  package var trimsBlanks: Bool
  /// The quotes that may enclose a value, over several lines too.
  package var quotes: Quotes
  package var escapes: Escapes
  /// Whether ` #` begins a comment in a value without quotes.
  package var allowsInlineComments: Bool
  /// Whether references are replaced in values without quotes and in double ones.
  package var interpolates: Bool
  package var refusesInvalidUTF8: Bool
  /// The longest line in bytes, without its line feed.
  package var maximumLineLength: Int?
}

extension DotEnvDialect {
  /// `.env` and `env_file` of Docker Compose 2.
  package static let compose = DotEnvDialect(
    id: "compose-2", name: "Docker Compose", nameRule: .lettersDigitsAndPunctuation,
    allowsColon: true, allowsExport: true, allowsEmptyName: true, bareNameNeedsLineBreak: true,
    trimsBlanks: true, quotes: [.single, .double], escapes: .compose, allowsInlineComments: true,
    interpolates: true, refusesInvalidUTF8: false, maximumLineLength: nil)

  /// `docker run --env-file`, and `env_file` of Docker Compose with `format: raw`.
  package static let raw = DotEnvDialect(
    id: "docker-raw", name: "docker run", nameRule: .anythingButBlanks,
    allowsColon: false, allowsExport: false, allowsEmptyName: false, bareNameNeedsLineBreak: false,
    trimsBlanks: false, quotes: [], escapes: .none, allowsInlineComments: false,
    interpolates: false, refusesInvalidUTF8: true, maximumLineLength: 65_535)
}
