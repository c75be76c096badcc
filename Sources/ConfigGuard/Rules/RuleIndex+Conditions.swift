import RulePacks

extension RuleIndex {
  /// What these rules ask of other documents, each question once.
  static func documentQueries(of rules: [Rule]) -> [DocumentQuery] {
    var seen: Set<DocumentQuery> = []
    return rules.flatMap { $0.condition?.parts ?? [] }.compactMap { part in
      guard case .document(let query) = part, seen.insert(query).inserted else { return nil }
      return query
    }
  }
}
