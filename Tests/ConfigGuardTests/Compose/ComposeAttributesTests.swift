import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// Attributes of a service are found by their names, however many others there are.
@Suite struct ComposeAttributesTests {
  private static func name(_ text: String) -> ComposeAttributes.Name? {
    var text = text
    return text.withUTF8 { ComposeAttributes.Name($0) }
  }

  @Test(arguments: ComposeAttributes.Name.allCases)
  func eachIsFoundByItsName(_ name: ComposeAttributes.Name) {
    #expect(Self.name("\(name.text)") == name)
  }

  @Test(arguments: ["", "imag", "imagf", "command ", "conmand", "profilez", "provideR", "env-file"])
  func othersAreNotTakenForThem(_ name: String) { #expect(Self.name(name) == nil) }

  @Test func attributesOfOneLengthAreKeptApart() throws {
    let reading = try ProjectFiles([
      "compose.yaml": """
      services:
        web: {provider: {type: x}, profiles: [debug], configs: [a], command: serve, volumes: ['a:/b']}
        job: {image: one, build: null, image: two}
      """
    ]).read()
    let web = reading.workloads[0]
    #expect(web.stageHint == "debug")
    #expect(web.command == "serve")
    #expect(web.mounts == ["/b", "/"])
    #expect(!web.hasUnreadSources)
    // Of an attribute that is given twice the later one counts.
    #expect(reading.workloads[1].image == "two")
  }
}
