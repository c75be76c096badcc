import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

@Suite struct ValueTypeTests {
  static let accepted: [(ValueType, [String])] = [
    (.string, ["", "a b", "${x}"]), (.int, ["0", "-7", "+5", "9223372036854775807"]),
    (.float, ["1", "-0.5", "1e3", ".5"]),
    (.bool, ["1", "TRUE", "off", "No", "enabled"]), (.choice, ["anything"]),
    (.list, ["", "a", "a, b ,c", #"["a", 1]"#]),
    (.url, ["https://a.example/x?y=1", "postgres://u:p@[::1]:5432/db", "file:///tmp/x"]),
    (.email, ["a@b.example", "a+b@localhost"]),
    (.host, ["localhost", "a-b.example", "10.0.0.1", "[::1]", "fe80::1", "db_1"]),
    (.port, ["1", "65535"]),
    (.ip, ["1.2.3.4", "::", "::1", "2001:db8::8:800:200c:417a", "::ffff:10.0.0.1"]),
    (.cidr, ["10.0.0.0/8", "::/0", "2001:db8::/32", "0.0.0.0/0"]),
    (.duration, ["30", "1.5", "30s", "1h30m", "500ms", "PT1M", "00:01:30", "2 minutes"]),
    (.byteSize, ["0", "512", "64KiB", "10MB", "1.5g"]), (.date, ["2024-02-29", "2030-12-31"]),
    (.dateTime, ["2030-12-31T23:59:59Z", "2030-01-01T00:00:00.25+02:00", "2030-01-01 00:00:00Z"]),
    (.time, ["00:00", "23:59:60", "12:30:00.5"]), (.yearMonth, ["2024-10"]),
    (.json, ["{}", "[1, 2]", "null", #"{"a": {"b": "c"}}"#]),
    (.base64, ["aGVsbG8=", "aGVsbG8", "-_-_"]), (.hex, ["00ff", "DEADBEEF"]),
    (.uuid, ["123e4567-e89b-12d3-a456-426614174000", "00000000-0000-0000-0000-000000000000"]),
    (.semver, ["1.2.3", "0.0.0", "1.0.0-alpha.1+build.5", "1.0.0-0a"]),
    (.path, ["/srv/x", "relative", "a b"]),
    (.regex, ["^a+$", "(a|b)*", "(?=x)y", "[a-z]{2,3}"]),
  ]

  static let refused: [(ValueType, [(String, String)])] = [
    (
      .int,
      [
        ("80x", "a letter at position 3"), ("", "empty"), (" 80", "begins with a blank"),
        ("80 ", "ends with a blank"), ("80\n", "line break"), ("1.5", "fraction"),
        ("1.0", "no plain whole number"), ("0x1F", "hexadecimal"), ("\"80\"", "quotes"),
        ("99999999999999999999", "64 bits"), ("${PORT}", "reference"), ("1_000", "underscore"),
        ("٣", "outside of ASCII"),
      ]
    ),
    (
      .float,
      [("1,5", "comma"), ("nan", "not finite"), ("0x1p3", "hexadecimal"), ("1e999", "not finite")]
    ),
    (.bool, [("maybe", "another word"), ("2", "another number"), ("'true'", "quotes")]),
    (
      .list,
      [
        ("a,,b", "item 2 is empty"), ("a,", "item 2 is empty"), (#"["", "a"]"#, "item 1 is empty"),
        ("[null, {}]", "none of scalars"),
      ]
    ),
    (
      .url,
      [
        ("a.example", "no scheme"), ("https://", "no host"), ("not a url %%", "blank"),
        ("https://a b", "blank"), ("https://a\tb", "blank"),
      ]
    ),
    (
      .email,
      [("a", "no @"), ("a@b@c", "more than one"), ("@b", "before the @"), ("a@b c", "blank")]
    ),
    (
      .host,
      [
        ("https://a.example", "a scheme"), ("a.example:80", "a port"), ("a/b", "a path"),
        ("300.1.2.3", ""), ("1.2.3", ""), ("-a", ""), ("a..b", ""), ("a!b", "position 2"),
      ]
    ),
    (.port, [("0", "below 1"), ("65536", "above 65535"), ("http", "letter at position 1")]),
    (
      .ip,
      [
        ("1.2.3", "no address"), ("01.2.3.4", ""), ("::1::", ""), ("1:2:3:4:5:6:7", ""),
        ("g::1", ""),
      ]
    ),
    (
      .cidr,
      [
        ("10.0.0.0", "no length"), ("10.0.0.0/33", "0 to 32"), ("x/8", "no address"),
        ("::/129", "128"),
      ]
    ),
    (
      .duration,
      [
        ("soon", "begin with a number"), ("-5s", "negative"), ("5 parsecs", "unit"),
        ("PT", "begin with a number"),
        ("00:61:00", "unit"), ("1e3:1:1", "unit"),
      ]
    ),
    (.byteSize, [("big", "begin with a number"), ("10 zebras", "unit"), ("-1", "negative")]),
    (
      .date, [("2023-02-29", "no such day"), ("2024-13-01", "no such month"), ("24-1-1", "digits")]
    ),
    (
      .dateTime,
      [
        ("2030-12-31", "no T"), ("2030-12-31T23:59:59", "time zone"),
        ("2030-12-31T23:59Z", "seconds"),
        ("2030-12-31T23:59:59+2", "zone"), ("2030-02-30T00:00:00Z", "no such day"),
      ]
    ),
    (.time, [("24:00", "no such time"), ("9:00", "two digits"), ("09:00.5", "fraction")]),
    (.yearMonth, [("2024-1", "two digits"), ("2024-13", "no such month"), ("latest", "digits")]),
    (
      .json,
      [
        ("{", "line 1"), ("", "no value"), ("{'a': 1}", "line 1"), ("{} x", "line 1"),
        (#"{"a": 1, "a": 2}"#, "a key twice"),
      ]
    ),
    (.base64, [("a b!", "base64 has not"), ("aaaaa", "breaks off")]),
    (.hex, [("abc", "odd number"), ("zz", "no hexadecimal")]),
    (
      .uuid,
      [
        ("123e4567e89b12d3a456426614174000", "32 characters"),
        ("123e4567-e89b-12d3-a456_426614174000", "groups"),
      ]
    ),
    (
      .semver,
      [
        ("1.2", "2 numbers"), ("v1.2.3", "a v"), ("1.02.3", "zero in front"),
        ("1.2.3-01", "well formed"),
      ]
    ),
    (.path, [("a\u{0}b", "NUL")]), (.regex, [("(a", "breaks off"), ("[a", "breaks off")]),
  ]

  @Test func acceptsWhatIsOfTheType() {
    for (type, texts) in Self.accepted {
      for text in texts { #expect(type.accepts(text), "\(type.rawValue): \(text)") }
    }
    #expect(Set(Self.accepted.map(\.0)) == Set(ValueType.allCases))
  }

  @Test func tellsTheFormOfWhatIsNot() {
    for (type, rows) in Self.refused {
      for (text, words) in rows {
        do throws(ValueShape) {
          let value = try TypedValue(text, as: type)
          Issue.record("\(type.rawValue) takes \(text) for \(value)")
        } catch {
          let shape = NameScreen.builtin.text(error.words).text
          #expect(shape.contains(words), "\(type.rawValue) \(text): \(shape)")
          // The form, and not the value.
          #expect(text.count < 4 || !shape.contains(text), "\(type.rawValue): \(shape)")
        }
      }
    }
    let anything: Set<ValueType> = [.string, .choice]
    #expect(Set(Self.refused.map(\.0)).union(anything) == Set(ValueType.allCases))
  }

  @Test func valuesAreReadOnce() throws {
    #expect(try TypedValue("1h30m", as: .duration) == .milliseconds(5_400_000))
    #expect(try TypedValue("30", as: .duration) == .milliseconds(30_000))
    #expect(try TypedValue("64KiB", as: .byteSize) == .size(65_536))
    #expect(try TypedValue("on", as: .bool) == .truth(true))
    #expect(try TypedValue("0aff", as: .hex) == .data([10, 255]))
    #expect(try TypedValue("aGk=", as: .base64) == .data(Array("hi".utf8)))
    #expect(try TypedValue("8080", as: .port) == .integer(8080))
    #expect(try TypedValue("a, b", as: .list) == .list([.text("a"), .text("b")]))
  }

  /// No text of any length or kind ends the process.
  @Test func survivesEveryText() {
    let hostile = [
      "", " ", "\u{0}", String(repeating: "9", count: 400), String(repeating: ":", count: 400),
      String(repeating: "[", count: 5000), "e\u{301}", "1e308", "-", "+", "P", "PT", "::", "/", "@",
      "-9223372036854775809", "9999999999TB", "1.7976931348623157e308d", "\u{FEFF}1", "٠١",
    ]
    for type in ValueType.allCases { for text in hostile { _ = type.accepts(text) } }
  }

  @Test(arguments: [
    ("", 0), ("aaaaaaaaaaaaaaaaaaaa", 4), ("abcdefghijklmnop", 9),
    ("lanternlanternlantern", 32), ("0123456789", 6),
  ])
  func whatRepeatsIsNoStrength(text: String, most: Int) {
    #expect(SecretStrength.bits(of: text) <= most)
  }

  @Test func whatAGeneratorMakesIsStrong() {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<200 {
      let bytes = (0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) }
      #expect(SecretStrength.bits(of: HexadecimalDigits.text(of: bytes)) >= 190)
    }
  }
}
