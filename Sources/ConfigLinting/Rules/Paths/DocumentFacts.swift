import ConfigGuard
import RulePacks

extension PathJudge {
  /// What a document answers to a question that rules ask of others.
  func fact(
    _ planned: DocumentPlan.PlannedQuery, _ plan: DocumentPlan, _ conditions: PathConditions
  ) -> DocumentFact? {
    let (trail, here) = (conditions.trail, conditions.here)
    let verdict = planned.condition.map { conditions.verdict($0, at: trail.root) } ?? .yes
    guard verdict != .no else { return nil }
    let root = trail.root.root
    var fact = DocumentFact(
      query: planned.query, stage: here.stage,
      namespace: KubernetesManifest.statedNamespace(of: root, in: trail.tree, here),
      isUnsure: verdict == .unknown,
      identity: DocumentIdentity(here.file, at: trail.tree.nodes[root].range))
    guard let path = planned.query.path, let branch = planned.branch else { return fact }
    let (nodes, deadEnds) =
      plan.isCovered(branch)
      ? (plan.walk.nodes(of: branch, trail), plan.walk.deadEnds(of: branch, trail))
      : PathSearch.nodes(at: path, from: root, in: trail)
    for node in nodes {
      let listed = conditions.items(at: node)
      fact.values += listed.texts.compactMap { $0 }
      fact.isUnsure = fact.isUnsure || listed.hasUnknown
    }
    fact.isUnsure = fact.isUnsure || conditions.mayHoldMore { deadEnds }
    return fact.values.isEmpty && !fact.isUnsure ? nil : fact
  }
}
