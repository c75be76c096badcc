import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// Where the key and the value of the last entry of a text are, and all its comments.
struct RangeCase: Sendable {
  let input: String
  let key: Range<Int>
  let value: Range<Int>
  var quote = DotEnvEntry.Quote.none
  var isExported = false
  var comments: [Range<Int>] = []
}

@Suite struct DotEnvRangeTests {
  static let cases: [RangeCase] = [
    RangeCase(input: "A=1", key: 0..<1, value: 2..<3),
    RangeCase(input: "A=1\n", key: 0..<1, value: 2..<3),
    RangeCase(input: "A=\n", key: 0..<1, value: 2..<2),
    RangeCase(input: "A=", key: 0..<1, value: 2..<2),
    RangeCase(input: "  KEY = some value \n", key: 2..<5, value: 8..<18),
    RangeCase(input: "export A=1\n", key: 7..<8, value: 9..<10, isExported: true),
    RangeCase(input: "export\t A=1\n", key: 8..<9, value: 10..<11, isExported: true),
    RangeCase(input: "exported=1\n", key: 0..<8, value: 9..<10),
    RangeCase(input: "export=1\n", key: 0..<6, value: 7..<8),
    RangeCase(input: "export A\n", key: 7..<8, value: 8..<8, isExported: true),
    RangeCase(input: "A\n", key: 0..<1, value: 1..<1),
    RangeCase(input: "A \r\n", key: 0..<1, value: 1..<1),
    RangeCase(input: "A: 1\n", key: 0..<1, value: 3..<4),
    RangeCase(input: "A=\"x y\"\n", key: 0..<1, value: 3..<6, quote: .double),
    RangeCase(input: "A= 'x y' \n", key: 0..<1, value: 4..<7, quote: .single),
    RangeCase(input: "A=\"\"\n", key: 0..<1, value: 3..<3, quote: .double),
    RangeCase(input: "A=\"x\\\"y\"\n", key: 0..<1, value: 3..<7, quote: .double),
    RangeCase(input: "A=\"x\ny\"\n", key: 0..<1, value: 3..<6, quote: .double),
    RangeCase(input: "A=x # c\n", key: 0..<1, value: 2..<3, comments: [4..<7]),
    RangeCase(input: "A=x  # c\r\n", key: 0..<1, value: 2..<3, comments: [5..<8]),
    RangeCase(input: "A=x#c\n", key: 0..<1, value: 2..<5),
    RangeCase(input: "A=\"x\"#c", key: 0..<1, value: 3..<4, quote: .double, comments: [5..<7]),
    RangeCase(
      input: "A='#x' # c # d\n", key: 0..<1, value: 3..<5, quote: .single, comments: [7..<14]),
    RangeCase(
      input: "# a\n  # b\r\n#\nA=1\n", key: 13..<14, value: 15..<16,
      comments: [0..<3, 6..<9, 11..<12]),
    RangeCase(input: "\u{FEFF}A=1\n", key: 3..<4, value: 5..<6),
    RangeCase(input: "A=1\r\nB=2\r\n", key: 5..<6, value: 7..<8),
    RangeCase(input: "A=1\rB=2\r", key: 0..<1, value: 2..<7),
    RangeCase(input: "\n\n\n  A=1", key: 5..<6, value: 7..<8),
    RangeCase(input: "É=ü\n", key: 0..<2, value: 3..<5),
    RangeCase(input: "A=\u{00A0}x\u{2003}\n", key: 0..<1, value: 4..<5),
    RangeCase(input: "A=\"x\" B=y\n", key: 6..<7, value: 8..<9),
    RangeCase(input: "=x\n", key: 0..<0, value: 1..<2),
    RangeCase(input: "A=1\nNAME", key: 4..<4, value: 4..<8),
  ]

  @Test(arguments: cases)
  func findsKeyAndValue(_ example: RangeCase) throws {
    let file = DotEnvFile.parse(SourceBytes(example.input), dialect: .compose)
    let entry = try #require(file.entries.last)
    #expect(entry.keyRange.start..<entry.keyRange.end == example.key)
    #expect(entry.valueRange.start..<entry.valueRange.end == example.value)
    #expect(entry.quote == example.quote)
    #expect(entry.isExported == example.isExported)
    #expect(file.comments.map { $0.start..<$0.end } == example.comments)
  }

