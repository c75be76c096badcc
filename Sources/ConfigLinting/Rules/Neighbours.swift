package import ConfigGuard
import RulePacks

/// A document that some rule may ask for, with what the rule has to know of it.
package struct DocumentFact: Sendable {
  var query: DocumentQuery
  var stage: Stage
  var namespace: String?
  var values: [String] = []
  /// Whether it may have other values, or may not be what is asked for.
  var isUnsure = false
  var identity: DocumentIdentity
}

/// What a project holds beside the document or workload that is judged.
///
/// Each question is prepared once for all who ask it, and answered by looking up.
package final class Neighbours: Neighbourhood {
  private let readings: [FileReading]
  private let context: ProjectContext
  private let judge: Judge
  private var documents: [DocumentQuery: [DocumentKey: Presence]]?
  private var workloads: [Condition: [Stage: Presence]] = [:]

  /// - Parameters:
  ///   - readings: All files; those of one project count.
  init(_ readings: [FileReading], of context: ProjectContext, _ judge: Judge) {
    self.readings = readings
    self.context = context
    self.judge = judge
  }

  private struct DocumentKey: Hashable {
    enum Part: Hashable {
      case known(String)
      case unknown
      case any
    }

    var value: Part
    var namespace: Part
    var stage: Stage
  }

  /// Which of those that answer a question are there; two are enough to find another than one self.
  private struct Presence {
    private var sure: [DocumentIdentity] = []
    private var unsure: [DocumentIdentity] = []

    mutating func add(_ identity: DocumentIdentity, isSure: Bool) {
      if isSure, sure.count < 2, !sure.contains(identity) { sure.append(identity) }
      if !isSure, unsure.count < 2, !unsure.contains(identity) { unsure.append(identity) }
    }

    func verdict(besides asker: DocumentIdentity?) -> ConditionVerdict {
      if sure.contains(where: { $0 != asker }) { return .yes }
      return unsure.contains { $0 != asker } ? .unknown : .no
    }
  }

  /// Stages in which something may be for one in this stage, too, where nothing says so.
  private static func stages(for stage: Stage) -> [Stage] {
    if stage == .unknown { return Stage.allCases }
    return [stage, .unknown]
  }
}

// MARK: Documents

extension Neighbours {
  package func verdict(_ question: DocumentQuestion) -> ConditionVerdict {
    let table = prepared()[question.query] ?? [:]
    let values: [(part: DocumentKey.Part, isSure: Bool)] =
      switch question.value {
      case nil: [(.any, true)]
      case .some(nil): [(.any, false)]
      case .some(let value?): [(.known(value), true), (.unknown, false)]
      }
    let namespaces: [(part: DocumentKey.Part, isSure: Bool)] =
      if !question.query.isInSameNamespace {
        [(.any, true)]
      } else if let namespace = question.namespace {
        [(.known(namespace), true), (.unknown, false)]
      } else {
        [(.unknown, true), (.any, false)]
      }
    return .any(Self.stages(for: question.stage)) { stage in
      .any(values) { value in
        .any(namespaces) { namespace in
          let key = DocumentKey(value: value.part, namespace: namespace.part, stage: stage)
          let verdict = table[key]?.verdict(besides: question.asker) ?? .no
          let isSure = value.isSure && namespace.isSure && stage == question.stage
          return verdict == .yes && !isSure ? .unknown : verdict
        }
      }
    }
  }

  private func prepared() -> [DocumentQuery: [DocumentKey: Presence]] {
    if let documents { return documents }
    var tables: [DocumentQuery: [DocumentKey: Presence]] = [:]
    for fact in readings.lazy.filter({ [context] in $0.context === context })
      .flatMap(\.documentFacts)
    {
      let hasUnknownValue = fact.isUnsure && fact.query.path != nil
      let values =
        fact.values.map(DocumentKey.Part.known) + (hasUnknownValue ? [.unknown] : []) + [.any]
      let namespace = fact.namespace.map(DocumentKey.Part.known) ?? .unknown
      for value in values {
        for namespace in [namespace, .any] {
          let key = DocumentKey(value: value, namespace: namespace, stage: fact.stage)
          tables[fact.query, default: [:]][key, default: Presence()].add(
            fact.identity, isSure: !fact.isUnsure)
        }
      }
    }
    documents = tables
    return tables
  }
}

// MARK: Workloads

extension Neighbours {
  /// Whether a condition holds for another workload than `asker`.
  package func verdict(
    _ condition: Condition, stage: Stage, besides asker: DocumentIdentity?
  ) -> ConditionVerdict {
    let table = prepared(condition)
    return .any(Self.stages(for: stage)) { other in
      let verdict = table[other]?.verdict(besides: asker) ?? .no
      return verdict == .yes && other != stage ? .unknown : verdict
    }
  }

  /// What others ask a workload about.
  static func surroundings(of workload: Workload) -> Surroundings {
    Surroundings(
      gate: .files, stage: workload.stage, format: workload.format, file: workload.file,
      settings: workload.environment, workload: workload, kind: workload.kind)
  }

  private func prepared(_ condition: Condition) -> [Stage: Presence] {
    if let known = workloads[condition] { return known }
    var table: [Stage: Presence] = [:]
    for reading in readings where reading.context === context {
      for workload in reading.workloads {
        let verdict = judge.verdict(condition, Self.surroundings(of: workload))
        guard verdict != .no else { continue }
        table[workload.stage, default: Presence()].add(workload.identity, isSure: verdict == .yes)
      }
    }
    workloads[condition] = table
    return table
  }
}
