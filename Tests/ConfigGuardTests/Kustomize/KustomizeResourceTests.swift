import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

@Suite("What kustomizations take in")
struct KustomizeResourceTests {
  private static let web = KustomizeProject.deployment([("A", "1")])

  @Test(
    "recognised by name or by kind",
    arguments: [
      ("kustomization.yaml", "resources: []\n", true),
      ("Kustomization", "namePrefix: a-\n", true),
      ("x.yaml", "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n", true),
      ("x.yaml", "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n", true),
      (
        "kustomization.yaml", "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\n",
        false
      ),
      ("x.yaml", "resources: []\n", false),
    ])
  func recognised(_ name: String, _ text: String, _ isOne: Bool) throws {
    #expect(FileType(path: name) == .yaml)
    let reading = try KustomizeProject([name: text]).read(name)
    #expect((reading.format == Kustomization.name) == isOne)
  }

  /// Places in what was taken in are places of its own text, which may be longer.
  @Test("a mapping in the place of a value, in a file longer than the kustomization")
  func mappingsAsValues() throws {
    let pod = """
      apiVersion: v1
      kind: Pod
      metadata: {name: web}
      spec: {containers: [{name: c, env: [{name: A, value: {b: c}}, {name: B, value: {{ x }}}]}]}
      """
    let project = KustomizeProject(["kustomization.yaml": "resources: [a.yaml]", "a.yaml": pod])
    #expect(try project.problems() == ["value-refused @ a.yaml:4:44"])
  }

