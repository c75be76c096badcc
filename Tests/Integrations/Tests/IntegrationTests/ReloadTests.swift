import ConfigGuard
import ConfigGuardConfiguration
import Configuration
import Foundation
import Testing

@Suite(.timeLimit(.minutes(1))) struct ReloadTests {
  /// What became of reloads, one after the other.
  private struct Outcomes {
    let report: @Sendable (Reload) -> Void
    private var iterator: AsyncStream<Reload>.Iterator

    init() {
      let (stream, continuation) = AsyncStream<Reload>.makeStream()
      report = { continuation.yield($0) }
      iterator = stream.makeAsyncIterator()
    }

    mutating func next() async -> String {
      switch await iterator.next(isolation: #isolation) {
      case .taken(let report): "taken \(report.facts.sorted())"
      case .refused(let report): "refused \(report.facts.sorted())"
      case .failed: "failed"
      case nil: "nothing"
      }
    }
  }

  private static func contract() throws -> Contract {
    try Contract(
      yaml: """
        version: 1
        variables:
          POOL_MIN: {type: int, required: true}
          POOL_MAX: {type: int, required: true}
        compare: ["POOL_MIN <= POOL_MAX"]
        """)
  }

  private static func validator(_ stage: Stage = .production) throws -> Validator {
    Validator(contract: try contract(), stage: stage)
  }

  @Test func aReloadThatBreaksTheContractIsRefusedAndALaterOneTaken() async throws {
    let upstream = MutableInMemoryProvider(initialValues: ["pool.min": 5, "pool.max": 20])
    var outcomes = Outcomes()
    let provider = try ValidatingProvider(
      upstream: upstream, validator: Self.validator(), onReload: outcomes.report)
    let config = ConfigReader(provider: provider)
    let run = Task { try await provider.run() }
    defer { run.cancel() }

    upstream.setValue("many", forKey: "pool.max")
    #expect(await outcomes.next() == "refused [\"variable-wrong-type POOL_MAX error\"]")
    #expect(config.int(forKey: "pool.max") == 20)
    #expect(try await config.fetchRequiredInt(forKey: "pool.max") == 20)
    #expect(provider.report.findings.isEmpty)

    upstream.setValue(nil, forKey: "pool.max")
    #expect(await outcomes.next() == "refused [\"required-variable-missing POOL_MAX error\"]")
    #expect(config.int(forKey: "pool.max") == 20)

    upstream.setValue(40, forKey: "pool.max")
    #expect(await outcomes.next() == "taken []")
    #expect(config.int(forKey: "pool.max") == 40)

    upstream.setValue(1, forKey: "pool.max")
    #expect(await outcomes.next() == "refused [\"variables-out-of-order POOL_MIN error\"]")
    upstream.setValue(40, forKey: "pool.max")
    #expect(await outcomes.next() == "taken []", "whoever heard of the fault hears of its end")
  }

  @Test func withoutRunTheValuesFromTheStartStay() throws {
    let upstream = MutableInMemoryProvider(initialValues: ["pool.min": 5, "pool.max": 20])
    let provider = try ValidatingProvider(upstream: upstream, validator: Self.validator())
    upstream.setValue(1, forKey: "pool.max")
    #expect(ConfigReader(provider: provider).int(forKey: "pool.max") == 20)
  }

  @Test func twoProvidersMayHaveToChangeTogether() async throws {
    let first = MutableInMemoryProvider(name: "first", initialValues: ["pool.min": 5])
    let second = MutableInMemoryProvider(name: "second", initialValues: ["pool.max": 20])
    var outcomes = Outcomes()
    let provider = try ValidatingProvider(
      upstreams: [first, second], validator: Self.validator(), onReload: outcomes.report)
    let config = ConfigReader(provider: provider)
    let run = Task { try await provider.run() }
    defer { run.cancel() }

    first.setValue(30, forKey: "pool.min")
    #expect(await outcomes.next() == "refused [\"variables-out-of-order POOL_MIN error\"]")
    #expect(config.int(forKey: "pool.min") == 5)
    second.setValue(10, forKey: "pool.max")
    #expect(await outcomes.next() == "taken []", "it is right beside the good values")
    #expect(config.int(forKey: "pool.min") == 5)
    #expect(config.int(forKey: "pool.max") == 10)
    second.setValue(60, forKey: "pool.max")
    #expect(await outcomes.next() == "taken []", "and now both are")
    #expect(config.int(forKey: "pool.min") == 30)
    #expect(config.int(forKey: "pool.max") == 60)
  }

  @Test func developmentTakesItAndSaysWhatIsWrong() async throws {
    let upstream = MutableInMemoryProvider(initialValues: ["pool.min": 5, "pool.max": 20])
    var outcomes = Outcomes()
    let provider = try ValidatingProvider(
      upstream: upstream, validator: Self.validator(.development), onReload: outcomes.report)
    let run = Task { try await provider.run() }
    defer { run.cancel() }
    upstream.setValue(1, forKey: "pool.max")
    #expect(await outcomes.next() == "taken [\"variables-out-of-order POOL_MIN error\"]")
    #expect(ConfigReader(provider: provider).int(forKey: "pool.max") == 1)
  }

  @Test func noReloadTurnsProductionIntoDevelopment() async throws {
    let upstream = MutableInMemoryProvider(initialValues: [
      "app.env": "production", "pool.min": 5, "pool.max": 20,
    ])
    var outcomes = Outcomes()
    let provider = try ValidatingProvider(
      upstream: upstream, validator: Validator(contract: Self.contract()),
      onReload: outcomes.report)
    let run = Task { try await provider.run() }
    defer { run.cancel() }
    upstream.setValue("development", forKey: "app.env")
    upstream.setValue(1, forKey: "pool.max")
    #expect(await outcomes.next() == "refused [\"variables-out-of-order POOL_MIN error\"]")
  }

  @Test func thoseWhoFollowAKeySeeGoodValuesOnly() async throws {
    let upstream = MutableInMemoryProvider(initialValues: ["pool.min": 5, "pool.max": 20])
    var outcomes = Outcomes()
    let provider = try ValidatingProvider(
      upstream: upstream, validator: Self.validator(), onReload: outcomes.report)
    let run = Task { try await provider.run() }
    defer { run.cancel() }
    let (ready, started) = AsyncStream<Void>.makeStream()
    let follower = Task {
      try await ConfigReader(provider: provider).watchInt(forKey: "pool.max") { updates in
        var seen: [Int?] = []
        for await value in updates {
          seen.append(value)
          started.yield()
          if seen.count == 2 { break }
        }
        return seen
      }
    }
    for await _ in ready { break }
    upstream.setValue(1, forKey: "pool.max")
    #expect(await outcomes.next().hasPrefix("refused"))
    upstream.setValue(21, forKey: "pool.max")
    #expect(await outcomes.next() == "taken []")
    #expect(try await follower.value == [20, 21])
  }

  @Test func aFileThatReloadsIsGuarded() async throws {
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("configguard-\(UUID().uuidString).json")
    defer { try? FileManager.default.removeItem(at: file) }
    func write(_ text: String, second: Double) throws {
      try text.write(to: file, atomically: true, encoding: .utf8)
      // The provider compares times of change, which may be too coarse for a test.
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSince1970: second)], ofItemAtPath: file.path)
    }
    try write(#"{"pool": {"min": 5, "max": 20}}"#, second: 1_000_000)
    let upstream = try await ReloadingFileProvider<JSONSnapshot>(
      config: ConfigReader(
        provider: InMemoryProvider(values: [
          "filePath": .init(.string(file.path), isSecret: false)
        ])))
    var outcomes = Outcomes()
    let provider = try ValidatingProvider(
      upstream: upstream, validator: Self.validator(), onReload: outcomes.report)
    let config = ConfigReader(provider: provider)
    #expect(try await config.fetchRequiredInt(forKey: "pool.max") == 20)

    try write(#"{"pool": {"min": 5, "max": 2}}"#, second: 1_000_010)
    #expect(try await config.fetchRequiredInt(forKey: "pool.max") == 20)
    #expect(await outcomes.next() == "refused [\"variables-out-of-order POOL_MIN error\"]")

    try write("{", second: 1_000_020)
    #expect(try await config.fetchRequiredInt(forKey: "pool.max") == 20)
    #expect(await outcomes.next() == "failed")

    try write(#"{"pool": {"min": 5, "max": 25}}"#, second: 1_000_030)
    #expect(try await config.fetchRequiredInt(forKey: "pool.max") == 25)
    #expect(await outcomes.next() == "taken []")
    #expect(config.int(forKey: "pool.max") == 25)
  }

  @Test func eightReloadsAndReadersAtOnce() async throws {
    let upstream = MutableInMemoryProvider(initialValues: ["pool.min": 5, "pool.max": 20])
    let provider = try ValidatingProvider(upstream: upstream, validator: Self.validator())
    let config = ConfigReader(provider: provider)
    try await withThrowingTaskGroup(of: Bool.self) { group in
      for number in 0..<8 {
        group.addTask {
          for turn in 0..<5 {
            upstream.setValue(
              turn.isMultiple(of: 2) ? 1 : .init(.int(30 + number), isSecret: false),
              forKey: "pool.max")
            let value = try await config.fetchRequiredInt(forKey: "pool.max")
            guard value >= 20 else { return false }
          }
          return true
        }
      }
      for try await isGood in group { #expect(isGood) }
    }
  }
}
