import ConfigGuard
import ConfigLinting
import RulePacks
import Testing

/// The call that ends the process: status, what is written, and where.
@Suite struct StartupExitTests {
  private static let contract = """
    version: 1
    variables:
      PORT: {type: port, required: true}
    """

  /// What both streams begin with, so that a stream is never empty, which is what its reader needs.
  private static let mark = "begin\n"

  private static func begin() {
    for descriptor: Int32 in [1, 2] { Platform.write(mark, to: descriptor) }
  }

  /// What was written after the mark.
  private static func text(_ bytes: [UInt8]?) throws -> String {
    let text = String(decoding: bytes ?? [], as: UTF8.self)
    try #require(text.hasPrefix(mark))
    return String(text.dropFirst(mark.count))
  }

  @Test func productionRefusesWith78() async throws {
    let result = await #expect(
      processExitsWith: .exitCode(78),
      observing: [\.standardErrorContent, \.standardOutputContent]
    ) {
      Self.begin()
      let contract = try Contract(yaml: Self.contract)
      Validator(contract: contract, stage: .production)
        .validateEnvironmentOrExit(["PORT": "80x"])
    }
    let errors = try Self.text(result?.standardErrorContent)
    #expect(errors.hasPrefix("Configuration problems: 1 error. The service must not start.\n"))
    #expect(errors.contains("variable-wrong-type"))
    #expect(!errors.contains("80x"))
    #expect(try Self.text(result?.standardOutputContent) == "")
  }

  @Test func developmentGoesOn() async throws {
    let result = await #expect(
      processExitsWith: .exitCode(5),
      observing: [\.standardErrorContent, \.standardOutputContent]
    ) {
      Self.begin()
      let contract = try Contract(yaml: Self.contract)
      let environment = Validator(contract: contract, stage: .development)
        .validateEnvironmentOrExit(["PORT": "80x"])
      Platform.end(environment.report.summary.errors == 1 ? 5 : 6)
    }
    let errors = try Self.text(result?.standardErrorContent)
    #expect(errors.contains("starts all the same"))
    #expect(try Self.text(result?.standardOutputContent) == "")
  }

  @Test func nothingIsWrittenWhenAllIsWell() async throws {
    let result = await #expect(
      processExitsWith: .exitCode(5),
      observing: [\.standardErrorContent, \.standardOutputContent]
    ) {
      Self.begin()
      let contract = try Contract(yaml: Self.contract)
      Validator(contract: contract, stage: .production)
        .validateEnvironmentOrExit(["PORT": "8080"], format: .jsonLine)
      Platform.end(5)
    }
    #expect(try Self.text(result?.standardErrorContent) == "")
    #expect(try Self.text(result?.standardOutputContent) == "")
  }

  /// Standard error is no terminal here.
  @Test func logPipelinesGetOneLine() async throws {
    let result = await #expect(
      processExitsWith: .exitCode(78), observing: [\.standardErrorContent]
    ) {
      Self.begin()
      let contract = try Contract(yaml: Self.contract)
      Validator(contract: contract, stage: .production)
        .validateEnvironmentOrExit([:], format: .automatic)
    }
    let line = try Self.text(result?.standardErrorContent)
    #expect(line.hasSuffix("}\n") && line.filter { $0 == "\n" }.count == 1)
    #expect(try SchemaFiles.schema("startup.v1").refusals(of: JSONValue(yaml: line)) == [])
  }

  /// What is made in Swift is read in Swift.
  @Test func valuesAreReadAtOnce() async throws {
    await #expect(processExitsWith: .exitCode(5)) {
      let port = Variable("STARTUP_TEST_PORT", as: .port, default: 8080)
      let environment = Validator.validateEnvironmentOrExit(
        contract: try Contract { port }, stage: .production)
      Platform.end(try environment[port] == 8080 ? 5 : 6)
    }
  }

  @Test func aContractThatIsNotThereRefuses() async throws {
    let result = await #expect(
      processExitsWith: .exitCode(78), observing: [\.standardErrorContent]
    ) {
      Self.begin()
      Validator.validateEnvironmentOrExit(
        contract: try Contract(contentsOf: "no-such-folder/configguard.yaml"), stage: .test)
    }
    #expect(try Self.text(result?.standardErrorContent).contains("no-such-folder"))
  }

  @Test(arguments: [false, true])
  func aContractThatCannotBeUsedRefuses(isJSON: Bool) async throws {
    let result = await #expect(
      processExitsWith: .exitCode(78),
      observing: [\.standardErrorContent, \.standardOutputContent]
    ) { [isJSON = isJSON as Bool] in
      Self.begin()
      _ = Validator.validateEnvironmentOrExit(
        contract: "version: 1\nvariables: {PORT: {typ: port}}\n", stage: .development,
        format: isJSON ? .jsonLine : .text)
    }
    let errors = try Self.text(result?.standardErrorContent)
    #expect(errors.contains("configguard.yaml:2:"))
    #expect(errors.contains("must not start"))
    #expect(try Self.text(result?.standardOutputContent) == "")
    guard isJSON else { return }
    #expect(try SchemaFiles.schema("startup.v1").refusals(of: JSONValue(yaml: errors)) == [])
  }
}
