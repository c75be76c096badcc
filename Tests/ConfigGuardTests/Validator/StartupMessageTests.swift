import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// What a service says of its environment when it starts, for people and for log pipelines.
@Suite struct StartupMessageTests {
  private static let contract = """
    version: 1
    variables:
      ADMIN_KEY: {required: true, secret: true, min-length: 16, description: opens the back office}
      HOOK_SECRET: {required: true, secret: true}
      MAIL_KEY: {required: true, secret: true}
      PORT: {type: port, required: true}
      WORKERS: {type: int}
      THREADS: {type: int}
    """

  private func report(
    _ environment: [String: String], stage: Stage = .production, contract: String = contract,
    service: String? = nil
  ) throws -> Report {
    Validator(contract: try Contract(yaml: contract), stage: stage, service: service)
      .validate(environment: environment)
  }

  private static let broken = [
    "WORKERS": "many", "THREADS": "few", "HOOK_SECRET": "", "PORT": "80x", "DEBUG": "true",
    "DB_POOL_MAX_SIZE": "4",
  ]

  @Test func whatIsMissingComesFirstThenWhatIsWrongThenWarnings() throws {
    let text = StartupMessage.text(try report(Self.broken))
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    #expect(
      lines[0] == "Configuration problems: 7 errors, 1 warning. The service must not start.")
    #expect(lines[1] == "Judged as production (given by the caller).")
    let titles = lines.filter { $0.first?.isUppercase == true && $0.hasSuffix(":") }
    #expect(titles == ["Missing (3):", "Wrong (4):", "Warnings (1):"])
    let errors = lines.filter { $0.hasPrefix("  error: ") }.map { $0.split(separator: " ")[1] }
    #expect(
      errors == ["ADMIN_KEY", "HOOK_SECRET", "MAIL_KEY", "DEBUG", "PORT", "THREADS", "WORKERS"])
    #expect(lines.filter { $0.hasPrefix("  warning: DB_POOL_MAX_SIZE") }.count == 1)
  }

  /// Ten missing secrets are ten lines, and what to do about them is said once.
  @Test func helpIsGivenOncePerRule() throws {
    let names = (10...19).map { "PARTNER_\($0)_KEY" }
    let contract =
      "version: 1\nvariables:\n"
      + names.map { "  \($0): {required: true, secret: true}\n" }.joined()
    let text = StartupMessage.text(try report([:], contract: contract))
    let lines = text.split(separator: "\n").map(String.init)
    #expect(lines.filter { $0.hasPrefix("  error: PARTNER_") }.count == 10)
    #expect(lines.filter { $0.hasPrefix("    fix:  ") }.count == 1)
    #expect(lines.filter { $0 == "    rule: required-secret-missing" }.count == 1)
    // The list that somebody copies names every one of them.
    let place = text.split(separator: "    set:  ")[1].split(separator: "    fix:")[0]
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    for name in names { #expect(place.contains(name)) }
    #expect(place.contains("in the environment of this process"))
  }

  @Test func theServiceIsNamed() throws {
    let contract = """
      version: 1
      variables: {PORT: {required: true}}
      services: {api: {variables: [PORT]}}
      """
    let report = try report([:], contract: contract, service: "api")
    let text = StartupMessage.text(report)
    #expect(text.contains("The service api must not start."))
    #expect(text.contains("PORT in the environment of the service api"))
    #expect(StartupMessage.jsonLine(report).contains("\"service\":\"api\""))
  }

  @Test func linesAreShortAndASCII() throws {
    let contract = """
        version: 1
        variables:
          LONG_NAME_OF_A_VARIABLE:
            required: true
            description: >-
              \(String(repeating: "the address under which partners post what they have sold ", count: 9))
      """
    let text = StartupMessage.text(try report(Self.broken, contract: contract))
    let lines = text.split(separator: "\n")
    #expect(lines.allSatisfy { $0.count <= 100 })
    #expect(lines.contains { $0.hasPrefix("    ") && $0.contains("partners") })
    #expect(text.utf8.allSatisfy { (0x20...0x7E).contains($0) || $0 == 0x0A })
  }

  @Test func developmentStartsAllTheSame() throws {
    let report = try report(Self.broken, stage: .development)
    let text = StartupMessage.text(report)
    #expect(text.contains("The service starts all the same."))
    #expect(text.contains("Judged as development (given by the caller)."))
    let json = try JSONValue(yaml: StartupMessage.jsonLine(report)).members()
    #expect(json["level"] == .string("warning"))
    #expect(json["refused"] == .bool(false))
  }

  @Test func nothingIsSaidWhenAllIsWell() throws {
    let report = try report([:], contract: "version: 1\n")
    #expect(StartupMessage.text(report).isEmpty)
    let json = try JSONValue(yaml: StartupMessage.jsonLine(report)).members()
    #expect(json["level"] == .string("info"))
    #expect(json["findings"] == .array([]))
  }

  @Test func theLineHasTheFindingsInTheOrderOfTheText() throws {
    let report = try report(Self.broken)
    let line = StartupMessage.jsonLine(report)
    #expect(JSONSyntax.firstProblem(in: SourceBytes(line)) == nil)
    let value = try JSONValue(yaml: line)
    #expect(try SchemaFiles.schema("startup.v1").refusals(of: value) == [])
    let json = try value.members()
    #expect(json["level"] == .string("error"))
    #expect(json["refused"] == .bool(true))
    #expect(json["stage"] == .string("production"))
    guard case .array(let findings)? = json["findings"] else {
      Issue.record("no findings")
      return
    }
    let keys = try findings.map { try $0.members()["key"] }
    #expect(
      keys
        == [
          "ADMIN_KEY", "HOOK_SECRET", "MAIL_KEY", "DEBUG", "PORT", "THREADS", "WORKERS",
          "DB_POOL_MAX_SIZE",
        ].map(JSONValue.string))
    #expect(
      json["message"]
        == .string(
          "Configuration problems: 7 errors, 1 warning. The service must not start. "
            + "Missing: ADMIN_KEY, HOOK_SECRET, MAIL_KEY. Wrong: DEBUG, PORT, THREADS, WORKERS. "
            + "Warnings: DB_POOL_MAX_SIZE."))
  }

  @Test func manyNamesAreCounted() throws {
    let contract =
      "version: 1\nvariables:\n"
      + (10...39).map { "  PARTNER_\($0)_KEY: {required: true, secret: true}\n" }.joined()
    let json = try JSONValue(yaml: StartupMessage.jsonLine(report([:], contract: contract)))
      .members()
    guard case .string(let message)? = json["message"] else {
      Issue.record("no message")
      return
    }
    #expect(message.hasSuffix("PARTNER_21_KEY and 18 more."))
  }

  /// Whatever stands in a text, the line stays one line of JSON that says the same.
  @Test(arguments: [
    "plain", "\"quoted\"", "back\\slash", "tab\tand\u{0}nul\u{1B}[31m", "line\nbreak\r\n",
    "separators \u{2028}\u{2029}\u{85}", "emoji 🦦 and 𝄞", "joined 👨‍👩‍👧 and e\u{301}",
    "right \u{202E}to left", "noncharacter \u{FFFF}\u{10FFFF}", "\u{7F}\u{80}\u{9F}", "",
  ])
  func jsonKeepsAnyText(_ text: String) throws {
    var json = JSONWriter()
    json.object { $0.member(text, text) }
    #expect(json.text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F })
    #expect(json.text.split(whereSeparator: \.isNewline).count == 1)
    #expect(JSONSyntax.firstProblem(in: SourceBytes(json.text)) == nil)
    let tree = JSONReader.read(SourceBytes(json.text))
    #expect(tree.problems.isEmpty)
    let root = try #require(tree.documents.first)
    let entry = try #require(tree.entries(of: root).first)
    // Canonically equal is not enough.
    #expect(Array(tree.text(of: entry.key).unicodeScalars) == Array(text.unicodeScalars))
    #expect(Array(tree.text(of: entry.value).unicodeScalars) == Array(text.unicodeScalars))
  }
}

extension JSONValue {
  /// The members of an object.
  func members() throws -> [String: JSONValue] {
    guard case .object(let members) = self else { throw SchemaProblem("this is no object") }
    return members
  }
}
