import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// Writes secrets into the bad examples of every rule, where the finding is to stand.
@Suite struct RuleExampleLeakTests {
  /// Rules some of whose keys say that the value is meant to be seen, or say nothing.
  private static let keysOfPublicValues: Set<String> = [
    "expired-token", "json-web-token-without-signature", "placeholder-account",
    "placeholder-setting", "provider-token-in-file", "secret-in-public-variable",
    "supabase-service-key-as-public",
  ]

  /// What a value under the key of a secret is hidden for, and what is hidden under any key.
  static func secrets(for rule: Rule) -> [PlantedSecret] {
    let category = rule.category
    let isAboutSecrets =
      !keysOfPublicValues.contains(rule.id)
      && category != .authDisabled
      && (category.rankAmongSecretFacts(.high) != nil
        || [.secretReuse, .trackedSecret, .missingSecret].contains(category))
    return isAboutSecrets ? PlantedSecret.all : PlantedSecret.unlikeWords
  }

  private static let rules = BuiltinPacks.rules.rules

  @Test(arguments: 0..<4) func noRulePrintsASecret(part: Int) throws {
    let pages = Dictionary(
      BuiltinPacks.pages.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var contexts = PlantedProject.Contexts()
    var runs = 0
    for (number, rule) in Self.rules.enumerated() where number % 4 == part {
      let secrets = Self.secrets(for: rule)
      // By the rule's own name, so that a new rule changes nothing for the others.
      var turn = rule.id.utf8.reduce(0) { $0 + Int($1) }
      for example in pages[rule.id]?.examples.filter(\.isBad) ?? [] {
        // Each example meets another kind of secret; together a rule's examples meet several.
        let secret = secrets[turn % secrets.count]
        turn += 1
        let search = LeakSearch(secret.secret)
        runs += 1
        for output in outputs(of: example, with: secret, &contexts) {
          let leak = search.leak(in: output.text)
          #expect(leak == nil, "\(rule.id), line \(example.line): \(secret.name) in \(output.name)")
        }
      }
    }
    #expect(runs > 50)
  }

  private func outputs(
    of example: RuleExample, with secret: PlantedSecret,
    _ contexts: inout PlantedProject.Contexts
  ) -> [(name: String, text: String)] {
    guard !example.files.isEmpty else {
      let contract = example.contract.flatMap { try? Contract(yaml: $0) }
      let validator = Validator(contract: contract, stage: example.stage)
      return example.environment.keys.sorted().flatMap { key in
        Renderings.report(
          validator.validate(
            environment: example.environment.merging([key: secret.text]) { $1 }))
      }
    }
    let project = PlantedProject(
      files: example.files.map { ($0.path, Self.planted($0.text, secret)) },
      contract: example.contract, stage: example.stage)
    return project.outputs(&contexts)
  }

  /// The text with a secret in the place of what is marked; what looks like a name is no secret
  /// where a name is marked.
  static func planted(_ text: String, _ secret: PlantedSecret) -> String {
    var result = ""
    for (number, part) in text.split(separator: "⟦", omittingEmptySubsequences: false).enumerated()
    {
      guard number > 0, let end = part.firstIndex(of: "⟧") else {
        result += part
        continue
      }
      let rest = part[part.index(after: end)...]
      let before = result.last { !" \"'".contains($0) }
      let isValue =
        (before == "=" || before == ":" || before == "-" || before == "@")
        && !rest.hasPrefix(":") && !rest.hasPrefix("=")
      result += isValue || secret.isUnlikeNames ? secret.text : String(part[..<end])
      result += rest
    }
    return result
  }
}
