import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// What a change of a contract means: one row for each field, forth and back.
@Suite struct ContractDifferenceTests {
  private func contract(_ text: String) throws -> Contract {
    try Contract(yaml: "version: 1\n" + text)
  }

  private func difference(_ old: String, _ new: String) throws -> ContractDifference {
    ContractDifference(from: try contract(old), to: try contract(new))
  }

  @Test(arguments: ContractDifferenceRow.all)
  func theChangeMeansSo(_ row: ContractDifferenceRow) throws {
    let forth = try difference(row.old, row.new).changes
    #expect(Set(forth.map { "\($0.field.rawValue) \($0.effect.rawValue)" }) == row.changes)
    let back = try difference(row.new, row.old).changes
    let reversed = Set(back.map { "\($0.field.rawValue) \($0.effect.reversed.rawValue)" })
    #expect(reversed == row.changes)
    for change in forth + back {
      #expect(!change.message.isEmpty && change.message.last != ".")
    }
  }

  /// A field that is added to the contract needs a row.
  @Test func everyFieldHasARow() throws {
    let schema = try JSONValue(yaml: SchemaFiles.bytes("contract.v1"))
    let fields = Self.fields(in: schema, below: "")
      // The names of stages and of rules' parameters are no fields, and the rest is no content.
      .filter { !$0.hasPrefix("stages.") && !$0.hasPrefix("rule-setting.parameters.") }
      .subtracting(["version", "extends"])
    let covered = Set(
      ContractDifferenceRow.all.flatMap { $0.covers.split(separator: " ").map(String.init) })
    #expect(fields.subtracting(covered).sorted() == [])
    #expect(covered.subtracting(fields).sorted() == [])
  }

  @Test func everyFieldOfChangesOccurs() {
    let occurring = Set(
      ContractDifferenceRow.all.flatMap(\.changes).map { $0.split(separator: " ")[0] })
    let known = Set(ContractField.allCases.map { Substring($0.rawValue) })
    #expect(known.subtracting(occurring) == [])
  }

  /// The names of properties, those of parts with the part in front.
  private static func fields(in schema: JSONValue, below prefix: String) -> Set<String> {
    guard case .object(let members) = schema else { return [] }
    var result: Set<String> = []
    for (keyword, value) in members {
      switch (keyword, value) {
      case ("properties", .object(let properties)):
        for (name, property) in properties {
          result.insert(prefix + name)
          result.formUnion(fields(in: property, below: prefix + name + "."))
        }
      case ("$defs", .object(let definitions)):
        for (name, definition) in definitions {
          result.formUnion(fields(in: definition, below: name + "."))
        }
      case ("then", _), ("else", _): result.formUnion(fields(in: value, below: prefix))
      case ("allOf", .array(let parts)):
        for part in parts { result.formUnion(fields(in: part, below: prefix)) }
      default: break
      }
    }
    return result
  }

  @Test(arguments: ["required: true", "required: [production]", "required-when: {B: x}"])
  func whatIsNewAndRequiredBreaks(requirement: String) throws {
    let difference = try difference(
      "variables: {B: }", "variables: {A: {\(requirement)}, B: }")
    #expect(difference.isBreaking)
    #expect(difference.isRollbackSafe)
    #expect(difference.changes.map(\.variable) == ["A"])
  }

  @Test func stagesAreNamed() throws {
    let added = try difference("", "variables: {A: {required: [production, staging]}}")
    #expect(added.changes.first?.requiredIn == [.production, .staging])
    #expect(
      added.changes.first?.message == "A is new and required in production, staging")
    let more = try difference(
      "variables: {A: {required: [production]}}", "variables: {A: {required: true}}")
    #expect(more.changes.first?.requiredIn == [.staging, .development, .test, .unknown])
  }

  /// What is removed asks for nothing any more, and the old contract may ask for it again.
  @Test func whatIsRemovedCannotBeRolledBack() throws {
    let difference = try difference("variables: {A: {required: true}}", "")
    #expect(!difference.isBreaking)
    #expect(!difference.isRollbackSafe)
    #expect(difference.changes.map(\.message) == ["A is removed"])
    let warned = try self.difference("variables: {SHOP_A: }", "prefixes: [SHOP_]")
    #expect(warned.changes.contains { $0.message.contains("it is unknown now") })
  }

  @Test func aNewNameIsNoNewVariable() throws {
    let difference = try difference(
      "variables: {REDIS: {required: true, min-length: 8}}",
      "variables: {REDIS_URL: {required: true, min-length: 9, deprecated-names: [REDIS]}}")
    #expect(
      difference.changes.map { "\($0.field.rawValue) \($0.effect.rawValue)" }
        == ["variables loosens", "min-length tightens"])
  }

  @Test func nothingIsSaidOfWhatIsTheSame() throws {
    let text = ContractSamples.complete
    let difference = ContractDifference(
      from: try Contract(yaml: text), to: try Contract(yaml: "# a comment\n" + text))
    #expect(difference.changes.isEmpty)
    #expect(!difference.isBreaking && difference.isRollbackSafe)
  }

  @Test func servicesAreNamed() throws {
    let variables = "variables: {A: {type: int}}\n"
    let changes = try difference(
      variables + "services: {web: }",
      variables + "services: {web: {own: {A: {required: true}}}}"
    ).changes
    #expect(changes.map(\.service) == ["web"])
    #expect(changes.first?.message == "the service web: A is now required in every stage")
  }

  /// Defaults, sentinels and what a secret may be are for readers of the contract only.
  @Test func nothingSecretIsTold() throws {
    let texts = ["seven-otters", "brave-lanterns", "quiet-harbours", "early-meadows"]
    let fields = [
      "default: %", "sentinels: [%]", "one-of: [%]", "pattern: '%'", "example: %",
    ]
    for field in fields {
      let written = texts.map {
        field.split(separator: "%", maxSplits: 1, omittingEmptySubsequences: false).joined(
          separator: $0)
      }
      for name in ["API_KEY: {", "A: {secret: true, "] {
        let changes = try difference(
          "variables: {\(name)\(written[0])}}", "variables: {\(name)\(written[1])}}"
        ).changes
        #expect(!changes.isEmpty)
        for change in changes { for text in texts { #expect(!change.message.contains(text)) } }
      }
    }
  }
}
