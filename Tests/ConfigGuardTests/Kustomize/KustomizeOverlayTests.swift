import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

@Suite("Overlays of Kustomize are judged, and nothing twice")
struct KustomizeOverlayTests {
  private static let debug = "debug-enabled"

  private func project(
    _ base: [(String, String)], dev: [(String, String)] = [], prod: [(String, String)] = []
  ) -> KustomizeProject {
    var files = [
      "base/kustomization.yaml": "resources: [web.yaml]\n",
      "base/web.yaml": KustomizeProject.deployment(base),
    ]
    for (stage, variables) in [("development", dev), ("production", prod)] {
      files["overlays/\(stage)/kustomization.yaml"] =
        "resources: [../../base]\n"
        + (variables.isEmpty ? "" : "patches: [{path: patch.yaml}]\n")
      if !variables.isEmpty {
        files["overlays/\(stage)/patch.yaml"] = KustomizeProject.deployment(variables)
      }
    }
    return KustomizeProject(files)
  }

  private func findings(_ project: KustomizeProject) throws -> [String] {
    try project.report().findings.filter { $0.rule == Self.debug }.map {
      "\($0.severity.rawValue) \($0.stage.rawValue) \($0.path):\($0.line ?? 0)"
    }
  }

  @Test("each overlay gives its own workloads; its parts give none")
  func workloads() throws {
    let report = try project([("A", "1")], prod: [("A", "2")]).report()
    #expect(
      report.workloads.map { "\($0.name) \($0.stage.rawValue) \($0.path)" } == [
        "web development overlays/development/kustomization.yaml",
        "web production overlays/production/kustomization.yaml",
      ])
  }

  @Test("a marker variable says more than the folder")
  func marker() throws {
    let report = try project([("APP_ENV", "staging")]).report()
    #expect(report.workloads.map(\.stage) == [.staging, .staging])
  }

  @Test("a value of the base that both overlays use is one finding, the worst")
  func shared() throws {
    #expect(
      try findings(project([("DEBUG", "true")])) == ["error production base/web.yaml:13"])
  }

  @Test("a patched value is found in the patch, and the base's is judged where it counts")
  func patched() throws {
    let fixed = project([("DEBUG", "true")], prod: [("DEBUG", "false")])
    #expect(try findings(fixed).filter { $0.contains("production") } == [])
    let broken = project([("DEBUG", "false")], prod: [("DEBUG", "true")])
    #expect(
      try findings(broken) == ["error production overlays/production/patch.yaml:13"])
  }

  @Test("a value of the base that every overlay replaces is not judged")
  func replaced() throws {
    let found = project(
      [("DEBUG", "true")], dev: [("DEBUG", "false")], prod: [("DEBUG", "false")])
    #expect(try findings(found) == [])
  }

  @Test("without overlays the base is judged itself")
  func alone() throws {
    let files = KustomizeProject([
      "base/kustomization.yaml": "resources: [web.yaml]\n",
      "base/web.yaml": KustomizeProject.deployment([("DEBUG", "true")]),
    ])
    #expect(try findings(files).map { String($0.suffix(16)) } == ["base/web.yaml:13"])
    #expect(try files.report().workloads.count == 1)
  }

  @Test("what a part holds and no overlay takes is still judged")
  func rest() throws {
    let files = KustomizeProject([
      "production/kustomization.yaml": """
      resources: [web.yaml]
      patches:
        - target: {kind: Deployment}
          patch: |-
            kind: Deployment
            metadata: {name: any}
            $patch: delete
      """,
      "production/web.yaml": KustomizeProject.deployment([("DEBUG", "true")]),
    ])
    #expect(try findings(files) == ["error production production/web.yaml:13"])
  }

  @Test("settings of ConfigMaps that no container takes are judged in the overlay's stage")
  func settings() throws {
    let files = KustomizeProject([
      "base/kustomization.yaml": "resources: [map.yaml]\n",
      "base/map.yaml":
        "{apiVersion: v1, kind: ConfigMap, metadata: {name: map}, data: {DEBUG: \"true\"}}\n",
      "production/kustomization.yaml": "resources: [../base]\n",
    ])
    #expect(try findings(files) == ["error production base/map.yaml:1"])
  }

  @Test("suffixes of names do not change what a workload is called")
  func names() throws {
    let files = KustomizeProject([
      "base/kustomization.yaml": "resources: [web.yaml]\n",
      "base/web.yaml": KustomizeProject.deployment([("A", "1")]),
      "prod/kustomization.yaml": "resources: [../base]\nnameSuffix: -prod\n",
    ])
    #expect(try files.report().workloads.map(\.name) == ["web"])
  }
}
