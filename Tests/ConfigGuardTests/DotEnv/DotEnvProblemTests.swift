import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// The only problem of a text, and the keys that are read all the same.
struct ProblemCase: Sendable {
  let input: String
  let range: Range<Int>
  let keys: [String]
  var isRefused = true
  var related: Range<Int>?
}

@Suite struct DotEnvProblemTests {
  static let cases: [ProblemCase] = [
    ProblemCase(input: "A=1\n; B\nC=2\n", range: 4..<5, keys: ["A", "C"]),
    ProblemCase(input: "A B=1\nC=2\n", range: 1..<2, keys: ["C"]),
    ProblemCase(input: "'A'=1\nC=2\n", range: 0..<1, keys: ["C"]),
    ProblemCase(input: "x$Y=1\nC=2\n", range: 1..<2, keys: ["C"]),
    ProblemCase(input: "x€=1\nC=2\n", range: 1..<4, keys: ["C"]),
    ProblemCase(input: "A=\"x\nC=2\n", range: 2..<3, keys: ["C"]),
    ProblemCase(input: "A='x\nC=2\n", range: 2..<3, keys: ["C"]),
    ProblemCase(input: "A=\"x\"'y'\nC=2\n", range: 5..<6, keys: ["A", "C"], related: 2..<3),
    ProblemCase(
      input: "A=\"x\"y\nC=2\n", range: 5..<6, keys: ["A", "y", "C"], isRefused: false,
      related: 2..<3),
    ProblemCase(input: "A=${B\nC=2\n", range: 2..<5, keys: ["A", "C"]),
    ProblemCase(input: "A=x${B.C}\nC=2\n", range: 3..<9, keys: ["A", "C"]),
    ProblemCase(
      input: "A=1\nB=2\nA=3\n", range: 8..<9, keys: ["A", "B", "A"], isRefused: false,
      related: 0..<1),
    ProblemCase(input: "=x\nC=2\n", range: 0..<1, keys: ["", "C"], isRefused: false),
    ProblemCase(input: "C=2\nNAME", range: 4..<8, keys: ["C", ""], isRefused: false),
    ProblemCase(input: "A=x\0y\nC=2\n", range: 3..<4, keys: ["A", "C"], isRefused: false),
    ProblemCase(input: "export ", range: 7..<7, keys: []),
  ]

  @Test(arguments: cases)
  func reportsAndGoesOn(_ example: ProblemCase) throws {
    let file = DotEnvFile.parse(SourceBytes(example.input), dialect: .compose)
    try #require(file.problems.count == 1)
    let problem = file.problems[0]
    #expect(problem.range.start..<problem.range.end == example.range)
    #expect(problem.related.map { $0.start..<$0.end } == example.related)
    #expect(file.entries.map(\.key) == example.keys)
    #expect(file.isRefused == example.isRefused)
  }

  @Test func reportsEveryBadLineInOrder() {
    let file = DotEnvFile.parse(
      SourceBytes("A=1\n'\nA=2\nB=${\n!\nC=3\nA=4\n"), dialect: .compose)
    #expect(file.problems.map(\.range.start) == [4, 6, 12, 15, 21])
    #expect(
      file.problems.map(\.kind) == [.syntax, .duplicateKey, .syntax, .syntax, .duplicateKey])
    #expect(file.problems[4].related == SourceRange(start: 0, end: 1))
    #expect(file.problems[1].message.plain == "A is given more than once; the last one wins")
  }

  @Test func reportsTheFirstByteThatIsNotUTF8() {
    let bytes = SourceBytes(Array("A=é".utf8) + [0xFF, 0xFE] + Array("\nB=1\n".utf8))
    let file = DotEnvFile.parse(bytes, dialect: .compose)
    #expect(file.problems.map(\.range) == [SourceRange(start: 4, end: 5)])
    #expect(file.entries.map(\.key) == ["A", "B"])
    #expect(!file.isRefused)
  }

  @Test(
    arguments: [
      [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82], [0x80],
      [0xF0, 0x80, 0x80, 0x80],
    ] as [[UInt8]])
  func knowsWhatIsNotUTF8(_ tail: [UInt8]) {
    let bytes = Array("A=twelve bytes".utf8) + tail
    let faults = bytes.withUnsafeBufferPointer { TextBytes.firstFaults(in: $0) }
    #expect(faults.invalid == 14)
    #expect(faults.nul == nil)
  }

  @Test func messagesRepeatNoValue() {
    let secret = "hunter2hunter2"
    let inputs = [
      "A=\"\(secret)\nB=1\n", "A=\(secret)\n\(secret)!\n", "A=${\(secret)!}\n",
      "A='x'\(secret)\n", "A=\(secret)\nA=\(secret)\n", "=\(secret)\n",
      "A=${B:-${\(secret):-\(secret)\n", "x \(secret)\n", "A=1\n\(secret)",
    ]
    for input in inputs {
      for dialect in DotEnvDialect.all {
        let file = DotEnvFile.parse(SourceBytes(input), dialect: dialect)
        #expect(!file.problems.contains { $0.message.plain.contains(secret) }, "\(input)")
      }
    }
  }

  @Test func emptyFilesHaveNothing() {
    for input in ["", "\n", "\u{FEFF}", " \t\r\n", "#"] {
      let file = DotEnvFile.parse(SourceBytes(input), dialect: .compose)
      #expect(file.entries.isEmpty && file.problems.isEmpty && !file.isRefused)
    }
  }
}
