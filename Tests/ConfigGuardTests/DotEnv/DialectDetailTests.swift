import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// What follows from the rules of readers beyond the cases of the matrix.
@Suite struct DialectDetailTests {
  private func resolution(
    _ input: String, _ dialect: DotEnvDialect,
    _ environment: [String: String] = DialectMatrix.environment
  ) -> DotEnvResolution {
    DotEnvFile.parse(SourceBytes(input), dialect: dialect).resolved { environment[$0] }
  }

  @Test(
    arguments: [
      (.dotenvJS, "A=\n'x'\n", ["A": "x"]), (.dotenvJS, "A\n=1\n", ["A": "1"]),
      (.dotenvJS, "A:\nB=2\n", ["A": "B=2"]), (.dotenvJS, "export\nA=1\n", ["A": "1"]),
      (.dotenvJS, "A='x\\' y'\n", ["A": "x\\' y"]),
      (.dotenvJS, "A='x\\'\nB='y\n", ["A": "x\\", "B": "'y"]),
      (.dotenvExpand, "A=${NOPE+x}${HOST_VAR+y}\n", ["A": "y"]),
      (.dotenvExpand, "A=\\$B\n", ["A": "$B"]),
      (.dotenvExpand, "2=a\n1=${2}\n", ["1": "", "2": "a"]),
      (.dotenvExpand, "B=x\nA=${B_null_y}\n", ["A": "_y", "B": "x"]),
      (.dotenvExpand, "EMPTYHOST=x\nA=$EMPTYHOST-\n", ["A": "-", "EMPTYHOST": "x"]),
      (.node, "A=1\n#B=2", ["A": "1", "#B": "2"]), (.node, "A=1\n  =2\n", ["A": "1", "\n": "2"]),
      (.node, "A=\"x=1", ["\"x": "1"]), (.node, "=x\nA=1\n", [:]),
      (.vite, "B=1\nA=$B\nC=$B\n", ["A": "", "B": "1", "C": "1"]),
      (.python, "A=1\nA\nB=${A}x\n", ["B": "x"]), (.python, "'a b'=1\n", ["a b": "1"]),
      (.python, "A=${NOPE:-a:b}${HOST_VAR:?}\n", ["A": "a:b${HOST_VAR:?}"]),
      (.go, "A=$(HOST_VAR)\n", ["A": "fromhost)"]), (.go, "A=\"x\\\"\"\n", ["A": "x\\"]),
      (.go, "A B: 1\n", ["A B": "1"]), (.go, "A=$EMPTYHOST-\n", ["A": "-"]),
      (.ruby, "A=1\nexport A\n", ["A": "1"]), (.ruby, "HOST_VAR=x\n", ["HOST_VAR": "fromhost"]),
      (
        .ruby, "DOTENV_LINEBREAK_MODE=legacy\nA=\"x\\ny\"\n",
        ["DOTENV_LINEBREAK_MODE": "legacy", "A": "x\ny"]
      ),
      (.ruby, "A=\\$(id)\n", ["A": "$(id)"]), (.ruby, "A='$(id)'\n", ["A": "$(id)"]),
      (.ruby, "A=$()\n", ["A": "$()"]), (.ruby, "A=$(a(b)\n", ["A": "$(a(b)"]),
      (.systemd, "A=a\\\n b  \\  \nB=2\n", ["A": "a b   ", "B": "2"]),
      (.systemd, "A=\"a\\$b\\n\" 'c'\n", ["A": "a$b\\nc"]), (.systemd, "# c\\\nA=1\n", ["A": "1"]),
      (.swiftConfiguration, "=A=1\nB=\n", ["B": ""]),
      (.hummingbird, "A = \"x y\"b=2\n", ["a": "x y", "b": "2"]),
      (.vapor, "A=\"\nB='\n", ["A": "", "B": ""]), (.vapor, "A=1\nB", ["A": "1"]),
      (.direnv, "A=${EMPTYHOST:-d}$$x\n", ["A": "dx"]), (.direnv, "A='x\n\n\ny'\n", ["A": "x\ny"]),
    ] as [(DotEnvDialect, String, [String: String])])
  func follows(_ dialect: DotEnvDialect, _ input: String, _ expected: [String: String]) {
    #expect(resolution(input, dialect).values == expected, "\(dialect.id)")
  }

  @Test func droppedLinesAreKnown() {
    func dropped(_ input: String, _ dialect: DotEnvDialect) -> [String] {
      let bytes = SourceBytes(input)
      return DotEnvFile.parse(bytes, dialect: dialect).dropped.map(bytes.text)
    }
    #expect(dropped("; x\nA=1\n  b c  \n", .dotenvJS) == ["; x", "b c"])
    #expect(dropped("A.B=1\nC\nD=2\n", .systemd) == ["A.B=1", "C"])
    #expect(dropped("A\n # c\n=1\nB=2\n", .swiftConfiguration) == ["A", "=1"])
    #expect(dropped("A=1\nB\n", .vapor) == ["B"])
    #expect(dropped("A='x' y\nB\n", .node) == ["y", "B"])
    #expect(dropped("A-B=1\nC=2\n", .ruby) == ["A-B=1"])
    #expect(dropped("A b\nC=2\n", .python) == ["A b"])
  }

  @Test func commandsOfRubyAreNotRun() {
    let resolution = resolution("A=$(id)\nB=x$A\nC=\"$(echo (x))\"\nHOST_VAR=$(id)\nD=1\n", .ruby)
    #expect(resolution.wouldRunCommand == ["A", "B", "C"])
    #expect(resolution.values == ["HOST_VAR": "fromhost", "D": "1"])
  }

  @Test func aReplacementWithoutEndIsStopped() {
    let resolution = resolution("A=x$B\nC=1\n", .dotenvExpand, ["B": "$B y"])
    #expect(resolution.errors.map(\.kind) == [.expansionLimit])
    #expect(resolution.values == ["C": "1"])
  }

  @Test func namesOfHummingbirdMeetInSmallLetters() {
    let file = DotEnvFile.parse(SourceBytes("Ab=1\naB=2\n"), dialect: .hummingbird)
    #expect(file.problems.map(\.kind) == [.duplicateKey])
    #expect(file.problems.first?.related == SourceRange(start: 0, end: 2))
  }
}
