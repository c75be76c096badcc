extension RulePackLoader {
  /// A condition is a mapping; all of its entries must hold.
  func condition(_ node: NodeIndex) throws(RulePackProblem) -> Condition {
    guard let condition = try condition(node, besides: []) else {
      throw reader.problem("this holds always", at: node)
    }
    return condition
  }

  /// The entries of a condition without those of these names; nil where nothing is left.
  func condition(
    _ node: NodeIndex, besides others: [String]
  ) throws(RulePackProblem) -> Condition? {
    if let reason = budget.addCondition() { throw reader.problem(reason, at: node) }
    let fields = try reader.fields(
      node,
      allowed: [
        "all", "any", "not", "stage", "format", "kind", "image", "replicas-at-least", "setting",
        "no-setting", "sibling", "load", "tracking", "file", "role",
        "command", "starts", "declared", "beside", "readable-by-all",
      ] + Self.conditionsAround + others)
    var parts: [Condition] = []
    for name in fields.names where !others.contains(name) {
      guard let value = fields[name] else { continue }
      parts.append(try condition(name, value))
    }
    return parts.count > 1 ? .all(parts) : parts.first
  }

  private func condition(_ name: String, _ value: NodeIndex) throws(RulePackProblem) -> Condition {
    switch name {
    case "all": return .all(try conditions(value))
    case "any": return .any(try conditions(value))
    case "not": return .not(try condition(value))
    case "stage":
      return .stage(
        reader.tree.isSequence(value) ? try reader.choices(value) : [try reader.choice(value)])
    case "format": return .format(try reader.strings(value))
    case "kind": return .kind(try reader.strings(value))
    case "image": return .image(try reader.strings(value))
    case "replicas-at-least": return .replicasAtLeast(try reader.int(value))
    case "setting": return try settingCondition(value)
    case "no-setting": return .not(.setting(try reader.keyPatterns(value), nil))
    case "sibling":
      let fields = try reader.fields(value, allowed: nil)
      let test = try valueTest(value, also: ["key"])
      return .sibling(try fields.string("key"), test == ValueTest() ? nil : test)
    case "load": return .load(try reader.words(value, among: ["small", "medium", "large"]))
    case "tracking":
      return .tracking(
        try reader.words(value, among: ["tracked", "untracked", "ignored", "unknown"]))
    case "command": return .command(try reader.strings(value))
    case "starts": return .starts(try reader.strings(value))
    case "declared":
      _ = try reader.words(value, among: ["secret"])
      return .declaredSecret
    case "beside":
      _ = try reader.words(value, among: ["ciphertext"])
      return .besideCiphertext
    case "file":
      return .fileKind(
        try reader.words(
          value, among: ["env-file", "credential-file", "manifest", "environment"]))
    case "readable-by-all": return .readableByAll(try reader.bool(value))
    case "role": return .role(try reader.strings(value))
    default: return try conditionAround(name, value)
    }
  }

  private func conditions(_ node: NodeIndex) throws(RulePackProblem) -> [Condition] {
    var result: [Condition] = []
    for item in try reader.items(node) { result.append(try condition(item)) }
    return result
  }

  private func settingCondition(_ node: NodeIndex) throws(RulePackProblem) -> Condition {
    if !reader.tree.isMapping(node) { return .setting(try reader.keyPatterns(node), nil) }
    let test = try valueTest(node, also: ["keys"])
    let fields = try reader.fields(node, allowed: nil)
    let keys = try reader.keyPatterns(fields.required("keys"))
    return .setting(keys, test == ValueTest() ? nil : test)
  }
}
