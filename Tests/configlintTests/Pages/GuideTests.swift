import ConfigGuard
import RulePacks
import Testing

/// The files that guides show are those of the examples.
@Suite struct GuideTests {
  private static func text(_ path: String) throws -> String {
    let bytes = try readFile(path: "\(Tool.repository)/\(path)", limit: 1 << 20)
    return bytes.text(SourceRange(start: 0, end: bytes.count))
  }

  /// `CONFIGGUARD_RECORD=1 swift test --filter GuideTests` brings the pages up to date.
  @Test(arguments: [("docs/entrypoints.md", 9), ("docs/ci.md", 6)])
  func theGuideShowsTheExamples(path: String, count: Int) throws {
    let page = try Self.text(path)
    var current: [Substring] = []
    var shown = 0
    var isInside = false
    for line in page.split(separator: "\n", omittingEmptySubsequences: false) {
      if line == "<!-- end -->" { isInside = false }
      if !isInside { current.append(line) }
      guard line.hasPrefix("<!-- file:"), line.hasSuffix(" -->") else { continue }
      let name = String(line.dropFirst("<!-- file:".count).dropLast(" -->".count))
      current.append("```\(Self.language(of: name))")
      current += try Self.text(name).split(separator: "\n", omittingEmptySubsequences: false)
        .dropLast()
      current.append("```")
      isInside = true
      shown += 1
    }
    #expect(shown >= count && !isInside)
    let text = current.joined(separator: "\n")
    if Platform.environmentVariable("CONFIGGUARD_RECORD") == "1" {
      try Platform.replaceFile("\(Tool.repository)/\(path)", with: text)
      Issue.record("the page was written anew; run the test again")
    }
    #expect(page == text, "\(path) does not show the examples as they are")
  }

  private static func language(of path: String) -> String {
    let name = FilePath.name(of: path)
    return switch name.split(separator: ".").last {
    case "yaml", "yml": "yaml"
    case "swift": "swift"
    case "service": "ini"
    default: name.contains("ockerfile") ? "dockerfile" : "sh"
    }
  }
}
