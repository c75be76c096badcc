import RulePacks

extension ContractReader {
  func checkRule(named name: String, at rules: NodeIndex) throws(RulePackProblem) {
    guard let problem = RuleSetting(rule: name).nameProblem else { return }
    let entry = reader.tree.entries(of: rules).first { reader.tree.text(of: $0.key) == name }
    throw reader.problem(problem, at: entry?.key ?? rules)
  }

  func ruleSetting(
    _ name: String, _ node: NodeIndex
  ) throws(RulePackProblem) -> RuleSetting {
    let isKebabCase = name.utf8.allSatisfy {
      (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D
    }
    guard isKebabCase else { throw reader.problem("\(quoted: name) is no id of a rule", at: node) }
    var setting = RuleSetting(rule: name)
    if reader.tree.isScalar(node) {
      if try reader.string(node) == "off" {
        setting.isOff = true
      } else {
        setting.severity = try reader.choice(node)
      }
      return setting
    }
    let fields = try reader.fields(node, allowed: ["severity", "parameters", "allow"])
    setting.severity = try fields.optionalChoice("severity")
    setting.parameters = try parameters(fields["parameters"])
    for item in try items(fields["allow"]) { setting.allowances.append(try allowance(item)) }
    return setting
  }

  private func allowance(
    _ node: NodeIndex
  ) throws(RulePackProblem) -> RuleSetting.Allowance {
    let fields = try reader.fields(
      node, allowed: ["path", "key", "workload", "reason", "owner", "expires"])
    var allowance = RuleSetting.Allowance(
      reason: try fields.string("reason"), place: Place(file, reader.tree.line(of: node)))
    guard allowance.reason.contains(where: { !$0.isWhitespace }) else {
      throw reader.problem("a reason must say something", at: try fields.required("reason"))
    }
    allowance.path = try fields.optionalString("path").map { Glob($0) }
    allowance.key = try fields.optionalString("key")
    allowance.workload = try fields.optionalString("workload")
    allowance.owner = try fields.optionalString("owner")
    if let expires = fields["expires"] {
      let day = try reader.date(expires)
      if let shape = CalendarText.problem(ofDate: day) {
        throw reader.problem("this is no date: \(shape.words)", at: expires)
      }
      allowance.expires = day
    }
    return allowance
  }

  private func parameters(
    _ node: NodeIndex?
  ) throws(RulePackProblem) -> [RuleSetting.Parameter] {
    guard let node else { return [] }
    let fields = try reader.fields(node, allowed: nil)
    var result: [RuleSetting.Parameter] = []
    for name in fields.names {
      let value = try fields.required(name)
      let range = reader.tree.textRange(of: reader.tree.target(of: value))
      if reader.tree.isSequence(value) {
        let words = RuleParameter.words(try reader.strings(value))
        result.append(RuleSetting.Parameter(name: name, value: words, range: range))
        continue
      }
      guard let bound = RuleParameter(bound: try reader.string(value)) else {
        throw reader.problem(
          "a parameter is a number, a duration such as 30s, a size such as 64KiB, or a list",
          at: value)
      }
      result.append(RuleSetting.Parameter(name: name, value: bound, range: range))
    }
    return result
  }
}

extension DocumentTree {
  /// A mapping in braces, or else its first entry, which marks it on one line.
  fileprivate func line(of node: NodeIndex) -> SourceRange {
    let mapping = nodes[target(of: node)]
    guard mapping.style != .flow, let first = writtenEntries(of: node).first else {
      return mapping.range
    }
    return SourceRange(
      start: Int(nodes[first.key].start), end: textRange(of: target(of: first.value)).end)
  }
}
