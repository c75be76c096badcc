import ConfigGuard
import RulePacks

/// A word, a literal or a mark of a program's text.
struct CodeToken {
  enum Kind: UInt8 {
    case word
    /// A string whose text stands there.
    case string
    /// A part of a string that is put together at run time.
    case fragment
    case number
    /// One byte of punctuation.
    case mark
  }

  var kind: Kind
  var start: Int
  var end: Int
  /// What stands between the quotes of a string.
  var contentStart: Int
  var contentEnd: Int
  /// Whether the string's text differs from its bytes.
  var hasEscapes = false

  init(_ kind: Kind, _ start: Int, _ end: Int) {
    self.kind = kind
    self.start = start
    self.end = end
    contentStart = start
    contentEnd = end
  }

  var content: SourceRange { SourceRange(start: contentStart, end: contentEnd) }
}
