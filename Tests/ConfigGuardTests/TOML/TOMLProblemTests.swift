import ConfigGuard
import ConfigLinting
import RulePacks
import Testing

@Suite struct TOMLProblemTests {
  static let keys: [TOMLCase] = [
    TOMLCase(
      input: "a = 1\nb = 2\na = 3\n", tree: "{a: 1, b: 2, a: 3}",
      problems: ["duplicateKey: 12-13 (0-1) `a` is given twice in one table"]),
    TOMLCase(
      input: "a.b = 1\na.'b' = 2\n", tree: "{a: {b: 1, 'b': 2}}",
      problems: ["duplicateKey: 10-13 (2-3) `b` is given twice in one table"]),
    TOMLCase(
      input: "= 1\nb = 2", tree: "{: 1, b: 2}", problems: ["0-1 a key must stand before the `=`"]),
    TOMLCase(
      input: "a b = \"\"\"\n\"\"\"\nc = 2", tree: #"{a b: "", c: 2}"#,
      problems: ["2-3 an `=` must follow the key"]),
    TOMLCase(input: "a\nc = 2", tree: "{c: 2}", problems: ["1-1 an `=` must follow the key"]),
    TOMLCase(
      input: "a. = 1\nc = 2", tree: "{a.: 1, c: 2}", problems: ["3-4 a key must follow the dot"]),
    TOMLCase(
      input: "é = 1\nc = 2", tree: "{é: 1, c: 2}",
      problems: [
        "0-2 a key of letters, digits, `-` and `_`, or one in quotes, must stand here"
      ]),
    TOMLCase(
      input: "\"\"\"a\"\"\" = 1\nc = 2", tree: #"{"""a""": 1, c: 2}"#,
      problems: ["0-3 a key must stand on one line, in single quotes or double ones"]),
    TOMLCase(
      input: "a = 1 b = 2\nc = 2", tree: "{a: 1, c: 2}",
      problems: ["6-7 nothing more may stand on this line"]),
    TOMLCase(input: "a =\nc = 2", tree: "{a: , c: 2}", problems: ["3-3 the value is missing"]),
    TOMLCase(
      input: "a = 1\rb = 2\nc = 2", tree: "{a: 1, c: 2}",
      problems: ["5-5 nothing more may stand on this line"]),
    TOMLCase(
      input: "# \u{1}\nc = 2", tree: "{c: 2}",
      problems: ["2-3 a control character, which a comment must not hold"]),
  ]

  static let tables: [TOMLCase] = [
    TOMLCase(
      input: "[a]\nx = 1\n[a]\ny = 2\n", tree: "{a: {x: 1}, a: {y: 2}}",
      problems: ["duplicateKey: 11-12 (1-2) `a` is given twice as a table"]),
    TOMLCase(
      input: "[a.b]\n[a]\n[a]\n", tree: "{a: {b: {}}, a: {}}",
      problems: ["duplicateKey: 11-12 (7-8) `a` is given twice as a table"]),
    TOMLCase(
      input: "a.b = 1\n[a]\n", tree: "{a: {b: 1}, a: {}}",
      problems: ["duplicateKey: 9-10 (0-1) `a` is a table already, made by a key with dots"]),
    TOMLCase(
      input: "a = 1\n[a]\n[a.b]", tree: "{a: 1, a: {}, a: {b: {}}}",
      problems: [
        "duplicateKey: 7-8 (0-1) `a` has a value already",
        "11-12 (0-1) `a` has a value already, so that no table can lie in it",
      ]),
    TOMLCase(
      input: "a = {}\n[a.b]\nc = 1", tree: "{a: {}, a: {b: {c: 1}}}",
      problems: ["8-9 (0-1) `a` is an inline table, to which nothing can be added"]),
    TOMLCase(
      input: "a = {b = {}}\na.b.c = 1", tree: "{a: {b: {}}, a: {b: {c: 1}}}",
      problems: ["13-14 (0-1) `a` is an inline table, to which nothing can be added"]),
    TOMLCase(
      input: "a = []\n[[a]]\nb = 1", tree: "{a: [], a: [{b: 1}]}",
      problems: ["duplicateKey: 9-10 (0-1) `a` is an array written as a value already"]),
    TOMLCase(
      input: "[[a]]\n[a]\n", tree: "{a: [{}], a: {}}",
      problems: ["duplicateKey: 7-8 (2-3) `a` is an array of tables already"]),
    TOMLCase(
      input: "[a.b]\n[[a]]\n", tree: "{a: {b: {}}, a: [{}]}",
      problems: ["duplicateKey: 8-9 (1-2) `a` is a table already, and no array of tables"]),
    TOMLCase(
      input: "[a.b]\n[a]\nb.c = 1\n", tree: "{a: {b: {}, b: {c: 1}}}",
      problems: ["10-11 (3-4) `b` has a header of its own, so that its keys must follow that"]),
    TOMLCase(
      input: "[[a.b]]\n[a]\nb.c = 1\n", tree: "{a: {b: [{}], b: {c: 1}}}",
      problems: ["12-13 (4-5) `b` is an array of tables, to which no key can be added"]),
    TOMLCase(
      input: "[a\nb = 1\n[c]]\n[[d]\n[e f]\n[]\n",
      tree: "{a: {b: 1}, c: {}, d: [{}], e: {}, ]: {}}",
      problems: [
        "2-2 (0-1) `]` must follow the name of the table",
        "12-13 nothing more may stand on this line",
        "18-18 (14-16) the header begins with `[[` and must end with `]]`",
        "22-23 (19-20) `]` must follow the name of the table",
        "26-27 a key of letters, digits, `-` and `_`, or one in quotes, must stand here",
      ]),
  ]

