package import RulePacks

/// Reads `configguard.yaml`; every problem has its line and column.
package struct ContractReader {
  let reader: NodeReader
  let file: SourceFile

  package static func read(_ bytes: SourceBytes, path: String) throws(ContractError) -> Contract {
    let tree = YAMLReader.read(bytes)
    do throws(RulePackProblem) {
      if let problem = tree.problems.first {
        throw RulePackProblem(problem.message, range: problem.range)
      }
      guard let root = tree.documents.first, tree.documents.count == 1 else {
        throw RulePackProblem("a contract is exactly one YAML document")
      }
      let file = SourceFile(path: path, bytes: bytes, tracking: .unknown)
      let contract = try ContractReader(reader: NodeReader(tree), file: file)
        .contract(root, path: path)
      if let problem = contract.parameterProblem(in: { BuiltinPacks.rules.rules }) {
        throw problem
      }
      return contract
    } catch {
      throw ContractError(error.located(in: path, LineIndex(bytes)))
    }
  }

  private func contract(_ root: NodeIndex, path: String) throws(RulePackProblem) -> Contract {
    let fields = try reader.fields(
      root,
      allowed: [
        "version", "default-stage", "as-of", "stages", "dialects", "load", "variables", "groups",
        "compare", "services", "databases", "rules", "ignore",
      ])
    let version = try fields.required("version")
    guard try reader.int(version) == 1 else {
      throw reader.problem("this tool reads contracts of version 1", at: version)
    }
    var contract = Contract(path: path)
    contract.defaultStage = try fields.optionalChoice("default-stage")
    contract.asOf = try fields["as-of"].map(reader.version)
    contract.load = try load(fields)
    contract.ignore = try fields.strings("ignore").map { Glob($0) }
    contract.stages = try stages(fields["stages"])
    contract.dialects = try dialects(fields["dialects"])
    if let node = fields["variables"] {
      let variables = try reader.fields(node, allowed: nil)
      for name in variables.names {
        contract.variables.append(try variable(name, variables.required(name)))
      }
    }
    let known = Set(contract.variables.map(\.name))
    for node in try items(fields["groups"]) { contract.groups.append(try group(node, known)) }
    for node in try items(fields["compare"]) {
      contract.comparisons.append(try comparison(node, known))
    }
    // What is compared is a number.
    let compared = Set(contract.comparisons.flatMap { [$0.left, $0.right] })
    for index in contract.variables.indices
    where compared.contains(contract.variables[index].name)
      && contract.variables[index].type == .string
    {
      contract.variables[index].type = .float
    }
    if let node = fields["services"] {
      let services = try reader.fields(node, allowed: nil)
      for name in services.names {
        contract.services.append(try service(name, services.required(name), known))
      }
    }
    if let node = fields["databases"] {
      let databases = try reader.fields(node, allowed: nil)
      for name in databases.names {
        contract.databases.append(try database(name, databases.required(name), known))
      }
    }
    if let node = fields["rules"] {
      let rules = try reader.fields(node, allowed: nil)
      contract.packs = try rules.strings("packs")
      for name in rules.names where name != "packs" {
        contract.ruleSettings.append(try ruleSetting(name, rules.required(name)))
      }
    }
    return contract
  }

  private func items(_ node: NodeIndex?) throws(RulePackProblem) -> [NodeIndex] {
    guard let node else { return [] }
    return try reader.items(node)
  }

  private func load(_ fields: NodeReader.Fields) throws(RulePackProblem) -> String? {
    guard let node = fields["load"] else { return nil }
    let text = try reader.string(node)
    guard ["small", "medium", "large"].contains(text) else {
      throw reader.problem("`load` is small, medium or large", at: node)
    }
    return text
  }

  /// `stages:` maps a stage to globs of the files that are for it.
  private func stages(_ node: NodeIndex?) throws(RulePackProblem) -> [StageGlob] {
    guard let node else { return [] }
    let fields = try reader.fields(node, allowed: Stage.allCases.map(\.rawValue))
    var result: [StageGlob] = []
    for name in fields.names {
      guard let stage = Stage(rawValue: name) else { continue }
      for glob in try fields.strings(name) {
        result.append(StageGlob(stage: stage, glob: Glob(glob)))
      }
    }
    return result
  }

  /// `dialects:` maps a glob to the readers of the env files that it names.
  private func dialects(_ node: NodeIndex?) throws(RulePackProblem) -> [DialectGlob] {
    guard let node else { return [] }
    let fields = try reader.fields(node, allowed: nil)
    var result: [DialectGlob] = []
    for name in fields.names {
      var dialects: [DotEnvDialect] = []
      for id in try fields.strings(name) {
        guard let dialect = DotEnvDialect.named(id) else {
          throw reader.problem(
            DotEnvDialect.unknown(id), at: try fields.required(name))
        }
        dialects.append(dialect)
      }
      result.append(DialectGlob(glob: Glob(name), dialects: dialects))
    }
    return result
  }

  private func variable(
    _ name: String, _ node: NodeIndex
  ) throws(RulePackProblem) -> ContractVariable {
    var variable = ContractVariable(name: name)
    if reader.tree.isNull(node) { return variable }
    let fields = try reader.fields(
      node,
      allowed: [
        "type", "required", "secret", "min-length", "one-of", "pattern", "range", "url", "default",
        "description", "example", "distinct-across-stages", "sentinels", "allow-empty",
      ])
    variable.type = try fields.optionalChoice("type") ?? .string
    variable.requirement = try requirement(fields["required"])
    variable.isSecret = try fields.optionalBool("secret") ?? false
    variable.minimumLength = try fields.optionalInt("min-length")
    if let length = variable.minimumLength, length < 1, let node = fields["min-length"] {
      throw reader.problem("a length is 1 or more", at: node)
    }
    variable.choices = try fields.strings("one-of")
    variable.pattern = try pattern(fields["pattern"])
    variable.defaultValue = try fields.optionalString("default")
    variable.description = try fields.optionalString("description")
    variable.example = try fields.optionalString("example")
    variable.isDistinctAcrossStages = try fields.optionalBool("distinct-across-stages") ?? false
    variable.sentinels = try fields.strings("sentinels")
    variable.allowsEmpty = try fields.optionalBool("allow-empty") ?? false
    if let range = fields["range"] {
      let bounds = try reader.fields(range, allowed: ["min", "max"])
      variable.minimum = try number(bounds["min"])
      variable.maximum = try number(bounds["max"])
      if let minimum = variable.minimum, let maximum = variable.maximum, minimum > maximum {
        throw reader.problem("`min` is above `max`", at: range)
      }
      // What has a range is a number.
      if variable.type == .string { variable.type = .float }
    }
    if let url = fields["url"] {
      let parts = try reader.fields(url, allowed: ["schemes", "query"])
      variable.schemes = try parts.strings("schemes").map { $0.lowercased() }
      if let query = parts["query"] {
        let parameters = try reader.fields(query, allowed: nil)
        for name in parameters.names {
          variable.query[name.lowercased()] = try parameters.strings(name)
        }
      }
      if variable.type == .string { variable.type = .url }
    }
    return variable
  }

  private func requirement(
    _ node: NodeIndex?
  ) throws(RulePackProblem) -> ContractVariable.Requirement {
    guard let node else { return .never }
    if reader.tree.isSequence(node) {
      return .stages(try reader.choices(node))
    }
    return try reader.bool(node) ? .always : .never
  }

  private func pattern(_ node: NodeIndex?) throws(RulePackProblem) -> String? {
    guard let node else { return nil }
    let text = try reader.string(node)
    do throws(PatternError) {
      _ = try Pattern(text)
    } catch {
      throw reader.problem("the pattern cannot be used: \(error.message)", at: node)
    }
    return text
  }

  private func number(_ node: NodeIndex?) throws(RulePackProblem) -> Double? {
    guard let node else { return nil }
    guard let value = Double(try reader.string(node)), value.isFinite else {
      throw reader.problem("this must be a number", at: node)
    }
    return value
  }
}

