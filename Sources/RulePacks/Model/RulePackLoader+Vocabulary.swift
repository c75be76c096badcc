extension RulePackLoader {
  func vocabulary(_ fields: NodeReader.Fields) throws(RulePackProblem) -> Vocabulary {
    var result = Vocabulary()
    result.words = try wordLines(fields, "words")
    result.commonWords = try wordLines(fields, "common-words")
    for node in try items(fields["published-keys"]) {
      let key = try reader.fields(node, allowed: ["sha256", "publisher"])
      let digest = try key.string("sha256")
      guard digest.utf8.count == 64,
        digest.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
      else {
        throw reader.problem(
          "a SHA-256 has 64 small hexadecimal digits", at: try key.required("sha256"))
      }
      result.publishedKeys.append(
        PublishedKey(digest: digest, publisher: try key.string("publisher")))
    }
    for node in try items(fields["roles"]) {
      let role = try reader.fields(node, allowed: ["role", "keys"])
      result.roles.append(
        RoleEntry(
          role: try role.string("role"), keys: try reader.keyPatterns(role.required("keys"))))
    }
    result.lists = NamedLists(
      try table(fields["lists"]) { node throws(RulePackProblem) in try reader.string(node) })
    result.families = try table(fields["families"]) { node throws(RulePackProblem) in
      try pattern(node)
    }
    for node in try items(fields["value-forms"]) {
      let form = try reader.fields(node, allowed: ["kind", "name", "pattern"])
      result.forms.append(
        ValueForm(
          kind: try reader.choice(form.required("kind")), name: try form.string("name"),
          pattern: try pattern(form.required("pattern"))))
    }
    result.tokens = try tokens(fields["tokens"])
    result.ceilings = try connectionCeilings(fields["connection-ceilings"])
    for node in try items(fields["variable-types"]) {
      let entry = try reader.fields(node, allowed: ["type", "keys"])
      result.variableTypes.append(
        VariableTypeEntry(
          type: try entry.string("type"), keys: try reader.keyPatterns(entry.required("keys"))))
    }
    if let node = fields["stages"] {
      let stages = try reader.fields(node, allowed: ["markers", "names", "folders", "ambiguous"])
      result.stages.markers = try stages["markers"].map(orThrow: reader.keyPatterns) ?? []
      result.stages.names = try stageNames(stages["names"])
      result.stages.folders = try stageNames(stages["folders"])
      result.stages.ambiguous = try stages.strings("ambiguous")
    }
    return result
  }

  /// Words with blanks between them, on any number of lines.
  private func wordLines(
    _ fields: NodeReader.Fields, _ name: String
  ) throws(RulePackProblem) -> [String] {
    try fields.strings(name).flatMap { $0.split(separator: " ").map(String.init) }
  }

  private func items(_ node: NodeIndex?) throws(RulePackProblem) -> [NodeIndex] {
    guard let node else { return [] }
    return try reader.items(node)
  }

  private func table(
    _ node: NodeIndex?, _ read: (NodeIndex) throws(RulePackProblem) -> String
  ) throws(RulePackProblem) -> [String: [String]] {
    guard let node else { return [:] }
    let fields = try reader.fields(node, allowed: nil)
    var result: [String: [String]] = [:]
    for name in fields.names {
      var values: [String] = []
      for item in try reader.items(fields.required(name), allowsNone: true) {
        values.append(try read(item))
      }
      result[name] = values
    }
    return result
  }

  private func stageNames(_ node: NodeIndex?) throws(RulePackProblem) -> [String: [String]] {
    guard let node else { return [:] }
    let fields = try reader.fields(node, allowed: Stage.allCases.map(\.rawValue))
    var result: [String: [String]] = [:]
    for name in fields.names { result[name] = try fields.strings(name) }
    return result
  }
}
