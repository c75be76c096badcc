import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// Published values are found, whatever the key is called.
@Suite struct KnownValueTests {
  @Test func publishedValues() throws {
    let context = ProjectContext(BuiltinPacks.prepared, contract: nil)
    for value in KnownValueLists.all {
      let findings = try findings(of: value, in: context)
      let isFound = findings.contains { finding in
        finding.severity == .error
          && [.placeholderSecret, .weakSecret, .defaultCredential].contains(finding.category)
      }
      #expect(isFound, "\(value): \(findings.map(\.rule))")
    }
  }

  private func findings(of entry: String, in context: ProjectContext) throws -> [Finding] {
    let parts = entry.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    let isPair = KnownValueLists.products.contains(entry)
    let user = isPair ? "ORDERS_USER=\(parts[0])\n" : ""
    var generator = ValueGenerator(seed: entry)
    let pattern = isPair ? parts[1] : entry
    let value = pattern == "{azurite}" ? KnownValueLists.azurite : generator.value(of: pattern)
    let text = "\(user)\(isPair ? "ORDERS_PASSWORD" : "ORDERS_SECRET")='\(value)'\n"
    let file = SourceFile(path: ".env.production", bytes: SourceBytes(text), tracking: .tracked)
    var linter = Linter(contexts: { _ in context }, load: { _ in .missing("nothing is there") })
    try linter.add(file, as: .environment)
    return linter.report().findings.filter(RowAnswer.isAboutSecrets)
  }

  @Test(arguments: SafeForms.all)
  func safeForm(file: MarkedFile) throws { try file.check() }

  @Test(arguments: SafeStructures.all)
  func safeStructure(file: MarkedFile) throws { try file.check() }

  @Test func casesAreNamedApart() {
    let names = (SafeForms.all + SafeStructures.all).map(\.name)
    #expect(Set(names).count == names.count)
    #expect(Set(KnownValueLists.all).count >= 225)
  }
}
