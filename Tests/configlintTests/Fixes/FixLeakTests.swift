import ConfigGuard
import ConfigLinting
import RulePacks
import Testing

/// `fix` with secrets around everything that it mends: neither its diff nor its lines show any.
@Suite struct FixLeakTests {
  @Test(arguments: PlantedSecret.all, [["fix", "--dry-run"], ["fix", "--dry-run", "--unsafe"]])
  func noDiffLeaks(secret: PlantedSecret, arguments: [String]) throws {
    let tree = try TemporaryTree()
    _ = try tree.git(["init", "-q", "."])
    let text = secret.text
    let oneLine = text.filter { $0 != "\n" && $0 != "'" && $0 != "\"" && $0 != "\\" }
    let quoted = text.split(separator: "\n").joined(separator: "\n            ")
    try tree.write(
      ".env.production",
      "DB_PASSWORD='\(text.filter { $0 != "'" })'\nDEBUG=true\nAPI_TOKEN=\(oneLine)\n"
        + "# DB_PASSWORD=\(oneLine)\nAPI_TOKEN=\(oneLine)\nCORS_ORIGINS=*\nJWT_SECRET=\(oneLine)\n")
    try tree.write(
      "compose.production.yaml",
      """
      services:
        web:
          image: example/web
          command: server --password '\(oneLine)'
          environment:
            API_TOKEN: '\(oneLine)'
            DEBUG: "true"
            DB_PASSWORD: ${DB_PASSWORD:-\(oneLine.filter { $0 != "}" && $0 != "$" })}
            SIGNING_KEY: |
              \(quoted)
            FLASK_DEBUG: "1"
            DATABASE_URL: "postgres://app:\(oneLine.filter { $0 != "/" })@db.example.com/x"
      """)
    try tree.write(
      "config.production.json",
      "{\n  \"password\": \"\(oneLine)\",\n  \"debug\": true,\n  \"token\": \"\(oneLine)\"\n}\n")
    for more in [[], ["--dialect", "compose,docker-raw"], ["--stage", "production"]] {
      let result = try Tool.run(arguments + more, in: tree)
      let leak = LeakSearch(secret.secret).leak(in: result.everything)
      #expect(leak == nil, "\(arguments) prints \(leak ?? "")")
      #expect(result.output.contains("@@"), "\(result.errors)")
    }
    let written = try Tool.run(["fix", "--unsafe"], in: tree)
    #expect(LeakSearch(secret.secret).leak(in: written.everything) == nil)
  }

  /// The search can fail: the diff does show lines.
  @Test func harmlessLinesAreShown() throws {
    let tree = try TemporaryTree()
    try tree.write(".env.production", "LOG_LEVEL=info\nDEBUG=true\n# a comment\nPORT=8080\n")
    let result = try Tool.run(["fix", "--dry-run"], in: tree)
    #expect(result.output.contains(" LOG_LEVEL=info\n-DEBUG=true\n+DEBUG=false\n # a comment\n"))
    #expect(!result.everything.contains("masked"))
  }
}
