import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting
@testable import configlint

/// The search finds what it is there to find, so that silence means something.
@Suite struct LeakSearchTests {
  @Test(arguments: PlantedSecret.all) func everyFormIsFound(secret: PlantedSecret) {
    let search = LeakSearch(secret.secret)
    for part in secret.secret {
      let bytes = Array(part.utf8)
      var forms = ["a \(part) b", String(part.reversed()), part.uppercased()]
      forms.append(String(decoding: part.utf8.dropFirst().dropLast(), as: UTF8.self))
      if bytes.count >= 20 { forms.append(String(part.dropFirst(4).prefix(12))) }
      for shift in 0..<3 where bytes.count > 10 {
        let around = Array("abc".utf8.prefix(shift)) + bytes + Array("xyz".utf8)
        forms.append(String(decoding: LeakSearch.base64(around), as: UTF8.self))
      }
      forms.append(
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())
      forms.append(("\(part)" as Markup).text)
      for form in forms { #expect(search.leak(in: form) != nil, "\(form)") }
    }
    #expect(search.leak(in: "nothing of the kind: ******** in `DB_PASSWORD`") == nil)
  }

  /// An excerpt that shows what it must mask is found in the report.
  @Test func anUnmaskedExcerptIsFound() throws {
    let secret = PlantedSecret("word", "harbourlight")
    let file = SourceFile(
      path: ".env", bytes: SourceBytes("DB_PASSWORD=\(secret.text)\n"), tracking: .unknown)
    let rule = try #require(BuiltinPacks.rules.rules.first { $0.id == "debug-enabled" })
    let place = Place(file, SourceRange(start: 12, end: 12 + secret.text.utf8.count))
    var draft = FindingDraft(
      rule, .error, at: place, keyPath: "DB_PASSWORD", key: "DB_PASSWORD", workload: nil,
      stage: .production)
    let search = LeakSearch(secret.secret)
    for (content, isShown) in [(SpanContent.value, false), (.publicValue, true)] {
      draft.content = content
      var builder = ReportBuilder(.builtin)
      var report = Report()
      builder.fill(&report, with: [draft])
      let leaks = Renderings.report(report).filter { search.leak(in: $0.text) != nil }
      #expect(leaks.isEmpty == !isShown)
    }
  }

  /// A name is shown, so a secret that looks like one is found where names stand.
  @Test func aSecretThatIsTakenForANameIsFound() {
    let search = LeakSearch(PlantedSecret.short.secret)
    var contexts = PlantedProject.Contexts()
    let project = PlantedProject(
      files: [
        (
          "compose.yaml",
          "services: {\(PlantedSecret.short.text): {image: a, environment: {DB_PASSWORD: admin}}}\n"
        )
      ])
    let leaks = project.outputs(&contexts).filter { search.leak(in: $0.text) != nil }
    #expect(leaks.count > 3)
  }
}
