import RulePacks
import Testing

/// Ways in which a finding could get lost, or be made of nothing.
@Suite struct NothingIsLostTests {
  private func report(
    _ files: [String: String], _ arguments: [String] = []
  ) throws -> (rows: [JSONReport.Row], result: ToolResult) {
    let tree = try TemporaryTree()
    for (path, text) in files { try tree.write(path, text) }
    let result = try Tool.run(["--format", "json"] + arguments, in: tree)
    return (try JSONReport(result.output).rows, result)
  }

  @Test func aDocumentThatIsNoConfigurationHidesNoOther() throws {
    let text = """
      apiVersion: v1
      kind: Pod
      metadata: {name: a, namespace: production}
      spec: {containers: [{name: a, env: [{name: DB_PASSWORD, value: admin}]}]}
      ---
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata: {name: b}
      """
    let (rows, result) = try report(["bundle.yaml": text])
    #expect(rows.map(\.category) == ["weak-secret"])
    #expect(result.output.contains("one document: a custom resource definition"))
  }

  @Test(arguments: ["app/.env", "app", "."])
  func aContractThatIsALinkToNothingIsNoMissingOne(path: String) throws {
    let tree = try TemporaryTree()
    try tree.write("app/.env", "A=1\n")
    try tree.link("configguard.yaml", to: "elsewhere/configguard.yaml")
    let result = try Tool.run([path], in: tree)
    #expect(result.status == 2)
    #expect(result.errors.contains("configguard.yaml: it is a symbolic link to nothing"))
    try tree.write("elsewhere/configguard.yaml", "version: 1\n")
    #expect(try Tool.run([path], in: tree).status == 0)
  }

  /// The commit counts, not what lies beside it.
  @Test func aStagedContractThatIsALinkToNothingIsNoMissingOne() throws {
    let tree = try TemporaryTree()
    try tree.git("init", "-q")
    try tree.write("app/.env", "A=1\n")
    try tree.link("configguard.yaml", to: "elsewhere/configguard.yaml")
    try tree.git("add", "-A")
    try tree.write("elsewhere/configguard.yaml", "version: 1\n")
    let result = try Tool.run(["--staged"], in: tree)
    #expect(result.status == 2)
    #expect(result.errors.contains("configguard.yaml: it is a symbolic link to nothing"))
    try tree.git("add", "-A")
    #expect(try Tool.run(["--staged"], in: tree).status == 0)
  }

  @Test func aSwitchNamedSwaggerIsNoAPIDescription() throws {
    let (rows, _) = try report([
      "application-prod.yml": "swagger: {enabled: true}\nspring: {datasource: {password: admin}}\n"
    ])
    #expect(rows.map(\.category) == ["weak-secret"])
  }

  @Test func aBrokenFileIsNoTemplate() throws {
    let text = "# {{ x }}\nfine: 1\n\n\nname: a\n  password: b\n"
    #expect(try report(["b.yaml": text]).rows.map(\.rule) == ["syntax-error"])
  }

  @Test func aJSONFileThatEndsTooEarlyIsJudgedUpToThere() throws {
    let text = "{\"url\": \"https://x.example\", \"password\": \"admin\""
    let rows = try report(["a.json": text]).rows.map(\.rule)
    #expect(Set(rows) == ["syntax-error", "weak-secret"])
  }

