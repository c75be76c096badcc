import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

@Suite struct RelationTests {
  private func findings(_ text: String) throws -> [String] {
    try report(of: text, named: ".env.production", as: .environment).findings
      .filter { $0.category == .pool && $0.rule.hasPrefix("pool-sm") }
      .map(\.rule)
  }

  @Test func eachLeftSideIsReportedOnce() throws {
    let text = "DB_POOL=12\nRAILS_MAX_THREADS=16\nSIDEKIQ_CONCURRENCY=25\n"
    #expect(try findings(text) == ["pool-smaller-than-threads"])
  }

  @Test func numbersInNamesTellPoolsApart() throws {
    func keys(_ text: String) throws -> [String?] {
      try report(of: text, named: ".env.production", as: .environment).findings
        .filter { $0.rule == "pool-min-above-max" }.map(\.key)
    }
    #expect(try keys("POOL_MIN1=10\nPOOL_MAX1=50\nPOOL_MIN2=3\nPOOL_MAX2=5\n").isEmpty)
    #expect(try keys("POOL_MIN1=10\nPOOL_MAX1=5\nPOOL_MIN2=3\nPOOL_MAX2=5\n") == ["POOL_MIN1"])
    // One bound may be meant for all of them.
    #expect(try keys("DB_POOL_MIN=20\nDB1_POOL_MAX=5\nDB2_POOL_MAX=50\n") == ["DB_POOL_MIN"])
    #expect(try keys("DB1_POOL_MIN=20\nDB2_POOL_MIN=2\nDB_POOL_MAX=5\n") == ["DB1_POOL_MIN"])
  }

  @Test func fewOpposingSettingsAreNamed() throws {
    let most = (1...20).map { "POOL\(String(repeating: "_", count: $0))MAX=5\n" }.joined()
    let report = try report(
      of: "POOL_MIN=10\n\(most)", named: ".env.production", as: .environment)
    let finding = try #require(report.findings.first { $0.rule == "pool-min-above-max" })
    #expect(finding.related.count == 8)
  }

  @Test func manySettingsAreNotCompared() throws {
    var settings: [Setting] = []
    let context = ProjectContext(BuiltinPacks.prepared, contract: nil)
    let file = SourceFile(path: "a", bytes: SourceBytes(""), tracking: .unknown)
    let info = context.keys.info("DB_POOL")
    for number in 0..<2000 {
      let range = SourceRange(start: number, end: number + 1)
      let value = Value(
        form: .literal, text: "\(number)", effective: "\(number)", range: range, isExact: true)
      settings.append(
        Setting(
          key: "DB_POOL", info: info, value: value, file: file, keyRange: range, keyPath: "a"))
    }
    let side = Relation.Side(keys: [try KeyPattern("pool")])
    let relation = Relation(left: side, comparison: .notEqual, right: side, pairing: .workload)
    let memory = JudgeMemory()
    let check = RelationCheck(relation: relation, asked: memory.relation(relation, of: "a-rule"))
    #expect(check.pairs(in: settings, settings.map { memory.plans($0.info) }).count == 32)
  }
}

@Suite struct LeftOverMarkerTests {
  @Test(
    arguments: [
      (".env.production", "APP_ENV=local\n", .production),
      (".env.production", "APP_ENV=staging\n", .staging),
      (".env.production", "APP_ENV=production\nNODE_ENV=development\n", .production),
      (".env.production.example", "APP_ENV=local\n", .example),
      (".env", "APP_ENV=local\n", .development),
      (".env.staging", "APP_ENV=local\n", .development),
    ] as [(String, String, Stage)])
  func aFileForProductionIsOne(name: String, text: String, expected: Stage) throws {
    let context = ProjectContext(BuiltinPacks.prepared, contract: nil)
    let file = SourceFile(path: name, bytes: SourceBytes(text), tracking: .unknown)
    let reader = ConfigurationReader(context: context, load: { _ in .missing("nothing is there") })
    #expect(reader.read(file, as: .environment).stage.stage == expected)
  }

  @Test func theContradictionIsReported() throws {
    let report = try report(
      of: "APP_ENV=local\nAPP_DEBUG=true\n", named: ".env.production", as: .environment)
    #expect(report.findings.map(\.rule).contains("development-mode-in-production"))
    #expect(report.findings.contains { $0.key == "APP_DEBUG" && $0.severity == .error })
  }
}
