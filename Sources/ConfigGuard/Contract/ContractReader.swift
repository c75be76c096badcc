package import RulePacks

/// Reads `configguard.yaml`; every problem has its line and column.
package struct ContractReader {
  let reader: NodeReader
  let file: SourceFile

  package typealias Load = (String) throws(FileError) -> SourceBytes

  package static let sizeLimit = 1 << 20
  private static let deepest = 8

  package static func loadFile(_ path: String) throws(FileError) -> SourceBytes {
    try readFile(path: path, limit: sizeLimit)
  }

  /// Reads a contract; `load` gets the files that it extends.
  package static func read(
    _ bytes: SourceBytes, path: String,
    load: Load = { path throws(FileError) in throw FileError(path: path, kind: .notFound) }
  ) throws(ContractError) -> Contract {
    var contract = Contract(path: path)
    do throws(RulePackProblem) {
      try read(bytes, path: path, into: &contract, load: load, trail: [])
    } catch {
      throw ContractError(error)
    }
    return contract
  }

  private static func read(
    _ bytes: SourceBytes, path: String, into contract: inout Contract, load: Load,
    trail: [String]
  ) throws(RulePackProblem) {
    let tree = YAMLReader.read(bytes)
    do throws(RulePackProblem) {
      if let problem = tree.problems.first {
        throw RulePackProblem(problem.message, range: problem.range)
      }
      guard let root = tree.documents.first, tree.documents.count == 1 else {
        throw RulePackProblem("a contract is exactly one YAML document")
      }
      let file = SourceFile(path: path, bytes: bytes, tracking: .unknown)
      let reader = ContractReader(reader: NodeReader(tree), file: file)
      let fields = try reader.fields(of: root)
      try reader.readBases(
        fields, into: &contract, load: load, trail: trail + [FilePath.normalized(path)])
      try reader.read(fields, into: &contract)
      if let problem = contract.parameterProblem(in: { BuiltinPacks.rules.rules }) {
        throw problem
      }
    } catch {
      // A problem of a file that this one extends has its place already.
      throw error.path == nil ? error.located(in: path, LineIndex(bytes)) : error
    }
  }

  /// Reads what the contract extends, one file after the other.
  private func readBases(
    _ fields: NodeReader.Fields, into contract: inout Contract, load: Load, trail: [String]
  ) throws(RulePackProblem) {
    guard let node = fields["extends"] else { return }
    for item in reader.tree.isSequence(node) ? try reader.items(node) : [node] {
      let written = try reader.string(item)
      let path = FilePath.normalized(FilePath.join(FilePath.folder(of: file.path), written))
      guard !written.isEmpty else { throw reader.problem("this must be a path", at: item) }
      guard !trail.contains(path) else {
        throw reader.problem("this file extends the contract in turn", at: item)
      }
      guard trail.count < Self.deepest else {
        throw reader.problem(
          "more than \(Self.deepest) contracts extend one another", at: item)
      }
      let bytes: SourceBytes
      do throws(FileError) {
        bytes = try load(path)
      } catch {
        throw reader.problem("this file cannot be read: \(error.reason)", at: item)
      }
      try Self.read(bytes, path: path, into: &contract, load: load, trail: trail)
      if !contract.bases.contains(path) { contract.bases.append(path) }
    }
  }

  private func fields(of root: NodeIndex) throws(RulePackProblem) -> NodeReader.Fields {
    let fields = try reader.fields(
      root,
      allowed: [
        "version", "extends", "default-stage", "as-of", "stages", "dialects", "load", "prefixes",
        "variables", "groups", "compare", "services", "databases", "rules", "ignore", "baseline",
      ])
    let version = try fields.required("version")
    guard try reader.int(version) == 1 else {
      throw reader.problem("this tool reads contracts of version 1", at: version)
    }
    return fields
  }

  /// Adds what is written here to what the contract extends.
  private func read(
    _ fields: NodeReader.Fields, into contract: inout Contract
  ) throws(RulePackProblem) {
    contract.defaultStage = try fields.optionalChoice("default-stage") ?? contract.defaultStage
    contract.asOf = try fields["as-of"].map(reader.version) ?? contract.asOf
    contract.load = try load(fields) ?? contract.load
    contract.baseline =
      try fields.optionalString("baseline").map {
        FilePath.join(FilePath.folder(of: file.path), $0)
      } ?? contract.baseline
    contract.ignore += try fields.strings("ignore").map { Glob($0) }
    contract.stages = try stages(fields["stages"]) + contract.stages
    contract.dialects = try dialects(fields["dialects"]) + contract.dialects
    try readPrefixes(fields["prefixes"], into: &contract)
    if let node = fields["variables"] {
      let variables = try reader.fields(node, allowed: nil)
      for name in variables.names {
        let known = contract.variables[name] ?? ContractVariable(name: name)
        contract.variables.set(try variable(name, variables.required(name), onto: known))
      }
      try checkReferences(among: contract.variables, at: node)
    }
    let relations = try relations(fields, contract.variables)
    contract.groups += relations.groups.filter { !contract.groups.contains($0) }
    contract.comparisons += relations.comparisons.filter { !contract.comparisons.contains($0) }
    // A variable that is changed here may stand in a comparison of what is extended.
    for comparison in contract.comparisons {
      guard let problem = contract.variables.problem(with: comparison) else { continue }
      throw reader.problem(problem, at: fields["variables"] ?? fields.node)
    }
    contract.variables.makeNumbers(of: contract.comparisons.flatMap(\.names))
    if let node = fields["services"] {
      let services = try reader.fields(node, allowed: nil)
      for name in services.names {
        let service = try service(name, services.required(name), in: contract)
        contract.services.removeAll { $0.name == name }
        contract.services.append(service)
      }
    }
    if let node = fields["databases"] {
      let databases = try reader.fields(node, allowed: nil)
      for name in databases.names {
        let database = try database(name, databases.required(name), contract.variables)
        contract.databases.removeAll { $0.name == name }
        contract.databases.append(database)
      }
    }
    try readRules(fields["rules"], into: &contract)
  }

  private func readRules(
    _ node: NodeIndex?, into contract: inout Contract
  ) throws(RulePackProblem) {
    guard let node else { return }
    let rules = try reader.fields(node, allowed: nil)
    // Packs of a contract that is extended lie beside that one.
    let folder = FilePath.folder(of: file.path)
    contract.packs += try rules.strings("packs").map { FilePath.join(folder, $0) }
    for name in rules.names where name != "packs" {
      if contract.packs.isEmpty { try checkRule(named: name, at: node) }
      let setting = try ruleSetting(name, rules.required(name))
      contract.ruleSettings.removeAll { $0.rule == name }
      contract.ruleSettings.append(setting)
    }
  }

  private func readPrefixes(
    _ node: NodeIndex?, into contract: inout Contract
  ) throws(RulePackProblem) {
    guard let node else { return }
    for item in reader.tree.isSequence(node) ? try reader.items(node) : [node] {
      let prefix = try reader.string(item)
      guard prefix.utf8.count >= 2, PlainName.isPlain(prefix), !prefix.contains(" ") else {
        throw reader.problem("this must be the beginning of names, such as `SHOP_`", at: item)
      }
      if !contract.prefixes.contains(prefix) { contract.prefixes.append(prefix) }
    }
  }

  func items(_ node: NodeIndex?) throws(RulePackProblem) -> [NodeIndex] {
    guard let node else { return [] }
    return try reader.items(node)
  }

  func load(_ fields: NodeReader.Fields) throws(RulePackProblem) -> String? {
    guard let node = fields["load"] else { return nil }
    let text = try reader.string(node)
    guard ["small", "medium", "large"].contains(text) else {
      throw reader.problem("`load` is small, medium or large", at: node)
    }
    return text
  }

  /// `stages:` maps a stage to globs of the files that are for it.
  func stages(_ node: NodeIndex?) throws(RulePackProblem) -> [StageGlob] {
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
  func dialects(_ node: NodeIndex?) throws(RulePackProblem) -> [DialectGlob] {
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
}
