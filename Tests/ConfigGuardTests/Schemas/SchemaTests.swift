import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

@Suite struct SchemaTests {
  @Test(arguments: SchemaFiles.names)
  func isJSONWithSupportedKeywordsOnly(_ name: String) throws {
    let bytes = try SchemaFiles.bytes(name)
    #expect(JSONSyntax.firstProblem(in: bytes) == nil)
    let file = try JSONValue(yaml: bytes)
    _ = try JSONSchema(file)
    guard case .object(let members) = file else {
      Issue.record("no object")
      return
    }
    #expect(members["$schema"] == .string("https://json-schema.org/draft/2020-12/schema"))
    #expect(members["$id"] == .string("\(name).schema.json"))
  }

  @Test(arguments: SchemaFiles.names)
  func explainsEveryProperty(_ name: String) throws {
    let properties = Self.properties(in: try JSONValue(yaml: SchemaFiles.bytes(name)), at: "#")
    #expect(properties.count >= 10)
    for (pointer, property) in properties {
      guard case .object(let members) = property, case .string(let title)? = members["title"],
        case .string(let description)? = members["description"]
      else {
        Issue.record("\(pointer) has no title or no description")
        continue
      }
      #expect(!title.isEmpty && !title.hasSuffix("."), "\(pointer)")
      #expect(description.hasSuffix(".") && !description.contains(". "), "\(pointer)")
    }
  }

  /// What is listed where nothing else is allowed; other lists of properties only narrow it.
  private static func properties(
    in schema: JSONValue, at pointer: String
  ) -> [(pointer: String, schema: JSONValue)] {
    switch schema {
    case .array(let items):
      return items.enumerated().flatMap { properties(in: $1, at: "\(pointer)/\($0)") }
    case .object(let members):
      var result: [(pointer: String, schema: JSONValue)] = []
      if members["additionalProperties"] == .bool(false),
        case .object(let listed)? = members["properties"]
      {
        result = listed.map { ("\(pointer)/properties/\($0)", $1) }
      }
      return result + members.flatMap { properties(in: $1, at: "\(pointer)/\($0)") }
    default: return []
    }
  }

  /// Names that the code lists stand in every schema that states them.
  @Test func statesTheNamesOfTheCode() throws {
    let names: [(definition: String, values: [String])] = [
      ("severity", Severity.allCases.map(\.rawValue)),
      ("confidence", Confidence.allCases.map(\.rawValue)),
      ("category", Category.allCases.map(\.rawValue)),
      ("stage", Stage.allCases.map(\.rawValue)),
      ("type", ValueType.allCases.map(\.rawValue)),
      ("check/then/properties/relation/properties/is", Comparison.allCases.map(\.rawValue)),
      ("value-form/properties/kind", ValueForm.Kind.allCases.map(\.rawValue)),
      ("rule/properties/gates/items", Gate.allCases.map(\.rawValue)),
      ("field", ContractField.allCases.map(\.rawValue)),
      ("change/properties/effect", ContractEffect.allCases.map(\.rawValue)),
    ]
    let schemas = try SchemaFiles.names.map { try SchemaFiles.schema($0) }
    for (definition, values) in names {
      let stated = schemas.compactMap { $0.parts["#/$defs/\(definition)"]?.choices }
      #expect(!stated.isEmpty, "\(definition)")
      for choices in stated {
        #expect(choices == Set(values.map(JSONValue.string)), "\(definition)")
      }
    }
  }

  @Test(arguments: [
    "{type: text}", "{format: uri}", "{$ref: '#/$defs/missing'}", "{items: {contains: true}}",
    "{pattern: '(?=a)'}", "{required: a}", "{$ref: other.json}", "{allOf: []}",
    "{properties: {a: 1}}", "[]",
  ])
  func refusesSchemasThatItDoesNotUnderstand(_ text: String) throws {
    let file = try JSONValue(yaml: text)
    #expect(throws: SchemaProblem.self) { try JSONSchema(file) }
  }

  @Test(arguments: KeywordCase.all)
  func understandsKeywords(_ example: KeywordCase) throws {
    let schema = try JSONSchema(JSONValue(yaml: example.schema))
    for text in example.accepted {
      #expect(schema.refusals(of: try JSONValue(yaml: text)).isEmpty, "\(text)")
    }
    for text in example.refused {
      #expect(!schema.refusals(of: try JSONValue(yaml: text)).isEmpty, "\(text)")
    }
  }

  @Test(arguments: [
    "", "[1,]", "{\"a\":1,}", "{a:1}", "'a'", "01", "1.", "[1] 2", "# c\n1", "\"\\x\"", "\"a",
    "tru",
    "-", "[1 2]", "{\"a\" 1}", "\"\t\"",
  ])
  func tellsJSONFromYAML(_ text: String) {
    #expect(JSONSyntax.firstProblem(in: SourceBytes(text)) != nil)
  }

  @Test(arguments: ["{}", " [ ] ", "[1, -0.5e+3, \"\\u00e9\\n\", {\"a\": [null, true, false]}]\n"])
  func knowsJSON(_ text: String) {
    #expect(JSONSyntax.firstProblem(in: SourceBytes(text)) == nil)
  }
}

