import ConfigGuard
import RulePacks
import Testing

@testable import configlint

/// `check --format html`: one page that holds everything and loads nothing.
@Suite struct HTMLReportTests {
  private static func page(
    _ arguments: [String] = [], in tree: TemporaryTree, status: Int32 = 1
  ) throws -> String {
    let result = try Tool.run(["check", "--format", "html"] + arguments, in: tree)
    #expect(result.status == status)
    return result.output
  }

  private static func deployment(_ name: String) throws -> TemporaryTree {
    let tree = try TemporaryTree()
    _ = try run(
      ["cp", "-R", "\(Tool.repository)/Examples/deployments/\(name)/before/.", tree.path],
      environment: tree.variables)
    return tree
  }

  /// What stands between two texts, each time that they occur.
  private static func pieces(of page: String, from start: String, to end: String) -> [String] {
    page.split(separator: start, omittingEmptySubsequences: false).dropFirst()
      .map { $0.split(separator: end, maxSplits: 1, omittingEmptySubsequences: false) }
      .map { String($0[0]) }
  }

  private static func expectWhole(_ page: String) {
    let check = HTMLCheck(page)
    #expect(check.problems == [])
    for element in ["link", "img", "iframe", "object", "base", "svg"] {
      #expect(check.elements[element] == nil, "<\(element)>")
    }
    #expect(check.elements["script"] == 1 && check.elements["style"] == 1)
    #expect(check.elements["h1"] == 1 && check.elements["main"] == 1)
    #expect(check.attributes.isDisjoint(with: ["src", "style", "onclick", "onload", "action"]))
    let links = pieces(of: page, from: "href=\"", to: "\"").filter { !$0.hasPrefix("#") }
    #expect(links.allSatisfy { $0.hasPrefix("https://") })
    #expect(pieces(of: page, from: "rel=\"noopener noreferrer\"", to: ">").count == links.count)
    #expect(!page.contains("@import") && !page.contains("url("))
    let anchors = pieces(of: page, from: " id=\"", to: "\"")
    #expect(Set(anchors).count == anchors.count, "two things have one name")
    let targets = pieces(of: page, from: "href=\"#", to: "\"")
    #expect(Set(targets).subtracting(anchors) == [])
    let labels = pieces(of: page, from: "aria-labelledby=\"", to: "\"")
    #expect(Set(labels).subtracting(anchors) == [])
  }

