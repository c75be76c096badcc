/// One text and what Docker Compose makes of it.
///
/// A is `av`, E is empty, `_x` is `ux`, lower is `lv`, A1 is `a1`; U and V are unset.
/// A message of ours names the variables in it, where that of Compose shows their values.
struct InterpolationCase: Sendable {
  enum Result: Sendable, Hashable {
    case text(String)
    case malformed
    case missing(String)
  }

  let input: String
  let result: Result

  init(_ input: String, _ result: Result) {
    self.input = input
    self.result = result
  }

  static let environment = ["A": "av", "E": "", "_x": "ux", "lower": "lv", "A1": "a1"]

  static let all: [InterpolationCase] = [
    InterpolationCase("$A", .text("av")),
    InterpolationCase("${A}", .text("av")),
    InterpolationCase("$U", .text("")),
    InterpolationCase("${U}", .text("")),
    InterpolationCase("$$", .text("$")),
    InterpolationCase("$$A", .text("$A")),
    InterpolationCase("$${A}", .text("${A}")),
    InterpolationCase("$$$A", .text("$av")),
    InterpolationCase("$$$$", .text("$$")),
    InterpolationCase("$", .text("$")),
    InterpolationCase("a$", .text("a$")),
    InterpolationCase("$ A", .text("$ A")),
    InterpolationCase("$1", .text("$1")),
    InterpolationCase("${1}", .malformed),
    InterpolationCase("$-", .text("$-")),
    InterpolationCase("$(A)", .text("$(A)")),
    InterpolationCase("${}", .malformed),
    InterpolationCase("${ A}", .malformed),
    InterpolationCase("${A }", .malformed),
    InterpolationCase("${A-}", .text("av")),
    InterpolationCase("${U-}", .text("")),
    InterpolationCase("${U:-}", .text("")),
    InterpolationCase("${U:-d}", .text("d")),
    InterpolationCase("${E:-d}", .text("d")),
    InterpolationCase("${E-d}", .text("")),
    InterpolationCase("${U:?}", .missing("required variable U is missing a value")),
    InterpolationCase("${U:?msg}", .missing("required variable U is missing a value")),
    InterpolationCase("${U?msg}", .missing("required variable U is missing a value")),
    InterpolationCase("${E:?msg}", .missing("required variable E is missing a value")),
    InterpolationCase("${E?msg}", .text("")),
    InterpolationCase(
      "${U:?need $A}", .missing("required variable U is missing a value")),
    InterpolationCase("${A:+alt}", .text("alt")),
    InterpolationCase("${U:+alt}", .text("")),
    InterpolationCase("${E:+alt}", .text("")),
    InterpolationCase("${E+alt}", .text("alt")),
    InterpolationCase("${U+alt}", .text("")),
    InterpolationCase("${U:-$A}", .text("av")),
    InterpolationCase("${U:-${A}}", .text("av")),
    InterpolationCase("${U:-${V:-${A}}}", .text("av")),
    InterpolationCase("${U:-${V:-d}}x", .text("dx")),
    InterpolationCase("${U:-{}}", .text("{}")),
    InterpolationCase("${U:-{\"k\":1}}", .text("{\"k\":1}")),
    InterpolationCase("${U:-a}b}", .text("ab}")),
    InterpolationCase("${U:-a:-b}", .text("a:-b")),
    InterpolationCase("${U:-a?b}", .text("a?b")),
    InterpolationCase("${U-a:?b}", .text("a:?b")),
    InterpolationCase("${U:-http://h:80/?q=1}", .text("http://h:80/?q=1")),
    InterpolationCase("${U:-$$}", .text("$")),
    InterpolationCase("${U:-$$A}", .text("$A")),
    InterpolationCase("${A/foo/bar}", .malformed),
    InterpolationCase("${#A}", .malformed),
    InterpolationCase("${!A}", .malformed),
    InterpolationCase("${A:=x}", .malformed),
    InterpolationCase("${A:0:2}", .malformed),
    InterpolationCase("${A%x}", .malformed),
    InterpolationCase("${A,,}", .malformed),
    InterpolationCase("$A-b", .text("av-b")),
    InterpolationCase("$A_b", .text("")),
    InterpolationCase("$Ab", .text("")),
    InterpolationCase("${A}b", .text("avb")),
    InterpolationCase("$A1", .text("a1")),
    InterpolationCase("$_x", .text("ux")),
    InterpolationCase("$lower", .text("lv")),
    InterpolationCase("${lower}", .text("lv")),
    InterpolationCase("$ÀA", .text("$ÀA")),
    InterpolationCase("${U:-x\ny}", .malformed),
    InterpolationCase("${A:-x}\n${U:-y}", .text("av\ny")),
    InterpolationCase("x${U", .malformed),
    InterpolationCase("x${U:-d", .malformed),
    InterpolationCase("${U:-d}}", .text("d}")),
    InterpolationCase("{$A}", .text("{av}")),
    InterpolationCase("$A$A", .text("avav")),
    InterpolationCase("${A}${U:-z}$A", .text("avzav")),
    InterpolationCase("${U:- d }", .text(" d ")),
    InterpolationCase("${U:-'q'}", .text("'q'")),
    InterpolationCase("${U:-\"q\"}", .text("\"q\"")),
    InterpolationCase("${U:-\\$A}", .text("\\av")),
    InterpolationCase("\\$A", .text("\\av")),
    InterpolationCase("\\${A}", .text("\\av")),
    InterpolationCase("${U:--1}", .text("-1")),
    InterpolationCase("${U:-+}", .text("+")),
    InterpolationCase("${U--}", .text("-")),
    InterpolationCase("${A.B}", .malformed),
    InterpolationCase("${A-B}", .text("av")),
    InterpolationCase("$A.B", .text("av.B")),
    InterpolationCase("100%$", .text("100%$")),
    InterpolationCase("pa$$word", .text("pa$word")),
    InterpolationCase("pa$word", .text("pa")),
    InterpolationCase("a$$b$$c", .text("a$b$c")),
    InterpolationCase("${U:?a:-b}", .missing("required variable U is missing a value")),
    InterpolationCase(
      "${U:-${V:?inner}}", .missing("required variable V is missing a value")),
    InterpolationCase("${A:-${V:?inner}}", .text("av")),
    InterpolationCase("${A:+${V:-d}}", .text("d")),
  ]
}