  @Test func aTemplateIsJudgedWithAllItsBranches() throws {
    let text = """
      password: {{ .Values.x | default "changeme123" }}
      {{- if .Values.open }}
      cors_origins: "*"
      {{- else }}
      cors_origins: https://a.example
      debug: true
      {{- end }}

      """
    let (rows, _) = try report(["templates/production/a.yaml": text])
    #expect(
      rows.map { "\($0.line):\($0.column) \($0.rule)" } == [
        "1:35 insecure-fallback", "3:16 cors-any-origin", "6:8 debug-enabled",
      ])
  }

  @Test func whatIsNoYAMLEvenWithoutItsActionsIsPassedOverWithTheReason() throws {
    let text = "{{- if .Values.x }}\n: : [\n{{- end }}\n"
    let (rows, result) = try report(["templates/a.yaml": text, "b.yaml": "c: 1\n"])
    #expect(rows.isEmpty && result.status == 0)
    #expect(result.output.contains("a template that is no YAML before it is rendered"))
  }

  @Test func eachItemOfAListHasItsOwnStage() throws {
    let text = """
      apiVersion: v1
      kind: List
      items:
      - {apiVersion: v1, kind: Secret, metadata: {name: s, namespace: production}, stringData: {password: admin}}
      - {apiVersion: v1, kind: ConfigMap, metadata: {name: c, namespace: dev}, data: {A: b}}
      """
    let rows = try report(["list.yaml": text]).rows
    #expect(rows.map { "\($0.category) \($0.severity)" } == ["weak-secret error"])
  }

  @Test func aSoftenedRuleHidesNoBrokenContract() throws {
    let contract = """
      version: 1
      variables: {SECRET_KEY: {secret: true, min-length: 32}}
      rules: {placeholder-secret: note}
      """
    let files = ["configguard.yaml": contract, ".env.production": "SECRET_KEY=changeme\n"]
      .merging([".env.example": "SECRET_KEY=\n"]) { $1 }
    let (rows, result) = try report(files)
    #expect(rows.map { "\($0.category) \($0.severity)" } == ["placeholder-secret error"])
    #expect(result.status == 1)
    let allowed = contract.replacing(
      "placeholder-secret: note", with: "placeholder-secret: {allow: [{reason: r}]}")
    let rest = try report(files.merging(["configguard.yaml": allowed]) { $1 }).rows
    #expect(rest.map(\.rule) == ["secret-too-short"])
  }

  @Test func aServiceThatDoesNotExistIsAnError() throws {
    let files = ["compose.yaml": "services: {web: {image: x, environment: {DEBUG: 'true'}}}\n"]
    #expect(try report(files, ["--service", "wbe"]).result.status == 2)
    #expect(try report(files, ["--service", "web"]).result.status == 0)
  }

  @Test func anUnknownRuleInTheContractIsAnError() throws {
    let tree = try TemporaryTree()
    try tree.write("configguard.yaml", "version: 1\nrules: {debug-enable: note}\n")
    try tree.write(".env", "A=1\n")
    let result = try Tool.run([], in: tree)
    #expect(result.status == 2)
    #expect(result.errors.contains("did you mean `debug-enabled`?"))
  }

  @Test func whatAnOverrideMayAddIsNotMissing() throws {
    let files = [
      "configguard.yaml": "version: 1\nvariables: {API_URL: {required: true}}\n",
      "compose.yaml": "services: {web: {build: ., environment: {A: b}}}\n",
      "compose.override.yaml": "services: {web: {build: ., environment: {API_URL: x}}}\n",
    ]
    #expect(try report(files, ["--stage", "production"]).rows.isEmpty)
  }

  @Test func aListOfReferencesIsNoSecret() throws {
    let (rows, _) = try report([
      "prod.yaml": "api_tokens: ['${TOKEN_A}', '${TOKEN_B}']\nb: {api_tokens: ['${A}', admin]}\n"
    ])
    #expect(rows.map { "\($0.category) \($0.line):\($0.column)" } == ["weak-secret 2:26"])
  }

  @Test func theHostOfAKeyIsFoundWhereItStands() throws {
    let rows = try report([
      ".env.production": "POSTGRES_PASSWORD=plane\nURL=postgresql://app:${POSTGRES_PASSWORD}@db/a\n"
    ]).rows
    #expect(rows.map { "\($0.line) \($0.category)" } == ["1 weak-secret"])
  }

  @Test(arguments: [
    "test-production", "local,prod", "production",
  ]) func theStrictestStageCounts(value: String) throws {
    let tree = try TemporaryTree()
    let result = try Tool.run(
      ["env"], in: tree, environment: ["APP_ENV": value, "CORS_ORIGINS": "*", "NODE_ENV": "test"])
    #expect(result.status == 1)
  }

  @Test(arguments: ["example", "/home/someone/.shrc"])
  func whatIsNoStageIsProduction(value: String) throws {
    let tree = try TemporaryTree()
    let result = try Tool.run(
      ["env"], in: tree, environment: ["ENV": value, "CORS_ORIGINS": "*"])
    #expect(result.status == 1)
  }

  @Test(arguments: ["{{ .Values.key }}", "${SECRET_KEY}", "op://vault/item", " ", "123", "null"])
  func aRequiredSecretIsAValue(value: String) throws {
    let tree = try TemporaryTree()
    try tree.write(
      "configguard.yaml", "version: 1\nvariables: {SECRET_KEY: {required: true, secret: true}}\n")
    let result = try Tool.run(["env"], in: tree, environment: ["SECRET_KEY": value])
    #expect(result.status == 1, "\(value)")
  }

  @Test(arguments: [".env.production", "config.yaml"])
  func keysThatMayBeSecretsAreNotShown(name: String) throws {
    let key = "ghp_" + "b7Kq9Zx2Lm4Np8Rt6Vw3" + "Yc5Df1GhJk3Mn5Pq"
    let sign = name.hasSuffix("yaml") ? ": " : "="
    let tree = try TemporaryTree()
    try tree.write(name, "\(key)\(sign)1\n\(key)\(sign)2\n")
    for format in ["text", "json"] {
      let result = try Tool.run(["--format", format], in: tree)
      #expect(result.everything.contains("given"))
      #expect(!result.everything.contains(key))
    }
  }

  @Test func filesCannotWriteOnTheTerminal() throws {
    let tree = try TemporaryTree()
    try tree.write("prod.yaml", "\"a\\e[31m_password\": admin\n")
    let result = try Tool.run([], in: tree)
    #expect(result.status == 1)
    #expect(!result.everything.contains("\u{1B}"))
  }

  @Test func theSearchForACommandGoesOn() throws {
    let tree = try TemporaryTree()
    try tree.write("first/tool", "no program")
    try tree.write("second/tool", "#!/bin/sh\necho ran\n")
    tree.setMode("second/tool", 0o755)
    let path = "\(tree.path)/first:\(tree.path)/second:/usr/bin:/bin"
    let result = try Tool.run(
      ["exec", "--", "tool"], in: tree, environment: ["PATH": path, "APP_ENV": "production"])
    #expect(result.status == 0)
    #expect(result.output == "ran\n")
  }

  @Test func aReportThatCannotBeWrittenIsAnError() throws {
    let tree = try TemporaryTree()
    try tree.write(".env", "A=1\n")
    #expect(try Tool.run(["--output", "/dev/full"], in: tree).status == 2)
  }
}

extension String {
  /// The text with every occurrence of a part replaced.
  fileprivate func replacing(_ part: String, with other: String) -> String {
    var result = ""
    var rest = self[...]
    while !rest.isEmpty {
      if rest.hasPrefix(part) {
        result += other
        rest = rest.dropFirst(part.count)
      } else {
        result.append(rest.removeFirst())
      }
    }
    return result
  }
}
