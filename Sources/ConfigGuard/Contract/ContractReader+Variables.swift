import RulePacks

extension ContractReader {
  private static let fieldNames = [
    "type", "items", "separator", "min-items", "max-items", "required", "required-when", "secret",
    "min-length", "max-length", "min-entropy", "bytes", "one-of", "pattern", "range", "url", "path",
    "default", "description", "example", "distinct-across-stages", "sentinels", "allow-empty",
    "deprecated", "deprecated-names",
  ]

  /// Reads one variable; what is not written stays as `known` has it.
  func variable(
    _ name: String, _ node: NodeIndex, onto known: ContractVariable
  ) throws(RulePackProblem) -> ContractVariable {
    var variable = known
    guard !name.isEmpty, !name.contains("="), !name.contains(" ") else {
      throw reader.problem("\(quoted: name) is no name of a variable", at: node)
    }
    if reader.tree.isNull(node) { return variable }
    let fields = try reader.fields(node, allowed: Self.fieldNames)
    let typeBefore = known.type
    variable.type = try fields.optionalChoice("type") ?? known.type
    if let node = fields["required"] { variable.requirement = try requirement(node) }
    if let node = fields["required-when"] {
      variable.requiredWhen = []
      for item in reader.tree.isSequence(node) ? try reader.items(node) : [node] {
        variable.requiredWhen.append(try condition(item, nil))
      }
    }
    variable.isSecret = try fields.optionalBool("secret") ?? known.isSecret
    variable.isDistinctAcrossStages =
      try fields.optionalBool("distinct-across-stages") ?? known.isDistinctAcrossStages
    variable.allowsEmpty = try fields.optionalBool("allow-empty") ?? known.allowsEmpty
    if let node = fields["one-of"] { variable.choices = try texts(node) }
    if let node = fields["sentinels"] { variable.sentinels = try texts(node) }
    if let node = fields["pattern"] { variable.pattern = try pattern(node) }
    variable.defaultValue = try fields.optionalString("default") ?? known.defaultValue
    variable.description = try fields.optionalString("description") ?? known.description
    variable.example = try fields.optionalString("example") ?? known.example
    try readLengths(fields, into: &variable)
    try readList(fields, into: &variable)
    try readURL(fields["url"], into: &variable)
    try readPath(fields["path"], into: &variable)
    try readRange(fields["range"], into: &variable)
    try readNames(fields, into: &variable)
    if typeBefore != variable.type, typeBefore != .string, fields["range"] == nil {
      // Bounds of another kind of number mean nothing here.
      if typeBefore.quantity != variable.type.quantity {
        (variable.minimum, variable.maximum) = (nil, nil)
      }
    }
    try checkFields(fields, variable, at: node)
    try checkLiterals(fields, variable)
    return variable
  }

  /// Texts of which there is at least one, and none is empty.
  private func texts(_ node: NodeIndex) throws(RulePackProblem) -> [String] {
    let texts = try reader.strings(node)
    guard !texts.isEmpty else { throw reader.problem("this list must not be empty", at: node) }
    return texts
  }

  /// A mapping that says something.
  private func some(
    _ fields: NodeReader.Fields
  ) throws(RulePackProblem) -> NodeReader.Fields {
    guard !fields.names.isEmpty else {
      throw reader.problem("this mapping must not be empty", at: fields.node)
    }
    return fields
  }

  private func requirement(
    _ node: NodeIndex
  ) throws(RulePackProblem) -> ContractVariable.Requirement {
    if reader.tree.isSequence(node) { return .stages(try reader.choices(node)) }
    return try reader.bool(node) ? .always : .never
  }

  private func pattern(_ node: NodeIndex) throws(RulePackProblem) -> String {
    let text = try reader.string(node)
    guard !text.isEmpty else { throw reader.problem("a pattern is not empty", at: node) }
    do throws(PatternError) {
      try Pattern.check(text)
    } catch {
      throw reader.problem("the pattern cannot be used: \(error.message)", at: node)
    }
    return text
  }

