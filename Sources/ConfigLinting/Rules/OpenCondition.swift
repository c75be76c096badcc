package import ConfigGuard
package import RulePacks

/// A condition in which only the questions about other documents and workloads are left.
package indirect enum OpenCondition: Sendable {
  case settled(ConditionVerdict)
  case all([OpenCondition])
  case any([OpenCondition])
  case not(OpenCondition)
  case document(DocumentQuestion)
  case workload(Condition, Stage)

  /// The verdict with what the project holds, or without it.
  func verdict(_ neighbours: Neighbours?) -> ConditionVerdict {
    switch self {
    case .settled(let verdict): verdict
    case .all(let parts): .all(parts) { $0.verdict(neighbours) }
    case .any(let parts): .any(parts) { $0.verdict(neighbours) }
    case .not(let part): part.verdict(neighbours).negated
    case .document(let question): neighbours?.verdict(question) ?? .unknown
    case .workload(let condition, let stage):
      neighbours?.verdict(condition, stage: stage, besides: nil) ?? .unknown
    }
  }
}

/// A finding that waits until everything has been read.
package struct PendingFinding: Sendable {
  package var draft: FindingDraft
  package var condition: OpenCondition
}