  static let values: [TOMLCase] = [
    TOMLCase(
      input: "a = [01, 1., .5, 1__0, 1_, 0x, +0x1, 0b2, 1e, 1x]",
      tree: "{a: [01, 1., .5, 1__0, 1_, 0x, +0x1, 0b2, 1e, 1x]}",
      problems: [
        "5-7 a number must not begin with a needless zero",
        "9-11 a number needs a digit after its point",
        "13-15 a number needs a digit before its point",
        "17-21 an underscore must stand between two digits",
        "23-25 an underscore must stand between two digits",
        "27-29 digits must follow the prefix of the number",
        "31-35 a number with a prefix must have no sign",
        "37-40 the number has a character that is no digit of it",
        "42-44 a number needs a digit in its exponent",
        "46-48 this is no number; a string must stand in quotes",
      ]),
    TOMLCase(
      input: "a = 2023-02-29\nb = 2023-13-01\nc = 2023-1-01\nd = 24:00:00\ne = 12:00\n"
        + "f = 2023-01-01T12:00:00+1:00\ng = 2023-01-01_12:00:00\nh = 12:00:00.\ni = 12:00:00Z",
      tree: "{a: 2023-02-29, b: 2023-13-01, c: 2023-1-01, d: 24:00:00, e: 12:00, "
        + "f: 2023-01-01T12:00:00+1:00, g: 2023-01-01_12:00:00, h: 12:00:00., i: 12:00:00Z}",
      problems: [
        "4-14 there is no such day", "19-29 there is no such month",
        "34-43 this is no number; a string must stand in quotes", "48-56 there is no such time",
        "61-66 a time is written as `HH:MM:SS`",
        "71-95 an offset from UTC is written as `Z`, `+HH:MM` or `-HH:MM`",
        "100-119 a `T` or one blank must stand between a date and its time",
        "124-133 digits must follow the point of a time",
        "138-147 nothing can follow a time that has no date",
      ]),
    TOMLCase(
      input: "a = True\nb = yes\nc = $x, y\nd = 1", tree: "{a: True, b: yes, c: $x, d: 1}",
      problems: [
        "4-8 TOML writes `true` in small letters",
        "13-16 this is no value; a string must stand in quotes",
        "21-22 this is no value; a string must stand in quotes",
      ]),
    TOMLCase(
      input: #"a = ["\q", "\u12", "\ud800", "\U00110000", "\x41"]"#,
      tree: #"{a: ["\q", "\u12", "�", "�", "\x41"]}"#,
      problems: [
        "6-8 this escape does not exist in TOML",
        "12-16 four hexadecimal digits must follow `\\u`",
        "20-26 this number stands for no character",
        "30-40 this number stands for no character",
        "44-46 this escape does not exist in TOML",
      ]),
    TOMLCase(
      input: "a = \"x\nb = 'y\nc = \"\u{1}\"\nd = '''\n", tree: "{a: x, b: y, c: \"<1>\", d: }",
      problems: [
        "4-5 the string is not closed on its line", "11-12 the string is not closed on its line",
        "19-20 a control character, which a string must not hold as it is",
        "26-29 the string is never closed",
      ]),
    TOMLCase(
      input: "a = [1 2,,3]\nb = 1", tree: "{a: [1, 2, 3], b: 1}",
      problems: ["7-8 a comma is missing before this", "9-10 nothing stands before this comma"]),
    TOMLCase(
      input: "a = [1,\n2\nb = 1\nc = 2", tree: "{a: [1, 2], b: 1, c: 2}",
      problems: ["4-5 the array is not closed before the next key"]),
    TOMLCase(
      input: "a = [1,\n[2]\n", tree: "{a: [1, [2]]}", problems: ["4-5 the array is never closed"]),
    TOMLCase(
      input: "a = {b = 1,}\nc = {,}\nd = {e = 1 f = 2}\ng = 3",
      tree: "{a: {b: 1}, c: {}, d: {e: 1, f: 2}, g: 3}",
      problems: [
        "10-11 a comma at the end, which an inline table must not have",
        "18-19 nothing stands before this comma", "32-33 a comma is missing before this",
      ]),
    TOMLCase(
      input: "a = {\nb = 1, # c\nd = 2\n}\ne = 3", tree: "{a: {b: 1, d: 2}, e: 3}",
      problems: ["5-6 an inline table must stand on one line"]),
    TOMLCase(
      input: "a = {b = 1\nc = 2", tree: "{a: {b: 1}, c: 2}",
      problems: ["4-5 the inline table is not closed on its line"]),
    TOMLCase(
      input: "a = {b = 1, b = 2, c.d = 1, c = 2}", tree: "{a: {b: 1, b: 2, c: {d: 1}, c: 2}}",
      problems: [
        "duplicateKey: 12-13 (5-6) `b` is given twice in one table",
        "duplicateKey: 28-29 (19-20) `c` is given twice in one table",
      ]),
  ]

  @Test(arguments: keys + tables + values)
  func reportsAndGoesOn(_ example: TOMLCase) {
    let tree = TOMLReader.read(SourceBytes(example.input))
    #expect(StructuredText.tree(of: tree) == example.tree)
    #expect(StructuredText.problems(of: tree) == example.problems)
    #expect(StructuredText.isSound(tree))
  }

  @Test func messagesRepeatNoValueAndNoKeyThatMayBeASecret() {
    let tree = TOMLReader.read(
      SourceBytes("sk9fA8s7dF6gH5jK4l3Z = hunter2\nsk9fA8s7dF6gH5jK4l3Z = 'x\n"))
    #expect(tree.problems.count == 3)
    #expect(tree.problems.allSatisfy { !$0.message.plain.contains("hunter2") })
    #expect(tree.problems.allSatisfy { !$0.message.plain.contains("sk9fA8s7dF6gH5jK4l3Z") })
  }
}
