import RulePacks

extension ContractReader {
  /// Names that are variables of the contract.
  func names(
    _ node: NodeIndex, _ known: Set<String>
  ) throws(RulePackProblem) -> [String] {
    try names(reader.strings(node), known, at: node)
  }

  /// The groups and comparisons of a contract or of one service.
  func relations(
    _ fields: NodeReader.Fields, _ variables: ContractVariables
  ) throws(RulePackProblem) -> (groups: [ContractGroup], comparisons: [ContractComparison]) {
    let known = Set(variables.map(\.name))
    var groups: [ContractGroup] = []
    for node in try items(fields["groups"]) { groups.append(try group(node, known)) }
    var comparisons: [ContractComparison] = []
    for node in try items(fields["compare"]) {
      comparisons.append(try comparison(node, variables))
    }
    return (groups, comparisons)
  }

  /// A group is a mapping with one of the kinds as key and names as value.
  private func group(
    _ node: NodeIndex, _ known: Set<String>
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
    guard group.names.count > 1 || subject != nil || kind == .oneOf || condition != nil else {
      throw reader.problem("a group of one variable says nothing", at: list)
    }
    return group
  }

  /// Values that other variables must have, by their names; none means any value.
  func condition(
    _ node: NodeIndex, _ known: Set<String>?
  ) throws(RulePackProblem) -> ContractCondition {
    let fields = try reader.fields(node, allowed: nil)
    var terms: [ContractCondition.Term] = []
    for name in fields.names {
      let value = try fields.required(name)
      if let known, !known.contains(name) { _ = try names([name], known, at: node) }
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
    _ = try names(comparison.names, Set(variables.map(\.name)), at: text)
    guard !comparison.names.isEmpty else {
      throw reader.problem("this compares no variable", at: text)
    }
    // What is compared is a number.
    let quantity = { (name: String) -> QuantityKind? in
      let type = variables[name]?.type ?? .string
      return type == .string ? .number : type.quantity
    }
    if let name = comparison.names.first(where: { quantity($0) == nil }) {
      throw reader.problem("\(quoted: name) is of a type that has no order", at: text)
    }
    do throws(RulePackProblem) {
      _ = try ContractExpression.common(
        comparison.left.quantity(quantity), comparison.right.quantity(quantity))
    } catch {
      throw reader.problem(error.message, at: text)
    }
    return comparison
  }

  private func names(
    _ names: [String], _ known: Set<String>, at node: NodeIndex
  ) throws(RulePackProblem) -> [String] {
    for name in names where !known.contains(name) {
      let hint =
        NearMiss.nearest(to: name, among: known)
        .map { "; did you mean \(quoted: $0)?" as ReportText } ?? ""
      throw reader.problem("\(quoted: name) is no variable of this contract\(hint)", at: node)
    }
    return names
  }
}
