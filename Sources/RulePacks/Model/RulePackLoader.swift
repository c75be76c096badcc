/// Reads a rule pack from YAML and refuses what a rule could not run on.
package struct RulePackLoader {
  let reader: NodeReader
  private let path: String
  let lines: LineIndex
  let budget = PackBudget()

  /// Loads one pack; the error names file, line and column.
  package static func load(
    _ bytes: SourceBytes, path: String
  ) throws(RulePackProblem) -> RulePack {
    let tree = YAMLReader.read(bytes)
    let index = LineIndex(bytes)
    do throws(RulePackProblem) {
      if let problem = tree.problems.first {
        throw RulePackProblem(problem.message, range: problem.range)
      }
      guard tree.documents.count == 1, let root = tree.documents.first else {
        throw RulePackProblem("a pack is exactly one YAML document")
      }
      return try RulePackLoader(reader: NodeReader(tree), path: path, lines: index).pack(root)
    } catch {
      throw error.located(in: path, index)
    }
  }

  /// Refuses packs that together have no rule, or give one id twice.
  package static func validate(_ packs: [RulePack]) throws(RulePackProblem) {
    var owners: [String: String] = [:]
    for pack in packs {
      for rule in pack.rules {
        for id in [rule.id] + rule.formerly {
          if let owner = owners.updateValue(pack.name, forKey: id) {
            throw RulePackProblem(
              "the rule id \(quoted: id) is given twice: in \(quoted: owner) and in \(quoted: pack.name)"
            )
          }
        }
      }
    }
    guard !owners.isEmpty else { throw RulePackProblem("the packs hold no rule") }
  }

  private func pack(_ root: NodeIndex) throws(RulePackProblem) -> RulePack {
    let fields = try reader.fields(
      root,
      allowed: [
        "pack", "rules", "words", "roles", "lists", "families", "common-words", "published-keys",
        "value-forms", "tokens", "stages", "connection-ceilings", "variable-types",
      ])
    var pack = RulePack(name: try fields.string("pack"))
    pack.vocabulary = try vocabulary(fields)
    if let rules = fields["rules"] {
      var ids: Set<String> = []
      for node in try reader.items(rules) {
        let (rule, page) = try self.rule(node)
        guard ids.insert(rule.id).inserted else {
          throw reader.problem("the rule id \(quoted: rule.id) is given twice", at: node)
        }
        pack.rules.append(rule)
        pack.pages.append(page)
      }
    }
    return pack
  }

  private func rule(_ node: NodeIndex) throws(RulePackProblem) -> (Rule, RulePage) {
    let fields = try reader.fields(
      node,
      allowed: [
        "id", "category", "title", "severity", "confidence", "gates", "look-at", "when", "check",
        "message", "why", "fix", "references", "since", "formerly", "examples", "shows",
        "repair",
      ])
    let id = try fields.string("id")
    guard Self.isKebabCase(id) else {
      throw reader.problem(
        "the rule id \(quoted: id) is not kebab-case", at: try fields.required("id"))
    }
    let fix = try fields.string("fix")
    var gates = Set(Gate.allCases)
    if let node = fields["gates"] {
      gates = Set(try reader.choices(node, Gate.self))
    }
    let scope = try self.scope(fields.required("look-at"))
    let check = try self.check(fields.required("check"), scope: scope)
    if let when = fields["when"] { try refuseMisplaced(when, scope: scope) }
    var rule = Rule(
      id: id, category: try reader.choice(fields.required("category")),
      title: try fields.string("title"), levels: try levels(fields.required("severity")),
      confidence: try fields.optionalChoice("confidence") ?? .high, gates: gates, scope: scope,
      condition: try fields["when"].map(orThrow: condition), check: check,
      message: try fields.string("message"), help: Self.oneLine(fix),
      references: try fields["references"].map(orThrow: references) ?? [],
      since: try reader.version(fields.required("since")),
      formerly: try fields.strings("formerly"),
      showsValues: try fields.optionalBool("shows") ?? true)
    rule.repair = try fields["repair"].map(orThrow: { node throws(RulePackProblem) in
      try repair(node, for: check)
    })
    let why = try fields.string("why")
    rule.why = Self.oneLine(why)
    let page = RulePage(
      id: id, why: why, fix: fix,
      examples: try examples(fields.required("examples")))
    return (rule, page)
  }

  /// Reads references and places the problem of one that is none.
  private func references(_ node: NodeIndex) throws(RulePackProblem) -> [Reference] {
    var result: [Reference] = []
    for item in reader.tree.isSequence(node) ? reader.tree.items(of: node) : [node] {
      let text = try reader.string(item)
      do throws(RulePackProblem) {
        result.append(try Reference(text))
      } catch {
        throw reader.problem(error.message, at: item)
      }
    }
    return result
  }

  private func levels(_ node: NodeIndex) throws(RulePackProblem) -> StageLevels {
    if reader.tree.isScalar(node) { return StageLevels(everyStage: try reader.choice(node)) }
    let others = [Stage.test, .example, .unknown]
    let fields = try reader.fields(
      node, allowed: ["production", "development"] + others.map(\.rawValue))
    var levels = StageLevels(
      production: try level(fields, "production"), development: try level(fields, "development"))
    for stage in others where fields[stage.rawValue] != nil {
      levels.exceptions.append(
        StageLevels.Exception(stage: stage, severity: try level(fields, stage.rawValue)))
    }
    return levels
  }

  private func level(
    _ fields: NodeReader.Fields, _ name: String
  ) throws(RulePackProblem) -> Severity? {
    let node = try fields.required(name)
    if try reader.string(node) == "off" { return nil }
    return try reader.choice(node)
  }

  package static func isKebabCase(_ text: String) -> Bool {
    let words = text.split(separator: "-", omittingEmptySubsequences: false)
    return words.allSatisfy { word in
      !word.isEmpty
        && word.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) }
    }
  }

  static func oneLine(_ text: String) -> String {
    text.split(whereSeparator: { $0 == "\n" || $0 == " " }).joined(separator: " ")
  }
}

extension Optional {
  /// `map` for a transformation that throws one type of error.
  func map<T, E: Error>(orThrow transform: (Wrapped) throws(E) -> T) throws(E) -> T? {
    guard let self else { return nil }
    return try transform(self)
  }
}
