package import RulePacks

/// What a project holds beside the document or workload that is judged.
package protocol Neighbourhood: AnyObject {
  /// Whether some other document answers a question.
  func verdict(_ question: DocumentQuestion) -> ConditionVerdict

  /// Whether a condition holds for another workload than `asker`.
  func verdict(
    _ condition: Condition, stage: Stage, besides asker: DocumentIdentity?
  ) -> ConditionVerdict
}

/// Which document something is: its file, and where it stands there.
package struct DocumentIdentity: Hashable, Sendable {
  private let path: String
  private let start: Int

  package init(_ file: SourceFile, at range: SourceRange) {
    path = file.path
    start = range.start
  }
}

/// What a rule asks of the other documents, with the values of its own one filled in.
package struct DocumentQuestion: Sendable {
  package var query: DocumentQuery
  package var stage: Stage
  package var namespace: String?
  /// The value that the other document must have; the inner nil where it is not known.
  package var value: String??
  package var asker: DocumentIdentity

  package init(
    query: DocumentQuery, stage: Stage, namespace: String?, value: String??,
    asker: DocumentIdentity
  ) {
    self.query = query
    self.stage = stage
    self.namespace = namespace
    self.value = value
    self.asker = asker
  }
}

extension Workload {
  /// Which workload this is, in whatever variant.
  package var identity: DocumentIdentity { DocumentIdentity(file, at: range) }
}