  @Test("files, folders, lists, bases and components")
  func kinds() throws {
    let project = KustomizeProject([
      "kustomization.yaml": """
      resources: [one.json, base]
      bases: [old]
      components: [part]
      """,
      "one.json": """
      {"apiVersion": "v1", "kind": "List", "items": [
        {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "one"},
         "spec": {"containers": [{"name": "one"}]}}]}
      """,
      "base/kustomization.yml": "resources: [web.yaml]\n", "base/web.yaml": Self.web,
      "old/Kustomization": "resources: [x.yaml]\n",
      "old/x.yaml": Self.web.replacing("web", with: "old"),
      "part/kustomization.yaml": """
      apiVersion: kustomize.config.k8s.io/v1alpha1
      kind: Component
      patches:
        - target: {kind: Deployment}
          patch: '[{"op": "add", "path": "/spec/replicas", "value": 3}]'
      """,
    ])
    let reading = try project.read()
    #expect(reading.workloads.map(\.name) == ["one", "web", "old"])
    #expect(reading.workloads.map(\.replicas) == [nil, 3, 3])
    #expect(reading.drafts.isEmpty)
    #expect(
      reading.parts == [
        "one.json", "base/kustomization.yml", "base/web.yaml", "old/Kustomization", "old/x.yaml",
        "part/kustomization.yaml",
      ])
  }

  @Test(
    "what is not read leaves the environment open",
    arguments: [
      "resources: [web.yaml, \"https://acme.example/web.yaml\"]",
      "resources: [web.yaml, \"github.com/acme/shop//deploy?ref=v1\"]",
      "resources: [web.yaml]\nhelmCharts: [{name: shop}]",
      "resources: [web.yaml]\ntransformers: [x.yaml]",
      "resources: [web.yaml]\npatches: [{target: {name: '(?=x)'}, patch: 'a: b'}]",
    ])
  func open(_ text: String) throws {
    let project = KustomizeProject(["kustomization.yaml": text, "web.yaml": Self.web])
    let reading = try project.read()
    #expect(reading.workloads.map(\.hasUnreadSources) == [true])
    #expect(reading.drafts.isEmpty)
  }

  @Test(
    "circles, and what is not there",
    arguments: [
      ("resources: [.]", ["circular-reference @ kustomization.yaml:1:13"]),
      ("resources: [a]", ["circular-reference @ a/kustomization.yaml:1:13"]),
      ("resources: [gone.yaml]", ["missing-file @ kustomization.yaml:1:13"]),
      ("resources: [gone]", ["missing-file @ kustomization.yaml:1:13"]),
      ("components: [gone]", ["missing-file @ kustomization.yaml:1:14"]),
      ("components: [base]", ["syntax-error @ kustomization.yaml:1:14"]),
      ("patches: [{path: gone.yaml}]", ["missing-file @ kustomization.yaml:1:18"]),
      ("patches: [{}]", ["syntax-error @ kustomization.yaml:1:11"]),
      ("resources: web.yaml", ["syntax-error @ kustomization.yaml:1:12"]),
      ("resources: [[]]", ["syntax-error @ kustomization.yaml:1:13"]),
      ("resources: [values.yaml]", ["syntax-error @ kustomization.yaml:1:13"]),
      ("resources: [../web.yaml]", ["outside-root @ kustomization.yaml:1:13"]),
      ("replicas: [{name: web, count: 1}]", ["patch-unmatched @ kustomization.yaml:1:13"]),
    ])
  func problems(_ text: String, _ expected: [String]) throws {
    let project = KustomizeProject([
      "kustomization.yaml": text, "a/kustomization.yaml": "resources: [../b]\n",
      "b/kustomization.yaml": "resources: [../a]\n", "values.yaml": "a: b\n",
      "base/kustomization.yaml": "resources: [web.yaml]\n", "base/web.yaml": Self.web,
      "../web.yaml": Self.web,
    ])
    let found = try project.problems()
    // The circle is closed from whichever of the two comes last.
    #expect(
      found == expected
        || found == expected.map { $0.replacing("a/kustomization", with: "b/kustomization") })
  }

  @Test("images and replicas")
  func images() throws {
    let project = KustomizeProject([
      "kustomization.yaml": """
      resources: [web.yaml]
      replicas: [{name: web, count: 4}]
      images:
        - {name: shop, newName: acme.example:5000/shop}
        - {name: "acme.example:5000/shop", newTag: "2", digest: "sha256:00"}
        - {name: other, newTag: "3"}
      """, "web.yaml": Self.web,
    ])
    let workload = try #require(try project.read().workloads.first)
    #expect(workload.image == "acme.example:5000/shop:2@sha256:00")
    #expect(workload.replicas == 4)
  }

  @Test("replacements copy fields of one object into others")
  func replacements() throws {
    let project = KustomizeProject([
      "kustomization.yaml": """
      resources: [web.yaml, map.yaml]
      replacements:
        - source: {kind: ConfigMap, name: map, fieldPath: data.HOST}
          targets:
            - select: {kind: Deployment}
              fieldPaths: ["spec.template.spec.containers.[name=web].env.[name=A].value"]
              options: {delimiter: "/", index: 2}
      """, "web.yaml": KustomizeProject.deployment([("A", "http://x/path")]),
      "map.yaml":
        "{apiVersion: v1, kind: ConfigMap, metadata: {name: map}, data: {HOST: db.acme}}\n",
    ])
    #expect(try project.environment() == ["A=http://db.acme/path @ web.yaml:13"])
  }

  @Test("vars are filled into the variables of containers")
  func variables() throws {
    let project = KustomizeProject([
      "kustomization.yaml": """
      resources: [web.yaml, map.yaml]
      namePrefix: a-
      vars:
        - name: HOST
          objref: {apiVersion: v1, kind: ConfigMap, name: map}
      """, "web.yaml": KustomizeProject.deployment([("A", "http://$(HOST)/")]),
      "map.yaml": "{apiVersion: v1, kind: ConfigMap, metadata: {name: map}}\n",
    ])
    #expect(try project.environment() == ["A=http://a-map/ @ web.yaml:13"])
  }

  @Test("kustomizations that lie too deep, or multiply without end, end in a finding")
  func limits() throws {
    var deep: [String: String] = ["kustomization.yaml": "resources: [n0]\n"]
    var wide: [String: String] = ["kustomization.yaml": "resources: [a0, b0]\n"]
    for number in 0..<60 {
      deep["n\(number)/kustomization.yaml"] = "resources: [../n\(number + 1)]\n"
      for name in ["a", "b"] {
        wide["\(name)\(number)/kustomization.yaml"] =
          "resources: [../a\(number + 1), ../b\(number + 1)]\n"
      }
    }
    for files in [deep, wide] {
      let drafts = try KustomizeProject(files).read().drafts
      #expect(drafts.contains { $0.rule == "limit-reached" })
      #expect(drafts.count <= 2 * ReadingLimits.problems)
    }
  }

  @Test("many patches for many objects end in a finding")
  func manyPatches() throws {
    let objects = (0..<1_500).map {
      "---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: m\($0)}, data: {A: b}}\n"
    }.joined()
    let patches = (0..<500).map { _ in "  - {target: {kind: C.*}, patch: '[{op: x}]'}\n" }
      .joined()
    let drafts = try KustomizeProject([
      "kustomization.yaml": "resources: [maps.yaml]\npatches:\n\(patches)", "maps.yaml": objects,
    ]).read().drafts
    #expect(drafts.contains { $0.rule == "limit-reached" })
  }
}
