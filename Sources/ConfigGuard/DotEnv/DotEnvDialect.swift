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
    /// ASCII letters and digits and `_ . -`, without a digit or two dots at the start.
    case kubernetes
    /// The bytes that are letters or digits in Latin 1 and `_ . -`, and blanks between them.
    case latinLetters
    /// ASCII letters and digits and `_ . -`.
    case dotsAndHyphens
    /// ASCII letters and digits and `_ .`.
    case dots
    /// ASCII letters and digits and `_`, without a digit at the start.
    case identifier
    /// Whatever stands before the separator.
    case anything
  }

  /// How a reader finds its statements.
  package enum Layout: Sendable, Hashable {
    /// A name, a separator and a value; whatever is none of these is refused.
    case statements
    /// The same with blanks inside names and line breaks that end only values.
    case declarations
    /// What matches one pattern at the start of a line; all else is passed over.
    case pattern
    /// Characters that are taken one after another, with quotes over several lines.
    case scan
    /// A name that reaches to the next equals sign, over line breaks, and a value in quotes or up
    /// to the end of the line.
    case assignments
    /// The same with values that end with their line in any case.
    case assignmentLines
    /// Lines that are parted at their first equals sign.
    case lines
    /// Lines that match one pattern as a whole, joined while a quote is open.
    case patternLines
    /// Words between white space, of which line breaks are a part.
    case words
    /// A key, maybe with a value, to the end of the line; lines that are neither are passed over.
    case bindings
    /// The `EnvironmentFile=` of systemd.
    case unit
    /// Commands of a shell, of which only assignments are read.
    case shell
  }

  package enum Escapes: Sendable, Hashable {
    case none
    /// `\"`, `\'`, and in double quotes the letters of C, `\$` and `\0` with three octal digits.
    case compose
    /// In double quotes `\n` and `\r`; a quote stays escaped.
    case lineBreaks
    /// In double quotes `\n`, and no quote can be escaped.
    case newline
    /// The letters of C in double quotes, the quote and the backslash in single ones.
    case python
    /// In double quotes `\n` and `\r`; before anything else but a dollar sign the backslash goes.
    case dropped
    /// As above in values without quotes too, while `\n` and `\r` keep their backslashes.
    case ruby
    /// Those of the shell, with quotes of either kind anywhere in a value.
    case shell
  }

  /// Which references a reader replaces, and how.
  package enum Expansion: Sendable, Hashable {
    case none
    /// `$NAME` and `${NAME}` with the operators of Docker Compose.
    case compose
    /// `$NAME` and `${NAME}` with defaults and replacements, again and again until none is left.
    case repeated
    /// `${NAME}` and `${NAME:-default}`.
    case braces
    /// `$NAME` with either brace optional, capitals only.
    case capitals
    /// `$NAME` with either brace optional, and commands.
    case ruby
    /// What Go's standard library replaces, with defaults.
    case go
    case shell
  }

  package enum WhiteSpace: Sendable, Hashable {
    case ascii
    case unicode
    /// Unicode's without U+0085 and with the byte order mark.
    case javaScript
    /// Unicode's with the four separators of ASCII.
    case python
  }

  /// What a name alone stands for where the host does not know it.
  package enum BareName: Sendable, Hashable {
    /// The variable keeps the value it had, or none.
    case unchanged
    case empty
    /// The variable has no value, even if it had one above.
    case removed
  }

  package struct Quotes: OptionSet, Sendable, Hashable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) {
      self.rawValue = rawValue
    }

    package static let single = Quotes(rawValue: 1)
    package static let double = Quotes(rawValue: 2)
    package static let backtick = Quotes(rawValue: 4)
  }

  package var id: String
  /// What messages call the reader.
  package var name: String
  package var layout = Layout.statements
  package var nameRule = NameRule.anything
  package var whiteSpace = WhiteSpace.unicode
  /// Whether `NAME: value` is an assignment too.
  package var allowsColon = false
  /// Whether a word `export` before the name is skipped.
  package var allowsExport = false
  /// Whether `=value` is accepted, as a variable without a name.
  package var allowsEmptyName = false
  /// Whether a name alone is a statement.
  package var allowsBareName = true
  /// Whether a name alone counts only with a line break behind it; without one, at the end of the
  /// file, it is the value of a variable without a name.
  package var bareNameNeedsLineBreak = false
  package var bareName = BareName.unchanged
  package var lowercasesNames = false
  package var refusesDuplicates = false
  /// Whether blanks around the separator and at the end of the value are dropped.
  package var trimsBlanks = true
  /// The quotes that may enclose a value, over several lines too.
  package var quotes: Quotes = []
  package var escapes = Escapes.none
  /// Whether a comment can follow a value without quotes on its line.
  package var allowsInlineComments = false
  package var expansion = Expansion.none
  /// Whether the environment's value replaces that of the file.
  package var prefersHost = false
  /// Whether variables are gone through in the order of their names.
  package var sortsNames = false
  package var skipsByteOrderMark = true
  package var refusesInvalidUTF8 = false
  /// The longest line in bytes, without its line feed.
  package var maximumLineLength: Int?
  /// Whether a longer line ends the reading without an error.
  package var stopsAtLongLine = false
}

extension DotEnvDialect {
  /// Whether references are replaced as Docker Compose does.
  package var interpolates: Bool { expansion == .compose }
}
