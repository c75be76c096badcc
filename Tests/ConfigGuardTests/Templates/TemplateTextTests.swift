import ConfigGuard
import ConfigLinting
import RulePacks
import Testing

@Suite struct TemplateTextTests {
  private func mask(_ text: String) throws -> TemplateText {
    try #require(TemplateText.mask(SourceBytes(text)))
  }

  private func masked(_ text: TemplateText) -> String {
    text.masked.text(SourceRange(start: 0, end: text.masked.count))
  }

  @Test(arguments: [
    ("a: {{ .x }}", "a: ________"),
    ("a: {{ .x }}{{ .y }}", "a: _______________b"),
    ("a: '{{ .x }}'", "a: '________'"),
    ("  {{ end }}\nb: 1", "\n\n\n\n\n\n\n\n\n\n\n\nb: 1"),
    ("  {{ if .x }}a: 1", "\n\n\n\n\n\n\n\n\n\n\n  a: 1"),
    ("a:\n  {{ .x }}\nb: 1", "a:\n\n ________\nb: 1"),
    ("a: 1{{ end }}", "a: 1         "),
    ("# {{ .x\n}}", "# ________"),
    ("a: {{ .x\n}}\r\nb: {{ .y }}\n", "a: ________\r\nb: _______b\n"),
    ("\u{FEFF}{{ .x }}", "\u{FEFF}\n\n\n\n\n\n\n\n"),
  ])
  func maskedText(source: String, expected: String) throws {
    let text = try mask(source)
    #expect(masked(text) == expected)
    #expect(text.masked.count == text.source.count)
  }

  @Test func kindsEnginesAndRanges() throws {
    let source = "{{- if .a }}{{ .b }}{{/* c */}}{{ end -}}<%= d %><% e %><%# f %>"
    let text = try mask(source)
    let actions = text.actions
    #expect(
      actions.map(\.kind) == [
        .control, .output, .comment, .control, .output, .control, .comment,
      ])
    #expect(actions.map(\.engine) == [.go, .go, .go, .go, .erb, .erb, .erb])
    #expect(
      actions.prefix(4).map { text.original($0.range) } == [
        "{{- if .a }}", "{{ .b }}", "{{/* c */}}", "{{ end -}}",
      ])
    #expect(
      actions.prefix(4).map { text.original($0.expression) } == [
        "if .a", ".b", "/* c */", "end",
      ])
  }

  @Test func jinjaIsToldByItsStatements() throws {
    let text = try mask("{% if a %}{{ b }}{# c #}{% else %}{% endif %}")
    #expect(text.actions.allSatisfy { $0.engine == .jinja })
    #expect(text.actions.map(\.kind) == [.control, .output, .comment, .control, .control])
    #expect(text.branches.map(\.position) == [0, 1])
    #expect(text.branches.map { text.original($0.range) } == ["{{ b }}{# c #}", ""])
  }

  @Test(arguments: [
    ("{{ .x | default \"lit\" }}", ["lit"]),
    ("{{ default \"lit\" .x | quote }}", ["lit"]),
    ("{{ .x | default 5432 }}", ["5432"]),
    ("{{ x | default('lit', true) }}", ["lit"]),
    ("{{ x|d(\"lit\") }}", ["lit"]),
    ("{{ x or \"lit\" }}", ["lit"]),
    ("{{ or .x \"lit\" }}", ["lit"]),
    ("{{ \"a\" if x else 'b' }}", ["a", "b"]),
    ("{{ coalesce .a (eq .b \"no\") \"lit\" }}", ["lit"]),
    ("{{ ternary \"a\" \"b\" .x }}", ["a", "b"]),
    ("{{ .x | ternary \"a\" .y }}", ["a"]),
    ("{{ \"lit\" | b64enc }}", ["lit"]),
    ("{{ `lit` }}", ["lit"]),
    ("<%= ENV.fetch(\"X\", \"lit\") %>", ["lit"]),
    ("<%= ENV.fetch('X') { 'lit' } %>", ["lit"]),
    ("<%= ENV[\"X\"] || \"lit\" %>", ["lit"]),
    ("{{ getenv \"X\" \"lit\" }}", ["lit"]),
    ("{{ env.Getenv \"X\" \"lit\" }}", ["lit"]),
    ("{{ get_env(\"X\", 'lit') }}", ["lit"]),
    ("{{ keyOrDefault \"X\" \"lit\" }}", ["lit"]),
    ("{{ .x | default true }}", ["true"]),
    ("{{ .x | default truest }}", []),
    ("{{ defaults \"no\" .x }}", []),
    ("{{ .Values.x }}", []),
    ("{{ include \"no\" . }}", []),
    ("{{ eq .x \"no\" }}", []),
    ("<%= ENV.fetch(\"X\") %>", []),
    ("<%= 13.weeks %>", []),
    ("{{ .x | default .y }}", []),
    ("{{ required \"no\" .x }}", []),
  ])
  func literalDefaults(source: String, literals: [String]) throws {
    let text = try mask("k: \(source)")
    let action = try #require(text.actions.first)
    #expect(action.defaults.map(\.text) == literals)
    for literal in action.defaults { #expect(text.original(literal.range) == literal.text) }
  }

  @Test func controlsAtTheEdgesLeaveAValueLiteral() throws {
    let text = try mask("a: \"v\"{{ end }}\nb: x{{ if y }}z{{ end }}w")
    #expect(!text.containsAction(in: SourceRange(start: 3, end: 15)))
    #expect(text.placeholder(at: SourceRange(start: 19, end: 40))?.kind == .control)
    #expect(text.placeholder(at: SourceRange(start: 0, end: 1)) == nil)
  }

  @Test func branchesOfOneBlockAreAlternatives() throws {
    let source = "{{ if a }}1{{ else }}2{{ if b }}3{{ end }}{{ end }}4"
    let text = try mask(source)
    let places = ["1", "2", "3", "4"].map { mark in
      source.utf8.firstIndex(of: mark.utf8.first ?? 0)
        .map { source.utf8.distance(from: source.utf8.startIndex, to: $0) } ?? 0
    }
    #expect(text.areAlternatives(places[0], places[1]))
    #expect(text.areAlternatives(places[0], places[2]))
    #expect(!text.areAlternatives(places[1], places[2]))
    #expect(!text.areAlternatives(places[0], places[3]))
  }
}