  private func readLengths(
    _ fields: NodeReader.Fields, into variable: inout ContractVariable
  ) throws(RulePackProblem) {
    variable.minimumLength = try length(fields["min-length"]) ?? variable.minimumLength
    variable.maximumLength = try length(fields["max-length"]) ?? variable.maximumLength
    variable.minimumEntropy = try length(fields["min-entropy"]) ?? variable.minimumEntropy
    if let least = variable.minimumLength, let most = variable.maximumLength, least > most,
      let node = fields["max-length"] ?? fields["min-length"]
    {
      throw reader.problem("`min-length` is above `max-length`", at: node)
    }
    guard let node = fields["bytes"] else { return }
    guard reader.tree.isMapping(node) else {
      variable.fewestBytes = try length(node)
      variable.mostBytes = variable.fewestBytes
      return
    }
    let bounds = try some(reader.fields(node, allowed: ["min", "max"]))
    variable.fewestBytes = try length(bounds["min"])
    variable.mostBytes = try length(bounds["max"])
    if let least = variable.fewestBytes, let most = variable.mostBytes, least > most {
      throw reader.problem("`min` is above `max`", at: node)
    }
  }

  private func length(_ node: NodeIndex?) throws(RulePackProblem) -> Int? {
    guard let node else { return nil }
    let length = try reader.int(node)
    guard length >= 1 else { throw reader.problem("a length is 1 or more", at: node) }
    // No variable can be longer.
    guard length <= ContractVariable.longest else {
      throw reader.problem("a length is at most \(ContractVariable.longest)", at: node)
    }
    return length
  }

  private func readList(
    _ fields: NodeReader.Fields, into variable: inout ContractVariable
  ) throws(RulePackProblem) {
    variable.items = try fields.optionalChoice("items") ?? variable.items
    variable.separator = try fields.optionalString("separator") ?? variable.separator
    variable.fewestItems = try length(fields["min-items"]) ?? variable.fewestItems
    variable.mostItems = try length(fields["max-items"]) ?? variable.mostItems
    if variable.items == .list, let node = fields["items"] {
      throw reader.problem("the items of a list are no lists", at: node)
    }
    if variable.separator.isEmpty, let node = fields["separator"] {
      throw reader.problem("a separator is not empty", at: node)
    }
    if let least = variable.fewestItems, let most = variable.mostItems, least > most,
      let node = fields["max-items"] ?? fields["min-items"]
    {
      throw reader.problem("`min-items` is above `max-items`", at: node)
    }
    let isOfList = ["items", "separator", "min-items", "max-items"].first { fields[$0] != nil }
    if isOfList != nil, variable.type == .string { variable.type = .list }
  }

  private func readURL(
    _ node: NodeIndex?, into variable: inout ContractVariable
  ) throws(RulePackProblem) {
    guard let node else { return }
    let parts = try some(
      reader.fields(node, allowed: ["schemes", "query", "hosts", "credentials", "path"]))
    if parts["schemes"] != nil {
      variable.schemes = try parts.strings("schemes").map { $0.lowercased() }
    }
    if parts["hosts"] != nil {
      variable.hosts = try texts(parts.required("hosts")).map { $0.lowercased() }
    }
    variable.credentials = try parts.optionalChoice("credentials") ?? variable.credentials
    if let path = parts["path"] {
      guard try reader.string(path) == "required" else {
        throw reader.problem("`path` of a URL is `required`", at: path)
      }
      variable.needsURLPath = true
    }
    if let query = parts["query"] {
      let parameters = try reader.fields(query, allowed: nil)
      for name in parameters.names {
        variable.query[name.lowercased()] = try parameters.strings(name)
      }
    }
    if variable.type == .string { variable.type = .url }
  }

