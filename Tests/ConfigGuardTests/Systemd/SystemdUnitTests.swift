import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// What `Environment=` sets and where it is written.
struct EnvironmentCase: Sendable {
  let input: String
  let variables: [[String]]
  var problems: [String] = []
}

@Suite struct SystemdUnitTests {
  static let cases: [EnvironmentCase] = [
    EnvironmentCase(input: "A=b", variables: [["A", "b", "b"]]),
    EnvironmentCase(
      input: "\"A=b c\" D=e \"F=$g 5 6\"",
      variables: [["A", "b c", "b c"], ["D", "e", "e"], ["F", "$g 5 6", "$g 5 6"]]),
    EnvironmentCase(input: "'A=b \"c\"'", variables: [["A", "b \"c\"", "b \"c\""]]),
    EnvironmentCase(input: "A=\"b c\"", variables: [["A", "b c", "b c"]]),
    EnvironmentCase(input: "A=b\"c d\"e", variables: [["A", "bc de", "b\"c d\"e"]]),
    EnvironmentCase(input: "A=", variables: [["A", "", ""]]),
    EnvironmentCase(input: "A=b=c", variables: [["A", "b=c", "b=c"]]),
    EnvironmentCase(
      input: "A=\\x41\\101\\n\\s\\\\", variables: [["A", "AA\n \\", "\\x41\\101\\n\\s\\\\"]]),
    EnvironmentCase(input: "A=\\u00e9\\U0001F600", variables: [["A", "é😀", "\\u00e9\\U0001F600"]]),
    EnvironmentCase(input: "A=b\\ c", variables: [["A", "b\\ c", "b\\ c"]], problems: ["\\ "]),
    EnvironmentCase(input: "A=b \\\n  C=d", variables: [["A", "b", "b"], ["C", "d", "d"]]),
    EnvironmentCase(
      input: "A=b \\\n# x\n ; y\nC=d", variables: [["A", "b", "b"], ["C", "d", "d"]]),
    EnvironmentCase(input: "\"A=b\\\nc\"", variables: [["A", "b c", "b\\\nc\""]]),
    EnvironmentCase(input: "A=100%%", variables: [["A", "100%", "100%"]]),
    EnvironmentCase(input: "A=x%%y", variables: [["A", "x%y", "x%%y"]]),
    EnvironmentCase(input: "A=a%2Fb", variables: [["A", "a%2Fb", "a%2Fb"]]),
    EnvironmentCase(input: "A=b\nEnvironment=\nEnvironment=C=d", variables: [["C", "d", "d"]]),
    EnvironmentCase(
      input: "A=b\nEnvironment=A=c", variables: [["A", "b", "b"], ["A", "c", "c"]]),
    EnvironmentCase(input: "A=b \"C=d", variables: [["A", "b", "b"]], problems: ["\"C=d"]),
    EnvironmentCase(input: "word A=b", variables: [["A", "b", "b"]], problems: ["word"]),
    EnvironmentCase(
      input: "1A=b C-D=e F=g", variables: [["F", "g", "g"]], problems: ["1A", "C-D"]),
    EnvironmentCase(input: "=b F=g", variables: [["F", "g", "g"]], problems: [""]),
  ]

