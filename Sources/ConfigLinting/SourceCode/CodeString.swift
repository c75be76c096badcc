import ConfigGuard
import RulePacks

/// A string literal while it is read: what ends it, and what interrupts it.
struct CodeString {
  /// What begins a piece of code within a string.
  enum Interpolation {
    case none
    /// `${code}`, as JavaScript and Kotlin have it.
    case dollarBrace
    /// `#{code}`, as Ruby has it.
    case hashBrace
    /// `\(code)`, as Swift has it, with as many `#` between as the string has.
    case backslashParenthesis
    /// `{code}`, with `{{` for a brace, as Python has it.
    case brace
    /// `{$code}`, as PHP has it.
    case braceDollar

    /// The bracket that ends the code.
    var closer: UInt8 { self == .backslashParenthesis ? UInt8(ascii: ")") : UInt8(ascii: "}") }
  }

  /// Where the literal, or the part of it that is read now, begins.
  var start: Int
  var contentStart: Int
  var closer: UInt8
  /// How many of these bytes end the string, and how many `#` follow them.
  var count = 1
  var hashes = 0
  /// A bracket that must be closed within the string before the string can end; 0 for none.
  var opener: UInt8 = 0
  var nesting = 0
  /// Whether a backslash keeps the next byte from ending the string.
  var hasBackslash = true
  /// Whether a backslash stands for itself.
  var isRaw = false
  var interpolation = Interpolation.none
  /// Whether a dollar sign before a name stands for a variable's value.
  var expandsNames = false
  var spansLines = false
  /// The word that ends a string that is written on lines of its own.
  var terminator: SourceRange?
  /// Whether the text is something else than the bytes say, or only a part of a text.
  var isPartial = false
  var hasEscapes = false

  init(at start: Int, content: Int, closer: UInt8) {
    self.start = start
    contentStart = content
    self.closer = closer
  }
}
