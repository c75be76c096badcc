import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// What go-yaml reads into unquoted scalars; the rows were checked against versions 2.4.2 and 4.
@Suite struct ScalarTypingTests {
  private func compose(_ text: String, tag: String? = nil) -> ComposeScalar {
    ScalarTyping.compose(text, style: .plain, tag: tag)
  }

  private func kubernetes(_ text: String, tag: String? = nil) -> KubernetesScalar {
    ScalarTyping.kubernetes(text, style: .plain, tag: tag)
  }

  @Test(arguments: [
    ("012", "10"), ("08", "8"), ("1.10", "1.1"), ("1e6", "1e+06"), ("10000000.0", "1e+07"),
    ("123456789.0", "1.23456789e+08"), ("100000.0", "100000"), ("1000000.0", "1e+06"),
    ("0.0001000", "0.0001"), ("0.00001", "1e-05"), ("0x1F", "31"), ("0X1f", "31"),
    ("1_000", "1000"), ("1_", "1"), ("0o14", "12"), ("0b1", "1"), ("-0b101", "-5"), ("+12", "12"),
    ("+0", "0"), ("-00", "0"), ("-0.0", "-0"), ("1.", "1"), (".5", "0.5"), ("-.5", "-0.5"),
    (".5_0", "0.5"), ("1e-400", "0"), ("4.9e-324", "5e-324"), ("1e308", "1e+308"),
    ("18446744073709551616", "1.8446744073709552e+19"),
    ("-9223372036854775809", "-9.223372036854776e+18"),
    ("+9223372036854775808", "9.223372036854776e+18"),
    ("123456789012345678901234567890", "1.2345678901234568e+29"),
    (".inf", "+Inf"), ("-.Inf", "-Inf"), (".NaN", "NaN"), ("True", "true"), ("FALSE", "false"),
    ("0777777777777777777777777", "7.777777777777778e+23"),
  ])
  func composeRewrites(text: String, received: String) {
    guard case .rewritten(let result, let reading) = compose(text) else {
      Issue.record("\(text) is not rewritten")
      return
    }
    #expect(result == received)
    #expect(!reading.plain.contains(text) || text.count < 2)
  }

  @Test(arguments: [
    "yes", "NO", "on", "y", "true", "false", "22:22", "190:20:30", "80", "-1", "0", "-0", "1.5",
    "1e400", "-1e400", ".", "..", ".e5", ".5_", "._5", "_1", "0x", "0b2", "0x10000000000000000",
    "9223372036854775807", "18446744073709551615", "-9223372036854775808", "1.2.3", "1-2", "-",
    "+", "1e", "1e+06", "nULL", ".Nan", "2024-02-30", "2024-1-1x", "24-01-01", "text", "<<",
    "2024-01-01 10:00:00Z", "2024-01-01T10:00:00",
  ])
  func composeKeeps(text: String) { #expect(compose(text) == .unchanged) }

  @Test(arguments: ["", "~", "null", "Null", "NULL"]) func nothing(text: String) {
    #expect(compose(text) == .null)
    #expect(kubernetes(text) == .null)
  }

  @Test(arguments: [
    "2024-01-01", "2024-1-1", "2024-02-29", "2024-01-01T10:00:00Z", "2024-01-01t1:2:3+01:00",
    "2024-01-01 10:00:00.5",
  ])
  func timestamps(text: String) {
    #expect(compose(text) == .refused("a timestamp"))
    #expect(kubernetes(text) == .string)
  }

  @Test(arguments: [
    ("yes", "a boolean"), ("NO", "a boolean"), ("On", "a boolean"), ("y", "a boolean"),
    ("n", "a boolean"), ("true", "a boolean"), ("012", "a number"), ("8080", "a number"),
    ("-0", "a number"), ("1.10", "a number"), ("1_000", "a number"), ("0x1F", "a number"),
    (".inf", "a number"), ("1e6", "a number"), ("18446744073709551615", "a number"),
  ])
  func kubernetesRefuses(text: String, type: ReportText) {
    #expect(kubernetes(text) == .refused(type))
  }

  @Test(arguments: ["22:22", "yEs", "text", "1.2.3", "0x", "1e400", "2024-01-01", ".5_"])
  func kubernetesTakes(text: String) { #expect(kubernetes(text) == .string) }

  @Test(arguments: ["012", "true", "~", "", "1e6"]) func quotesAndTagsMakeText(text: String) {
    for style: DocumentNode.Style in [.single, .double, .literal, .folded] {
      #expect(ScalarTyping.compose(text, style: style, tag: nil) == .unchanged)
      #expect(ScalarTyping.kubernetes(text, style: style, tag: nil) == .string)
    }
    for tag in ["tag:yaml.org,2002:str", "!own", "!override"] {
      #expect(compose(text, tag: tag) == .unchanged)
      #expect(kubernetes(text, tag: tag) == .string)
    }
  }

  @Test func tagsDemandTypes() {
    let core = "tag:yaml.org,2002:"
    #expect(
      ScalarTyping.compose("012", style: .double, tag: core + "int")
        == .rewritten("10", reading: "an octal number"))
    #expect(compose("1", tag: core + "float") == .unchanged)
    #expect(compose("x", tag: core + "int") == .refused("a tag that does not fit"))
    #expect(compose("~", tag: core + "null") == .null)
    #expect(kubernetes("1", tag: core + "float") == .refused("a number"))
    #expect(kubernetes("yes", tag: core + "bool") == .refused("a boolean"))
  }

  @Test(arguments: [
    ("012", "an octal number"), ("0o14", "an octal number"), ("0x1F", "a hexadecimal number"),
    ("0b11", "a binary number"), ("1_000", "a number, without its underscores"),
    ("+12", "a number, without its sign"), ("1.10", "a number, without its last zero"),
    ("08", "a number, without its leading zero"),
    ("1e6", "a number that is written with an exponent"), (".inf", "a number that is none"),
    (".5", "a number, which is written in another way"),
  ])
  func theReadingNamesNoText(text: String, expected: ReportText) {
    guard case .rewritten(_, let reading) = compose(text) else {
      Issue.record("\(text) is not rewritten")
      return
    }
    #expect(reading == expected)
  }

  /// What is taken for a text without a closer look is one for both platforms.
  @Test func whatIsTakenForATextIsOne() throws {
    let words = ["yes", "no", "on", "off", "y", "n", "true", "false", "null"]
    let texts =
      words.flatMap { [$0, $0.uppercased(), $0.prefix(1).uppercased() + $0.dropFirst(), $0 + "x"] }
      + [
        "~", "~x", "=", "$X", "/x", "\u{E9}a", "info", "12", "1x", "-1", "+1", ".5", ".inf",
        "+.inf",
        ".nan", "-x", "0x1F", "1e3", "2024-01-01", "12:30", "nullable", "<x", "\u{FF11}",
      ]
    for text in texts {
      let tree = YAMLReader.read(SourceBytes("key: \(text)\n"))
      let value = try #require(tree.value("key", in: tree.documents[0]))
      guard tree.isText(value) else { continue }
      #expect(compose(text) == .unchanged, "\(text)")
      #expect(kubernetes(text) == .string, "\(text)")
    }
    for text in ["info", "$X", "/x", "nullable", "'1'", "\"yes\""] {
      let tree = YAMLReader.read(SourceBytes("key: \(text)\n"))
      #expect(tree.isText(try #require(tree.value("key", in: tree.documents[0]))), "\(text)")
    }
  }
}
