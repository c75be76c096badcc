import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// Facts that rules answer for: each row holds, and the page that lists them is current.
@Suite struct FactPageTests {
  private static let check = FactCheck(BuiltinPacks.prepared, BuiltinPacks.pages)

  @Test(arguments: FactFiles.names)
  func everyRowHolds(file: String) throws {
    let rows = try FactFiles.rows(of: file)
    #expect(!rows.isEmpty, "\(file) holds no row")
    for row in rows {
      let problem = Self.check.problem(of: row)
      #expect(problem == nil)
    }
  }

  @Test func thePageIsCurrent() throws {
    let rows = try FactFiles.names.flatMap(FactFiles.rows)
    try GeneratedPage(name: "facts.md").check(FactsPage(rows, Self.check).text)
  }

  private static let head = FactRow.columns.joined(separator: "\t")

  private func rows(_ lines: String...) throws -> [FactRow] {
    try FactRow.rows(of: ([Self.head] + lines).joined(separator: "\n") + "\n", name: "own.tsv")
  }

  @Test(arguments: [
    "cors\tEnvironment\tthe wildcard\tcors-any-origin\t.env.production: PORT=1\\nCORS_ORIGINS=⟦*⟧\t",
    "cors\tEnvironment\tthe wildcard\tcors-any-origin\t<environment>: PORT=1\\nCORS_ORIGINS=*\t",
    "cors\tEnvironment\tthe wildcard\tcors-any-origin\tbad 1\t*",
    "cors\tEnvironment\tsomething else\t-\t\tNo file says it.",
  ])
  func aRowThatHolds(_ line: String) throws {
    let rows = try rows(line)
    #expect(rows.count == 1)
    #expect(rows.compactMap(Self.check.problem) == [])
  }

  @Test(arguments: [
    ("cors-any-origin\t.env.production: CORS_ORIGINS=⟦x⟧\t", "finds nothing;"),
    ("cors-any-origin\t.env.production: ⟦CORS⟧_ORIGINS=*\t", "finds nothing at"),
    ("cors-any-origin\t.env.production: CORS_ORIGINS=*\t", "nothing is marked"),
    ("cors-any-origin\t<environment>: CORS_ORIGINS=x\t", "finds nothing;"),
    ("cors-no-such-rule\tbad 1\t*", "there is no rule"),
    ("cors-any-origin\tbad 99\t*", "has no bad example"),
    ("cors-any-origin\tbad 1\tno such text", "does not hold"),
  ])
  func aRowThatDoesNotHold(_ rest: String, _ reason: String) throws {
    let rows = try rows("cors\tEnvironment\tthe wildcard\t\(rest)")
    #expect(rows.compactMap(Self.check.problem).first?.contains(reason) == true)
  }

  @Test(arguments: [
    "cors\tEnvironment\ta fact\t-\t\t", "cors\tEnvironment\ta fact\tcors-any-origin\tbad 1\t",
    "cors\tEnvironment\ta fact\tcors-any-origin\tbad one\t*", "cors\tEnvironment\ta fact",
    "colours\tEnvironment\ta fact\t-\t\tNo reason.", "cors\t\ta fact\t-\t\tNo reason.",
  ])
  func aRowThatIsNone(_ line: String) { #expect(throws: FactProblem.self) { try rows(line) } }
}