extension ContractReader {
  private func names(
    _ node: NodeIndex, _ known: Set<String>
  ) throws(RulePackProblem) -> [String] {
    let names = try reader.strings(node)
    for name in names where !known.contains(name) {
      let hint =
        NearMiss.nearest(to: name, among: known)
        .map { "; did you mean \(quoted: $0)?" as ReportText } ?? ""
      throw reader.problem("\(quoted: name) is no variable of this contract\(hint)", at: node)
    }
    return names
  }

  /// A group is a mapping with one of the kinds as key and names as value.
  private func group(
    _ node: NodeIndex, _ known: Set<String>
  ) throws(RulePackProblem) -> ContractGroup {
    let kinds = ContractGroup.Kind.allCases.map(\.rawValue)
    let fields = try reader.fields(node, allowed: kinds + ["when-set", "stages"])
    let given = ContractGroup.Kind.allCases.filter { fields[$0.rawValue] != nil }
    guard given.count == 1, let list = fields[given[0].rawValue] else {
      throw reader.problem(
        "a group has one of \(kinds.map { "\(quoted: $0)" as ReportText }.joined(separator: ", "))",
        at: node)
    }
    let stages = try fields["stages"].map { node throws(RulePackProblem) in
      try reader.choices(node, Stage.self)
    }
    let subject = try fields["when-set"].map { node throws(RulePackProblem) in
      try names(node, known)
    }
    if (given[0] == .requires) != (subject?.count == 1) {
      throw reader.problem(
        "`when-set` names the one variable that needs the others, and goes with `requires` only",
        at: node)
    }
    return ContractGroup(
      kind: given[0], names: try names(list, known), subject: subject?.first, stages: stages)
  }

