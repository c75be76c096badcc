import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

@Suite struct DotEnvDialectTests {
  static let environment = ["HOST_VAR": "fromhost", "EMPTYHOST": "", "host_lower": "lowv"]
  static let cases = DialectCase.syntax + DialectCase.references

  private func variables(_ input: String, _ dialect: DotEnvDialect) -> [String: String]? {
    let file = DotEnvFile.parse(SourceBytes(input), dialect: dialect)
    let resolution = file.resolved { DotEnvDialectTests.environment[$0] }
    return file.isRefused || !resolution.errors.isEmpty ? nil : resolution.values
  }

  @Test(arguments: cases)
  func readsAsComposeDoes(_ example: DialectCase) {
    #expect(variables(example.input, .compose) == example.compose)
  }

  @Test(arguments: cases)
  func readsAsDockerRunDoes(_ example: DialectCase) {
    #expect(variables(example.input, .raw) == example.raw)
  }

  @Test(arguments: cases)
  func explainsEveryRefusal(_ example: DialectCase) {
    for dialect in DotEnvDialect.all {
      let bytes = SourceBytes(example.input)
      let file = DotEnvFile.parse(bytes, dialect: dialect)
      if file.isRefused { #expect(!file.problems.isEmpty) }
      for problem in file.problems {
        #expect(problem.range.start <= problem.range.end && problem.range.end <= bytes.count)
      }
      for entry in file.entries {
        #expect(entry.keyRange.end <= entry.valueRange.start)
        #expect(entry.valueRange.start <= entry.valueRange.end)
      }
    }
  }

  /// What follows from the rules of Compose beyond the observed cases.
  @Test(
    arguments: [
      ("A=\"\\a\\b\\f\\v\\r\\0101\"\n", "\u{07}\u{08}\u{0C}\u{0B}\rA"),
      ("A=\"\\0351\"\n", "é"), ("A=\"\\c\\q\"\n", "\\c\\q"), ("A=\"\\0\"\n", "\\"),
      ("A=\"\\0400\"\n", "\\400"), ("A=\"\\0789\"\n", "\\789"), ("A=\"\\\\\\\"\"\n", "\\\""),
      ("A='\\\\'\n", "\\\\"), ("A=\"\\0044HOST_VAR\"\n", "fromhost"),
      ("A=\"$\\$HOST_VAR\"\n", "$fromhost"), ("A=\"\\\\$HOST_VAR\"\n", "\\fromhost"),
      ("A\t=\t1\n", "1"), ("A=x\u{2003}\n", "x"), ("A=\u{00A0}x\n", "x"), ("A\u{00A0}=x\n", "x"),
      ("\u{3000}A=x\n", "x"), ("export\r\nA=x\n", "x"), ("A=${NOPE:-a #b}\n", nil),
      ("export ", nil), ("A\u{2003}=1\n", nil), ("A=1\nexport B C\n", nil),
    ] as [(String, String?)])
  func followsTheRulesOfCompose(_ input: String, _ expected: String?) {
    #expect(variables(input, .compose)?["A"] == expected)
  }

  @Test func dockerRunLimitsLinesAndWantsUTF8() {
    let longest = "A=" + String(repeating: "x", count: 65_533)
    #expect(variables(longest + "\n", .raw) != nil)
    #expect(variables(longest + "x\n", .raw) == nil)
    #expect(variables(longest + "x\n", .compose) != nil)
    let bytes = SourceBytes([0x41, 0x3D, 0x80, 0x0A] as [UInt8])
    #expect(DotEnvFile.parse(bytes, dialect: .raw).isRefused)
    #expect(!DotEnvFile.parse(bytes, dialect: .compose).isRefused)
  }

  @Test func aLaterEntrySeesTheHostFirstAndThenTheEarlierOnes() {
    let file = DotEnvFile.parse(
      SourceBytes("A=1\nA=${A}2\nB=$A$NOPE\nC=${NOPE:?set it}\nHOST_VAR=own\nD=$HOST_VAR\n"),
      dialect: .compose)
    let resolution = file.resolved { DotEnvDialectTests.environment[$0] }
    #expect(
      resolution.values == ["A": "12", "B": "12", "HOST_VAR": "own", "D": "fromhost"])
    #expect(resolution.unsetReferences.map(\.name) == ["NOPE"])
    #expect(
      resolution.errors.map(\.message.plain) == ["required variable NOPE is missing a value"])
    #expect(resolution.errors[0].range == SourceRange(start: 24, end: 39))
  }

  @Test func aBareNameThatTheHostDoesNotKnowLeavesTheValue() {
    #expect(variables("A=1\nA\n", .compose) == ["A": "1"])
    #expect(variables("HOST_VAR=1\nHOST_VAR\n", .compose) == ["HOST_VAR": "fromhost"])
  }
}