@Suite struct ContractSchemaTests {
  @Test(arguments: ContractSamples.good)
  func acceptsWhatTheReaderAccepts(_ text: String) throws {
    #expect(try SchemaFiles.schema("contract.v1").refusals(of: JSONValue(yaml: text)) == [])
    #expect(throws: Never.self) { try Contract(yaml: text) }
  }

  @Test(arguments: ContractSamples.broken)
  func refusesWhatTheReaderRefuses(_ example: BrokenText) throws {
    let text = try #require(example.applied(to: ContractSamples.complete))
    let refusals = try SchemaFiles.schema("contract.v1").refusals(of: JSONValue(yaml: text))
    #expect(Set(refusals.map(\.path)) == [example.path], "\(refusals)")
    let isRefused = (try? Contract(yaml: text)) == nil
    #expect(isRefused)
  }
}

@Suite struct RulePackSchemaTests {
  @Test(arguments: RulePackSamples.good)
  func acceptsWhatTheLoaderAccepts(_ text: String) throws {
    #expect(try SchemaFiles.schema("rule-pack.v1").refusals(of: JSONValue(yaml: text)) == [])
    #expect(throws: Never.self) { try RulePackLoader.load(SourceBytes(text), path: "pack.yaml") }
  }

  @Test(arguments: RulePackSamples.brokenFacts)
  func refusesFactsThatTheLoaderRefuses(_ example: BrokenText) throws {
    try refuses(example, in: RulePackSamples.facts)
  }

  @Test(arguments: RulePackSamples.brokenRepairs)
  func repairsThatFixCannotDo(_ example: BrokenText) throws {
    try refuses(example, in: RulePackSamples.complete)
  }

  @Test(arguments: RulePackSamples.brokenRules)
  func refusesRulesThatTheLoaderRefuses(_ example: BrokenText) throws {
    try refuses(example, in: RulePackSamples.complete)
  }

  @Test(arguments: RulePackSamples.brokenSurroundings)
  func refusesSurroundingsThatTheLoaderRefuses(_ example: BrokenText) throws {
    try refuses(example, in: RulePackSamples.surroundings)
  }

  @Test(arguments: RulePackSamples.brokenTexts)
  func refusesTextsThatTheLoaderRefuses(_ example: BrokenText) throws {
    try refuses(example, in: RulePackSamples.texts)
  }

  @Test(arguments: RulePackSamples.brokenBudgets)
  func refusesBudgetsThatTheLoaderRefuses(_ example: BrokenText) throws {
    try refuses(example, in: RulePackSamples.budgets)
  }

  @Test(arguments: RulePackSamples.brokenValues)
  func refusesValuesThatTheLoaderRefuses(_ example: BrokenText) throws {
    try refuses(example, in: RulePackSamples.values)
  }

  private func refuses(_ example: BrokenText, in good: String) throws {
    let text = try #require(example.applied(to: good))
    let refusals = try SchemaFiles.schema("rule-pack.v1").refusals(of: JSONValue(yaml: text))
    #expect(Set(refusals.map(\.path)) == [example.path], "\(refusals)")
    let pack = try? RulePackLoader.load(SourceBytes(text), path: "pack.yaml")
    #expect(pack == nil)
  }

  @Test func acceptsThePacksOfTheRepository() throws {
    let schema = try SchemaFiles.schema("rule-pack.v1")
    for path in try SchemaFiles.packs() {
      let refusals = schema.refusals(of: try JSONValue(yaml: readFile(path: path, limit: 1 << 24)))
      #expect(refusals == [], "\(path)")
    }
  }
}

@Suite struct ReportSchemaTests {
  /// A line of JSON Lines has the members of the part of a report that it is, and its type.
  @Test(arguments: [
    ("finding", "#/$defs/finding"), ("suppressed", "#/$defs/suppressed-finding"),
    ("file", "#/properties/files/items"), ("workload", "#/properties/workloads/items"),
    ("skipped", "#/properties/skipped/items"), ("summary", "#/properties/summary"),
  ])
  func linesHaveTheMembersOfReports(_ type: String, _ pointer: String) throws {
    let line = try #require(SchemaFiles.schema("report-line.v1").parts["#/$defs/\(type)"])
    let part = try #require(SchemaFiles.schema("report.v1").parts[pointer])
    let extra: Set = type == "summary" ? ["type", "version", "tool"] : ["type"]
    #expect(Set(line.properties.keys) == Set(part.properties.keys).union(extra))
    #expect(Set(line.required) == Set(part.required).union(extra))
  }

  @Test func acceptsAReport() throws {
    let refusals = try SchemaFiles.schema("report.v1")
      .refusals(of: JSONValue(yaml: ReportSamples.report))
    #expect(refusals == [])
  }

  @Test(arguments: ReportSamples.broken)
  func refusesWhatIsNoReport(_ example: BrokenText) throws {
    let text = try #require(example.applied(to: ReportSamples.report))
    let refusals = try SchemaFiles.schema("report.v1").refusals(of: JSONValue(yaml: text))
    #expect(Set(refusals.map(\.path)) == [example.path], "\(refusals)")
  }
}
