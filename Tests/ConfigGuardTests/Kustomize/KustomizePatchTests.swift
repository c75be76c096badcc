import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

@Suite("Patches of Kustomize")
struct KustomizePatchTests {
  private static let base = KustomizeProject.deployment([("A", "1"), ("B", "2")])

  private func environment(_ kustomization: String, _ more: [String: String] = [:]) throws
    -> [String]
  {
    var files = ["kustomization.yaml": kustomization, "web.yaml": Self.base]
    files.merge(more) { $1 }
    return try KustomizeProject(files).environment()
  }

  @Test("variables stand where the file says that set them last")
  func places() throws {
    #expect(
      try environment("resources: [web.yaml]\n") == ["A=1 @ web.yaml:13", "B=2 @ web.yaml:15"])
  }

  @Test("a file that names its object")
  func strategicFile() throws {
    let patch = KustomizeProject.deployment([("B", "3"), ("C", "4")])
    let expected = ["B=3 @ patch.yaml:13", "C=4 @ patch.yaml:15", "A=1 @ web.yaml:13"]
    for list in ["patches:\n- path: patch.yaml", "patchesStrategicMerge:\n- patch.yaml"] {
      #expect(
        try environment("resources: [web.yaml]\n\(list)\n", ["patch.yaml": patch]) == expected)
    }
  }

  @Test("what a patch replaced is remembered")
  func shadowed() throws {
    let project = KustomizeProject([
      "kustomization.yaml": "resources: [web.yaml]\npatches: [{path: patch.yaml}]\n",
      "web.yaml": Self.base, "patch.yaml": KustomizeProject.deployment([("B", "3")]),
    ])
    let workload = try #require(try project.read().workloads.first)
    let setting = try #require(workload.setting("B"))
    #expect(setting.shadowed.map { KustomizeProject.place($0.place) } == ["web.yaml:15"])
    #expect(setting.shadowed.first?.value?.literal == "2")
    #expect(KustomizeProject.place(Place(setting.file, setting.keyRange)) == "patch.yaml:12")
    #expect(workload.file.path == "web.yaml")
    #expect(workload.variant == "kustomization.yaml")
  }

  @Test(
    "patches that stand in the kustomization",
    arguments: [
      """
      resources: [web.yaml]
      patches:
        - target: {kind: Deployment, name: we.}
          patch: |-
            - op: replace
              path: /spec/template/spec/containers/0/env/1/value
              value: "3"
      """,
      """
      resources: [web.yaml]
      patchesJson6902:
        - target: {version: v1, group: apps, kind: Deployment, name: web}
          patch: |
            - {op: test, path: /metadata/name, value: web}
            - {op: replace, path: /spec/template/spec/containers/0/env/1/value,
              value: "3"}
      """,
      """
      resources: [web.yaml]
      patches:
        - patch: |-
            {apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: {template: {spec: {
              containers:
              [{name: web, env: [{name: A, value: "1"}, {name: B,
              value: "3"}]}]}}}}
      """,
    ])
  func inline(_ kustomization: String) throws {
    let found = try environment(kustomization)
    #expect(found.contains("B=3 @ kustomization.yaml:7"))
    #expect(found.count == 2)
  }

  @Test("a text with escapes has the place of the whole")
  func cooked() throws {
    let found = try environment(
      """
      resources: [web.yaml]
      patches:
        - target: {kind: Deployment}
          patch: "- op: replace\\n  path: /spec/template/spec/containers/0/env/1/value\\n  value: x"
      """)
    #expect(found.contains("B=x @ kustomization.yaml:4"))
  }

  @Test("two documents in one block")
  func documents() throws {
    let found = try environment(
      """
      resources: [web.yaml]
      patchesStrategicMerge:
        - |-
          apiVersion: apps/v1
          kind: Deployment
          metadata: {name: web}
          spec: {template: {spec: {containers: [{name: web, env: [{name: A, value: x}]}]}}}
          ---
          apiVersion: apps/v1
          kind: Deployment
          metadata: {name: web}
          spec: {template: {spec: {containers: [{name: web, env: [{name: B, value: y}]}]}}}
      """)
    #expect(Set(found) == ["A=x @ kustomization.yaml:7", "B=y @ kustomization.yaml:12"])
  }

  @Test(
    "operations",
    arguments: [
      ("{op: add, path: /env/-, value: {name: C, value: c}}", ["A=1", "B=2", "C=c"]),
      ("{op: add, path: /env/0, value: {name: C, value: c}}", ["C=c", "A=1", "B=2"]),
      ("{op: remove, path: /env/0}", ["B=2"]),
      ("{op: copy, from: /env/0/value, path: /env/1/value}", ["A=1", "B=1"]),
      ("{op: move, from: /env/0, path: /env/1}", ["B=2", "A=1"]),
      ("{op: replace, path: /env, value: [{name: D, value: d}]}", ["D=d"]),
      ("{op: test, path: /env/0/value, value: other}", ["A=1", "B=2"]),
      ("{op: replace, path: /env/7/value, value: x}", ["A=1", "B=2"]),
    ])
  func operations(_ operation: String, _ expected: [String]) throws {
    let moved = operation.replacing("/env", with: "/spec/template/spec/containers/0/env")
    let found = try environment(
      "resources: [web.yaml]\npatches:\n- target: {kind: Deployment}\n  patch: |-\n    - \(moved)\n"
    )
    #expect(found.map { String($0.prefix { $0 != " " }) } == expected)
  }

  @Test("tildes and slashes in the keys of a path")
  func pointers() {
    #expect(JSONPatch.tokens(of: "/a~1b/c~0d/~01/") == ["a/b", "c~d", "~1", ""])
    #expect(JSONPatch.tokens(of: "") == [])
    #expect(JSONPatch.tokens(of: "a/b") == nil)
  }

  @Test(
    "instructions of a strategic merge",
    arguments: [
      ("[{name: A, $patch: delete}]", ["B=2"]),
      ("[{$patch: replace}, {name: C, value: c}]", ["C=c"]),
      ("[{$patch: delete}]", []),
      ("null", []),
      ("[{name: C, value: c}]", ["C=c", "A=1", "B=2"]),
    ])
  func instructions(_ env: String, _ expected: [String]) throws {
    let found = try environment(
      """
      resources: [web.yaml]
      patches:
        - patch: |-
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web}
            spec: {template: {spec: {containers: [{name: web, env: \(env)}]}}}
      """)
    #expect(found.map { String($0.prefix { $0 != " " }) } == expected)
  }

  @Test("an object that a patch takes away runs nowhere")
  func deleted() throws {
    let project = KustomizeProject([
      "kustomization.yaml": """
      resources: [web.yaml]
      patches:
        - target: {kind: Deployment}
          patch: |-
            $patch: delete
            kind: Deployment
            metadata: {name: any}
      """, "web.yaml": Self.base,
    ])
    #expect(try project.read().workloads.isEmpty)
    #expect(try project.report().workloads.isEmpty)
  }

  @Test("envFrom has no names to merge by and is replaced; lists of custom kinds are too")
  func lists() throws {
    let files = [
      "kustomization.yaml": "resources: [web.yaml]\npatches: [{path: patch.yaml}]\n",
      "web.yaml": """
      apiVersion: acme.io/v1
      kind: Shop
      metadata: {name: web}
      spec: {template: {spec: {containers: [{name: web, env: [{name: A, value: a}]}]}}}
      """,
      "patch.yaml": """
      apiVersion: acme.io/v1
      kind: Shop
      metadata: {name: web}
      spec: {template: {spec: {containers: [{name: web, env: [{name: B, value: b}]}]}}}
      """,
    ]
    #expect(try KustomizeProject(files).environment() == ["B=b @ patch.yaml:4"])
  }

  @Test(
    "selectors",
    arguments: [
      ("{kind: Deployment}", true), ("{kind: Deploy}", false), ("{kind: Deploy.*}", true),
      ("{name: web|api}", true), ("{name: eb}", false), ("{group: apps, version: v1}", true),
      ("{namespace: default}", true), ("{namespace: other}", false),
      ("{labelSelector: \"app=shop\"}", true), ("{labelSelector: \"app!=shop\"}", false),
      ("{labelSelector: \"app in (shop, bar),!gone\"}", true),
      ("{labelSelector: \"app notin (shop)\"}", false),
      ("{annotationSelector: note}", true), ("{annotationSelector: other}", false),
    ])
  func selectors(_ target: String, _ matches: Bool) throws {
    let project = KustomizeProject([
      "kustomization.yaml": """
      resources: [web.yaml]
      patches:
        - target: \(target)
          patch: '[{"op": "add", "path": "/spec/replicas", "value": 7}]'
      """,
      "web.yaml": Self.base.replacing(
        "  name: web\nspec",
        with: "  name: web\n  labels: {app: shop}\n  annotations: {note: x}\nspec"),
    ])
    let reading = try project.read()
    #expect(reading.workloads.first?.replicas == (matches ? 7 : nil))
    #expect(reading.drafts.contains { $0.rule == "patch-unmatched" } == !matches)
  }
}
