import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// Which of several objects of one name a workload means, and where findings about them stand.
@Suite struct PlaceTests {
  private static let user = pod("envFrom: [{configMapRef: {name: app}}]")

  private func value(_ files: [String: String], in path: String) throws -> String? {
    try Cluster(files).workload("web", in: path).setting("A")?.value.literal
  }

  @Test(arguments: [
    ("the same file", ["a/pod.yaml", "a/other.yaml"], "a/pod.yaml"),
    ("the same folder", ["a/config.yaml", "a/deep/config.yaml", "b/config.yaml"], "a/config.yaml"),
    ("the nearest folder", ["a/config/app.yaml", "b/config/app.yaml"], "a/config/app.yaml"),
    ("the only one", ["x/y/z/config.yaml"], "x/y/z/config.yaml"),
  ])
  func theNearestIsMeant(_ title: String, _ places: [String], _ expected: String) throws {
    var files: [String: String] = [:]
    for place in places { files[place] = configMap("app", "A: \(place)") }
    files["a/pod.yaml", default: ""] += (files["a/pod.yaml"] == nil ? "" : "---\n") + Self.user
    #expect(try value(files, in: "a/pod.yaml") == expected, "\(title)")
  }

  @Test(arguments: [
    ["overlays/dev/config.yaml", "overlays/prod/config.yaml"],
    ["base/one.yaml", "base/two.yaml"],
  ])
  func whatStaysAmbiguousIsNotJoined(_ places: [String]) throws {
    var files = ["base/pod.yaml": Self.user]
    for place in places { files[place] = configMap("app", "A: \(place)") }
    let workload = try Cluster(files).workload("web")
    #expect(workload.environment.isEmpty && workload.hasUnreadSources)
  }

  @Test func eachEnvironmentHasItsOwn() throws {
    var files: [String: String] = [:]
    for stage in ["dev", "prod"] {
      files["\(stage)/config.yaml"] = configMap("app", "A: \(stage)")
      files["\(stage)/pod.yaml"] = Self.user
    }
    #expect(try value(files, in: "dev/pod.yaml") == "dev")
    #expect(try value(files, in: "prod/pod.yaml") == "prod")
  }

  @Test func whatSeveralConsumeIsOneFindingInTheStrictestStage() throws {
    var files = ["config.yaml": configMap("app", "DEBUG: 'true'")]
    for name in ["one", "two", "three"] {
      files["\(name).yaml"] = pod(
        "envFrom: [{configMapRef: {name: app}}]", name: name,
        namespace: name == "two" ? "production" : "staging")
    }
    let report = try Cluster(files).report
    let findings = report.findings.filter { $0.rule == "debug-enabled" }
    #expect(findings.count == 1)
    let finding = try #require(findings.first)
    #expect(finding.path == "config.yaml" && finding.severity == .error)
    for file in ["one.yaml", "two.yaml", "three.yaml"] {
      #expect(finding.related.contains { $0.path == file && $0.message == "used here" })
    }
  }

  @Test func whatNobodyConsumesIsJudgedInItsFile() throws {
    let report = try Cluster(["prod/config.yaml": configMap("app", "CORS_ORIGINS: '*'")]).report
    let finding = try #require(report.findings.first { $0.rule == "cors-any-origin" })
    #expect(finding.workload == nil && finding.stage == .production)
  }

  @Test func aConfigMapSaysWhatTheWorkloadIsFor() throws {
    let cluster = try Cluster(
      set(configMap("app", "NODE_ENV: staging"), pod("envFrom: [{configMapRef: {name: app}}]")))
    #expect(try cluster.workload("web").stage == .staging)
  }

  @Test(arguments: [
    ("HorizontalPodAutoscaler", "autoscaling/v2", "maxReplicas", "{kind: Deployment, name: web}"),
    ("ScaledObject", "keda.sh/v1alpha1", "maxReplicaCount", "{name: web}"),
  ])
  func scalersSetTheNumberOfReplicas(
    _ kind: String, _ version: String, _ field: String, _ target: String
  ) throws {
    let cluster = try Cluster(
      set(
        "apiVersion: \(version)\nkind: \(kind)\nmetadata: {name: x}\n"
          + "spec: {scaleTargetRef: \(target), \(field): 12}\n",
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\n"
          + "spec: {replicas: 2, template: {spec: {containers: [{name: web}]}}}\n"))
    #expect(try cluster.workload("web").replicas == 12)
  }
}
