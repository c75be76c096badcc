import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// Tokens and private keys outside of settings' values: found once, where they stand, and nowhere
/// else.
@Suite struct TextScanTests {
  private static let token = "shpat_0123456789abcdef0123456789abcdef"
  /// Base64 of words, as long as the lines of keys are.
  private static let body = "c2V2ZW4gYnJhdmUgb3R0ZXJzIGNvdW50IGxhbnRlcm5zIGFuZCBwYWludA=="

  private func findings(
    _ files: [String: String], tracking: Tracking = .tracked,
    rules: PreparedRules = BuiltinPacks.prepared
  ) throws -> [Finding] {
    let context = ProjectContext(rules, contract: nil)
    var linter = Linter(contexts: { _ in context }, load: { _ in .missing("nothing is there") })
    for (path, text) in files.sorted(by: { $0.key < $1.key }) {
      let file = SourceFile(path: path, bytes: SourceBytes(text), tracking: tracking)
      try linter.add(file, as: #require(FileType(path: path)))
    }
    return linter.report().findings
  }

  @Test(arguments: [
    ("compose.yaml", "services: {a: {image: x}}\n# old: TOKEN\n", 2),
    ("a.yaml", "a: [[x, TOKEN]]\n", 1),
    ("a.json", "{\"a\": 1} // TOKEN\n", 1),
    ("a.toml", "# TOKEN\na = 1\n", 1),
    ("a.properties", "! TOKEN\na=1\n", 1),
    ("a.ini", "; TOKEN\n[a]\nb=1\n", 1),
    ("a.tfvars", "a = 1 /* TOKEN */\n", 1),
    ("Dockerfile", "FROM x\nRUN curl -H 'X: TOKEN' https://orchard.test\n", 2),
    (".env", "# TOKEN\nA=1\n", 1),
    ("notes.txt", "the key is TOKEN\n", 1),
    ("deploy.sh", "#!/bin/sh\nexport A=TOKEN\n", 2),
    ("nginx.conf", "a TOKEN;\n", 1),
    (".envrc", "export A=TOKEN\n", 1),
    ("package.json", "{\"a\": \"TOKEN\"}\n", 1),
    ("broken.yaml", "a: [\n# TOKEN\nb: }\n", 2),
  ])
  func isFoundInEveryKindOfFile(_ path: String, _ text: String, _ line: Int) throws {
    let found = try findings([path: text.replacing("TOKEN", with: Self.token)])
      .filter { $0.rule == "token-in-text" }
    #expect(found.map(\.line) == [line])
    #expect(found.allSatisfy { $0.excerpt?.line.contains(Self.token) != true })
  }

  @Test(arguments: [
    ("compose.yaml", "services: {a: {image: x, environment: {A: TOKEN}}}\n"),
    ("a.yaml", "a: TOKEN\n"), ("a.yaml", "a: [x, TOKEN]\n"),
    ("a.yaml", "a: |\n  one\n  two TOKEN\n"), ("a.yaml", "a: >\n  one\n  two\n  TOKEN\n"),
    ("a.yaml", "a: \"one\n  two TOKEN\"\n"),
    ("a.json", "{\"a\": \"TOKEN\"}\n"), (".env", "A=TOKEN\n"),
    ("a.yaml", "NEXT_PUBLIC_A: TOKEN\n"), ("Dockerfile", "FROM x\nARG A=TOKEN\n"),
    ("a.properties", "a=TOKEN\n"),
  ])
  func isNotSaidTwice(_ path: String, _ text: String) throws {
    let found = try findings([path: text.replacing("TOKEN", with: Self.token)])
    #expect(!found.contains { $0.rule == "token-in-text" })
    #expect(found.count <= 1)
  }

  @Test func aCommentBehindABlockOfTextIsNoPartOfIt() throws {
    let text = "a: |\n    one\n    two \(Self.token)\nb: 1 # \(Self.token)\n"
    let found = try findings(["a.yaml": text])
    #expect(found.map(\.rule) == ["provider-token-in-file", "token-in-text"])
    #expect(found.map(\.line) == [2, 4])
  }

  @Test(arguments: [
    ("a.yaml", "error"), ("prod/a.yaml", "error"), ("dev/a.yaml", "error"),
    ("tests/fixtures/a.yaml", "warning"), ("examples/a.yaml", "note"), (".env.example", "note"),
    ("docs/notes.txt", "note"),
  ])
  func isAsSeriousAsItsPlace(_ path: String, _ severity: String) throws {
    let found = try findings([path: "# \(Self.token)\n"])
    #expect(found.map(\.severity.rawValue) == [severity])
  }

  @Test(arguments: [Tracking.ignored, .untracked, .unknown])
  func anEnvFileThatIsNotTrackedMayHoldOne(_ tracking: Tracking) throws {
    #expect(try findings([".env": "# \(Self.token)\n"], tracking: tracking).isEmpty)
    #expect(try findings(["a.yaml": "# \(Self.token)\n"], tracking: tracking).count == 1)
  }

  @Test func aRulePackMayHoldOne() throws {
    let pack = "pack: own\nrules:\n  - {look-at: text}\n# \(Self.token)\n"
    #expect(try findings(["own.yaml": pack]).isEmpty)
  }

  /// A wrong checksum, what has expired and what is meant to be seen are nobody's problem there.
  @Test(arguments: [
    "ghp_SevenBraveOttersCountLanterns0123456", "AKIAIOSFODNN7EXAMPLE",
    "pk_live_51H8xYzAbCdEfGhIjKlMnOpQrStUvWx", "Authorization: Basic YWRtaW46YWRtaW4=",
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJvcmNoYXJkIiwiZXhwIjoxMDAwMDAwMDAwfQ.bm8tc2lnbmF0dXJlLWF0LWFsbA",
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJvcmNoYXJkIn0.bm8tc2lnbmF0dXJlLWF0LWFsbA",
    "DB_PASSWORD=seven-brave-otters-count-lanterns", "-----BEGIN PRIVATE KEY-----",
    "-----BEGIN PUBLIC KEY-----\n# MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAu1SU1LfVLPHCozMxH2",
  ])
  func isNoFindingInAComment(_ text: String) throws {
    #expect(try findings(["a.yaml": "# \(text)\nb: 1\n"]).isEmpty)
  }

  @Test func aKeyInACommentIsOne() throws {
    let text = "# -----BEGIN RSA PRIVATE KEY-----\n# \(Self.body)\nb: 1\n"
    let found = try findings(["a.yaml": text])
    #expect(found.map(\.rule) == ["private-key-in-text"])
    #expect(found.first?.column == 3 && found.first?.endColumn == 34)
  }

  /// A pack's own tokens and patterns reach everywhere, values included.
  @Test func ownPatternsAreFoundOnEveryLine() throws {
    let pack = """
      pack: own
      tokens:
        - {id: acme, name: an Acme token, keyword: acme_, pattern: 'acme_[0-9a-f]{32}'}
      rules:
        - id: orchard-key
          category: hardcoded-secret
          title: An Orchard key
          severity: warning
          look-at: text
          check: {text: {pattern: '\\borchard-[a-z]{4}-[0-9]{4}$'}}
          message: an Orchard key stands in {file}
          why: It opens the orchard.
          fix: Take it out.
          since: 0.1.0
          examples:
            bad: [{files: {a.txt: "⟦orchard-abcd-1234⟧"}}]
            good: [{files: {a.txt: "orchard"}}]

      """
    let read = try RulePackLoader.load(SourceBytes(pack), path: "own.yaml")
    let rules = BuiltinPacks.rules.adding([read])
    let found = try findings(
      [
        "a.yaml": "a: orchard-abcd-1234\r\n# orchard-efgh-5678\n# orchard-efgh-56789\n",
        "b.txt": "# acme_0123456789abcdef0123456789abcdef\n",
      ], rules: PreparedRules(rules))
    #expect(
      found.map { "\($0.path):\($0.line ?? 0):\($0.column ?? 0) \($0.rule)" } == [
        "a.yaml:1:4 orchard-key", "a.yaml:2:3 orchard-key", "b.txt:1:3 token-in-text",
      ])
    #expect(found.first?.message == "an Orchard key stands in a.yaml")
  }

  @Test func hintsAndTokensComeFromOnePass() {
    let context = ProjectContext(BuiltinPacks.prepared, contract: nil)
    let text = SourceBytes("a: 1\nb: https://x\nc: \(Self.token)\n")
    let scan = context.scan(text)
    #expect(scan.tokens.map(\.range) == [21..<59])
    #expect(scan.hints.contains(SourceRange(start: 8, end: 17)))
    #expect(!scan.hints.contains(SourceRange(start: 0, end: 5)))
    #expect(context.scan(SourceBytes("nothing: here\n")).hints.isEmpty)
  }

  @Test func aHostileTextKeepsItsBounds() throws {
    let text = String(repeating: "\(Self.token) ", count: 20_000)
    let context = ProjectContext(BuiltinPacks.prepared, contract: nil)
    #expect(context.scan(SourceBytes(text)).tokens.count <= 20_000)
    let found = try findings(["a.txt": text.replacing(" ", with: "\n")])
    #expect(found.count == 101)
  }
}