  /// A comparison is a text such as `DB_POOL_MIN_SIZE <= DB_POOL_MAX_SIZE`.
  private func comparison(
    _ node: NodeIndex, _ known: Set<String>
  ) throws(RulePackProblem) -> ContractComparison {
    let parts = try reader.string(node).split(separator: " ").map(String.init)
    guard parts.count == 3, let comparison = Comparison(rawValue: parts[1]) else {
      throw reader.problem("a comparison is written `A <= B`, with blanks", at: node)
    }
    for name in [parts[0], parts[2]] where !known.contains(name) {
      throw reader.problem("\(quoted: name) is no variable of this contract", at: node)
    }
    return ContractComparison(left: parts[0], comparison: comparison, right: parts[2])
  }

  private func service(
    _ name: String, _ node: NodeIndex, _ known: Set<String>
  ) throws(RulePackProblem) -> ContractService {
    if reader.tree.isNull(node) {
      return ContractService(name: name, load: nil, workloads: [Glob(name)], variables: nil)
    }
    let fields = try reader.fields(
      node, allowed: ["load", "workloads", "variables", "replicas", "processes", "pool"])
    let workloads = try fields.strings("workloads")
    let variables = try fields["variables"].map { node throws(RulePackProblem) in
      try names(node, known)
    }
    return ContractService(
      name: name, load: try load(fields),
      workloads: (workloads.isEmpty ? [name] : workloads).map { Glob($0) }, variables: variables,
      replicas: try count(fields["replicas"]), processes: try count(fields["processes"]),
      pool: try count(fields["pool"]))
  }

  private func database(
    _ name: String, _ node: NodeIndex, _ known: Set<String>
  ) throws(RulePackProblem) -> ContractDatabase {
    let fields = try reader.fields(
      node, allowed: ["max-connections", "reserved", "urls", "stages"])
    let connections = try count(fields.required("max-connections"))
    let reserved = try fields["reserved"].map({ node throws(RulePackProblem) in
      try number(node, atLeast: 0)
    })
    let urls = try fields.required("urls")
    let stages = try fields["stages"].map({ node throws(RulePackProblem) in
      try reader.choices(node, Stage.self)
    })
    let database = ContractDatabase(
      name: name, connections: connections, reserved: reserved ?? 0,
      urls: try names(urls, known), stages: stages ?? [.production])
    guard database.reserved < connections.number else {
      throw reader.problem("this leaves no connection", at: fields["reserved"] ?? node)
    }
    guard !database.urls.isEmpty else {
      throw reader.problem("this list must not be empty", at: urls)
    }
    return database
  }

  private static let mostCounted = 1_000_000

  private func number(_ node: NodeIndex, atLeast least: Int) throws(RulePackProblem) -> Int {
    let number = try reader.int(node)
    guard (least...Self.mostCounted).contains(number) else {
      throw reader.problem("this must be from \(least) to \(Self.mostCounted)", at: node)
    }
    return number
  }

  private func count(_ node: NodeIndex?) throws(RulePackProblem) -> ContractCount? {
    guard let node else { return nil }
    return try count(node)
  }

  private func count(_ node: NodeIndex) throws(RulePackProblem) -> ContractCount {
    let range = reader.tree.textRange(of: reader.tree.target(of: node))
    return ContractCount(number: try number(node, atLeast: 1), place: Place(file, range))
  }

  private func ruleSetting(
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
    for item in try items(fields["allow"]) {
      let allow = try reader.fields(item, allowed: ["path", "key", "reason", "expires"])
      setting.allowances.append(
        RuleSetting.Allowance(
          path: try allow.optionalString("path").map { Glob($0) },
          key: try allow.optionalString("key"), reason: try allow.string("reason"),
          expires: try allow["expires"].map(reader.date)))
    }
    return setting
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
