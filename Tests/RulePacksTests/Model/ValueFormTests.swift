import RulePacks
import Testing

@Suite struct ValueFormTests {
  @Test(arguments: [
    (#"op://.+"#, "op://vault/item", "top secret"),
    (#"\$\{\{.*\}\}"#, "${{ secrets.A }}", "$HOME"),
    (#"(?i)(\{pbkdf2\}|pbkdf2[-_:$]).+"#, "PBKDF2$10$a", "argon2$a"),
    (#".*\{\{.*\}\}.*"#, "a {{ b }} c", "{a}"),
    (#"\$[A-Z][A-Z0-9]*(_[A-Z0-9]+)+|\$[A-Z]{3,}"#, "$HOME", "HOME"),
  ])
  func signsLetThroughWhatMatches(pattern: String, match: String, other: String) throws {
    let form = ValueForm(kind: .template, name: "a form", pattern: pattern)
    #expect(try Pattern(pattern).matchesWhole(match))
    func holdsSign(_ text: String) -> Bool {
      form.signs.contains { text.lowercased().utf8.contains($0.utf8) }
    }
    #expect(form.signs.isEmpty || holdsSign(match))
    #expect(!form.signs.isEmpty && !holdsSign(other))
  }
}
