import ConfigGuard
import ConfigLinting
import RulePacks
import Testing

@Suite struct TemplateReaderTests {
  private func read(_ text: String) -> TemplateReading {
    TemplateReader.read(SourceBytes(text))
  }

  private func dumps(_ reading: TemplateReading) -> [String] {
    reading.trees.map { TemplateDump.text($0, reading.text) }
  }

  @Test(arguments: [
    ("image: {{ .a }}:{{ .b }}", "{image: ‹›}"),
    ("a: \"{{ .Values.x | default \"lit\" }}\"", "{a: ‹lit›}"),
    ("a: '{{ .x }}-tail'", "{a: ‹›}"),
    ("{{ $key }}: {{ $value }}", "{‹›: ‹›}"),
    ("{{ $k }}: 1\n{{ $v }}: 2", "{‹›: 1, ‹›: 2}"),
    ("a:\n  - {{ . }}\n  - b", "{a: [‹›, b]}"),
    ("labels: {{- include \"l\" . | nindent 4 }}\nb: 1", "{labels: ‹›, b: 1}"),
    ("labels:\n  {{- include \"l\" . | nindent 4 }}\nb: 1", "{labels: ‹›, b: 1}"),
    ("x:\n  labels:\n{{ toYaml .Values.labels | indent 4 }}\n  b: 1", "{x: {labels: ‹›, b: 1}}"),
    ("labels:\n  {{- include \"l\" . }}\n  own: 1", "{labels: {own: 1}}"),
    ("labels: {{- include \"l\" . | nindent 2 }}\n  own: 1", "{labels: {own: 1}}"),
    ("args: {{ toYaml .a | nindent 0 }}\n- x", "{args: [x]}"),
    ("- {{- include \"l\" . | nindent 2 }}\n  own: 1", "[{own: 1}]"),
    ("a: 1\n{{- if .x }}\nb: 2\n{{- end }}\nc: 3", "{a: 1, b: 2, c: 3}"),
    ("{{- if .x }}\na: 1\n{{- end }}", "{a: 1}"),
    ("{{/* one\n: two */}}\na: 1", "{a: 1}"),
    ("a: 1 {{/* note */}}\nb: 2", "{a: 1, b: 2}"),
    ("# {{ .x }}\na: {{ .y }} # {{ .z }}\nb: 1", "{a: ‹›, b: 1}"),
    ("# {{ if .x\n }} text: {\na: 1", "{a: 1}"),
    ("a: |\n  one\n{{- if .x }}\n  two\n{{- end }}\nb: 1", "{a: ‹two›, b: 1}"),
    ("a: |\n      {{- if .x }}\n  one\n      {{- end }}\nb: 1", "{a: ‹one›, b: 1}"),
    ("a: |-\n  one\n{{- if .x }}\nb: 1\n{{- end }}", "{a: one, b: 1}"),
    ("a: |- {{ .x | nindent 2 }}\nb: 1", "{a: ‹›, b: 1}"),
    ("a: \"v\"{{ end }}\nb: true {{ end }}", "{a: v, b: true}"),
    ("a: {{ if .x }}one{{ else }}\"two\"{{ end }}", "{a: ‹one|two›}"),
    ("a: pre-{{ if .x }}one{{ end }}", "{a: ‹one›}"),
    ("{{ if .x }}a: 1{{ end }}\nb: 2", "{a: 1, b: 2}"),
    ("m:\n  {{ if .x }}a: 1{{ end }}\n  b: 2", "{m: {a: 1, b: 2}}"),
    ("m:\n  {{ if .x -}} a: {{- else -}} b: {{- end }}\n    c: 1", "{m: {a: , b: {c: 1}}}"),
    ("{{ if .x }}\n---{{ end }}\na: 1\n---{{ if .y }}\nb: 2", "{a: 1} --- {b: 2}"),
    ("a: {{ if .x -}}\none\n{{- else -}}\ntwo\n{{- end }}\nb: 1", "{a: ‹one|two›, b: 1}"),
    ("a: {{ dict \"x\"\n  \"y\" | toYaml }}\nb: 1", "{a: ‹›, b: 1}"),
    ("{ \"a\": {{ .x }}, \"b\": [1] }", "{a: ‹›, b: [1]}"),
    ("é: {{ .ü }}\nb: ü", "{é: ‹›, b: ü}"),
    ("a: {{ \"{{\" }}", "{a: ‹{{›}"),
    ("a: <%= ENV[\"X\"] || \"lit\" %>\n<% if x %>\nb: 1\n<% end %>", "{a: ‹lit›, b: 1}"),
    ("{% for x in y %}\n- {{ x | d('z') }}\n{% endfor %}\n- b", "[‹z›, b]"),
    ("{% raw %}\na: \"{{ b }}\"\n{% endraw %}\nc: {{ d }}", "{a: {{ b }}, c: ‹›}"),
  ])
  func treeOfATemplate(source: String, dump: String) {
    let reading = read(source)
    #expect(dumps(reading).first == dump)
    #expect(reading.gaps.isEmpty)
    #expect(reading.skipReason == nil)
  }

