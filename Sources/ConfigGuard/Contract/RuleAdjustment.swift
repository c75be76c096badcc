package import RulePacks

extension RuleSetting {
  /// A bound or a list of the rule that the project replaces, and where the contract says so.
  package struct Parameter: Sendable {
    package var name: String
    package var value: RuleParameter
    package var range: SourceRange
  }

  /// What is wrong with the first parameter that the rule does not have, or has in another form.
  func problem(with rule: Rule) -> RulePackProblem? {
    for parameter in parameters {
      let own = rule.parameters
      guard let known = own.first(where: { $0.name == parameter.name }) else {
        let names = own.map { "`\(name: $0.name)`" as ReportText }.joined(separator: ", ")
        let hint: ReportText = own.isEmpty ? "it has none" : "it has \(names)"
        return RulePackProblem(
          "\(quoted: rule.id) has no parameter \(quoted: parameter.name); \(hint)",
          range: parameter.range)
      }
      guard known.value.isLike(parameter.value) else {
        return RulePackProblem(
          "the parameter \(quoted: parameter.name) of \(quoted: rule.id) is \(known.value.kind)",
          range: parameter.range)
      }
    }
    return nil
  }
}

extension RuleSetting {
  /// That no built-in rule has this id, with a hint for one that is nearly right.
  ///
  /// A misspelt id would change nothing; only packs, which are read elsewhere, may have more rules.
  var nameProblem: ReportText? {
    guard !BuiltinPacks.prepared.index.hasRule(rule) else { return nil }
    let known = Set(BuiltinPacks.rules.list.flatMap { [$0.id] + $0.formerly })
    let hint =
      NearMiss.nearest(to: rule, among: known)
      .map { "; did you mean \(quoted: $0)?" as ReportText } ?? ""
    return "there is no rule \(quoted: rule)\(hint)"
  }
}

extension Contract {
  /// What is wrong with the parameters that the contract gives to some of these rules.
  package func parameterProblem(in rules: () -> [Rule]) -> RulePackProblem? {
    guard ruleSettings.contains(where: { !$0.parameters.isEmpty }) else { return nil }
    let known = Dictionary(
      rules().flatMap { rule in ([rule.id] + rule.formerly).map { ($0, rule) } },
      uniquingKeysWith: { first, _ in first })
    for setting in ruleSettings {
      if let problem = known[setting.rule].flatMap({ setting.problem(with: $0) }) {
        return problem
      }
    }
    return nil
  }
}

extension PreparedRules {
  /// The rules with the bounds and lists that a contract gives them.
  package func adjusted(to contract: Contract?) -> PreparedRules {
    let settings = (contract?.ruleSettings ?? []).filter { !$0.parameters.isEmpty }
    guard !settings.isEmpty else { return self }
    var rules = set.rules
    for setting in settings {
      for index in rules.indices
      where rules[index].id == setting.rule || rules[index].formerly.contains(setting.rule) {
        for parameter in setting.parameters {
          rules[index].replace(parameter.name, with: parameter.value)
        }
      }
    }
    return PreparedRules(RuleSet(rules: rules, vocabulary: set.vocabulary))
  }
}
