import ConfigGuard
import ConfigLinting
import RulePacks
import Testing

/// The call that gives values or ends the process.
@Suite struct ValuesOrExitTests {
  private static let port = Variable("PORT", as: .port, default: 8080)
  private static let region = Variable("REGION", as: .string).required()

  /// What both streams begin with, so that a stream is never empty, which is what its reader needs.
  private static let mark = "begin\n"

  private static func begin() {
    for descriptor: Int32 in [1, 2] { Platform.write(mark, to: descriptor) }
  }

  /// What was written to standard error after the mark, where nothing was to standard output.
  private static func errors(_ result: ExitTest.Result?) throws -> String {
    #expect(result.map { String(decoding: $0.standardOutputContent, as: UTF8.self) } == mark)
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    try #require(text.hasPrefix(mark))
    return String(text.dropFirst(mark.count))
  }

  @Test func whatIsRightIsGivenInSilence() async throws {
    let result = await #expect(
      processExitsWith: .exitCode(5),
      observing: [\.standardErrorContent, \.standardOutputContent]
    ) {
      Self.begin()
      let (port, region) = Validator.valuesOrExit(
        Self.port, Self.region, environment: ["REGION": "eu"], stage: .production)
      Platform.end(port == 8080 && region == "eu" ? 5 : 6)
    }
    #expect(try Self.errors(result) == "")
  }

  @Test func productionIsRefusedWithEverythingAtOnce() async throws {
    let result = await #expect(
      processExitsWith: .exitCode(78),
      observing: [\.standardErrorContent, \.standardOutputContent]
    ) {
      Self.begin()
      _ = Validator.valuesOrExit(
        Self.port, Self.region, environment: ["PORT": "80x"], stage: .production)
    }
    let errors = try Self.errors(result)
    #expect(errors.hasPrefix("Configuration problems: 2 errors. The service must not start.\n"))
    #expect(!errors.contains("80x"))
  }

  @Test func developmentGoesOnWithValues() async throws {
    let result = await #expect(
      processExitsWith: .exitCode(5),
      observing: [\.standardErrorContent, \.standardOutputContent]
    ) {
      Self.begin()
      let yaml =
        "version: 1\nvariables: {REGION: {pattern: '[a-z]+-[0-9]'}, ZONE: {required: true}}\n"
      let port = Validator.valuesOrExit(
        Self.port, contract: try Contract(yaml: yaml), environment: ["REGION": "eu"],
        stage: .development)
      Platform.end(port == 8080 ? 5 : 6)
    }
    let errors = try Self.errors(result)
    #expect(
      errors.hasPrefix("Configuration problems: 2 errors. The service starts all the same.\n"))
  }

  @Test func developmentEndsWithoutAValue() async throws {
    let result = await #expect(
      processExitsWith: .exitCode(78),
      observing: [\.standardErrorContent, \.standardOutputContent]
    ) {
      Self.begin()
      _ = Validator.valuesOrExit(
        Self.port, Self.region, environment: ["PORT": "80x", "REGION": "eu"],
        stage: .development, format: .jsonLine)
    }
    let errors = try Self.errors(result)
    #expect(errors.contains("\"refused\":true") && errors.contains("variable-wrong-type"))
    #expect(errors.split(separator: "\n").count == 1)
  }

  @Test func whatNoRuleAsksForIsMissingAllTheSame() async throws {
    let result = await #expect(
      processExitsWith: .exitCode(78),
      observing: [\.standardErrorContent, \.standardOutputContent]
    ) {
      Self.begin()
      _ = Validator.valuesOrExit(Self.region, environment: [:], stage: .example)
    }
    #expect(try Self.errors(result) == "REGION has no value that fits the contract\n")
  }

  @Test func contractsThatContradictRefuseEveryStage() async throws {
    let result = await #expect(
      processExitsWith: .exitCode(78),
      observing: [\.standardErrorContent, \.standardOutputContent]
    ) {
      Self.begin()
      _ = Validator.valuesOrExit(
        Self.port, contract: try Contract(yaml: "version: 1\nvariables: {PORT: {type: url}}\n"),
        environment: [:], stage: .development)
    }
    #expect(try Self.errors(result).hasPrefix("The configuration cannot be judged."))
  }
}
