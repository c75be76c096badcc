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

  /// The keys of settings that rules ask for beside what they look at.
  static func keysBeside(_ rules: [Rule]) -> [KeyPattern] {
    rules.flatMap { rule -> [KeyPattern] in
      let asked = (rule.condition?.parts ?? []).flatMap { part -> [KeyPattern] in
        switch part {
        case .setting(let keys, _): keys
        case .workload(let other):
          other.parts.flatMap { part -> [KeyPattern] in
            if case .setting(let keys, _) = part { keys } else { [] }
          }
        default: []
        }
      }
      return asked + rule.check.keys
    }
  }
}

extension Check {
  /// The keys of the settings that a check of whole environments compares or asks for.
  var keys: [KeyPattern] {
    switch self {
    case .requires(let keys), .twins(let keys, _): keys
    case .relation(let relation): relation.left.keys + relation.right.keys
    default: []
    }
  }
}
