import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// What the linter says of an env file is what a service says of the same environment at start-up.
@Suite struct GateAgreementTests {
  /// One line for each family of rules that can speak at start-up.
  struct Family: Sendable, CustomTestStringConvertible {
    let category: ConfigGuard.Category
    let text: String
    let rule: String
    var stage = Stage.production
    var contract: String?

    var testDescription: String { rule }
  }

  static let families: [Family] = [
    Family(category: .authDisabled, text: "AUTH_TYPE=none\n", rule: "authentication-type-none"),
    Family(
      category: .authDisabled, text: "HOOK_SECRET=demo-hook\n", rule: "secret-check-sentinel",
      contract: "HOOK_SECRET: {secret: true, sentinels: [demo-hook]}"),
    Family(category: .backup, text: "POSTGRESQL_FSYNC=off\n", rule: "postgres-fsync-off"),
    Family(category: .cors, text: "CORS_ORIGINS=*\n", rule: "cors-any-origin"),
    Family(
      category: .cors, text: "CORS_ORIGINS=*\nCORS_ALLOW_CREDENTIALS=true\n",
      rule: "cors-any-origin-with-credentials"),
    Family(category: .debug, text: "DEBUG=true\n", rule: "debug-enabled"),
    Family(category: .debug, text: "ENABLE_DOCS=true\n", rule: "api-docs-enabled"),
    Family(
      category: .defaultCredential, text: "POSTGRES_PASSWORD=mysecretpassword\n",
      rule: "default-credential"),
    Family(
      category: .hardcodedSecret,
      text: "NEXT_PUBLIC_STRIPE_SECRET_KEY=seven-brave-otters-count-lanterns\n",
      rule: "secret-in-public-variable"),
    Family(
      category: .limits, text: "RATELIMIT_STORAGE_URI=memory://\n", rule: "rate-limit-per-process"),
    Family(
      category: .limits, text: "RATELIMIT_ENABLED=true\n", rule: "rate-limit-store-missing"),
    Family(
      category: .missingSecret, text: "PORT=8080\n", rule: "required-secret-missing",
      contract: "ADMIN_KEY: {required: true, secret: true}"),
    Family(
      category: .placeholderSecret, text: "ADMIN_KEY=changeme123\n", rule: "placeholder-secret"),
    Family(category: .pool, text: "DB_POOL_MAX_SIZE=4\n", rule: "pool-size-too-small"),
    Family(
      category: .pool, text: "DB_MAX_OPEN_CONNS=10\nDB_MAX_IDLE_CONNS=50\n",
      rule: "idle-connections-above-open"),
    Family(
      category: .secretReuse, text: "SHIPPO_TOKEN=shippo_live_no-real-key\n",
      rule: "live-key-outside-production", stage: .development),
    Family(
      category: .tls, text: "PAYMENT_API_URL=http://api.example.com/v1\n",
      rule: "plain-http-to-public-host"),
    Family(
      category: .weakSecret, text: "JWT_SECRET=otters-count-lanterns\n",
      rule: "signing-key-too-short"),
    Family(
      category: .contract, text: "PORT=80x\n", rule: "variable-wrong-type",
      contract: "PORT: {type: port}"),
  ]

  @Test(arguments: families) func theFamilySpeaksAtBothGates(_ family: Family) throws {
    let contract = try family.contract.map {
      try Contract(yaml: "version: 1\nvariables:\n  \($0)\n")
    }
    let verdicts = try Verdicts(family.text, stage: family.stage, contract: contract)
    #expect(verdicts.process == verdicts.files)
    #expect(verdicts.process.contains { $0.rule == family.rule && $0.category == family.category })
  }

  /// A family that is added needs a line above, unless its rules are about files.
  @Test func everyFamilyHasALine() {
    let families = BuiltinPacks.prepared.set.rules.filter(Verdicts.speaksAtStart).map(\.category)
    #expect(Set(families).subtracting(Self.families.map(\.category)) == [])
  }

  /// Most examples of rules are env files, and none may be judged otherwise at start-up.
  @Test func examplesAgree() throws {
    var count = 0
    for page in BuiltinPacks.pages {
      for example in page.examples {
        // A process gets what a reference comes to, and the file has the reference.
        guard let file = example.files.first, example.files.count == 1,
          FileType(path: file.path) == .environment, !Self.hasReference(file.text),
          !EnvironmentFile.isTemplateName(FilePath.name(of: file.path)),
          // No comment comes with the variables of a process.
          !file.text.contains("configlint:allow")
        else { continue }
        // Files are judged elsewhere than where the service runs and its paths lead.
        guard example.contract?.contains("exists:") != true else { continue }
        let contract = try example.contract.map { try Contract(yaml: $0) }
        let verdicts = try Verdicts(
          ExampleText(file.text).plain, named: file.path,
          stage: example.stage ?? .production, contract: contract)
        #expect(verdicts.process == verdicts.files, "\(page.id), line \(example.line)")
        count += 1
      }
    }
    #expect(count > 500)
  }

  private static func hasReference(_ text: String) -> Bool {
    text.contains("$") || text.contains("=op://")
  }
}

/// What both gates say of one text.
private struct Verdicts {
  struct Verdict: Hashable {
    let rule: String
    let category: ConfigGuard.Category
    let severity: Severity
    let key: String?
  }

  let files: Set<Verdict>
  let process: Set<Verdict>

  /// Whether a rule is about values, and not about how a file is written or what code reads.
  static func speaksAtStart(_ rule: Rule) -> Bool {
    rule.gates.isSuperset(of: [.files, .process]) && rule.scope != .reading && rule.scope != .text
  }

  init(
    _ text: String, named path: String = ".env.production", stage: Stage, contract: Contract?
  ) throws {
    let rules = BuiltinPacks.prepared
    let context = ProjectContext(rules, contract: contract, stage: stage)
    var linter = Linter(
      contexts: { _ in context }, load: { _ in .missing("nothing is there") },
      isStageGiven: true)
    try linter.add(
      SourceFile(path: path, bytes: SourceBytes(text), tracking: .untracked), as: .environment)
    let atStart = Set(rules.set.rules.filter(Self.speaksAtStart).map(\.id))
    files = Self.verdicts(linter.report()).filter { atStart.contains($0.rule) }
    let values = DotEnvFile.parse(SourceBytes(text), dialect: .compose)
      .resolved(environment: { _ in nil }).values
    process = Self.verdicts(
      Validator(contract: contract, stage: stage).validate(environment: values))
  }

  private static func verdicts(_ report: Report) -> Set<Verdict> {
    Set(
      report.findings.map {
        Verdict(rule: $0.rule, category: $0.category, severity: $0.severity, key: $0.key)
      })
  }
}
