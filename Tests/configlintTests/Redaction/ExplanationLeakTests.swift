import ConfigGuard
import ConfigLinting
import RulePacks
import Testing

/// Explains every line of what secrets were written into, and searches both forms of the answers.
@Suite struct ExplanationLeakTests {
  @Test(arguments: 0..<4) func noExplanationOfAnExamplePrintsASecret(part: Int) throws {
    let pages = Dictionary(
      BuiltinPacks.pages.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var contexts = PlantedProject.Contexts()
    var lines = 0
    for (number, rule) in BuiltinPacks.rules.rules.enumerated() where number % 4 == part {
      let secrets = RuleExampleLeakTests.secrets(for: rule)
      let secret = secrets[rule.id.utf8.reduce(0) { $0 + Int($1) } % secrets.count]
      // One example of each rule is enough: the reports of all of them are searched elsewhere.
      guard
        let example = pages[rule.id]?.examples.first(where: { $0.isBad && !$0.files.isEmpty })
      else { continue }
      let project = PlantedProject(
        files: example.files.map {
          ($0.path, RuleExampleLeakTests.planted($0.text, secret))
        }, contract: example.contract, stage: example.stage)
      let search = LeakSearch(secret.secret)
      for explanation in try project.explanations(&contexts) {
        lines += 1
        for output in Renderings.explanation(explanation) {
          let leak = search.leak(in: output.text)
          #expect(
            leak == nil,
            "\(rule.id), line \(explanation.line): \(secret.name) in \(output.name)")
        }
      }
    }
    #expect(lines > 300)
  }

  @Test(arguments: PlantedSecret.all) func noPlaceOfASecretIsExplainedWithIt(
    secret: PlantedSecret
  ) throws {
    let quoted = secret.text.split(separator: "'", omittingEmptySubsequences: false)
      .joined(separator: "''").split(separator: "\n").joined(separator: " ")
    let project = PlantedProject(files: [
      (".env", "DB_PASSWORD='\(secret.text)'\nURL=${DB_PASSWORD}\n# \(secret.text)\n"),
      (
        "compose.yaml",
        """
        services:
          web:
            image: a
            env_file: .env
            environment:
              API_TOKEN: '\(quoted)'
              OTHER_SECRET: ${DB_PASSWORD}
              DATABASE_URL: ${UNSET:-postgres://app:${DB_PASSWORD}@db/x}
              DB_PASSWORD: changeme
        """
      ), ("app.properties", "db.password=\(quoted)\n"),
      ("src/main.py", "import os\nx = os.environ.get('DB_PASSWORD', \"\(quoted)\")\n"),
    ])
    var contexts = PlantedProject.Contexts()
    let search = LeakSearch(secret.secret)
    let explanations = try project.explanations(&contexts)
    #expect(explanations.count > 12)
    for explanation in explanations {
      for output in Renderings.explanation(explanation) {
        let leak = search.leak(in: output.text)
        #expect(leak == nil, "\(explanation.path):\(explanation.line): \(secret.name)")
      }
    }
  }

  /// A secret in the place of a key is neither shown nor taken apart into words.
  @Test(arguments: PlantedSecret.unlikeWords) func noKeyThatIsASecretIsShown(
    secret: PlantedSecret
  ) throws {
    let project = PlantedProject(files: [
      ("values.yaml", "env:\n  \"\(secret.text)\": admin\n  \"\(secret.text)_PASSWORD\": admin\n")
    ])
    var contexts = PlantedProject.Contexts()
    let search = LeakSearch(secret.secret)
    for explanation in try project.explanations(&contexts) {
      for output in Renderings.explanation(explanation) {
        #expect(search.leak(in: output.text) == nil, "\(secret.name) in \(output.name)")
      }
    }
  }
}
