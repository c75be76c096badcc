package import ConfigGuard

/// How one reader's value of a key differs from another's, without a word of the value.
package enum DotEnvDifference: Sendable, Hashable {
  case keepsQuotes
  case dropsQuotes
  case cutsAtHash
  case keepsComment
  case expandsDollar
  case keepsDollar
  case runsCommand
  case keepsCarriageReturn
  case keepsBlanks
  case dropsBlanks
  case takesOneLine
  case takesMoreLines
  case readsEscapes
  case takenFromHost
  case notSet
  case set
  case named
  case swallowed
  case leavesEmpty
  case another

  /// - Parameters:
  ///   - own: What the first reader makes of it.
  ///   - other: What the reader makes of it that is described.
  ///   - written: The line as it stands in the file.
  init(between own: String, and other: String, written: String) {
    if other == own + "\r" || Self.withoutReturns(other) == own {
      self = .keepsCarriageReturn
    } else if Self.isQuoted(other, around: own) {
      self = .keepsQuotes
    } else if Self.isQuoted(own, around: other) {
      self = .dropsQuotes
    } else if Self.trimmed(other) == Self.trimmed(own) {
      self = other.utf8.count > own.utf8.count ? .keepsBlanks : .dropsBlanks
    } else if Self.isCut(own, to: other) {
      self = .cutsAtHash
    } else if Self.isCut(other, to: own) {
      self = .keepsComment
    } else if written.contains("$"), own.contains("$") != other.contains("$") {
      self = own.contains("$") ? .expandsDollar : .keepsDollar
    } else if Self.hasLines(own), !Self.hasLines(other), own.hasPrefix(Self.unquoted(other)) {
      self = .takesOneLine
    } else if Self.hasLines(other), !Self.hasLines(own), other.hasPrefix(Self.unquoted(own)) {
      self = .takesMoreLines
    } else if other.isEmpty {
      self = .leavesEmpty
    } else if written.contains("\\") {
      self = .readsEscapes
    } else if Self.isQuoted(Self.trimmed(other)) {
      self = .keepsQuotes
    } else {
      self = .another
    }
  }

  /// What the reader does, for a sentence that begins with its name.
  package func phrase(isPlural: Bool) -> ReportText {
    let (verb, rest) = words
    return "\(isPlural ? verb : Self.singular(verb)) \(rest)"
  }

  private var words: (verb: ReportText, rest: ReportText) {
    switch self {
    case .keepsQuotes: ("keep", "the quotes")
    case .dropsQuotes: ("remove", "the quotes")
    case .cutsAtHash: ("cut", "the value at `#`")
    case .keepsComment: ("keep", "what stands behind `#`")
    case .expandsDollar: ("replace", "what stands behind `$`")
    case .keepsDollar: ("keep", "`$` as it is written")
    case .runsCommand: ("run", "a command to get the value")
    case .keepsCarriageReturn: ("keep", "the carriage return at the end of the line")
    case .keepsBlanks: ("keep", "blanks around the value")
    case .dropsBlanks: ("drop", "blanks around the value")
    case .takesOneLine: ("take", "the first line only")
    case .takesMoreLines: ("take", "the lines below it into the value")
    case .readsEscapes: ("read", "the backslashes in another way")
    case .takenFromHost: ("take", "the value from the host")
    case .notSet: ("do", "not set it")
    case .set: ("set", "it")
    case .named: ("give", "it another name")
    case .swallowed: ("swallow", "the line into the value above it")
    case .leavesEmpty: ("leave", "it empty")
    case .another: ("make", "another text of it")
    }
  }

  private static func singular(_ verb: ReportText) -> ReportText {
    verb == "do" ? "does" : verb + "s"
  }

  private static func isQuoted(_ text: String, around inner: String? = nil) -> Bool {
    guard text.utf8.count >= 2, let first = text.utf8.first, first == text.utf8.last,
      first == UInt8(ascii: "\"") || first == UInt8(ascii: "'") || first == UInt8(ascii: "`")
    else { return false }
    return inner.map { text.dropFirst().dropLast() == $0[...] } ?? true
  }

  private static func unquoted(_ text: String) -> Substring {
    isQuoted(text) ? text.dropFirst().dropLast() : text.drop { $0 == "\"" || $0 == "'" }
  }

  /// Whether `short` is what `long` has in front of a `#`.
  private static func isCut(_ long: String, to short: String) -> Bool {
    let inner = trimmed(String(unquoted(short)))
    for candidate in [long, String(unquoted(long))] {
      guard candidate.hasPrefix(inner) else { continue }
      let rest = candidate.dropFirst(inner.count)
        .drop { $0 == " " || $0 == "\t" || $0 == "\"" || $0 == "'" }
      if rest.hasPrefix("#") { return true }
    }
    return false
  }

  private static func hasLines(_ text: String) -> Bool { text.utf8.contains(0x0A) }

  private static func withoutReturns(_ text: String) -> String {
    String(decoding: text.utf8.filter { $0 != 0x0D }, as: UTF8.self)
  }

  private static func trimmed(_ text: String) -> String {
    let start = text.drop { $0.isWhitespace }
    guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...last])
  }
}