  @Test(arguments: CaseTests.cases) func everyFindingIsOnThePageOnce(name: String) throws {
    let tree = try Self.deployment(name)
    let page = try Self.page(in: tree)
    Self.expectWhole(page)
    let report = try JSONReport(Tool.run(["check", "--format", "json"], in: tree).output)
    let findings = try #require(
      report.tree.documents.first.flatMap { report.tree.value("findings", in: $0) })
    let expected = report.tree.items(of: findings).compactMap { item in
      report.tree.string("fingerprint", in: item).map { "f-\($0)" }
    }
    let anchors = Self.pieces(of: page, from: " id=\"", to: "\"").filter { $0.hasPrefix("f-") }
    #expect(!anchors.isEmpty)
    #expect(anchors.sorted() == expected.sorted())
    #expect(try Self.page(in: tree) == page)
  }

  @Test func whatRunsAndWhatIsDrawnIsNamedByItsHash() throws {
    let page = try Self.page(in: Self.deployment("shop-api"))
    let policy = try #require(
      Self.pieces(of: page, from: "Content-Security-Policy\" content=\"", to: "\"").first)
    #expect(policy.hasPrefix("default-src 'none'; ") || policy.hasPrefix("default-src &#39;"))
    for element in ["style", "script"] {
      let text = try #require(
        Self.pieces(of: page, from: "<\(element)>", to: "</\(element)>").first)
      let digest = SHA256.digest(Array(text.utf8))
      let hash = String(decoding: LeakSearch.base64(digest), as: UTF8.self)
      #expect(policy.contains("\(element)-src 'sha256-\(hash)'"))
    }
    #expect(!policy.contains("unsafe"))
  }

  /// The compose file of the example: two stages of one service, with what was found in the tiles.
  @Test func tilesSayWhatEachStageHas() throws {
    let page = try Self.page(in: Self.deployment("shop-api"))
    let grid = try #require(
      Self.pieces(of: page, from: "aria-labelledby=\"v0\">", to: "</section>").first)
    #expect(grid.contains("<h3 id=\"v0\">api</h3>"))
    #expect(Self.pieces(of: grid, from: "scope=\"col\" title", to: "</th>").count == 2)
    var tiles: [String: [String]] = [:]
    for row in Self.pieces(of: grid, from: "<th scope=\"row\"><code>", to: "</tr>") {
      let key = row.split(separator: "</code>")[0].split(separator: "<wbr>").joined()
      tiles[key] = Self.pieces(of: row, from: "class=\"tile ", to: "\"")
    }
    #expect(tiles["ADMIN_KEY"] == ["placeholder error", "missing"])
    #expect(tiles["ALLOWED_ORIGINS"] == ["set error", "set error"])
    #expect(tiles["CORS_ALLOW_METHODS"] == ["set note", "missing"])
    #expect(tiles["GORGIAS_WEBHOOK_SECRET"] == ["reference", "missing"])
    #expect(tiles["REDIS_URL"] == ["missing required error", "missing"])
    #expect(tiles["RAILWAY_ENVIRONMENT"] == ["set", "set"])
    #expect(tiles.count == 10)
    let files = try #require(
      Self.pieces(of: page, from: "aria-labelledby=\"v1\">", to: "</section>").first)
    #expect(files.contains("tile weak error") && files.contains("tile set warning"))
  }

  @Test func namesAreTextAndNothingElse() throws {
    let tree = try TemporaryTree()
    let hostile = [
      "<script>alert(1)<", "\"onclick=\"x", "it's & &amp;", "\u{202E}gnp", "\u{5E7}\u{5D5}\u{5D1}",
      "a\nb", "--><b>",
    ]
    for name in hostile {
      try tree.write("\(name)/.env.production", "DB_PASSWORD=changeme\n")
      try tree.write("\(name)/.env.staging", "DB_PASSWORD=\n<b>&\"'=x\n")
    }
    try tree.write(
      "compose.yaml",
      "services: {\"<b>&web\": {image: x, environment: {APP_ENV: production, DB_PASSWORD: admin}}}")
    try tree.write(
      "configguard.yaml",
      """
      version: 1
      variables:
        DB_PASSWORD: {required: true, secret: true, description: "<b>the</b> key & 'more'"}
      rules:
        default-credential:
          allow: [{path: "compose.yaml", reason: "<i>only</i> an \\"example\\""}]
        weak-secret:
          allow: [{path: "compose.yaml", reason: "<i>only</i> an \\"example\\""}]
      """)
    let page = try Self.page(in: tree)
    Self.expectWhole(page)
    for text in ["<script>alert", "<b>", "<i>", "\u{202E}", "a\nb"] {
      #expect(!page.contains(text), "\(text)")
    }
    #expect(page.contains("&lt;script&gt;alert(1)&lt;/"))
    #expect(page.contains("&lt;i&gt;only&lt;/i&gt; an &quot;example&quot;"))
    #expect(page.contains("\u{5E7}\u{5D5}\u{5D1}/"))
  }

  @Test func whatCouldNotBeCheckedIsSaidAloud() throws {
    let tree = try TemporaryTree()
    try tree.write(".env", "A=1\n")
    let page = try Self.page([".env", "no/such/file"], in: tree, status: 2)
    Self.expectWhole(page)
    #expect(page.contains("<h1 class=\"verdict error\">Not everything could be checked</h1>"))
    #expect(page.contains("<li><code>no/<wbr>such/<wbr>file</code>: it does not exist</li>"))
  }

  @Test func aCleanProjectHasAShortPage() throws {
    let tree = try TemporaryTree()
    try tree.write(".env.production", "LOG_LEVEL=info\n")
    let page = try Self.page(in: tree, status: 0)
    Self.expectWhole(page)
    #expect(page.contains("<h1 class=\"verdict clean\">No findings</h1>"))
    #expect(!page.contains("id=\"filters\"") && !page.contains("id=\"variables\""))
    #expect(!page.contains("id=\"allowed\"") && !page.contains("id=\"failures\""))
  }

  @Test func findingsThatThePageHasNoRoomForAreCounted() {
    let names = (0..<9).map { ("K\($0)_PASSWORD", "changeme") } + [("DEBUG", "true")]
    let report = Validator(stage: .production).validate(
      environment: Dictionary(uniqueKeysWithValues: names))
    let count = report.findings.count
    #expect(count > 4)
    let groups = FindingGroups(report, most: 4)
    #expect(groups.all.map(\.finding.severity) == [.error, .error, .error, .error])
    #expect(groups.omitted == count - 4)
    let section = HTMLFindings(groups).section.text
    #expect(Self.pieces(of: section, from: " id=\"f-", to: "\"").count == 4)
    #expect(section.contains("shows the 4 most serious findings; \(count - 4) more are in"))
    #expect(FindingGroups(report).omitted == 0)
  }

  @Test func theEnvironmentOfAProcessHasAPage() throws {
    let result = try Tool.run(
      ["env", "--format", "html"], in: TemporaryTree(),
      environment: ["DB_PASSWORD": "changeme", "APP_ENV": "production"])
    #expect(result.status == 1)
    Self.expectWhole(result.output)
    #expect(result.output.contains("<span class=\"kind\">process</span><h3>the environment"))
  }

  @Test func nothingCheckedIsNotClean() throws {
    let tree = try TemporaryTree()
    let page = try Self.page(in: tree, status: 2)
    Self.expectWhole(page)
    #expect(page.contains("<h1 class=\"verdict error\">Nothing was checked</h1>"))
    #expect(!page.contains("environment of a process"))
    try tree.git("init", "-q")
    let change = try Self.page(["--staged"], in: tree, status: 0)
    #expect(change.contains("<h1 class=\"verdict note\">Nothing was checked</h1>"))
    #expect(change.contains("nothing of the change is configuration"))
    let process = try Tool.run(["env", "--format", "html"], in: tree)
    #expect(process.output.contains("<p class=\"scope\">in the environment of a process</p>"))
  }

  @Test func textsInMarkupAreEscaped() {
    let text = "<a href=\"x\">'&'</a>"
    let escaped = "&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/a&gt;"
    #expect(("\(text)" as Markup).text == escaped)
    #expect(("<p>\(text)</p>" as Markup).text == "<p>\(escaped)</p>")
    #expect(("\(prose: "run `a <b>` now")" as Markup).text == "run <code>a &lt;b&gt;</code> now")
    #expect(("\(prose: "one ` sign")" as Markup).text == "one ` sign")
    #expect(("\(breakable: "A_B.c")" as Markup).text == "A_<wbr>B.<wbr>c")
    #expect(("\u{202E}\n\t\(String("\u{202E}\n"))" as Markup).text.hasSuffix("\u{FFFD}\u{FFFD}"))
    #expect((["<i>", "\(text)"] as [Markup]).lines.text == "<i>\n\(escaped)")
  }

  @Test(arguments: ["", "f", "fo", "foo", "foob", "fooba", "foobar", "\u{FF}\u{3FF}\u{FFFF}"])
  func bytesAreWrittenInBase64(text: String) {
    let written = Base64.encode(Array(text.utf8))
    #expect(written.utf8.count == (text.utf8.count + 2) / 3 * 4)
    #expect(Base64.decode(written) == Array(text.utf8))
  }

  @Test func base64IsThatOfTheStandard() {
    #expect(Base64.encode(Array("foobar".utf8)) == "Zm9vYmFy")
    #expect(Base64.encode(Array("fooba".utf8)) == "Zm9vYmE=")
    #expect(Base64.encode([0xFB, 0xFF, 0xFE, 0xFF]) == "+//+/w==")
  }
}
