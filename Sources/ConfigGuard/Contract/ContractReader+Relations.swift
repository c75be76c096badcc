import RulePacks

extension ContractReader {
  /// Names that are variables of the contract.
  func names(
    _ node: NodeIndex, _ known: ContractVariables
  ) throws(RulePackProblem) -> [String] {
    let names = try reader.strings(node)
    for name in names where known[name] == nil {
      throw reader.problem(known.unknown(name), at: node)
    }
    return names
  }

  /// The groups and comparisons of a contract or of one service.
  func relations(
    _ fields: NodeReader.Fields, _ variables: ContractVariables
  ) throws(RulePackProblem) -> (groups: [ContractGroup], comparisons: [ContractComparison]) {
    var groups: [ContractGroup] = []
    for node in try items(fields["groups"]) { groups.append(try group(node, variables)) }
    var comparisons: [ContractComparison] = []
    for node in try items(fields["compare"]) {
      comparisons.append(try comparison(node, variables))
    }
    return (groups, comparisons)
  }

  /// A group is a mapping with one of the kinds as key and names as value.
  private func group(
    _ node: NodeIndex, _ known: ContractVariables
  ) throws(RulePackProblem) -> ContractGroup {
    let kinds = ContractGroup.Kind.allCases.map(\.rawValue)
    let fields = try reader.fields(node, allowed: kinds + ["when-set", "when", "stages"])
    let given = ContractGroup.Kind.allCases.filter { fields[$0.rawValue] != nil }
    guard given.count == 1, let list = fields[given[0].rawValue] else {
      throw reader.problem(
        "a group has one of \(kinds.map { "\(quoted: $0)" as ReportText }.joined(separator: ", "))",
        at: node)
    }
    let kind = given[0]
    let subject = try fields["when-set"].map { node throws(RulePackProblem) in
      try names(node, known)
    }
    let condition = try fields["when"].map { node throws(RulePackProblem) in
      try self.condition(node, known)
    }
    if let node = fields["when-set"] {
      guard subject?.count == 1, kind == .requires || kind == .conflicts else {
        throw reader.problem(
          "`when-set` names one variable, and goes with `requires` and `conflicts` only", at: node)
      }
    } else if kind == .requires, condition == nil {
      throw reader.problem(
        "`requires` needs `when-set`, the variable that needs the others, or `when`", at: node)
    }
    let group = ContractGroup(
      kind: kind, names: try names(list, known), subject: subject?.first, condition: condition,
      stages: try fields["stages"].map { node throws(RulePackProblem) in
        try reader.choices(node, Stage.self)
      })
    guard !group.names.isEmpty, Set(group.names).count == group.names.count else {
      throw reader.problem("a group names each of its variables once", at: list)
    }
    guard group.names.count > 1 || subject != nil || kind == .oneOf || condition != nil else {
      throw reader.problem("a group of one variable says nothing", at: list)
    }
    return group
  }

  /// Values that other variables must have, by their names; none means any value.
  func condition(
    _ node: NodeIndex, _ known: ContractVariables?
  ) throws(RulePackProblem) -> ContractCondition {
    let fields = try reader.fields(node, allowed: nil)
    var terms: [ContractCondition.Term] = []
    for name in fields.names {
      let value = try fields.required(name)
      if let known, known[name] == nil { throw reader.problem(known.unknown(name), at: node) }
      let values = reader.tree.isNull(value) ? [] : try reader.strings(value)
      terms.append(ContractCondition.Term(name: name, values: values))
    }
    guard !terms.isEmpty else { throw reader.problem("this names no variable", at: node) }
    return ContractCondition(terms: terms)
  }

  /// A comparison is a text such as `WORKERS * DB_POOL_SIZE <= 100`, or a mapping with stages.
  private func comparison(
    _ node: NodeIndex, _ variables: ContractVariables
  ) throws(RulePackProblem) -> ContractComparison {
    var text = node
    var stages: [Stage]?
    if reader.tree.isMapping(node) {
      let fields = try reader.fields(node, allowed: ["that", "stages"])
      text = try fields.required("that")
      stages = try fields["stages"].map { node throws(RulePackProblem) in
        try reader.choices(node, Stage.self)
      }
    }
    var comparison: ContractComparison
    do throws(RulePackProblem) {
      comparison = try ContractExpressionParser.comparison(try reader.string(text))
    } catch {
      throw error.range == nil ? reader.problem(error.message, at: text) : error
    }
    comparison.stages = stages
    if let problem = variables.problem(with: comparison) {
      throw reader.problem(problem, at: text)
    }
    return comparison
  }
}
