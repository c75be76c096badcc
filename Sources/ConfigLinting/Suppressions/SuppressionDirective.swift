import ConfigGuard
import RulePacks

/// What one comment or annotation allows, and why.
struct SuppressionDirective {
  /// For how much of a file a directive holds.
  enum Reach: Sendable, Hashable {
    case place
    case file
  }

  /// The id of a rule, with its place.
  struct RuleName {
    /// As it is written; a screen decides what is shown of it.
    var written: String
    var range: SourceRange

    var id: String { written.lowercased() }
  }

  /// Why something that begins like a directive is none.
  struct Fault {
    var kind: ReadingProblem.Kind
    var message: ReportText
    var range: SourceRange
  }

  /// What a finding about the whole of it marks.
  var range: SourceRange
  var reach = Reach.place
  var rules: [RuleName] = []
  /// The last day on which it holds.
  var until: String?
  var reason = ""
  /// It allows nothing where there is one.
  var fault: Fault?
}

extension SuppressionDirective {
  /// `until DATE`, with the words behind it; nil where the text does not begin so.
  struct End {
    var day: Substring
    var rest: Substring
  }

  static func end(in text: Substring) -> End? {
    let words = text.split(maxSplits: 2, omittingEmptySubsequences: true) { $0 == " " }
    guard words.count >= 2, words[0].lowercased() == "until" else { return nil }
    return End(day: words[1], rest: words.count > 2 ? words[2] : text[text.endIndex...])
  }

  /// Whether a reason says anything.
  static func isReason(_ text: some StringProtocol) -> Bool {
    text.unicodeScalars.contains { $0.properties.isAlphabetic || $0.properties.numericType != nil }
  }

  static func noReason(at range: SourceRange) -> Fault {
    Fault(
      kind: .suppressionWithoutReason,
      message: "no reason is given behind ` -- `, so that nothing is allowed", range: range)
  }

  static func noDate(at range: SourceRange) -> Fault {
    Fault(
      kind: .suppressionMalformed,
      message: "behind `until` stands no date such as 2030-12-31, so that nothing is allowed",
      range: range)
  }

  /// A day of the calendar, as it must be written.
  static func isDay(_ text: some StringProtocol) -> Bool {
    CalendarText.problem(ofDate: String(text)) == nil
  }
}
