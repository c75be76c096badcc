import ConfigGuard
import ConfigLinting
import RulePacks
import Testing

struct JSONCase: Sendable {
  let input: String
  let tree: String
  var problems: [String] = []
}

@Suite struct JSONReaderTests {
  static let valid: [JSONCase] = [
    JSONCase(input: #"{}"#, tree: "{}"),
    JSONCase(input: #" [ ] "#, tree: "[]"),
    JSONCase(
      input: #"{"a": [1, -0, 2.50e+3, true, false, null], "": {"b": ""}}"#,
      tree: #"{"a": [1, -0, 2.50e+3, true, false, null], "": {"b": ""}}"#),
    JSONCase(input: "\u{FEFF}{\"a\":1}", tree: #"{"a": 1}"#),
    JSONCase(
      input: #"["\"\\\/\b\f\n\r\t", "\u00e9\u20AC\ud83d\uDE00", "x\u0000y", "é€😀"]"#,
      tree: #"[""\/<8><c><a><d><9>", "é€😀", "x<0>y", "é€😀"]"#),
    JSONCase(input: "{\"a\":1}\n{\"a\":2}\r\n\n3\n\"s\"", tree: #"{"a": 1} | {"a": 2} | 3 | "s""#),
    JSONCase(
      input: "[\n        1,\n         2,\n\t \t3\r\n                 ,4]", tree: "[1, 2, 3, 4]"),
  ]

  @Test(arguments: valid)
  func readsWhatIsRight(_ example: JSONCase) {
    for dialect in [JSONReader.Dialect.json, .jsonc] {
      let tree = JSONReader.read(SourceBytes(example.input), dialect: dialect)
      #expect(StructuredText.tree(of: tree) == example.tree)
      #expect(StructuredText.problems(of: tree) == [])
      #expect(StructuredText.isSound(tree))
    }
  }

  static let noted = "// one\n{ /* two */ \"a\": [1, 2,], // three\n\"b\": {\"c\": 3,},\n}/**/"

  @Test func readsCommentsAndTrailingCommas() {
    let tree = JSONReader.read(SourceBytes(Self.noted), dialect: .jsonc)
    #expect(StructuredText.tree(of: tree) == #"{"a": [1, 2], "b": {"c": 3}}"#)
    #expect(tree.problems.isEmpty)
    #expect(
      tree.comments.map { tree.bytes.text($0) } == ["// one", "/* two */", "// three", "/**/"])
  }

  @Test func namesWhatJSONDoesNotHave() {
    let tree = JSONReader.read(SourceBytes(Self.noted))
    #expect(StructuredText.tree(of: tree) == #"{"a": [1, 2], "b": {"c": 3}}"#)
    #expect(
      StructuredText.problems(of: tree) == [
        "0-6 a comment, which JSON does not have",
        "9-18 a comment, which JSON does not have",
        "29-30 a trailing comma, which JSON does not have",
        "33-41 a comment, which JSON does not have",
        "54-55 a trailing comma, which JSON does not have",
        "56-57 a trailing comma, which JSON does not have",
        "59-63 a comment, which JSON does not have",
      ])
    #expect(tree.comments.count == 4)
  }

  @Test func placesEveryNode() {
    let tree = JSONReader.read(SourceBytes(#"{"key" : "v\n", "n": [ 12 ]}"#))
    #expect(
      tree.nodes.map { tree.bytes.text($0.range) } == [
        #"{"key" : "v\n", "n": [ 12 ]}"#, #""key""#, #""v\n""#, #""n""#, "[ 12 ]", "12",
      ])
    #expect(tree.nodes.map(\.isCooked) == [false, false, true, false, false, false])
    #expect(tree.nodes.map(\.style) == [.flow, .double, .double, .double, .flow, .plain])
    #expect(tree.nodes.map(\.next) == [6, 2, 3, 4, 6, 6])
    #expect(tree.bytes.text(tree.textRange(of: 1)) == "key")
  }

  @Test func findsAMarkAtEveryPlaceOfAString() {
    for length in 0..<40 {
      let padding = String(repeating: "é", count: length / 2) + (length % 2 == 1 ? "x" : "")
      for (mark, read) in [("\\\\", "\\"), ("\\\"", "\""), ("\\u0041", "A")] {
        let tree = JSONReader.read(SourceBytes("[\"\(padding)\(mark)\(padding)\",1]"))
        #expect(tree.text(of: 1) == padding + read + padding)
        #expect(tree.problems.isEmpty)
      }
      let broken = JSONReader.read(SourceBytes("[\"\(padding)\u{1F}\(padding)\"]"))
      let place = padding.utf8.count + 2
      #expect(broken.problems.map(\.range) == [SourceRange(start: place, end: place + 1)])
    }
  }

  @Test func reportsKeysThatAreGivenTwice() {
    let tree = JSONReader.read(SourceBytes(#"{"a": 1, "b": {"a": 2}, "\u0061": 3}"#))
    #expect(
      StructuredText.problems(of: tree) == [
        "duplicateKey: 24-32 (1-4) `a` is given twice in one mapping"
      ])
  }

  @Test func anEmptyFileIsNoJSON() {
    for input in ["", "\u{FEFF}", " \n\t"] {
      #expect(JSONReader.read(SourceBytes(input)).problems.count == 1)
      #expect(JSONReader.read(SourceBytes(input), dialect: .jsonc).problems.isEmpty)
    }
  }
}
