import ConfigGuard
import ConfigLinting
import RulePacks
import Testing

/// Puts secrets into every place that `resolve` and `matrix` read, and searches all they print.
@Suite struct ResolutionCanaryTests {
  private static func base64(_ text: String) -> String {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    var result = ""
    var bits = 0
    var count = 0
    for byte in text.utf8 {
      bits = bits << 8 | Int(byte)
      count += 8
      while count >= 6 {
        count -= 6
        result.append(letters[bits >> count & 63])
      }
    }
    if count > 0 { result.append(letters[bits << (6 - count) & 63]) }
    return result + String(repeating: "=", count: (4 - result.count % 4) % 4)
  }

  /// Words that nothing but their key and what refers to them shows to be a secret.
  private static let phrase = "quiet harbour lantern"
  private static let word = "harbourlight"

  private func project(_ c: [String]) throws -> TemporaryTree {
    let tree = try TemporaryTree()
    try tree.write(
      "configguard.yaml", "version: 1\nvariables:\n  PLAIN_NAME: {secret: true, required: true}\n")
    try tree.write(
      ".env",
      """
      DB_PASSWORD=\(Self.phrase)
      SHORT_PASSWORD=\(Self.word)
      THROUGH=see ${DB_PASSWORD}
      BASE=postgres://u:\(c[0])@db/x

      """)
    try tree.write(
      "web.env",
      """
      ADMIN_KEY=\(c[1])
      PLAIN_NAME=mountain
      HOOK=https://example.com/in/\(c[2])?signature=\(c[3])#\(c[4])
      NOTE=\(c[5])
      JSON={"user":"a","password":"mountain"}
      """)
    try tree.write(
      "compose.yaml",
      """
      services:
        web:
          image: registry.example.com/\(c[6]):\(c[7])
          command: serve --password \(c[8]) --key=\(c[9])
          env_file: web.env
          environment:
            ADMIN_KEY: ${ADMIN_KEY:-\(c[10])}
            NOTE: ${X:-\(c[11])}
            GREETING: ${DB_PASSWORD}
            OTHER: hello ${SHORT_PASSWORD}
            THIRD: ${THROUGH}
            DATABASE_URL: ${BASE}
            MYSQL: root:mountain@tcp(db:3306)/app
            AUTHORIZED: Bearer mountain
            FLAGS: --verbose --password mountain
            PEM: "-----BEGIN X-----\\n\(c[12])\\nmountain\\n-----END X-----"
            \(c[13]): x
            JDBC: jdbc:sqlserver://db:1433;user=sa;password=mountain
            DSN: https://\(c[14])@sentry.example.com/4
            REPEATED: the word is \(c[1])
            LICENCE: \(c[15].prefix(4))-\(c[15].dropFirst(4).prefix(4))-\(c[15].dropFirst(8))
        \(c[16]): {image: x, environment: {A: b}}
      """)
    try tree.write(
      "k8s/all.yaml",
      """
      apiVersion: v1
      kind: Secret
      metadata: {name: s}
      data: {opaque: \(Self.base64(c[17]))}
      stringData: {mode: mountain}
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: api, namespace: "\(c[18])"}
      spec:
        template:
          spec:
            containers:
              - name: api
                image: x
                env:
                  - {name: TOKEN, value: \(c[19])}
                  - {name: FROM, valueFrom: {\(c[20]): {name: \(c[21]), key: k}}}
                  - {name: EMBEDDED, value: "\(Self.base64(c[17]))"}
      """)
    try tree.write(".env.production", "PLAIN_NAME=mountain\n\(c[22])=1\nAPI_SECRET=\(c[23])\n")
    try tree.write(".env.staging", "API_SECRET=\(c[23])\nTEXT='\(c[24])\n")
    return tree
  }

  @Test func nothingThatIsPrintedHoldsASecret() throws {
    let canaries = (0..<25).map { _ in Canary.text() }
    let tree = try project(canaries)
    var forbidden = canaries + [Self.base64(canaries[17]), Self.phrase, Self.word, "mountain"]
    forbidden.append(String(canaries[15].dropFirst(8)))
    let keys = [
      "ADMIN_KEY", "NOTE", "GREETING", "OTHER", "THIRD", "DATABASE_URL", "MYSQL", "PEM", "DSN",
      "TOKEN", "FROM", "HOOK", "ADMIN_KEZ",
    ]
    var runs = [["resolve"], ["resolve", "--format", "json"], ["matrix"]]
    runs += [["matrix", "--format", "json"], ["matrix", "--format", "html"]]
    runs += keys.map { ["resolve", "--key", $0] }
    runs += keys.map { ["resolve", "--format", "json", "--key", $0] }
    runs += [["resolve", "compose.yaml"], ["resolve", "k8s"], ["matrix", "compose.yaml"]]
    for run in runs {
      let result = try Tool.run(run, in: tree)
      // One of the files is broken.
      let isWhole = run.contains("compose.yaml") || run.contains("k8s")
      #expect(result.status == (isWhole ? 0 : 2), "\(run)")
      #expect(result.everything.utf8.count > 100)
      for secret in forbidden {
        #expect(!result.everything.contains(secret), "\(run) prints a secret")
      }
    }
  }

  @Test func pagesAndDocumentsStayWellFormed() throws {
    let tree = try project((0..<25).map { _ in Canary.text() })
    let page = try Tool.run(["matrix", "--format", "html"], in: tree).output
    #expect(HTMLCheck(page).problems == [])
    let resolved = try Tool.run(["resolve", "--format", "json"], in: tree).output
    #expect(try JSONDocument.refusals(of: resolved, by: "resolve.v1") == [])
    let matrix = try Tool.run(["matrix", "--format", "json"], in: tree).output
    #expect(try JSONDocument.refusals(of: matrix, by: "matrix.v1") == [])
  }

  /// What everybody may know is shown, or the commands would be of no use.
  @Test(arguments: [
    "production", "https://app.example.com/api/v1", "http://a.example.com,http://b.example.com",
    "redis:6379", "8080", "2024-10", "10m", "us-east-1", "0 */2 * * *", "true", "/var/lib/app1/x",
    "GET,POST,OPTIONS", "gpt-4o-mini", "postgresql", "Hello, world", "10.0.0.0/8", "*.example.com",
    "application/json; charset=utf-8", "kafka-1:9092,kafka-2:9092", "user@example.com", "512Mi",
  ])
  func plainValuesAreShown(_ text: String) throws {
    let tree = try TemporaryTree()
    try tree.write(".env.production", "PLAIN='\(text)'\n")
    let result = try Tool.run(["resolve", "--key", "PLAIN"], in: tree)
    #expect(result.output.contains("held here  .env.production:1:8    \(text)\n"))
  }
}
