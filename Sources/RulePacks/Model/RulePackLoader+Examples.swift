extension RulePackLoader {
  func examples(_ node: NodeIndex) throws(RulePackProblem) -> [RuleExample] {
    let fields = try reader.fields(node, allowed: ["bad", "good"])
    var result: [RuleExample] = []
    for (name, isBad) in [("bad", true), ("good", false)] {
      let list = try fields.required(name)
      let items = try reader.items(list)
      for item in items { result.append(try example(item, isBad: isBad)) }
    }
    return result
  }

  private func example(_ node: NodeIndex, isBad: Bool) throws(RulePackProblem) -> RuleExample {
    let fields = try reader.fields(
      node,
      allowed: [
        "title", "files", "environment", "contract", "stage", "severity", "tracked", "untracked",
        "ignored", "readable-by-all", "accesses",
      ])
    let states = ["tracked", "untracked", "ignored"]
    var tracking: [String: String] = [:]
    for state in states { for path in try fields.strings(state) { tracking[path] = state } }
    var example = RuleExample(
      isBad: isBad, title: try fields.optionalString("title") ?? "", files: [], environment: [:],
      contract: try fields.optionalString("contract"), stage: try fields.optionalChoice("stage"),
      severity: try fields.optionalChoice("severity"),
      line: lines.location(of: Int(reader.tree.nodes[node].start)).line)
    let readable = Set(try fields.strings("readable-by-all"))
    if let files = fields["files"] {
      let texts = try reader.fields(files, allowed: nil)
      for path in texts.names {
        example.files.append(
          RuleExample.File(
            path: path, text: try texts.string(path), tracking: tracking[path] ?? "unknown",
            isReadableByAll: readable.contains(path)))
      }
    }
    if let environment = fields["environment"] {
      let values = try reader.fields(environment, allowed: nil)
      for name in values.names { example.environment[name] = try values.string(name) }
    }
    if let accesses = fields["accesses"] {
      for item in try reader.items(accesses) { example.accesses.append(try access(item)) }
    }
    let isEmpty =
      example.files.isEmpty && example.accesses.isEmpty && fields["environment"] == nil
    guard !isEmpty else {
      throw reader.problem("an example has `files`, an `environment` or `accesses`", at: node)
    }
    return example
  }

  private func access(_ node: NodeIndex) throws(RulePackProblem) -> RuleExample.Access {
    let fields = try reader.fields(node, allowed: ["key", "outcome", "default", "secret"])
    let outcome = try fields.required("outcome")
    return RuleExample.Access(
      key: try fields.string("key"),
      outcome: try word(outcome, among: ["found", "absent", "replaced", "refused"]),
      fallback: try fields.optionalString("default"),
      isMarkedSecret: try fields.optionalBool("secret") ?? false)
  }
}
