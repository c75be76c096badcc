import RulePacks
import Synchronization
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

@Suite("Workers")
struct WorkerPoolTests {
  /// Long enough that the others are called.
  private static func work() {
    let start = ContinuousClock.now
    while start.duration(to: .now) < .microseconds(200) {}
  }

  @Test("Results are in the order of the things, each of which is done once", arguments: [1, 2, 9])
  func order(jobs: Int) {
    let pool = WorkerPool(jobs: jobs)
    let done = Atomic<Int>(0)
    let results = pool.map(Array(0..<200)) { _, number in
      Self.work()
      done.add(1, ordering: .relaxed)
      return "\(number)"
    }
    #expect(results == (0..<200).map(String.init))
    #expect(done.load(ordering: .relaxed) == 200)
  }

  @Test("More workers than things, and no things at all")
  func few() {
    let pool = WorkerPool(jobs: 8)
    #expect(pool.map([1, 2]) { _, number in number * 2 } == [2, 4])
    #expect(pool.map([Int]()) { _, number in number }.isEmpty)
  }

  @Test("Parts follow one another to the end, and the last ones are small")
  func parts() {
    for count in [0, 1, 7, 63, 64, 65, 256, 257, 320, 1000, 3500] {
      for grain in [1, 3, 8, 64] {
        let parts = WorkParts(count: count, grain: grain)
        var next = 0
        for part in 0..<parts.number {
          #expect(parts.start(of: part) == next)
          let size = parts.start(of: part + 1) - next
          #expect((1...grain).contains(size))
          next += size
          if count - next < grain, next < count { #expect(size <= max(1, grain / 8)) }
        }
        #expect(next == count)
        #expect(parts.start(of: parts.number + 5) == count)
      }
    }
  }

  @Test("Whoever stops it gets the results of what was begun", arguments: [1, 4])
  func stopped(jobs: Int) {
    let pool = WorkerPool(jobs: jobs)
    let done = Atomic<Int>(0)
    let results = pool.map(
      Array(0..<1000), while: { done.load(ordering: .relaxed) < 50 },
      { _, number in
        Self.work()
        done.add(1, ordering: .relaxed)
        return number
      })
    #expect(results == Array(0..<results.count))
    #expect((50..<50 + jobs).contains(results.count))
  }

  @Test("Several threads find what one finds", arguments: [2, 5])
  func sameFindings(jobs: Int) throws {
    let alone = try report(jobs: 1)
    let together = try report(jobs: jobs)
    #expect(alone.findings.count > 60)
    #expect(together.findings.map(\.fingerprint) == alone.findings.map(\.fingerprint))
    #expect(together.findings.map(\.message) == alone.findings.map(\.message))
    #expect(together.files.map(\.path) == alone.files.map(\.path))
    #expect(together.workloads.map(\.name) == alone.workloads.map(\.name))
  }

  /// Manifests that refer to one another, with env files and a secret that two stages share.
  private static let files: [(path: String, text: String, type: FileType)] =
    (0..<60).flatMap { number -> [(path: String, text: String, type: FileType)] in
      [
        (
          "deploy/production/app-\(number).yaml",
          """
          apiVersion: apps/v1
          kind: Deployment
          metadata: {name: app-\(number)}
          spec:
            template:
              spec:
                containers:
                - name: app
                  image: postgres:16
                  env:
                  - {name: CORS_ORIGIN, value: "*"}
                  - {name: POSTGRES_PASSWORD, value: changeme123}
                  envFrom:
                  - configMapRef: {name: settings-\((number + 7) % 60)}
          """, .yaml
        ),
        (
          "deploy/production/settings-\(number).yaml",
          """
          apiVersion: v1
          kind: ConfigMap
          metadata: {name: settings-\(number)}
          data: {DEBUG: "true", APP_ENV: production}
          """, .yaml
        ),
        ("service-\(number)/.env.production", "JWT_SECRET=changeme\nDEBUG=true\n", .environment),
      ]
    }

  private func report(jobs: Int) throws -> Report {
    let context = ProjectContext(BuiltinPacks.prepared, contract: nil)
    var linter = Linter(
      contexts: { _ in context }, load: { _ in .missing("nothing is there") }, jobs: jobs)
    let read = linter.workers.map(Self.files) { [linter] worker, file in
      linter.read(
        SourceFile(path: file.path, bytes: SourceBytes(file.text), tracking: .tracked),
        as: file.type, in: context, on: worker)
    }
    for (file, reading) in zip(Self.files, read) { linter.take(reading, as: file.type) }
    return linter.report()
  }
}
