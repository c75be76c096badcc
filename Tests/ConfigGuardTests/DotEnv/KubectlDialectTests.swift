import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// What `kubectl create configmap --from-env-file` does, of which the matrix has no column.
@Suite struct KubectlDialectTests {
  private func variables(_ input: String) -> [String: String]? {
    let file = DotEnvFile.parse(SourceBytes(input), dialect: .kubectl)
    let resolution = file.resolved { DialectMatrix.environment[$0] }
    return file.isRefused ? nil : resolution.values
  }

  @Test(
    arguments: [
      ("A=1\n", ["A": "1"]), ("A=1", ["A": "1"]), (" \t A=1\n", ["A": "1"]),
      ("A= 'x' # c \n", ["A": " 'x' # c "]), ("A=1\r\nB=2\r\n", ["A": "1", "B": "2"]),
      ("# c\n\n  # d\nA=1\n", ["A": "1"]), ("\u{FEFF}A=1\n", ["A": "1"]), ("A=\n", ["A": ""]),
      ("A=a=b\n", ["A": "a=b"]), ("A=$HOST_VAR\n", ["A": "$HOST_VAR"]),
      ("HOST_VAR\nA=1\n", ["HOST_VAR": "fromhost", "A": "1"]), ("NOPE", ["NOPE": ""]),
      ("A.b-C=1\n", ["A.b-C": "1"]), ("-A=1\n", ["-A": "1"]), (".A=1\n", [".A": "1"]),
      ("export=1\n", ["export": "1"]),
    ] as [(String, [String: String])])
  func reads(_ input: String, _ expected: [String: String]) {
    #expect(variables(input) == expected)
  }

  @Test(
    arguments: [
      "A=1\nA=2\n", "1A=1\n", "A =1\n", "export A=1\n", "=x\n", "É=1\n", "A[0]=1\n", "'A'=1\n",
      "A: 1\n", ".=1\n", "..=1\n", "..A=1\n", "A\r=1\n", "B=1\n\u{FEFF}A=1\n", "NOPE\nNOPE\n",
      "A B\n",
    ])
  func refuses(_ input: String) {
    let file = DotEnvFile.parse(SourceBytes(input), dialect: .kubectl)
    #expect(file.isRefused)
    #expect(!file.problems.isEmpty)
  }

  @Test func refusesWhatIsNotUTF8() {
    let bytes = SourceBytes([0x41, 0x3D, 0x80, 0x0A] as [UInt8])
    #expect(DotEnvFile.parse(bytes, dialect: .kubectl).isRefused)
  }

  @Test func stopsAtALongLine() {
    let long = "B=" + String(repeating: "x", count: 65_534)
    let file = DotEnvFile.parse(SourceBytes("A=1\n\(long)\nC=3\n"), dialect: .kubectl)
    #expect(file.entries.map(\.key) == ["A"])
    #expect(!file.isRefused)
    #expect(file.dropped.count == 1)
    #expect(file.problems.count == 1)
  }
}
