import ConfigGuard
import RulePacks

extension Judge {
  /// What rules that look at other documents have to know of this one.
  func documentFacts(
    of root: NodeIndex, in tree: DocumentTree, _ here: Surroundings
  ) -> [DocumentFact] {
    guard !documentQueries.isEmpty else { return [] }
    let conditions = PathConditions(self, tree, here)
    let match = PathMatch(
      node: root, root: root, mappings: [], range: tree.nodes[root].range, path: "", key: nil)
    return documentQueries.compactMap { query in
      let verdict = query.condition.map { conditions.verdict($0, at: match) } ?? .yes
      guard verdict != .no else { return nil }
      var fact = DocumentFact(
        query: query, stage: here.stage,
        namespace: KubernetesManifest.statedNamespace(of: root, in: tree, here),
        isUnsure: verdict == .unknown,
        identity: DocumentIdentity(here.file, at: tree.nodes[root].range))
      guard let path = query.path else { return fact }
      var search = PathSearch(tree)
      search.follow(path, from: root)
      for match in search.found {
        guard let node = match.node else { continue }
        let listed = conditions.items(at: node)
        fact.values += listed.texts.compactMap { $0 }
        fact.isUnsure = fact.isUnsure || listed.hasUnknown
      }
      let mayHoldMore = here.template.map { text in
        search.deadEnds.contains { text.mayAddKeys(to: $0, in: tree) }
      }
      fact.isUnsure = fact.isUnsure || mayHoldMore == true
      return fact.values.isEmpty && !fact.isUnsure ? nil : fact
    }
  }
}
