import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// What a text holds, as keys and values in turn, document after document.
struct PropertiesCase: Sendable {
  let input: String
  let documents: [[String]]
  var problems: [String] = []
}

@Suite struct PropertiesReaderTests {
  static let cases: [PropertiesCase] = [
    PropertiesCase(input: "", documents: []),
    PropertiesCase(input: "# a\n ! b\n\n", documents: []),
    PropertiesCase(input: "a=1", documents: [["a", "1"]]),
    PropertiesCase(input: "a = 1 \r\nb:2\rc 3\n", documents: [["a", "1 ", "b", "2", "c", "3"]]),
    PropertiesCase(input: "a\nb=\nc:\n", documents: [["a", "", "b", "", "c", ""]]),
    PropertiesCase(input: "a  :=x", documents: [["a", "=x"]]),
    PropertiesCase(input: "a = : x", documents: [["a", ": x"]]),
    PropertiesCase(input: "a\tb\u{C}c", documents: [["a", "b\u{C}c"]]),
    PropertiesCase(input: "a=x \\\n   y\\\r\n\tz", documents: [["a", "x yz"]]),
    PropertiesCase(input: "a=x\\\\\nb=y", documents: [["a", "x\\", "b", "y"]]),
    PropertiesCase(input: "a=x\\\\\\\n y", documents: [["a", "x\\y"]]),
    PropertiesCase(input: "a=x\\\n# y", documents: [["a", "x# y"]]),
    PropertiesCase(input: "a=x\\\n\nb=y", documents: [["a", "x", "b", "y"]]),
    PropertiesCase(input: "\\\n# c\na=1", documents: [["a", "1"]]),
    PropertiesCase(input: "a=1\n\\\n", documents: [["a", "1", "", ""]]),
    PropertiesCase(input: "a\\=b\\:c\\ d=e", documents: [["a=b:c d", "e"]]),
    PropertiesCase(input: "a=\\t\\n\\r\\f\\q\\\\", documents: [["a", "\t\n\r\u{C}q\\"]]),
    PropertiesCase(input: "a=\\u00e9\\uD83D\\uDE00", documents: [["a", "é😀"]]),
    PropertiesCase(input: "\\u0061=ü", documents: [["a", "ü"]]),
    PropertiesCase(input: "a=\\uD83Dx", documents: [["a", "\u{FFFD}x"]]),
    PropertiesCase(input: "a=x # y", documents: [["a", "x # y"]]),
    PropertiesCase(
      input: "spring.datasource.password=x", documents: [["spring.datasource.password", "x"]]),
    PropertiesCase(
      input: "a=1\n#---\nb=2\n!---\nc=3", documents: [["a", "1"], ["b", "2"], ["c", "3"]]),
    PropertiesCase(input: "a=1\n#---  \n#---\n", documents: [["a", "1"]]),
    PropertiesCase(
      input: "a=1\n #---\nb=2\n#----\nc=3", documents: [["a", "1", "b", "2", "c", "3"]]),
    PropertiesCase(input: "a=1\n# x\n#---\nb=2", documents: [["a", "1", "b", "2"]]),
    PropertiesCase(input: "a=1\n#---\n# x\nb=2", documents: [["a", "1", "b", "2"]]),
    PropertiesCase(input: "a=1\n! x\n#---\nb=2", documents: [["a", "1"], ["b", "2"]]),
    PropertiesCase(input: "a=\\u12g4x", documents: [["a", "\\u12g4x"]], problems: ["\\u12g4"]),
    PropertiesCase(input: "a=\\u12", documents: [["a", "\\u12"]], problems: ["\\u12"]),
    PropertiesCase(input: "\u{FEFF}a=1", documents: [["a", "1"]]),
    PropertiesCase(
      input: "a=1\nb=2\na=3", documents: [["a", "1", "b", "2", "a", "3"]], problems: ["a"]),
  ]

  @Test(arguments: cases)
  func readsAsJavaDoes(_ example: PropertiesCase) {
    let bytes = SourceBytes(example.input)
    let tree = PropertiesReader.read(bytes)
    let documents = tree.documents.map { root in
      tree.writtenEntries(of: root).flatMap { [tree.text(of: $0.key), tree.text(of: $0.value)] }
    }
    #expect(documents == example.documents)
    #expect(tree.problems.map { bytes.text($0.range) } == example.problems)
  }

  @Test func pointsAtWhatIsWritten() {
    let bytes = SourceBytes("\u{FEFF}# c\r\n  k\\ ey = va\\\n   lue\n! d\nb=x \n")
    let tree = PropertiesReader.read(bytes)
    let scalars = tree.nodes.filter { $0.kind == .scalar }
    #expect(
      scalars.map { bytes.text($0.range) } == ["k\\ ey", "va\\\n   lue", "b", "x "])
    #expect(scalars.map(\.isCooked) == [true, true, false, false])
    #expect(scalars.allSatisfy { $0.style == .plain })
    #expect(tree.comments.map { bytes.text($0) } == ["# c", "! d"])
    #expect(bytes.text(tree.nodes[tree.documents[0]].range) == "k\\ ey = va\\\n   lue\n! d\nb=x ")
  }

  @Test func aKeyGivenAgainPointsAtTheFirst() throws {
    let tree = PropertiesReader.read(SourceBytes("a=1\na=2\n#---\na=3"))
    let problem = try #require(tree.problems.first)
    #expect(tree.problems.count == 1)
    #expect(problem.kind == .duplicateKey)
    #expect(problem.range == SourceRange(start: 4, end: 5))
    #expect(problem.related == SourceRange(start: 0, end: 1))
  }

  @Test
  func readsHostileInputInLinearTime() {
    let long = String(repeating: "x", count: 1 << 20)
    for input in [
      long, "a=" + long, "a=" + String(repeating: "\\", count: 300_000),
      "a=" + String(repeating: "y\\\n", count: 100_000), String(repeating: "\\\n", count: 100_000),
      String(repeating: "\\u", count: 100_000), String(repeating: "#---\na\n", count: 100_000),
      String(repeating: " ", count: 300_000),
    ] {
      let tree = PropertiesReader.read(SourceBytes(input))
      #expect(tree.problems.count <= ReadingLimits.problems + 2)
    }
    let tree = PropertiesReader.read(SourceBytes("a=" + String(repeating: "y\\\n", count: 100_000)))
    #expect(tree.text(of: 2).utf8.count == 100_000)
  }

  @Test func bytesThatAreNoTextDoNotStopIt() {
    for round in NoText.inputs(of: "ab=:\\u0# !-\n\r\t ") {
      let bytes = SourceBytes(round)
      let tree = PropertiesReader.read(bytes)
      NoText.expectSound(tree)
    }
  }
}
