import RulePacks

/// Whether a condition holds, as far as what was read tells.
package enum ConditionVerdict: Sendable, Hashable {
  case yes
  case no
  /// A template, a reference or something that was not read decides.
  case unknown

  init(_ holds: Bool) { self = holds ? .yes : .no }

  init(_ holds: Bool?) { self = holds.map { $0 ? .yes : .no } ?? .unknown }

  var negated: ConditionVerdict {
    switch self {
    case .yes: .no
    case .no: .yes
    case .unknown: .unknown
    }
  }

  /// The verdict on several conditions that must all hold.
  static func all<T>(
    _ parts: some Sequence<T>, _ verdict: (T) -> ConditionVerdict
  ) -> ConditionVerdict {
    var result = ConditionVerdict.yes
    for part in parts {
      switch verdict(part) {
      case .no: return .no
      case .unknown: result = .unknown
      case .yes: continue
      }
    }
    return result
  }

  /// The verdict on several conditions of which one must hold.
  static func any<T>(
    _ parts: some Sequence<T>, _ verdict: (T) -> ConditionVerdict
  ) -> ConditionVerdict {
    all(parts) { verdict($0).negated }.negated
  }
}

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