  @Test(arguments: cases)
  func readsEnvironment(_ example: EnvironmentCase) {
    let bytes = SourceBytes("[Service]\nEnvironment=" + example.input + "\n")
    let unit = SystemdUnit.read(bytes)
    #expect(
      unit.environment.map { [$0.name, $0.value, bytes.text($0.valueRange)] } == example.variables)
    #expect(unit.problems.map { bytes.text($0.range) } == example.problems)
    for variable in unit.environment {
      #expect(bytes.text(variable.nameRange) == variable.name)
      #expect(variable.isExact == (bytes.text(variable.valueRange) == variable.value))
      #expect(!variable.hasSpecifier)
    }
  }

  @Test(arguments: ["%i", "a%hb", "%%%n", "%t/x"])
  func aSpecifierIsAReference(_ value: String) {
    let unit = SystemdUnit.read(SourceBytes("[Service]\nEnvironment=A=\(value)\n"))
    #expect(unit.environment.map(\.hasSpecifier) == [true])
  }

  static let unit = """
    # a
    [Unit]
    Description = some  words
    [Service]
    EnvironmentFile=/etc/one
    EnvironmentFile=-/etc/two
    ; b
    ExecStart=/bin/a --b \\
      --c
    ExecStart=/bin/d
    PassEnvironment=A B
    UnsetEnvironment="C=d e"
    LoadCredential=x:/etc/x
    [Unit]
    After=a
    After=b
    After=
    After=c
    After=d

    """

  @Test func readsTheOtherSettings() {
    let bytes = SourceBytes(Self.unit)
    let unit = SystemdUnit.read(bytes)
    #expect(unit.problems.isEmpty)
    #expect(unit.environmentFiles.map(\.path) == ["/etc/one", "/etc/two"])
    #expect(unit.environmentFiles.map(\.isOptional) == [false, true])
    #expect(unit.environmentFiles.map { bytes.text($0.range) } == ["/etc/one", "/etc/two"])
    #expect(unit.execStart.map(\.text) == ["/bin/a --b    --c", "/bin/d"])
    #expect(unit.passEnvironment.map(\.text) == ["A", "B"])
    #expect(unit.unsetEnvironment.map(\.text) == ["C=d e"])
    #expect(unit.comments.map { bytes.text($0) } == ["# a", "; b"])
    #expect(unit.entries.map(\.section).filter { $0 == "Unit" }.count == 6)
    for entry in unit.entries {
      #expect(bytes.text(entry.keyRange) == entry.key)
      #expect(entry.isExact == (bytes.text(entry.valueRange) == entry.value))
      #expect(entry.isExact == (entry.value != "/bin/a --b    --c"))
    }
  }

  @Test func offersATree() throws {
    let tree = SystemdUnit.read(SourceBytes(Self.unit)).tree
    let root = try #require(tree.documents.first)
    #expect(tree.writtenEntries(of: root).map { tree.text(of: $0.key) } == ["Unit", "Service"])
    let section = try #require(tree.value("Unit", in: root))
    #expect(tree.string("Description", in: section) == "some  words")
    let after = try #require(tree.value("After", in: section))
    #expect(tree.items(of: after).map { tree.text(of: $0) } == ["c", "d"])
    #expect(tree.problems.isEmpty)
    NoText.expectSound(tree)
  }

  static let broken: [(String, [String])] = [
    ("[Service\nA=b\n", ["[Service"]),
    ("A=b\n", ["A"]),
    ("[S]\nword\n", ["word"]),
    ("[S]\n=b\n", ["="]),
    ("[Service]\nEnvironmentFile=x\n", ["x"]),
    ("[Service]\nEnvironmentFile=%h/x\nEnvironmentFile=\n", []),
    ("[S]\r\nA=b \\\r\n c\r\n\r\n# d\r", []),
  ]

  @Test(arguments: broken)
  func saysWhatIsWrong(_ example: (String, [String])) {
    let bytes = SourceBytes(example.0)
    #expect(SystemdUnit.read(bytes).problems.map { bytes.text($0.range) } == example.1)
  }

  @Test func aDropInNeedsOnlyItsSection() {
    let unit = SystemdUnit.read(SourceBytes("\u{FEFF}[Service]\nEnvironment=A=b"))
    #expect(unit.environment.map(\.value) == ["b"])
  }

  @Test
  func readsHostileInputInLinearTime() {
    let long = String(repeating: "x", count: 1 << 20)
    var sections = ""
    for number in 0..<100_000 { sections += "[s\(number)]\na=1\n" }
    for input in [
      "A=" + long, "[" + long, "A=\"" + long, String(repeating: "\\", count: 300_000),
      "Environment=" + String(repeating: "A=b \\\n", count: 100_000), sections,
      "Environment=" + String(repeating: "\"", count: 300_000),
      String(repeating: "\\\n", count: 100_000),
      "Environment=" + String(repeating: "A=\\q ", count: 60_000),
      String(repeating: "A=b\n", count: 100_000),
      "A=\\\n" + String(repeating: "#\n", count: 100_000),
    ] {
      let unit = SystemdUnit.read(SourceBytes("[Service]\n" + input))
      #expect(unit.problems.count <= ReadingLimits.problems)
      #expect(unit.tree.documents.count == 1)
    }
  }

  @Test func bytesThatAreNoTextDoNotStopIt() {
    for input in NoText.inputs(of: "AB==\"' \\\\x4%%i\n\r\t;#[]") {
      let bytes = SourceBytes(Array("[Service]\nEnvironment=".utf8) + input)
      let unit = SystemdUnit.read(bytes)
      NoText.expectSound(unit.tree)
      for variable in unit.environment where variable.isExact {
        #expect(bytes.text(variable.valueRange) == variable.value)
      }
    }
  }
}
