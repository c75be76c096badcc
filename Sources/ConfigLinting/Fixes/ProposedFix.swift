import ConfigGuard
package import RulePacks

/// One replacement of bytes in one file.
package struct FileEdit: Sendable {
  /// As the run names the file.
  package let path: String
  /// The bytes that go; an insertion has none.
  package let range: SourceRange
  /// The same range as reports name places.
  package let start: SourceLocation
  package let end: SourceLocation
  package let replacement: String
  /// No report may repeat the replacement, since it may hold a secret.
  package let isSecret: Bool

  init(_ file: SourceFile, _ range: SourceRange, _ replacement: String, isSecret: Bool = false) {
    path = file.path
    self.range = range
    self.replacement = replacement
    self.isSecret = isSecret
    let index = LineIndex(file.bytes)
    start = index.location(of: range.start)
    end = index.location(of: range.end)
  }
}

/// What may be done about one finding, once it is proven that nothing else changes by it.
package struct ProposedFix: Sendable {
  package let rule: String
  /// The fingerprint of the finding.
  package let fingerprint: String
  package let severity: Severity
  /// Where the finding stands, as reports name it.
  package let path: String
  package let line: Int?
  /// What is done, as a sentence goes on behind the rule.
  package let description: ScreenedText
  package let edits: [FileEdit]
}

/// A finding whose rule has a repair that is not carried out, and why.
package struct RefusedFix: Sendable {
  package let rule: String
  package let fingerprint: String
  package let path: String
  package let line: Int?
  package let reason: ScreenedText
}

/// A fix before it is proven: a finding, what it was made of, and what would be edited.
struct FixCandidate {
  /// What a repair is allowed to change.
  enum Effect {
    /// The value becomes another one, at the edited bytes only.
    case replacesValue
    /// The value stays for whoever has the variable; nobody else gets one any more.
    case requiresVariable
    /// Every reader gets what the first one got.
    case unitesReaders
    /// An entry that no reader used is gone.
    case removesEntry
    /// The same value comes from elsewhere.
    case movesValue
  }

  let finding: Finding
  let draft: FindingDraft
  let file: SourceFile
  let edits: [FileEdit]
  let effect: Effect
  /// What is done, for people.
  let description: ReportText
  /// Some rule has to report what was written, so that nothing passes in silence.
  var mustBeReported = false

  var paths: Set<String> { Set(edits.map(\.path)) }
}

/// Why a fix is not offered.
struct FixRefusal: Error {
  let reason: ReportText

  init(_ reason: ReportText) { self.reason = reason }
}
