import ConfigGuard
import ConfigLinting
import RulePacks
import Testing

@Suite struct JSONProblemTests {
  static let cases: [JSONCase] = [
    JSONCase(
      input: #"{"a" 1, b: 2}"#, tree: #"{"a": 1, b: 2}"#,
      problems: [
        "5-6 a colon is missing between the key and this value",
        "8-9 a key must stand in double quotes",
      ]),
    JSONCase(
      input: "[1 2]", tree: "[1, 2]", problems: ["3-4 a comma is missing before this"]),
    JSONCase(
      input: "[1,,2,]", tree: "[1, 2]",
      problems: [
        "3-4 nothing stands before this comma", "5-6 a trailing comma, which JSON does not have",
      ]),
    JSONCase(
      input: #"{"a":}"#, tree: #"{"a": }"#, problems: ["5-6 the value is missing before this"]),
    JSONCase(
      input: #"{"a"}"#, tree: #"{"a": }"#, problems: ["4-5 the key before this has no value"]),
    JSONCase(
      input: #"{"a"=1}"#, tree: #"{"a": 1}"#,
      problems: ["4-5 a colon must stand between a key and its value"]),
    JSONCase(
      input: #"{"a"::1}"#, tree: #"{"a": 1}"#, problems: ["5-6 a second colon"]),
    JSONCase(
      input: #"{:1, [2]: 3}"#, tree: "{: 1, : [2], 3: }",
      problems: [
        "1-2 the key is missing before this", "5-6 a key must be a string",
        "8-9 a comma must stand between two entries", "10-11 a key must stand in double quotes",
        "11-12 the key before this has no value",
        "duplicateKey: 5-5 (1-1) this key is given twice in one mapping",
      ]),
    JSONCase(
      input: #"["a": 1]"#, tree: #"["a", 1]"#,
      problems: ["4-5 a comma must stand between two items"]),
    JSONCase(
      input: #"[{"a": 1]"#, tree: #"[{"a": 1}]"#,
      problems: ["8-9 (1-2) the object is not closed before this"]),
    JSONCase(
      input: "[1}", tree: "[1]", problems: ["2-3 (0-1) an array is closed with `]`"]),
    JSONCase(
      input: #"{"a": [1"#, tree: #"{"a": [1]}"#, problems: ["6-7 the array is never closed"]),
    JSONCase(
      input: #"{"a""#, tree: #"{"a": }"#, problems: ["0-1 the object is never closed"]),
    JSONCase(input: "[1]]", tree: "[1]", problems: ["3-4 this closes nothing"]),
    JSONCase(
      input: "[1] [2]", tree: "[1] | [2]",
      problems: ["4-5 the document has ended; another one must begin on its own line"]),
    JSONCase(
      input: "{}\n<html>", tree: "{}",
      problems: [
        "3-9 this is no JSON value; a string must stand in double quotes; "
          + "the rest of the file is not read"
      ]),
    JSONCase(
      input: "[01, 1., .5, +1, 1e, -, 1x, True, NaN]",
      tree: "[01, 1., .5, +1, 1e, -, 1x, True, NaN]",
      problems: [
        "1-3 a number must not begin with a needless zero",
        "5-7 a number needs a digit after its point",
        "9-11 a number needs a digit before its point",
        "13-15 a number begins with a digit or a minus sign",
        "17-19 a number needs a digit in its exponent",
        "21-22 a number needs a digit after its minus sign",
        "24-26 this is no JSON number; a string must stand in double quotes",
        "28-32 JSON writes `true` in small letters",
        "34-37 this is no JSON value; a string must stand in double quotes",
      ]),
    JSONCase(
      input: #"["\q", "\u12G4", "\ud800", "\udc00\ud800\ud801\udc00"]"#,
      tree: #"["\q", "\u12G4", "�", "��𐐀"]"#,
      problems: [
        "2-4 this escape does not exist in JSON",
        "8-10 four hexadecimal digits must follow `\\u`",
        "18-24 half of a surrogate pair, which is no character",
        "28-34 half of a surrogate pair, which is no character",
        "34-40 half of a surrogate pair, which is no character",
      ]),
    JSONCase(
      input: "{\"a\": \"x\n\"b\": 2}", tree: #"{"a": x, "b": 2}"#,
      problems: [
        "6-7 the string is not closed on its line", "9-10 a comma is missing before this",
      ]),
    JSONCase(
      input: "[\"a\tb\\", tree: "[a<9>b\\]",
      problems: [
        "3-4 a control character must be written as an escape", "1-2 the string is never closed",
        "0-1 the array is never closed",
      ]),
    JSONCase(
      input: "{'a': 'b', # no\n\"c\": 'd\n}", tree: #"{'a': 'b', "c": d}"#,
      problems: [
        "1-2 a string must stand in double quotes", "6-7 a string must stand in double quotes",
        "11-12 a comment begins with `//`, not with `#`",
        "21-22 a string must stand in double quotes",
      ]),
    JSONCase(
      input: "[1 /* x", tree: "[1]",
      problems: ["3-5 the comment is never closed", "0-1 the array is never closed"]),
  ]

  @Test(arguments: cases)
  func reportsAndGoesOn(_ example: JSONCase) {
    let isTrailing = example.problems.contains { $0.contains("trailing") }
    let tree = JSONReader.read(
      SourceBytes(example.input), dialect: isTrailing ? .json : .jsonc)
    #expect(StructuredText.tree(of: tree) == example.tree)
    #expect(StructuredText.problems(of: tree) == example.problems)
    #expect(StructuredText.isSound(tree))
  }

  @Test func refusesWhatLiesTooDeep() {
    let deepest = ReadingLimits.depth
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
      let inner = open == "[" ? "" : "1"
      let allowed =
        String(repeating: open, count: deepest) + inner + String(repeating: close, count: deepest)
      #expect(JSONReader.read(SourceBytes(allowed)).problems.isEmpty)
      let deep = JSONReader.read(SourceBytes("{}\n" + String(repeating: open, count: 100_000)))
      #expect(deep.problems.map(\.kind) == [.limit])
      #expect(deep.problems.first?.range.start == 3 + deepest * open.utf8.count)
      #expect(StructuredText.tree(of: deep) == "{}")
    }
  }

  @Test func readsManyKeys() {
    let text = "{" + (0..<100_000).map { "\"k\($0)\":\($0)" }.joined(separator: ",") + "}"
    let tree = JSONReader.read(SourceBytes(text))
    #expect(tree.nodes.count == 200_001)
    #expect(tree.problems.isEmpty)
  }

  @Test func bytesThatAreNoTextAreProblems() {
    for bytes: [UInt8] in [
      [0xFF, 0xFE, 0x5B, 0x00, 0x5D, 0x00], [0x00], Array("[\"".utf8) + [0xFF] + Array("\"]".utf8),
      Array("[\"a".utf8) + [0] + Array("\"]".utf8), Array("[1, ".utf8) + [0, 0xC3],
    ] {
      let tree = JSONReader.read(SourceBytes(bytes))
      #expect(!tree.problems.isEmpty)
      #expect(StructuredText.isSound(tree))
    }
  }

  @Test func anyBytesAreReadToTheEnd() {
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15
    let alphabet: [UInt8] =
      Array("{}[],:\"\\u0d8'/*#\n -+.1etrufalsn".utf8) + [0, 0x80, 0xC3, 0xFF]
    for round in 0..<3000 {
      let input = (0..<(round % 70)).map { _ in
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return alphabet[Int(state % UInt64(alphabet.count))]
      }
      for dialect in [JSONReader.Dialect.json, .jsonc] {
        #expect(StructuredText.isSound(JSONReader.read(SourceBytes(input), dialect: dialect)))
      }
    }
  }

  /// Each of these would take minutes if any part of it were read again and again.
  @Test(
    arguments: [
      "{", "[", "]", "}", "\"", "\"\\", "\\u", "'", "/*", "//\n", "1 ", "1\n", ",", ":", "a", "[{",
      "{\"a\":", "]}", "\n", " ", "[]", "#", "/",
    ])
  func readsInLinearTime(_ part: String) {
    let repeated = String(repeating: part, count: 150_000 / part.utf8.count)
    for input in [repeated, "[" + repeated, "{\"a\":" + repeated] {
      #expect(StructuredText.isSound(JSONReader.read(SourceBytes(input))))
    }
  }
}
