import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

@Suite("ConfigMaps and Secrets that Kustomize makes")
struct KustomizeGeneratorTests {
  private func project(_ kustomization: String, _ more: [String: String] = [:])
    -> KustomizeProject
  {
    var files = [
      "kustomization.yaml": kustomization,
      "web.yaml": KustomizeProject.deployment(envFrom: "configMapRef: {name: app}"),
    ]
    files.merge(more) { $1 }
    return KustomizeProject(files)
  }

  @Test("literals stand at their own bytes")
  func literals() throws {
    let project = project(
      """
      resources: [web.yaml]
      configMapGenerator:
        - name: app
          literals:
            - A=1
            - B="two words"
            - 'C=x=y'
            - "D=a\\tb"
            - E=
      """)
    #expect(
      try project.environment() == [
        "A=1 @ kustomization.yaml:5", "B=two words @ kustomization.yaml:6",
        "C=x=y @ kustomization.yaml:7", "D=a\tb @ kustomization.yaml:8",
        "E @ kustomization.yaml:9",
      ])
    let setting = try #require(try project.read().workloads.first?.setting("B"))
    #expect(setting.file.bytes.text(setting.value.range) == "two words")
    #expect(setting.file.bytes.text(setting.keyRange) == "B")
    #expect(setting.value.isExact)
    // A number between quotes of nobody is a text all the same.
    #expect(try project.problems().isEmpty)
  }

  @Test("env files and whole files")
  func files() throws {
    let project = project(
      """
      resources: [web.yaml]
      configMapGenerator:
        - name: app
          envs: [app.env]
          env: more.env
          files:
            - text.txt
            - KEY=conf/other.txt
      """,
      [
        "app.env": "# comment\nA=1\nB='x'\n", "more.env": "\n\n  C = y\n", "text.txt": "hello\n",
        "conf/other.txt": "there",
      ])
    #expect(
      try project.environment() == [
        "A=1 @ app.env:2", "B='x' @ app.env:3", "text.txt=hello\n @ text.txt:1",
        "KEY=there @ conf/other.txt:1",
      ])
    #expect(try project.read().consumed.map(\.file.path) == ["app.env", "more.env"])
  }

  @Test("an env file that a kustomization names is read by kubectl, and said so where it cannot be")
  func dialect() throws {
    let project = project(
      """
      resources: [web.yaml]
      configMapGenerator: [{name: app, envs: [app.env]}]
      """, ["app.env": "A=1\nbad name=2\nlast"])
    #expect(try project.read("app.env", as: .environment).readers?.primary == .kubectl)
    #expect(try project.environment() == ["A=1 @ app.env:1", "last @ app.env:3"])
    #expect(try project.problems() == ["syntax-error @ app.env:2:4"])
  }

  @Test("a Secret's values are secret, and clear")
  func secrets() throws {
    let project = KustomizeProject([
      "kustomization.yaml": """
      resources: [web.yaml]
      secretGenerator: [{name: app, literals: [TOKEN=changeme]}]
      """, "web.yaml": KustomizeProject.deployment(envFrom: "secretRef: {name: app}"),
    ])
    let setting = try #require(try project.read().workloads.first?.setting("TOKEN"))
    #expect(setting.isDeclaredSecret)
    #expect(setting.value.literal == "changeme")
    #expect(!setting.isEncoded)
  }

  @Test(
    "behaviours",
    arguments: [
      ("merge", ["A=1 @ base/kustomization.yaml:4", "B=3 @ kustomization.yaml:5"]),
      ("replace", ["B=3 @ kustomization.yaml:5"]),
    ])
  func behaviors(_ behavior: String, _ expected: [String]) throws {
    let project = KustomizeProject([
      "kustomization.yaml": """
      resources: [base]
      configMapGenerator:
        - name: app
          behavior: \(behavior)
          literals: [B=3]
      """,
      "base/kustomization.yaml": """
      resources: [web.yaml]
      configMapGenerator:
        - name: app
          literals: [A=1, B=2]
      """, "base/web.yaml": KustomizeProject.deployment(envFrom: "configMapRef: {name: app}"),
    ])
    #expect(try project.environment() == expected)
    let setting = try #require(try project.read().workloads.first?.setting("B"))
    #expect(setting.shadowed.first?.value?.literal == "2")
  }

  @Test("names and namespaces change for objects and references alike")
  func names() throws {
    let project = KustomizeProject([
      "kustomization.yaml": """
      resources: [base]
      namespace: shop
      namePrefix: a-
      configMapGenerator: [{name: app, behavior: merge, literals: [B=2]}]
      """,
      "base/kustomization.yaml": """
      resources: [web.yaml]
      nameSuffix: -b
      configMapGenerator: [{name: app, literals: [A=1]}]
      """, "base/web.yaml": KustomizeProject.deployment(envFrom: "configMapRef: {name: app}"),
    ])
    #expect(
      try project.environment() == [
        "A=1 @ base/kustomization.yaml:3", "B=2 @ kustomization.yaml:4",
      ])
  }

  @Test("copies of one base each refer to their own")
  func copies() throws {
    let base = [
      "base/kustomization.yaml": "resources: [web.yaml]\n",
      "base/web.yaml": KustomizeProject.deployment(envFrom: "configMapRef: {name: app}"),
    ]
    var files = ["kustomization.yaml": "resources: [a, b]\n"]
    for name in ["a", "b"] {
      files["\(name)/kustomization.yaml"] = """
        resources: [../base]
        namePrefix: \(name)-
        configMapGenerator: [{name: app, literals: [WHO=\(name)]}]
        """
    }
    let project = KustomizeProject(files.merging(base) { $1 })
    let workloads = try project.read().workloads
    #expect(workloads.map(\.name) == ["a-web/web", "b-web/web"])
    #expect(workloads.map { $0.setting("WHO")?.value.literal } == ["a", "b"])
  }

  @Test("a file of secrets that is not there is supplied elsewhere; one of settings is missing")
  func missing() throws {
    let project = project(
      """
      resources: [web.yaml]
      configMapGenerator: [{name: app, envs: [app.env]}]
      secretGenerator: [{name: keys, envs: [keys.env]}]
      """)
    #expect(try project.problems() == ["missing-file @ kustomization.yaml:2:41"])
    #expect(try project.read().workloads.first?.hasUnreadSources == true)
  }

  @Test(
    "wrong shapes",
    arguments: [
      ("configMapGenerator: {name: app}", "syntax-error @ kustomization.yaml:2:22"),
      ("configMapGenerator: [{literals: [A=1]}]", "syntax-error @ kustomization.yaml:2:23"),
      ("configMapGenerator: [{name: a, literals: [A]}]", "syntax-error @ kustomization.yaml:2:43"),
      (
        "configMapGenerator: [{name: a, literals: [A=1, A=2]}]",
        "syntax-error @ kustomization.yaml:2:48"
      ),
      (
        "configMapGenerator: [{name: a, files: [a=b=c]}]",
        "syntax-error @ kustomization.yaml:2:40"
      ),
      (
        "configMapGenerator: [{name: a, behavior: merge}]",
        "patch-unmatched @ kustomization.yaml:2:42"
      ),
      ("configMapGenerator: [{name: a}, {name: a}]", "syntax-error @ kustomization.yaml:2:34"),
    ])
  func wrong(_ text: String, _ expected: String) throws {
    #expect(try project("resources: [web.yaml]\n\(text)\n").problems() == [expected])
  }
}
