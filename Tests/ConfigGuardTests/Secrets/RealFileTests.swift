import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// What deployments of others had in them.
@Suite struct RealFileTests {
  @Test(arguments: ["jdbc:", "jdbc:x", "jdbc:ab", "jdbc://", "jdbc:a:b"])
  func anAddressMayEndBehindJava(text: String) throws {
    #expect(URLParts(text)?.password == nil)
    _ = try FileSet([".env": "A=\(text)\n"]).report()
  }

  private static let image = "FROM base:1\nENV NODE_ENV=production\n"
  private static let password = "seven-brave-otters-count-lanterns"

  @Test func anImageIsBuiltForEveryStage() throws {
    let files = FileSet([
      "compose.yaml":
        "services: {web: {build: ., environment: {DB_PASSWORD: \(Self.password)}}}\n",
      "Dockerfile": Self.image,
    ])
    #expect(try files.report().workloads.first { $0.name == "web" }?.stage == .unknown)
  }

  @Test func anEnvFileSaysWhatItsServiceIsFor() throws {
    let files = FileSet([
      "compose.yaml": "services: {web: {image: \"x:1\", env_file: .env.production}}\n",
      ".env.production": "DB_PASSWORD=letmein1\n",
    ])
    #expect(try files.rows() == [".env.production 1 weak-secret error"])
  }

  @Test func annotationsNeedNotBeThere() throws {
    func rules(_ path: String) throws -> [String] {
      try FileSet([
        "kustomization.yaml": """
        resources: [a.yaml]
        patches:
          - target: {kind: ServiceAccount}
            patch: |-
              - {op: add, path: \(path), value: b}
        """,
        "a.yaml": "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: a}\n",
      ]).report().findings.map(\.rule)
    }
    #expect(try rules("/metadata/annotations/x") == [])
    #expect(try rules("/metadata/labels/x") == ["patch-failed"])
  }

  @Test func dataInACredentialFileIsSaid() throws {
    let files = FileSet([".netrc": "machine a password \(Self.password)\u{0}\n"])
    #expect(try files.report().findings.contains { $0.rule == "syntax-error" })
  }
}