  private func readPath(
    _ node: NodeIndex?, into variable: inout ContractVariable
  ) throws(RulePackProblem) {
    guard let node else { return }
    let parts = try some(reader.fields(node, allowed: ["exists", "absolute"]))
    variable.pathTarget = try parts.optionalChoice("exists") ?? variable.pathTarget
    variable.needsAbsolutePath = try parts.optionalBool("absolute") ?? variable.needsAbsolutePath
    if variable.type == .string { variable.type = .path }
  }

  private func readRange(
    _ node: NodeIndex?, into variable: inout ContractVariable
  ) throws(RulePackProblem) {
    guard let node else { return }
    // What has a range is a number.
    if variable.type == .string { variable.type = .float }
    guard let quantity = variable.itemType.quantity else {
      throw reader.problem("a value of the type `\(variable.itemType)` has no range", at: node)
    }
    let bounds = try some(reader.fields(node, allowed: ["min", "max"]))
    variable.minimum = try bound(bounds["min"], of: quantity)
    variable.maximum = try bound(bounds["max"], of: quantity)
    if let minimum = variable.minimum, let maximum = variable.maximum, minimum > maximum {
      throw reader.problem("`min` is above `max`", at: node)
    }
  }

  private func bound(
    _ node: NodeIndex?, of quantity: QuantityKind
  ) throws(RulePackProblem) -> Double? {
    guard let node else { return nil }
    let text = try reader.string(node)
    let unit = quantity == .duration ? "s" : "b"
    guard let value = quantity.value(of: text, unit: unit), value.isFinite else {
      throw reader.problem("this must be a \(quantity)", at: node)
    }
    return value
  }

  private func readNames(
    _ fields: NodeReader.Fields, into variable: inout ContractVariable
  ) throws(RulePackProblem) {
    if let node = fields["deprecated"] {
      switch try reader.string(node) {
      case "false": variable.deprecation = nil
      case "true": variable.deprecation = ""
      case let reason: variable.deprecation = reason
      }
    }
    guard let node = fields["deprecated-names"] else { return }
    variable.formerNames = try texts(node)
    if variable.formerNames.contains(variable.name) {
      throw reader.problem("a name is not its own successor", at: node)
    }
  }

  /// What goes with some types only.
  private func checkFields(
    _ fields: NodeReader.Fields, _ variable: ContractVariable, at node: NodeIndex
  ) throws(RulePackProblem) {
    if variable.itemType == .choice, variable.choices.isEmpty {
      throw reader.problem("an `enum` needs `one-of`", at: node)
    }
    let owners: [(names: [String], holds: Bool, words: ReportText)] = [
      (["items", "separator", "min-items", "max-items"], variable.type == .list, "`list`"),
      (["bytes"], [.base64, .hex].contains(variable.itemType), "`base64` and `hex`"),
      (["url"], [.url, .string].contains(variable.itemType), "`url`"),
      (["path"], variable.itemType == .path, "`path`"),
    ]
    for owner in owners where !owner.holds {
      for name in owner.names {
        guard let node = fields[name] else { continue }
        throw reader.problem("\(quoted: name) goes with the type \(owner.words) only", at: node)
      }
    }
  }

  /// A default or an example that the contract itself would refuse is a mistake in the contract.
  private func checkLiterals(
    _ fields: NodeReader.Fields, _ variable: ContractVariable
  ) throws(RulePackProblem) {
    for (name, text) in [("default", variable.defaultValue), ("example", variable.example)] {
      guard let problem = variable.problem(withLiteral: text) else { continue }
      let words: ReportText = fields[name] == nil ? "the `\(name: name)` that holds here: " : ""
      throw reader.problem("\(words)\(problem)", at: fields[name] ?? fields.node)
    }
  }

  /// Names that variables give of one another.
  func checkReferences(
    among variables: ContractVariables, at node: NodeIndex
  ) throws(RulePackProblem) {
    guard let problem = variables.nameProblem() else { return }
    let entry = reader.tree.entries(of: node).first {
      reader.tree.text(of: $0.key) == problem.variable
    }
    throw reader.problem(problem.message, at: entry?.key ?? node)
  }
}
