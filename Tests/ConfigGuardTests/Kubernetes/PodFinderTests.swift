import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// In which objects containers are found.
@Suite struct PodFinderTests {
  private static let containers = "{containers: [{name: web, env: [{name: A, value: a}]}]}"

  @Test(arguments: [
    ("apps/v1", "Deployment", "spec: {template: {spec: POD}}"),
    ("apps/v1", "StatefulSet", "spec: {template: {spec: POD}}"),
    ("apps/v1", "DaemonSet", "spec: {template: {spec: POD}}"),
    ("apps/v1", "ReplicaSet", "spec: {template: {spec: POD}}"),
    ("v1", "ReplicationController", "spec: {template: {spec: POD}}"),
    ("v1", "Pod", "spec: POD"),
    ("v1", "PodTemplate", "template: {spec: POD}"),
    ("batch/v1", "Job", "spec: {template: {spec: POD}}"),
    ("batch/v1", "CronJob", "spec: {jobTemplate: {spec: {template: {spec: POD}}}}"),
    ("serving.knative.dev/v1", "Service", "spec: {template: {spec: POD}}"),
    ("argoproj.io/v1alpha1", "Rollout", "spec: {template: {spec: POD}}"),
    ("kubeflow.org/v1", "PyTorchJob", "spec: {replicaSpecs: {Worker: {template: {spec: POD}}}}"),
    ("ray.io/v1", "RayCluster", "spec: {workerGroupSpecs: [{template: {spec: POD}}]}"),
    ("example.com/v1", "Machine", "spec: {podTemplate: {spec: POD}}"),
  ])
  func podsAreFound(_ version: String, _ kind: String, _ body: String) throws {
    let cluster = try Cluster(
      set(
        "apiVersion: \(version)\nkind: \(kind)\nmetadata: {name: web}\n"
          + body.replacing("POD", with: Self.containers) + "\n"))
    #expect(try cluster.environment("web") == ["A=a"])
    #expect(try cluster.workload("web").kind == kind)
  }

  @Test func allListsOfContainers() throws {
    let cluster = try Cluster(
      set(
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: web}
        spec:
          containers: [{name: web}, {name: proxy}]
          initContainers: [{name: migrate}]
          ephemeralContainers: [{name: debug}]

        """))
    let names = cluster.linter.readings.flatMap { $0.workloads.map(\.name) }
    #expect(names == ["web", "web/proxy", "web/migrate", "web/debug"])
  }

  @Test func aHugeResourceIsNotSearchedToItsEnd() throws {
    let filler = (0..<5_000).map { "    key\($0): {a: {b: c}}\n" }.joined()
    let cluster = try Cluster(
      set(
        "apiVersion: example.com/v1\nkind: Machine\nmetadata: {name: web}\nspec:\n  many:\n"
          + filler + "  deep: {a: {b: {template: {spec: \(Self.containers)}}}}\n"))
    #expect(cluster.linter.readings.allSatisfy { $0.workloads.isEmpty })
  }
}
