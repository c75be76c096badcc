import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// Sets that ask for more than any cluster would.
@Suite struct HostileManifestTests {
  @Test func manyWorkloadsEachWithItsConfigMap() throws {
    let count = 2_000
    var documents: [String] = []
    for number in 0..<count {
      documents.append(configMap("config-\(number)-x", "A: '\(number)'"))
      documents.append(
        pod("envFrom: [{configMapRef: {name: config-\(number)-x}}]", name: "web\(number)"))
    }
    let cluster = try Cluster(["all.yaml": documents.joined(separator: "---\n")])
    #expect(
      try cluster.environment("web\(count - 1)") == [
        "A=\(count - 1) < ConfigMap config-\(count - 1)-x"
      ])
  }

  @Test func manyNamesThatNothingHas() throws {
    var documents: [String] = []
    for number in 0..<2_000 {
      let letters = String(number, radix: 26)
      documents.append(configMap("configuration-\(letters)", "A: a"))
      documents.append(
        pod("envFrom: [{configMapRef: {name: configurtion-\(letters)}}]", name: "web\(number)"))
    }
    let cluster = try Cluster(["all.yaml": documents.joined(separator: "---\n")])
    #expect(cluster.findings("kubernetes-name-near-miss").count == 101)
  }

  @Test func oneNameInManyFolders() throws {
    var files: [String: String] = [:]
    for number in 0..<1_000 {
      files["apps/\(number)/config.yaml"] = configMap("app", "A: '\(number)'")
      files["apps/\(number)/pod.yaml"] = pod("envFrom: [{configMapRef: {name: app}}]")
    }
    let cluster = try Cluster(files)
    #expect(try cluster.environment("web", in: "apps/77/pod.yaml") == ["A=77 < ConfigMap app"])
  }

  @Test func theLimitOfAJoinIsSaid() throws {
    let keys = (0..<100).map { "KEY_\($0): a" }.joined(separator: "\n")
    let users = (0..<10).map { pod("envFrom: [{configMapRef: {name: app}}]", name: "web\($0)") }
    let cluster = try Cluster([
      "all.yaml": ([configMap("app", keys)] + users).joined(separator: "---\n")
    ])
    let reading = try #require(cluster.linter.readings.first)
    let fresh = readDocument(
      ([configMap("app", keys)] + users).joined(separator: "---\n"), named: "all.yaml")
    var join = KubernetesJoin(
      fresh.kubernetes, keys: fresh.context.keys, values: fresh.context.values, limit: 250)
    var kinds: [ReadingProblem.Kind] = []
    var counts: [Int] = []
    for var workload in fresh.workloads {
      kinds += join.join(&workload).map(\.problem.kind)
      counts.append(workload.environment.count)
      #expect(workload.hasUnreadSources == (workload.environment.isEmpty))
    }
    #expect(kinds == [.limit])
    #expect(counts == [100, 100] + Array(repeating: 0, count: 8))
    #expect(reading.withEverySetting.workloads.allSatisfy { $0.environment.count == 100 })
  }

  @Test(arguments: [(250, false), (999, false), (1000, true)])
  func whetherAllCanHaveTheirSettingsIsKnownBefore(limit: Int, isEnough: Bool) throws {
    let keys = (0..<100).map { "KEY_\($0): a" }.joined(separator: "\n")
    let users = (0..<10).map { pod("envFrom: [{configMapRef: {name: app}}]", name: "web\($0)") }
    let reading = readDocument(
      ([configMap("app", keys)] + users).joined(separator: "---\n"), named: "all.yaml")
    let join = KubernetesJoin(
      reading.kubernetes, keys: reading.context.keys, values: reading.context.values, limit: limit)
    #expect(join.hasEnough(for: reading.workloads) == isEnough)
  }

  @Test func valuesThatDoubleComeToAnEnd() throws {
    let doubling = (1...64).map { "  - {name: A\($0), value: $(A\($0 - 1))$(A\($0 - 1))}" }
    let text = pod("env:\n  - {name: A0, value: text}\n" + doubling.joined(separator: "\n"))
    let environment = try Cluster(["pod.yaml": text]).workload("web").environment
    #expect(environment.count == 65)
    let total = environment.reduce(0) { $0 + ($1.value.effective?.utf8.count ?? 0) }
    #expect(total <= 1 << 20)
  }

  @Test func manyOpenParentheses() {
    let text = String(repeating: "$(", count: 100_000)
    #expect(KubernetesExpansion(text).parts == [.text(text)])
    #expect(KubernetesExpansion(text + ")").names.count == 1)
  }
}
