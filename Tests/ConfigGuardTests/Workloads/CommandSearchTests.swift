import RulePacks
import Testing

@testable import ConfigGuard

/// Words of commands are found by bytes where characters say the same.
@Suite struct CommandSearchTests {
  private func runs(_ command: String, _ words: [String]) -> Bool {
    let file = SourceFile(path: "a", bytes: SourceBytes(command), tracking: .unknown)
    var workload = Workload(name: "a", file: file, range: SourceRange(at: 0), format: "a")
    workload.setCommand([
      CommandPart(text: command, file: file, range: SourceRange(at: 0), isExact: true)
    ])
    return workload.runs(words)
  }

  @Test(arguments: [
    "migrate", "sh -c 'migrate'", "a;migrate&b", "a\nmigrate\nb", "[\"a\",\"migrate\"]",
    "/usr/bin/migrate", "a=migrate", "größe migrate", "a|migrate", "a\tmigrate",
  ])
  func findsWords(command: String) {
    #expect(runs(command, ["other", "migrate"]))
  }

  @Test(arguments: [
    "", "migrates", "db-migrate", "MIGRATE", "migrat e", "größe-migrate", "migrate.sh",
    // A sign that belongs to the blank in front of it makes it no blank.
    "a \u{301}migrate",
    // Together, CR and LF are one character, and none of those that separate words.
    "migrate\r\nb",
  ])
  func findsNoOthers(command: String) {
    #expect(!runs(command, ["other", "migrate", ""]))
  }
}
