import ConfigGuard
import ConfigGuardLogging
import Logging
import Synchronization
import Testing

@Suite struct LogTests {
  private struct Record: Sendable {
    var level: Logger.Level
    var message: String
    var metadata: Logger.Metadata
    var source: String
  }

  private final class Records: Sendable {
    let all = Mutex<[Record]>([])
  }

  private struct CapturingHandler: LogHandler {
    let records: Records
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.trace

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
      let record = Record(
        level: event.level, message: "\(event.message)", metadata: event.metadata ?? [:],
        source: event.source)
      records.all.withLock { $0.append(record) }
    }
  }

  private func records(of report: Report) -> [Record] {
    let records = Records()
    report.log(to: Logger(label: "test") { _ in CapturingHandler(records: records) })
    return records.all.withLock { $0 }
  }

  @Test func everyFindingIsARecordAndOneSumsUp() throws {
    let secret = Sample.secret()
    let report = try Sample.validator().validate(environment: [
      "PORT": secret, "DEBUG": "true", "LOG_FORMAT": "json", "APP_NOTE": secret,
    ])
    let records = records(of: report)
    #expect(records.count == report.findings.count + 1)
    for (record, finding) in zip(records, report.findings) {
      #expect(record.message == finding.message)
      #expect(record.metadata["rule"] == .string(finding.rule))
      #expect(record.metadata["severity"] == .string(finding.severity.rawValue))
      #expect(record.source == "ConfigGuard")
    }
    let port = try #require(records.first { $0.metadata["key"] == "PORT" })
    #expect(port.level == .error)
    #expect(port.metadata["rule"] == "variable-wrong-type")
    #expect(port.metadata["category"] == "contract")
    #expect(port.metadata["path"] == "<environment>")
    #expect(port.metadata["line"] == nil)
    #expect(port.metadata["stage"] == "production")
    let summary = try #require(records.last)
    #expect(summary.level == .critical)
    #expect(summary.metadata["errors"] == .stringConvertible(report.summary.errors))
    #expect(summary.metadata["stage"] == "production")
    for record in records { #expect(!"\(record)".contains(secret)) }
  }

  @Test func aWarningIsAWarningAndAStartThatGoesOnIsNotCritical() throws {
    let report = try Sample.validator(.development).validate(environment: ["PORT": "80x"])
    let records = records(of: report)
    #expect(records.last?.level == .error)
    #expect(records.last?.message == "The configuration has problems")
    #expect(!records.contains { $0.level == .critical })
  }

  @Test func aGoodConfigurationIsOneRecord() throws {
    let report = try Sample.validator().validate(environment: Sample.good())
    let records = records(of: report)
    #expect(records.map(\.level) == [.info])
    #expect(records.first?.message == "The configuration is valid")
  }
}
