import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// What a shell makes of a file that it reads with `source`, beyond the cases of the matrix.
@Suite struct ShellDialectTests {
  private func resolution(_ input: String) -> DotEnvResolution {
    DotEnvFile.parse(SourceBytes(input), dialect: .bash).resolved { DialectMatrix.environment[$0] }
  }

  @Test(
    arguments: [
      ("A=1 B=2\n", ["A": "1", "B": "2"]), ("A=1;B=2;\n", ["A": "1", "B": "2"]),
      ("A=1 && B=2 || C=3\n", ["A": "1", "B": "2"]), ("A='it'\\''s'\n", ["A": "it's"]),
      ("A=a\"b c\"'d e'f\n", ["A": "ab cd ef"]), ("A=x\\\ny\n", ["A": "xy"]),
      ("A=\"x\\\ny\"\n", ["A": "xy"]), ("A=$'x\\ty\\x41\\101\\u00e9'\n", ["A": "x\tyAAé"]),
      ("A=1\nB=$A$A\nC=\"${A}x\"\n", ["A": "1", "B": "11", "C": "1x"]),
      ("A=1\nA+=2\n", ["A": "12"]), ("HOST_VAR+=x\n", ["HOST_VAR": "fromhostx"]),
      ("A=${NOPE:=d}$NOPE\n", ["A": "dd"]), ("A=${HOST_VAR:+x}${NOPE+y}\n", ["A": "x"]),
      ("A=\"${NOPE:-'x'}\"\n", ["A": "'x'"]), ("A=${NOPE:-'x y'}\n", ["A": "x y"]),
      ("A=\"a\\}b\\$c\\qd\"\n", ["A": "a\\}b$c\\qd"]), ("export A=1 B=$A\n", ["A": "1", "B": "1"]),
      ("export HOST_VAR\n", ["HOST_VAR": "fromhost"]), ("A=~/x:~/y\n", ["A": "/h/x:/h/y"]),
      ("A='~/x'\n", ["A": "~/x"]), ("A=(a b)\nB=1\n", ["B": "1"]), ("readonly A=1\n", ["A": "1"]),
      ("A=1 # c\n", ["A": "1"]), ("A=1\nls\nB=2\n", ["A": "1", "B": "2"]),
      ("A=1 ls\nB=2\n", ["B": "2"]), ("A=1 | ls\nB=2\n", ["B": "2"]), ("A=1 &\nB=2\n", ["B": "2"]),
      ("ls && A=1\nB=2\n", ["B": "2"]), ("A=1\nif true; then\nA=2\nfi\n", ["A": "1"]),
      ("A=1\nf() { :; }\nA=2\n", ["A": "1"]), ("A=1\ncat <<E\nB=2\nE\n", ["A": "1"]),
    ] as [(String, [String: String])])
  func sets(_ input: String, _ expected: [String: String]) {
    let resolution = resolution(input)
    #expect(resolution.values == expected)
    #expect(resolution.wouldRunCommand.isEmpty && resolution.undetermined.isEmpty)
  }

  @Test func whatComesFromACommandIsLeftOut() {
    let resolution = resolution(
      "A=$(id)\nB=`id`\nC=\"x$(id)\"\nD=$A\nE=${A:-x}\nF='$(id)'\nG=1\nG=${NOPE:-`id`}\nH=\\`id\\`\n"
    )
    #expect(resolution.wouldRunCommand == ["A", "B", "C", "D", "E", "G"])
    #expect(resolution.values == ["F": "$(id)", "H": "`id`"])
  }

  @Test func whatDiffersFromShellToShellIsLeftOut() {
    let resolution = resolution(
      "A=$$\nB=$1\nC=${HOST_VAR%x}\nD=$((1+1))\nE=$RANDOM\nF=~root/x\nG=$A\nRANDOM=1\nH=x\n")
    #expect(resolution.undetermined == ["A", "B", "C", "D", "E", "F", "G"])
    #expect(resolution.values == ["RANDOM": "1", "H": "x"])
  }

  @Test(
    arguments: [
      "A=\"x\n", "A='x\n", "A=`x\n", "A=$(x\n", "A=${B\n", "A=${B.C}\n", "A=${}\n", "; A=1\n",
      "A=1;;\n", "A=1 (\n", "A=1)\n", "&& A=1\n", "A=1 &&", "fi\n", "A=1 >\n",
    ])
  func refuses(_ input: String) {
    let file = DotEnvFile.parse(SourceBytes(input), dialect: .bash)
    #expect(file.isRefused)
    #expect(!file.problems.isEmpty)
  }

  @Test func aLineThatIsWrongAnywhereSetsNothing() {
    let file = DotEnvFile.parse(SourceBytes("A=1\nB=2; ;\nC=3\n"), dialect: .bash)
    #expect(file.isRefused)
    #expect(file.entries.map(\.key) == ["A"])
  }

  @Test func missingVariablesAreErrors() {
    let resolution = resolution("A=1\nB=x${NOPE:?set it}\n")
    #expect(resolution.errors.map(\.range) == [SourceRange(start: 7, end: 22)])
    #expect(resolution.values == ["A": "1"])
  }
}
