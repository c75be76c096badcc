import RulePacks
import Testing

@testable import ConfigGuard

/// Judging asks only the rules that can speak; asking all of them must say the same.
@Suite struct PlannedJudgingTests {
  private static let keys = [
    "DATABASE_URL", "DB_PASSWORD", "DB_USER", "DB_POOL_SIZE", "DB_POOL_MIN", "DB_POOL_MAX",
    "CORS_ORIGINS", "CORS_ALLOW_CREDENTIALS", "DEBUG", "AUTH_TYPE", "POSTGRES_PASSWORD",
    "POSTGRES_PASSWORD_FILE", "SESSION_SECRET", "LOG_LEVEL", "PORT", "REQUEST_TIMEOUT",
    "origins", "password", "url",
  ]

  private static let values = [
    "", "*", "true", "none", "20", "postgres://app:changeme@db/app?sslmode=disable", "debug",
    "/run/secrets/x", "seven-brave-otters-count-lanterns", "${OTHER:-changeme}",
  ]

  private static let images = [
    nil, "postgres:16", "docker.io/library/mysql:8", "dpage/pgadmin4", "quay.io/keycloak/keycloak",
    "localhost:5000/library/redis@sha256:00", "web",
  ]

  private struct Scene {
    let judge: Judge
    let here: Surroundings
  }

  /// A workload with every key, each with one value after another, and what it lies in.
  private func scene(
    _ stage: Stage, _ format: String, image: String?, shift: Int, judge: Judge, _ keys: KeyTable
  ) -> Scene {
    let file = SourceFile(
      path: "a.yaml", bytes: SourceBytes(String(repeating: "x", count: 999)), tracking: .tracked)
    var workload = Workload(
      name: "web", file: file, range: SourceRange(start: 0, end: 3), format: format)
    workload.image = image
    workload.replicas = 3
    for (number, key) in Self.keys.enumerated() where (number + shift).isMultiple(of: 3) {
      let text = Self.values[(number + shift) % Self.values.count]
      let range = SourceRange(start: number * 50, end: number * 50 + text.utf8.count)
      var setting = Setting(
        key: key, info: keys.info(key),
        value: judge.values.value(text, at: range, isExact: true, syntax: .compose), file: file,
        keyRange: range, keyPath: key)
      if shift.isMultiple(of: 2) { setting.ancestors = ["postgres", "cors"] }
      workload.set(setting)
    }
    let here = Surroundings(
      gate: .files, stage: stage, format: format, file: file, settings: workload.environment,
      workload: workload, kind: "Deployment")
    return Scene(judge: judge, here: here)
  }

  private func forEachScene(_ stage: Stage, _ body: (Scene) -> Void) {
    let rules = BuiltinPacks.prepared
    let judge = Judge(rules, patterns: PatternCache(rules))
    let keys = KeyTable(rules.index)
    for (number, image) in Self.images.enumerated() {
      for shift in 0..<6 {
        let format = (number + shift).isMultiple(of: 2) ? "compose" : "kubernetes"
        body(scene(stage, format, image: image, shift: shift, judge: judge, keys))
      }
    }
  }

  private func words(_ drafts: [FindingDraft]) -> [String] {
    drafts.map { "\($0.rule) \($0.severity) \($0.place.range) \($0.key ?? "")" }
  }

  @Test(arguments: Stage.allCases)
  func settings(stage: Stage) {
    var count = 0
    forEachScene(stage) { scene in
      for setting in scene.here.settings {
        let found = words(scene.judge.judge(setting, in: scene.here))
        let asked = scene.judge.considerations(of: setting, in: scene.here)
          .flatMap { consideration -> [FindingDraft] in
            if case .violated(let drafts) = consideration.answer { drafts } else { [] }
          }
        #expect(found.sorted() == words(asked).sorted(), "\(setting.key)")
        count += found.count
      }
    }
    #expect(count > 10)
  }

  @Test(arguments: Stage.allCases)
  func workloads(stage: Stage) {
    var count = 0
    forEachScene(stage) { scene in
      let (judge, here) = (scene.judge, scene.here)
      let place = Place(here.file, SourceRange(at: 0))
      let asked = judge.index.workloadRules.flatMap { number -> [FindingDraft] in
        let rule = judge.index.rules[number]
        guard judge.isEnabled(rule, here.gate),
          let severity = judge.severity(rule, in: here.stage),
          rule.condition.map({ judge.holds($0, here) }) ?? true
        else { return [] }
        return judge.drafts(
          of: PlannedRule(rule, number: number, severity, nil, judge.memory), here, at: place)
      }
      #expect(words(judge.judgeWorkload(here, at: place)) == words(asked))
      count += asked.count
    }
    #expect(stage == .development || stage == .test || count > 5)
  }

  /// What one environment has is not remembered of the next one.
  @Test func validatorsForget() {
    let validator = Validator(stage: .production)
    let weak = ["DB_PASSWORD": "changeme", "CORS_ORIGINS": "*"]
    let first = validator.validate(environment: weak).findings.map(\.rule)
    #expect(!first.isEmpty)
    #expect(validator.validate(environment: [:]).findings.isEmpty)
    #expect(validator.validate(environment: weak).findings.map(\.rule) == first)
  }
}
