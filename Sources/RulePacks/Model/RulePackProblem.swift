/// Why a rule pack or a contract cannot be used, and where that is written.
package struct RulePackProblem: Error, Sendable, Hashable {
  package var message: ReportText
  package var range: SourceRange?
  package var path: String?
  package var location: SourceLocation?

  package init(_ message: ReportText, range: SourceRange? = nil) {
    self.message = message
    self.range = range
  }

  /// The problem as one line: place first, then what is wrong.
  package var text: ReportText {
    guard let path else { return message }
    guard let location else { return "\(path: path): \(message)" }
    return "\(path: path):\(location.line):\(location.column): \(message)"
  }

  package func located(in path: String, _ index: LineIndex) -> RulePackProblem {
    var copy = self
    copy.path = path
    copy.location = range.map { index.location(of: $0.start) }
    return copy
  }
}
