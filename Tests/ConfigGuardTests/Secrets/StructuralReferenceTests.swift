import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// What only names a secret is none, whatever its key is called.
@Suite struct StructuralReferenceTests {
  @Test(arguments: StructuralReferences.all)
  func isNoSecret(file: MarkedFile) throws { try file.check() }

  private static let literal = MadeValue.password

  /// `path rule severity` of every finding about secrets.
  private func findings(
    _ texts: [String: String], tracked: Set<String> = [], ignored: Set<String> = []
  ) throws -> [String] {
    var files: [String: SourceFile] = [:]
    for (path, text) in texts {
      let tracking: Tracking =
        tracked.contains(path) ? .tracked : ignored.contains(path) ? .ignored : .unknown
      files[path] = SourceFile(path: path, bytes: SourceBytes(text), tracking: tracking)
    }
    let context = ProjectContext(BuiltinPacks.prepared, contract: nil)
    let known = files
    var linter = Linter(
      contexts: { _ in context },
      load: { path in known[path].map { .found($0) } ?? .missing("nothing is there") })
    for (path, file) in files.sorted(by: { $0.key < $1.key }) {
      guard let type = FileType(path: path) else { continue }
      try linter.add(file, as: type)
    }
    return linter.report().findings.filter(RowAnswer.isAboutSecrets).map {
      "\($0.path) \($0.rule) \($0.severity.rawValue)"
    }
  }

  @Test func aFileOfASecretOfComposeMayBeThereButNotInGit() throws {
    let files = [
      "compose.production.yaml": """
      services:
        db:
          image: postgres:16
          environment: {POSTGRES_PASSWORD_FILE: /run/secrets/db_password}
          secrets: [db_password]
      secrets:
        db_password: {file: ./db_password.txt}

      """,
      "db_password.txt": Self.literal + "\n",
    ]
    #expect(try findings(files, ignored: ["db_password.txt"]) == [])
    #expect(
      try findings(files, tracked: ["db_password.txt"])
        == ["db_password.txt hardcoded-secret error"])
  }

  @Test func filesOfAGeneratorMayBeThereButNotInGit() throws {
    let files = [
      "production/kustomization.yaml": """
      secretGenerator:
        - name: web
          envs: [secrets.env]
          files: [password=password.txt]

      """,
      "production/secrets.env": "DB_PASSWORD=\(Self.literal)\n",
      "production/password.txt": Self.literal,
    ]
    let kept: Set = ["production/secrets.env", "production/password.txt"]
    #expect(try findings(files, ignored: kept) == [])
    #expect(
      try findings(files, tracked: kept) == [
        "production/password.txt hardcoded-secret error",
        "production/secrets.env hardcoded-secret error",
      ])
  }

  @Test func literalsOfAGeneratorAreInClearText() throws {
    let text =
      "secretGenerator: [{name: web, literals: [DB_PASSWORD=\(Self.literal), LOG_LEVEL=info]}]\n"
    #expect(
      try findings(["production/kustomization.yaml": text])
        == ["production/kustomization.yaml hardcoded-secret error"])
  }

  @Test func keysOfEncryptedFilesStayOutOfGit() throws {
    let key = MadeValue.of("{hex:64}")
    let files = [".env.keys": "DOTENV_PRIVATE_KEY_PRODUCTION=\(key)\n"]
    #expect(try findings(files, ignored: [".env.keys"]) == [])
    #expect(
      try findings(files, tracked: [".env.keys"]) == [".env.keys decryption-key-in-clear error"])
  }
}
