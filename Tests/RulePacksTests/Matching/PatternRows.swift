/// A pattern, a text, whether it matches all of it, and the bytes of its first match.
struct PatternRow: Sendable {
  let pattern: String
  let text: String
  let isWhole: Bool
  let first: Range<Int>?

  init(_ pattern: String, _ text: String, _ isWhole: Bool, _ first: Range<Int>?) {
    self.pattern = pattern
    self.text = text
    self.isWhole = isWhole
    self.first = first
  }
}

private typealias Row = PatternRow

extension PatternRow {
  static let literalsAndClasses: [PatternRow] = [
    Row("abc", "abc", true, 0..<3),
    Row("abc", "xabcx", false, 1..<4),
    Row("abc", "ab", false, nil),
    Row("", "", true, 0..<0),
    Row("", "abc", false, 0..<0),
    Row("a.c", "abc", true, 0..<3),
    Row("a.c", "a\nc", false, nil),
    Row("a.c", "aéc", true, 0..<4),
    Row(".", "😀", true, 0..<4),
    Row("..", "é", false, nil),
    Row("a|b", "b", true, 0..<1),
    Row("abc|abd", "abd", true, 0..<3),
    Row("a||b", "x", false, 0..<0),
    Row("[abc]", "c", true, 0..<1),
    Row("[^abc]", "d", true, 0..<1),
    Row("[^abc]", "c", false, nil),
    Row("[^a]", "\n", true, 0..<1),
    Row("[a-cx-z]+", "abxyzm", false, 0..<5),
    Row("[-a]+", "a-a", true, 0..<3),
    Row("[a-]+", "-a-", true, 0..<3),
    Row("[a^]+", "^a", true, 0..<2),
    Row(#"[\]]"#, "]", true, 0..<1),
    Row(#"[\\]"#, "\\", true, 0..<1),
    Row("[.]", "x", false, nil),
    Row("[.$^*]+", ".$^*", true, 0..<4),
    Row("[ -~]+", "tab\there", false, 0..<3),
    Row("]", "]", true, 0..<1),
    Row("}", "}", true, 0..<1),
    Row("{", "{", true, 0..<1),
    Row("a{", "a{", true, 0..<2),
    Row("a{x}", "a{x}", true, 0..<4),
    Row("a{1", "a{1", true, 0..<3),
    Row("{}", "{}", true, 0..<2),
    Row(#"\{\}"#, "{}", true, 0..<2),
    Row(#"\."#, "x.", false, 1..<2),
    Row(#"\$\{[A-Z_]+\}"#, "v=${HOME_DIR};", false, 2..<13),
    Row(#"a\tb"#, "a\tb", true, 0..<3),
    Row(#"[\t\r\n]+"#, " \t\r\n ", false, 1..<4),
    Row(#"\x41\x7a"#, "Az", true, 0..<2),
    Row(#"\xe9"#, "é", true, 0..<2),
    Row(#"[\x00-\x1f]"#, "a\u{7}", false, 1..<2),
    Row(#"\x00"#, "a\u{0}b", false, 1..<2),
    Row(#"\/"#, "/", true, 0..<1),
    Row(#"\-\_"#, "-_", true, 0..<2),
  ]

  static let classEscapes: [PatternRow] = [
    Row(#"\d+"#, "id 4096!", false, 3..<7),
    Row(#"\d"#, "٣", false, nil),
    Row(#"\D+"#, "12é3", false, 2..<4),
    Row(#"\w+"#, "-héllo_1", false, 1..<2),
    Row(#"\w+"#, "é", false, nil),
    Row(#"\W"#, "é", true, 0..<2),
    Row(#"\W+"#, "ab !?", false, 2..<5),
    Row(#"\s+"#, "a \t\n\r\u{b}\u{c}b", false, 1..<7),
    Row(#"\s"#, "\u{a0}", false, nil),
    Row(#"\S+"#, " añb ", false, 1..<5),
    Row(#"[\d.]+"#, "v1.20.3-rc", false, 1..<7),
    Row(#"[^\d.]+"#, "1.x.y", false, 2..<3),
    Row(#"[\w.-]+@[\w.-]+"#, "to: a.b-c@d.example;", false, 4..<19),
    Row(#"[\D\d]+"#, "a\n1", true, 0..<3),
    Row(#"[^\W\d]+"#, "12ab_é", false, 2..<5),
    Row(#"[\s\S]+"#, "a\nb", true, 0..<3),
  ]

  static let repeats: [PatternRow] = [
    Row("a*", "aaa", true, 0..<3),
    Row("a*", "baaa", false, 0..<0),
    Row("a+", "baaab", false, 1..<4),
    Row("a?", "b", false, 0..<0),
    Row("a+b?", "aab", true, 0..<3),
    Row("a{3}", "aaaa", false, 0..<3),
    Row("a{2,}", "aaaa", true, 0..<4),
    Row("a{2,3}", "aaaa", false, 0..<3),
    Row("a{0}", "a", false, 0..<0),
    Row("a{0,1}b", "aab", false, 1..<3),
    Row("a{0}b", "ab", false, 1..<2),
    Row("(ab){2}", "xababab", false, 1..<5),
    Row("(?:ab|c)*", "abccabx", false, 0..<6),
    Row("(a|ab)(c|bcd)", "abcd", true, 0..<4),
    Row("(a|ab)(bcd|c)", "abcd", true, 0..<4),
    Row("a*?", "aaa", true, 0..<3),
    Row("a+?b", "aaab", true, 0..<4),
    Row("a??b", "ab", true, 0..<2),
    Row("a{1,2}?", "aa", true, 0..<2),
    Row("<.*?>", "<a><b>", true, 0..<6),
    Row("(a*)*", "aab", false, 0..<2),
    Row("(a*)+", "b", false, 0..<0),
    Row("(|a)+", "aaa", true, 0..<3),
    Row("(a|b*)*c", "abbac", true, 0..<5),
    Row("(?:)*", "x", false, 0..<0),
    Row("()", "x", false, 0..<0),
    Row("(a?){3}a{3}", "aaa", true, 0..<3),
    Row("x*y*z", "xxyyzz", false, 0..<5),
    Row("[ab]*a[ab]{3}", "bbabbbab", false, 0..<6),
    Row("(a+)+$", "aaaa", true, 0..<4),
    Row("(a+)+$", "aaaab", false, nil),
    Row("(a|a)*b", "aaab", true, 0..<4),
    Row("(a|aa)+$", "aaaaa", true, 0..<5),
    Row("(.*)*x", "aax\nx", false, 0..<3),
    Row("(x+x+)+y", "xxxxy", true, 0..<5),
    Row(#"(\w{2}){2,3}"#, "abcdefgh", false, 0..<6),
  ]
}