  @Test func theRawDialectKeepsEverythingBehindTheEqualsSign() {
    let file = DotEnvFile.parse(
      SourceBytes(" A= \"x\" # c \r\n  # d\r\nB\r\nC=1"), dialect: .raw)
    #expect(file.entries.map(\.key) == ["A", "B", "C"])
    #expect(file.entries.map(\.value) == [" \"x\" # c ", nil, "1"])
    #expect(file.entries[1].keyRange == SourceRange(start: 21, end: 22))
    #expect(file.comments == [SourceRange(start: 16, end: 19)])
  }

  @Test func referencesPointIntoTheFile() {
    let bytes = SourceBytes(
      "A=x${B:-c}\nD=\"\\t\\\"$E\\\\${F}\"\nG='$H'\nI=\"\\0044J\\$K${L:-m\\n}\"\n")
    let file = DotEnvFile.parse(bytes, dialect: .compose)
    let written = file.entries.map { entry in
      (entry.interpolation?.references ?? []).map { bytes.text($0.range) }
    }
    #expect(written[0] == ["${B:-c}"])
    #expect(written[1] == ["$E", "${F}"])
    #expect(written[2] == [])
    #expect(file.entries[1].value == "\t\"$E\\${F}")
    #expect(file.entries[2].interpolation == nil)
    // The newline that the escape yields makes the reference malformed, as it does for Compose.
    #expect(file.entries[3].hasMalformedInterpolation)
    #expect(bytes.text(file.problems[0].range) == "${L:-m")
  }

  @Test func escapesDoNotShiftTheNamesAndArguments() throws {
    let bytes = SourceBytes("A=\"\\\"\\\"\\0044J\\$K${LONG:-m\\tn}\\\\\"\n")
    let file = DotEnvFile.parse(bytes, dialect: .compose)
    let references = try #require(file.entries[0].interpolation).references
    #expect(references.map(\.name) == ["J", "LONG"])
    #expect(references.map { bytes.text($0.range) } == ["\\0044J", "${LONG:-m\\tn}"])
    #expect(references.map { bytes.text($0.nameRange) } == ["J", "LONG"])
    #expect(bytes.text(try #require(references[1].argumentRange)) == "m\\tn")
    #expect(references[1].argument?.literalText == "m\tn")
  }

  @Test func anEntryReachesToItsClosingQuote() {
    let file = DotEnvFile.parse(SourceBytes("A=\"x\"\nB=y\nC\n"), dialect: .compose)
    #expect(file.entries.map { $0.range.start..<$0.range.end } == [0..<5, 6..<9, 10..<11])
  }

  /// A blank behind a value changes nothing but the way in which it is read.
  @Test func plainLinesAreReadAsAllOthers() {
    let signs = [
      "a", "Z", "0", "_", "=", ":", "%", "&", "'", "\"", "$", "#", "\\", "(", "!", "\t", "é", "~",
    ]
    var values = [""]
    for _ in 0..<3 { values += Set(values).flatMap { value in signs.map { value + $0 } } }
    // What stands behind a closing quote is another statement.
    for value in Set(values) where value.first != "'" && value.first != "\"" {
      for name in ["A_1", "export", "2", "A.b"] {
        let plain = Self.read("\(name)=\(value)\nB=1\n")
        let other = Self.read("\(name)=\(value) \nB=1\n")
        #expect(plain == other, "\(name)=\(value)")
      }
    }
  }

  private static func read(_ text: String) -> [String] {
    let file = DotEnvFile.parse(SourceBytes(text), dialect: .compose)
    return file.entries.map {
      "\($0.key)=\($0.value ?? "-") \($0.quote) \($0.interpolation != nil)"
    }
      + ["\(file.problems.count) \(file.isRefused) \(file.comments.count)"]
  }
}
