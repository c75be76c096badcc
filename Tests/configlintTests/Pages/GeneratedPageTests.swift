import ConfigGuard
import ConfigLinting
import RulePacks
import Testing

@testable import configlint

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The pages of rules in the documentation are those that the packs make.
@Suite struct GeneratedPageTests {
  private static let folder = "\(Tool.repository)/docs/rules"
  private static let isRecording =
    Platform.environmentVariable("CONFIGGUARD_RECORD") == "1"
  private static let pages = RulePages(BuiltinPacks.rules.rules, BuiltinPacks.pages)

  @Test func pagesAreCurrent() throws {
    let files = Self.pages.files
    var stale: [String] = []
    for (name, text) in files.sorted(by: { $0.key < $1.key }) {
      let path = "\(Self.folder)/\(name)"
      if Self.isRecording {
        try Platform.replaceFile(path, with: text)
      } else if try Self.text(of: path) != text {
        stale.append(name)
      }
    }
    for name in try Self.names() where files[name] == nil {
      if Self.isRecording {
        _ = unlink("\(Self.folder)/\(name)")
      } else {
        stale.append(name)
      }
    }
    #expect(stale == [], "docs/rules is not what the packs say; `make pages` writes it anew")
  }

  private static func text(of path: String) throws -> String? {
    guard let bytes = try? readFile(path: path, limit: 1 << 22) else { return nil }
    return bytes.text(SourceRange(start: 0, end: bytes.count))
  }

  private static func names() throws -> [String] {
    try Platform.entries(ofDirectory: folder, followsLinks: true)
      .map { String(decoding: $0.name, as: UTF8.self) }.filter { $0.hasSuffix(".md") }
  }

  @Test func theManualPageIsCurrent() throws {
    let path = "\(Tool.repository)/docs/configlint.1"
    let description = try Tool.run(["--experimental-dump-help"], in: TemporaryTree())
    let manual = try ManualPage(description: description.output)
    let page = try #require(try Self.text(of: path))
    var current = page
    for (name, block) in [("synopsis", manual.synopsis), ("commands", manual.sections)] {
      let opening = ".\\\" \(name): `make pages` writes what follows\n"
      let start = try #require(current.firstRange(of: opening))
      let end = try #require(current[start.upperBound...].firstRange(of: ".\\\" end\n"))
      current.replaceSubrange(start.upperBound..<end.lowerBound, with: block + "\n")
    }
    if Self.isRecording { return try Platform.replaceFile(path, with: current) }
    #expect(
      current == page, "docs/configlint.1 is not what the tool says; `make pages` writes it anew")
  }

  /// Every page shows what the rule is tested with, and `explain` prints the same.
  @Test func bothFormsSayTheSame() throws {
    let pages = Dictionary(uniqueKeysWithValues: BuiltinPacks.pages.map { ($0.id, $0) })
    for rule in BuiltinPacks.prepared.index.rules {
      let page = try #require(pages[rule.id])
      let document = RuleDocument(rule: rule, page: page)
      let markdown = document.markdown
      let text = document.text
      #expect(!markdown.contains("⟦") && !text.contains("⟦"), "\(rule.id)")
      for line in document.examples.flatMap(\.blocks).flatMap(\.lines) where !line.isEmpty {
        #expect(markdown.contains("\n\(line)\n"), "\(rule.id)")
        #expect(text.contains("    \(line)\n"), "\(rule.id)")
      }
      for reference in document.references {
        #expect(markdown.contains(reference.link) && text.contains(reference.label), "\(rule.id)")
      }
      let fences = markdown.split(separator: "\n").filter { $0.hasPrefix("```") }
      #expect(fences.count % 2 == 0, "\(rule.id)")
    }
  }

  /// What a page says to allow a finding is a contract.
  @Test func allowancesAreContracts() throws {
    for page in BuiltinPacks.pages {
      let rule = try #require(BuiltinPacks.prepared.index.rule(page.id))
      let lines = ["version: 1"] + RuleDocument(rule: rule, page: page).allowance
      #expect(throws: Never.self) { try Contract(yaml: lines.joined(separator: "\n") + "\n") }
    }
  }

  /// Numbers that the built-in rules name are known by their titles.
  @Test func referencesHaveTitles() {
    for rule in BuiltinPacks.prepared.index.rules {
      for reference in rule.references {
        switch reference {
        case .weakness, .requirement:
          #expect(ReferenceNote(reference).title != nil, "\(rule.id): \(reference.text)")
        case .recommendation, .page: break
        }
      }
    }
  }

  @Test func linksLeadToTheSection() throws {
    let requirement = ReferenceNote(try Reference("ASVS-5.0.0-3.4.2"))
    #expect(requirement.label == "ASVS 5.0.0, V3.4.2")
    #expect(requirement.title == "Browser Security Mechanism Headers")
    #expect(
      requirement.link == "https://github.com/OWASP/ASVS/blob/v5.0.0_release/5.0/en/"
        + "0x12-V3-Web-Frontend-Security.md#v34-browser-security-mechanism-headers")
    let benchmark = ReferenceNote(try Reference("CIS-Docker-1.6.0-4.10"))
    #expect(benchmark.label == "CIS Docker Benchmark 1.6.0, 4.10")
    #expect(benchmark.link == "https://www.cisecurity.org/benchmark/docker")
  }

  @Test func caretsStandBelowWhatIsFound() {
    func lines(_ text: String) -> [String] {
      ExampleBlock(name: "a", language: "", text: text).lines
    }
    #expect(lines("A=⟦1⟧\nB=2\n") == ["A=1", "  ^", "B=2"])
    #expect(lines("\tä=⟦1⟧,⟦22⟧") == ["\tä=1,22", "\t  ^ ^^"])
    #expect(lines("⟦⟧A=") == ["A=", "^"])
    #expect(lines("A=⟦⟧") == ["A=", "  ^"])
    #expect(lines("a: ⟦|\n  b⟧\n") == ["a: |", "   ^", "  b"])
    #expect(lines("A=1\r\n") == ["A=1\u{FFFD}"])
  }

  @Test func proseIsNoMarkup() {
    #expect(
      Markdown.prose("`*` lets <everybody> in_to *it*")
        == "`*` lets \\<everybody\\> in\\_to \\*it\\*")
    #expect(Markdown.prose("one ` alone") == "one \\` alone")
    #expect(Markdown.cell("a|b `c|d`") == "a\\|b `c\\|d`")
    #expect(Markdown.block(["```"], language: "sh") == "````sh\n```\n````")
  }
}
