import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// Secrets in exceptions: in reasons, in the places of ids and days, and beside them on a line.
@Suite struct SuppressionLeakTests {
  private static let documents = [
    PlantedDocument(
      ".env.production",
      """
      CORS_ORIGINS=* # configlint:allow cors-any-origin -- §V§
      DEBUG=true # configlint:allow debug-enabled until 2999-12-31 -- replaces §V§ soon
      A=1 # configlint:allow §N§ -- a reason
      B=1 # configlint:allow cors-any-origin until §V§ -- a reason
      C=1 # configlint:§V§ cors-any-origin -- a reason
      D=1 # configlint:allow cors-any-origin §V§
      DB_PASSWORD=§S§ # configlint:allow cors-any-origin
      API_TOKEN=§S§ # configlint:allow hardcoded-secret, weak-secret -- a sandbox
      # §C§ configlint:allow cors-any-origin
      """),
    PlantedDocument(
      "k8s/production/settings.yaml",
      """
      apiVersion: v1
      kind: Secret
      metadata:
        name: shop
        annotations:
          configlint.allow/cors-any-origin: "§V§"
          configlint.allow/debug-enabled: "until 2999-12-31 -- §V§"
          "configlint.allow/§N§": a reason
          configlint.allow/hardcoded-secret: "until §V§ -- a reason"
      stringData: {CORS_ORIGINS: "*", DEBUG: "true", A_PASSWORD: "§S§"} # configlint:allow weak-secret
      """),
  ]

  @Test(arguments: documents) func noExceptionLeaks(document: PlantedDocument) {
    var contexts = PlantedProject.Contexts()
    var suppressed = 0
    for (number, planted) in document.planted.enumerated() {
      let search = LeakSearch(planted.secret.secret)
      let project = PlantedProject(
        files: [(document.path, planted.text)], stage: .production, tracking: .tracked)
      let outputs = project.outputs(
        &contexts, withDump: number % 16 == 0, withResolution: false)
      if outputs.contains(where: { $0.text.contains(#""suppression":{"kind":"#) }) {
        suppressed += 1
      }
      for output in outputs {
        let leak = search.leak(in: output.text)
        #expect(
          leak == nil,
          "\(planted.secret.name) of place \(planted.place) stands in \(output.name): \(leak ?? "")"
        )
      }
    }
    #expect(suppressed > document.planted.count / 2)
  }

  /// What no shape tells is known by the setting that holds it.
  private static let besides = ["q7Rv2LxT9bK4mZ8wYc3", "old horse under stairs", "tRiangles"]
  private static let quotations = [
    "old is §", "old is (§).", "was \"§\", now it is not", "password=§", "x§y", "a/b/§",
  ]

  @Test(arguments: besides) func noReasonNamesTheSecretBesideIt(secret: String) {
    let search = LeakSearch([secret])
    var contexts = PlantedProject.Contexts()
    for quotation in Self.quotations {
      let text = quotation.replacing("§", with: secret)
      let isPart = quotation.contains("x§y") && secret.utf8.count < 10
      guard !isPart else { continue }
      let escaped = text.replacing("\"", with: "\\\"")
      let projects: [(files: [(path: String, text: String)], contract: String?)] = [
        (
          [
            (
              "config/production/a.yaml",
              "# configlint:allow hardcoded-secret, weak-secret -- \(text)\npassword: \(secret)\n"
            )
          ], nil
        ),
        (
          [
            (
              "k8s/production/a.yaml",
              """
              apiVersion: v1
              kind: ConfigMap
              metadata:
                name: shop
                annotations: {configlint.allow/hardcoded-secret: "\(escaped)"}
              data: {DB_PASSWORD: "\(secret)"}
              """
            )
          ], nil
        ),
        (
          [(".env.production", "DB_PASSWORD='\(secret)'\n")],
          "version: 1\nrules: {hardcoded-secret: {allow: [{reason: \"\(escaped)\", "
            + "owner: \"\(escaped)\"}]}}\n"
        ),
      ]
      for project in projects {
        let planted = PlantedProject(
          files: project.files, contract: project.contract, stage: .production, tracking: .tracked)
        for output in planted.outputs(&contexts, withDump: false, withResolution: false) {
          #expect(search.leak(in: output.text) == nil, "\(output.name) of \(text)")
        }
      }
    }
  }

  @Test(arguments: [
    "see JIRA-1234, https://wiki.example/x, until 2027, a public API",
    "PLATFORM-12345: https://git.example/shop/api/issues/4821 (read-only)",
    "until 2030-12-31, with postgres-16.2.1 and v1.29.3-alpine3 in config/production/a.yaml",
    "OrdersTableBackup is Postgres-compatible; hardcoded-secret is wrong here",
    "platform-team@shop.example since 2030-12-31T10:00:00Z",
  ]) func ordinaryReasonsStayReadable(reason: String) {
    #expect(NameScreen.builtin.text(.answer(reason)).text == reason)
  }

  @Test(arguments: [
    "q7Rv2LxT9bK4mZ8wYc3", "was:q7Rv2LxT9bK4", "3f2b8c1e-9d4a-4c7b-8e21-1f0a9c3d5b7e",
    "(Tr0ub4dor-and-3)", "https://shop.example/x?key=Tr0ub4dor3", "hunter20261121",
  ]) func wordsOfSeveralKindsOfSignsAreMasked(word: String) {
    #expect(NameScreen.builtin.text(.answer("is \(word) here")).text == "is ******** here")
  }

  @Test(arguments: PlantedSecret.unlikeWords.filter { !$0.text.contains("\n") })
  func noExceptionOfTheContractLeaks(secret: PlantedSecret) {
    let search = LeakSearch(secret.secret)
    var contexts = PlantedProject.Contexts()
    for field in [
      "reason: '§'", "reason: a, owner: '§'", "reason: a, expires: 2020-01-31, owner: '§'",
    ] {
      let project = PlantedProject(
        files: [(".env.production", "CORS_ORIGINS=*\n")],
        contract: "version: 1\nrules: {cors-any-origin: {allow: [{"
          + field.replacing("§", with: secret.text) + "}]}}\n")
      let outputs = project.outputs(&contexts, withDump: true, withResolution: false)
      #expect(!outputs.contains { $0.name == "contract error" })
      for output in outputs { #expect(search.leak(in: output.text) == nil, "\(output.name)") }
    }
  }
}
