import Testing

@testable import RulePacks

@Suite struct QuantityTests {
  @Test(
    arguments: [
      ("30s", 30_000), ("5m", 300_000), ("5min", 300_000), ("1h30m", 5_400_000), ("500ms", 500),
      ("500 ms", 500), ("30 seconds", 30_000), ("1.5s", 1500), ("PT30S", 30_000),
      ("pt1m30s", 90_000), ("P1DT2H", 93_600_000), ("00:01:30", 90_000),
      ("1.00:00:00", 86_400_000), ("2d", 172_800_000), ("250us", 0.25), ("0", 0), ("0s", 0),
      ("1_000ms", 1000), ("30", nil), ("", nil), ("s", nil), ("30x", nil), ("-30s", nil),
      ("P1M", nil), ("PT", nil), ("1h30", nil), ("1:30", nil), ("1.2.3s", nil), ("٣s", nil),
      ("never", nil), ("30s of rest", nil),
    ] as [(String, Double?)])
  func durations(text: String, expected: Double?) {
    #expect(QuantityKind.duration.value(of: text, unit: nil) == expected)
  }

  @Test(
    arguments: [
      ("30", "s", 30_000), ("30", "ms", 30), ("1.5", "h", 5_400_000), ("-1", "s", -1000),
      ("30s", "ms", 30_000),
    ] as [(String, String, Double)])
  func bareNumbers(text: String, unit: String, expected: Double) {
    #expect(QuantityKind.duration.value(of: text, unit: unit) == expected)
  }

  @Test(
    arguments: [
      ("1MiB", 1_048_576), ("1 MB", 1_048_576), ("64k", 65_536), ("10Ki", 10_240),
      ("2g", 2_147_483_648),
      ("12 bytes", 12), ("0", 0), ("1s", nil), ("10", nil), ("PT1M", nil),
    ] as [(String, Double?)])
  func sizes(text: String, expected: Double?) {
    #expect(QuantityKind.size.value(of: text, unit: nil) == expected)
  }

  @Test func aKeyMayNameTheUnit() {
    #expect(QuantityKind.duration.unit(ofKey: ["pool", "timeout", "ms"]) == "ms")
    #expect(QuantityKind.duration.unit(ofKey: ["timeout", "seconds"]) == "seconds")
    #expect(QuantityKind.duration.unit(ofKey: ["pool", "min"]) == nil)
    #expect(QuantityKind.duration.unit(ofKey: ["timeout"]) == nil)
    var test = QuantityTest(kind: .duration, below: 1000, unit: "s")
    #expect(test.value(of: "900", key: ["timeout", "ms"]) == 900)
    #expect(test.holds(900) && !test.holds(1000))
    test.above = 5000
    #expect(test.holds(5001) && test.holds(1) && !test.holds(5000))
  }

  @Test func longTextsAreNone() {
    let text = String(repeating: "1s", count: 100)
    #expect(QuantityKind.duration.value(of: text, unit: nil) == nil)
  }

  private func check(_ text: String) throws(RulePackProblem) -> Check? {
    let pack = """
      pack: own
      rules:
        - id: a
          category: pool
          title: A
          severity: note
          \(text)
          message: a
          why: a
          fix: a
          since: 0.1.0
          examples: {bad: [{environment: {A: b}}], good: [{environment: {A: b}}]}

      """
    return try RulePackLoader.load(SourceBytes(pack), path: "own.yaml").rules.first?.check
  }

  @Test(arguments: [
    "look-at: {setting: [a]}, check: {value: {duration: {below: 1s, above: 2m, unit: ms}}}",
    "look-at: {setting: [a]}, check: {value: {size: {above: 1MiB}, is-duration: false}}",
    "look-at: {setting: [a]}, check: {origins: {are: [lookalike, open-end], as: prefix}}",
    "look-at: {setting: [a]}, check: {url: {hosts: [a], except-hosts: [.b]}}",
    "look-at: workload, check: {relation: {left: {keys: [a], query: [pool]}, is: '!=', "
      + "right: {keys: [b], except: [c], unit: h}, as: duration, pair: prefix}}",
    "look-at: command, check: {command: {program: [a], words: [^b|c], without: [d], "
      + "option: {name: [-w, --workers], below: 2}}}",
  ])
  func packedFormsKeepEverything(text: String) throws {
    let parts = text.split(separator: ", check: ", maxSplits: 1)
    let check = try #require(try check("\(parts[0])\n    check: \(parts[1])"))
    var packer = Packer()
    packer.add(check)
    let unpacked = packer.bytes.withUnsafeBufferPointer { bytes -> Check? in
      guard let start = bytes.baseAddress else { return nil }
      var unpacker = Unpacker(start)
      return unpacker.value()
    }
    #expect(unpacked == check)
  }

  @Test(arguments: [
    (
      "look-at: {setting: [a]}\n    check: {value: {duration: {below: soon}}}",
      "8:39: this must be a duration with its unit, such as 500ms, 30s or 5m"
    ),
    (
      "look-at: workload\n    check: {relation: {left: {unit: s}, is: '>', right: a}}",
      "8:37: a unit needs `as: duration` or `as: size`"
    ),
    (
      "look-at: command\n    check: {command: {option: workers}}",
      "8:31: the name of an option begins with `-`"
    ),
    (
      "look-at: command\n    check: {value: {truthy: true}}",
      "8:12: the check `value` is not known for this `look-at`"
    ),
  ])
  func problemsHavePlaces(text: String, expected: String) {
    do throws(RulePackProblem) {
      _ = try check(text)
      Issue.record("no problem")
    } catch {
      #expect(error.description.contains(expected), "\(error.description)")
    }
  }
}