  @Test(arguments: [
    "a: ${{ secrets.x }}", "[{{a: 1}}]", "{a: {b: {{\"c\": 1}: 2}}}", "a: {{", "a: '{{ }}'",
    "a: ${#list[@]} }", "{a: {b: 1}}", "a: <%% x %>",
  ])
  func textWithoutActions(source: String) {
    #expect(TemplateText.mask(SourceBytes(source)) == nil)
  }

  @Test func yamlWithActionsInScalarsStaysAsItIs() throws {
    let source = "a: \"{{ x }}\"\nb: |\n  {% if y %}\n  z\n  {% endif %}\n"
    let reading = read(source)
    let tree = try #require(reading.trees.first)
    let root = try #require(tree.documents.first)
    #expect(tree.string("a", in: root) == "{{ x }}")
    #expect(TemplateDump.text(tree, reading.text) == "{a: ‹›, b: ‹z›}")
  }

  @Test func branchesWithTheSameKeyAreAlternatives() {
    let reading = read(
      "{{ if .a }}\nt: 1\n{{ else if .b }}\nt: 2\n{{ else }}\nt: 3\n{{ end }}\nu: 4")
    #expect(reading.problems.isEmpty)
    #expect(dumps(reading) == ["{t: 1, t: 2, t: 3, u: 4}", "{t: 1, u: 4}", "{t: 2, u: 4}"])
    #expect(
      reading.variants[1].newText.map { reading.text.original($0) } == ["\nt: 1\n"])
  }

  @Test func separateConditionsMayExcludeOneAnother() {
    let reading = read("{{ if .a }}\nt: 1\n{{ end }}\n{{ if not .a }}\nt: 2\n{{ end }}")
    #expect(reading.problems.isEmpty)
    #expect(dumps(reading) == ["{t: 1, t: 2}", "{t: 1}"])
  }

  @Test(arguments: [
    "{{ if .a }}\nt: 1\nt: 2\n{{ end }}", "t: 1\n{{ if .a }}\nt: 2\n{{ end }}",
    "x: {{ .y }}\nt: 1\nt: 2",
  ])
  func keysThatStandTogetherAreDuplicates(source: String) {
    #expect(read(source).problems.map(\.kind) == [.duplicateKey])
  }

  @Test func branchesOfDifferentShapeAreReadOneByOne() {
    let reading = read("a:\n{{- if .x }}\n  b: 1\n{{- else }}\n  - c\n{{- end }}\nd: {{ .y }}")
    #expect(dumps(reading) == ["{a: {b: 1}, d: ‹›}", "{a: [c], d: ‹›}"])
    #expect(reading.problems.isEmpty)
    #expect(reading.gaps.isEmpty)
    #expect(reading.variants[1].isNew(reading.trees[1].nodes[3].range))
    #expect(!reading.variants[1].isNew(reading.trees[1].nodes[1].range))
  }

  @Test func definitionsAreFragmentsOfTheirOwn() {
    let reading = read(
      "{{ define \"l\" }}\na: 1\n{{ end }}\n{{ define \"m\" }}\na: 2\n{{ end }}\nb: {{ .x }}")
    #expect(dumps(reading) == ["{b: ‹›}", "{a: 1} ---  --- {a: 2} --- "])
    #expect(reading.problems.isEmpty)
  }

  @Test func aDefinitionThatIsNoYAMLIsAGap() {
    let reading = read("{{ define \"l\" }}\na: [1\nb {\n{{ end }}\nb: {{ .x }}")
    #expect(dumps(reading).first == "{b: ‹›}")
    #expect(reading.gaps.count == 1)
    #expect(reading.skipReason == nil)
  }

  @Test func whatCannotBeReadIsSaid() throws {
    let reading = read(
      "a: {{ .x }}\n---\nw: 1\nx: 1\ny: 1\nz: 1\nb: [1\nc: 2\nd: 3\ne: 4\nf: 5\n---\ng: 1")
    #expect(dumps(reading).first?.hasPrefix("{a: ‹›} ---") == true)
    #expect(dumps(reading).first?.hasSuffix("{g: 1}") == true)
    #expect(!reading.gaps.isEmpty)
    #expect(reading.problems.contains { $0.kind == .syntax })
  }

  @Test func aBlockThatIsNeverEndedIsAProblem() {
    let reading = read("a: {{ .x }}\n{{ if .y }}\nb: 1")
    #expect(reading.problems.map(\.range) == [SourceRange(start: 12, end: 23)])
  }

  @Test(arguments: [
    String(repeating: "{{", count: 500_000),
    String(repeating: "{{ \"", count: 100_000),
    String(repeating: "{{ `", count: 100_000),
    String(repeating: "{{ /* <% {# {% if ", count: 50_000),
    "a: " + String(repeating: "{{ .x }}", count: 100_000),
    String(repeating: "{{ .x }}\n", count: 100_000),
    "a: |" + String(repeating: "{{if .x}}", count: 50_000),
    String(repeating: "{{ if .a }}\n", count: 10_000) + "k: v\n"
      + String(repeating: "{{ end }}\n", count: 10_000),
    String(repeating: "{{ if .a }}", count: 10_000) + "k: v"
      + String(repeating: "{{ end }}", count: 10_000),
    String(repeating: "{{ if .a }}\na: 1\n{{ else }}\n- b\n{{ end }}\n", count: 5_000),
    String(repeating: "{{ else }}{{ end }}\n", count: 10_000), "{{", "{{ ", "{%", "<%", "<%=",
    "{{-",
    "{{ a }", "{{ \"", "{{/*", "{{}}", "{% raw %}", "{{ define \"x\" }}", "\u{FEFF}{{ .x }}",
    "<%>", "<%=%>", "{#}", "{##}", "{{-}}", "{{--}}", "{{ - }}",
  ])
  func hostileTextEnds(source: String) {
    let bytes = SourceBytes(source)
    let reading = TemplateReader.read(bytes)
    for variant in reading.variants { #expect(variant.tree.bytes.count == bytes.count) }
    for node in reading.trees.flatMap(\.nodes).prefix(1_000) {
      _ = reading.text.containsAction(in: node.range)
    }
    for gap in reading.gaps { #expect(gap.range.end <= bytes.count) }
  }

  /// As it stands that is a text without a key, unlike braces, which hold any.
  @Test(arguments: ["<%= x %>", "# note\n<%= x %> <%= y %>\n"])
  func onlyAnActionThatIsAPlainScalar(text: String) throws {
    let reading = try ProjectFiles(["values.yaml": text]).read("values.yaml")
    #expect(reading.skipReason.map { NameScreen.builtin.text($0).text } == "holds no key")
  }
}
