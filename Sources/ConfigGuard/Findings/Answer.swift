package import RulePacks

/// What a project says to a finding: that it is accepted, and why.
package final class Answer: Sendable {
  package let kind: Report.Suppressed.Kind
  /// As it is written; a screen decides what is shown of it.
  package let reason: ReportText
  /// The last day on which the answer holds.
  package let expires: String?
  package let owner: ReportText?
  /// Where the answer is written; nil where it has no place of its own.
  package let place: Place?

  package init(
    _ kind: Report.Suppressed.Kind, reason: String, expires: String? = nil, owner: String? = nil,
    at place: Place?
  ) {
    self.kind = kind
    self.reason = .answer(reason)
    self.expires = expires
    self.owner = owner.map { .answer($0) }
    self.place = place
  }
}

extension FindingDraft {
  /// Says on a finding that an answer to it has ended, and where that is written.
  package mutating func note(endOf expires: String, at place: Place) {
    let message: ReportText = "an exception for this ended on \(prose: expires)"
    if !related.contains(where: { $0.place == place }) { related.append((place, message)) }
  }
}
