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
