import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// What a text holds; texts that are not plain in angle brackets.
struct TFVarsCase: Sendable {
  let input: String
  let tree: String
  var problems: [String] = []
}

@Suite struct TFVarsReaderTests {
  static let literals: [TFVarsCase] = [
    TFVarsCase(input: "", tree: "{}"),
    TFVarsCase(input: "a = \"x\"\nb=1\n", tree: "{a=<x> b=1}"),
    TFVarsCase(input: "a = true\r\nb = null\r\nc = -1.5e3", tree: "{a=true b=null c=-1.5e3}"),
    TFVarsCase(input: "a = \"\\n\\t\\r\\\"\\\\\"", tree: "{a=<\n\t\r\"\\>}"),
    TFVarsCase(input: "a = \"\\u00e9\\U0001F600\"", tree: "{a=<é😀>}"),
    TFVarsCase(input: "a = \"$${x} %%{y} $ % $$\"", tree: "{a=<${x} %{y} $ % $$>}"),
    TFVarsCase(input: "a = []\nb = {}\n", tree: "{a=[] b={}}"),
    TFVarsCase(input: "a = [1, \"x\",\n  2,\n]\n", tree: "{a=[1 <x> 2]}"),
    TFVarsCase(input: "a = {\n b = 1\n \"c d\" : 2, e=3 }\n", tree: "{a={b=1 <c d>=2 e=3}}"),
    TFVarsCase(input: "a = [{b = [1]}, {}]\n", tree: "{a=[{b=[1]} {}]}"),
    TFVarsCase(input: "a = { for = 1 }\nb = [for]\n", tree: "{a={for=1} b=[for]}"),
    TFVarsCase(input: "a = <<EOT\n  x\n\ty\nEOT\nb = 1", tree: "{a=<  x\n\ty\n> b=1}"),
    TFVarsCase(input: "a = <<-EOT\n    x\n\n      y\n  \n    EOT\n", tree: "{a=<x\n\n  y\n  \n>}"),
    TFVarsCase(input: "a = <<EOT\n$${x} \\n EOT\n EOT\n", tree: "{a=<${x} \\n EOT\n>}"),
    TFVarsCase(input: "a = <<EOT\nEOT\n", tree: "{a=<>}"),
    TFVarsCase(input: "a = [<<EOT\nx\nEOT\n, 1]\n", tree: "{a=[<x\n> 1]}"),
    TFVarsCase(input: "\u{FEFF}a = 1 # c\n// d\n/* e\n */ b = 2", tree: "{a=1 b=2}"),
    TFVarsCase(input: "a = \"# /* x\"\n", tree: "{a=<# /* x>}"),
  ]

  static let expressions: [TFVarsCase] = [
    TFVarsCase(input: "a = \"x ${var.y} z\"", tree: "{a=x ${var.y} z}"),
    TFVarsCase(input: "a = \"${f(\"}\\\"\", {b = 1})}\" # c", tree: "{a=${f(\"}\\\"\", {b = 1})}}"),
    TFVarsCase(input: "a = \"%{ if x }y%{ endif }\"", tree: "{a=%{ if x }y%{ endif }}"),
    TFVarsCase(input: "a = <<EOT\nx ${y}\nEOT\nb = 1", tree: "{a=x ${y}\n b=1}"),
    TFVarsCase(input: "a = var.b.c[0]\n", tree: "{a=var.b.c[0]}"),
    TFVarsCase(input: "a = f(1,\n 2)\nb = 1", tree: "{a=f(1,\n 2) b=1}"),
    TFVarsCase(input: "a = \"x\" == \"y\"", tree: "{a=\"x\" == \"y\"}"),
    TFVarsCase(input: "a = [1][0]\n", tree: "{a=[1][0]}"),
    TFVarsCase(input: "a = [for x in y : x]\n", tree: "{a=[for x in y : x]}"),
    TFVarsCase(input: "a = {for k, v in y : k => v}\n", tree: "{a={for k, v in y : k => v}}"),
    TFVarsCase(input: "a = [1 +\n 2, 3]\n", tree: "{a=[1 +\n 2 3]}"),
    TFVarsCase(input: "a = {(b) = 1}", tree: "{a={(b)=1}}"),
  ]

  static let broken: [TFVarsCase] = [
    TFVarsCase(
      input: "resource \"x\" \"y\" {\n a = 1\n}\nb = 2", tree: "{b=2}", problems: ["resource"]),
    TFVarsCase(input: "a {\n}\nb = 2", tree: "{b=2}", problems: ["a"]),
    TFVarsCase(input: "a\n= 1\nb = 2", tree: "{b=2}", problems: ["a", "="]),
    TFVarsCase(input: "a =\nb = 2", tree: "{a= b=2}", problems: ["="]),
    TFVarsCase(input: "a = \"x\nb = 2", tree: "{a=\"x b=2}", problems: ["\""]),
    TFVarsCase(input: "a = \"${x\nb = 2", tree: "{a=\"${x b=2}", problems: ["\""]),
    TFVarsCase(input: "a = <<EOT\nx\n", tree: "{a=<<EOT\nx\n}", problems: ["<<EOT"]),
    TFVarsCase(input: "a = [1,\nb = 2", tree: "{a=[1, b=2}", problems: ["["]),
    TFVarsCase(input: "a = [1, {b = 2]\nc = 3", tree: "{a=[1 {b = 2] c=3}", problems: ["{"]),
    TFVarsCase(input: "a = 1 }\nb = 2", tree: "{a=1 b=2}", problems: ["}"]),
    TFVarsCase(input: "a = {b}\n", tree: "{a={b=}}", problems: ["b"]),
    TFVarsCase(input: "a = \"\\q\"\n", tree: "{a=<\\q>}", problems: ["\\q"]),
    TFVarsCase(input: "/* a", tree: "{}", problems: ["/*"]),
    TFVarsCase(input: "a = 1\nb = 2\na = 3", tree: "{a=1 b=2 a=3}", problems: ["a"]),
    TFVarsCase(input: "a = {b = 1, b = 2}", tree: "{a={b=1 b=2}}", problems: ["b"]),
  ]

  private func shown(_ tree: DocumentTree, _ node: Int) -> String {
    if tree.isMapping(node) {
      let entries = tree.writtenEntries(of: node).map {
        "\(shown(tree, $0.key))=\(shown(tree, $0.value))"
      }
      return "{\(entries.joined(separator: " "))}"
    }
    if tree.isSequence(node) {
      return "[\(tree.items(of: node).map { shown(tree, $0) }.joined(separator: " "))]"
    }
    return tree.nodes[node].style == .plain ? tree.text(of: node) : "<\(tree.text(of: node))>"
  }

  @Test(arguments: literals + expressions + broken)
  func readsAssignments(_ example: TFVarsCase) {
    let bytes = SourceBytes(example.input)
    let tree = TFVarsReader.read(bytes)
    #expect(tree.documents.map { shown(tree, $0) } == [example.tree])
    #expect(tree.problems.map { bytes.text($0.range) } == example.problems)
  }

  @Test func pointsAtWhatIsWritten() {
    let bytes = SourceBytes(
      "a = \"x\" # c\nb = \"\\n\" /* d */\ne = \"${f}\"\ng = <<EOT\nh\nEOT\ni = [1, {j : 2}]\n")
    let tree = TFVarsReader.read(bytes)
    let scalars = tree.nodes.indices.filter { tree.nodes[$0].kind == .scalar }
    #expect(
      scalars.map { bytes.text(tree.nodes[$0].range) } == [
        "a", "\"x\"", "b", "\"\\n\"", "e", "${f}", "g", "<<EOT\nh\nEOT", "i", "1", "j", "2",
      ])
    #expect(
      scalars.map { bytes.text(tree.textRange(of: $0)) } == [
        "a", "x", "b", "\\n", "e", "${f}", "g", "h", "i", "1", "j", "2",
      ])
    #expect(tree.nodes[scalars[7]].style == .literal)
    #expect(scalars.filter { tree.nodes[$0].isCooked } == [scalars[3]])
    let flow = tree.nodes.filter { $0.style == .flow }.map { bytes.text($0.range) }
    #expect(flow == ["[1, {j : 2}]", "{j : 2}"])
    #expect(tree.comments.map { bytes.text($0) } == ["# c", "/* d */"])
  }

  @Test func aBlockIsNamedAsOne() throws {
    let tree = TFVarsReader.read(SourceBytes("provider \"x\" {\n}\n"))
    let problem = try #require(tree.problems.first)
    #expect(problem.message.plain == "a block; variable files hold only assignments")
  }

  @Test func nestingIsLimited() {
    let open = String(repeating: "[", count: 300) + String(repeating: "]", count: 300)
    let tree = TFVarsReader.read(SourceBytes("a = \(open)\n"))
    #expect(tree.documents.isEmpty)
    #expect(tree.problems.map(\.kind) == [.limit])
  }

  static let parts = [
    "x", "a=\"", "a=\"${", "a=\"${\n", "\"${\"", "[", "]", "[[[}", "{", "a={\n", "<<A\n",
    "a=<<A\nA\n", "/*", "#\n", "a=1\n", "a=[\n", "(", "$${", "-", "\"\n", "a {\n}\n",
    "a=[1,\n]\n",
  ]

  /// Each of these would take minutes if any part of it were read again and again.
  @Test(arguments: parts)
  func readsHostileInputInLinearTime(_ part: String) {
    let repeated = String(repeating: part, count: 200_000 / part.utf8.count)
    for input in [repeated, "a = \"" + repeated, "a = [" + repeated] {
      let tree = TFVarsReader.read(SourceBytes(input))
      // The last ones count what is not listed.
      #expect(tree.problems.count <= ReadingLimits.problems + 2)
    }
  }

  @Test func readsALongLine() {
    let long = String(repeating: "x", count: 1 << 20)
    let tree = TFVarsReader.read(SourceBytes("a = \"\(long)\"\n"))
    #expect(tree.text(of: 2).utf8.count == 1 << 20)
  }

  @Test func bytesThatAreNoTextDoNotStopIt() {
    for input in NoText.inputs(of: "ab=:[]{}()\"\",$%<-#/*\\u1\n\n\r ", count: 6000) {
      NoText.expectSound(TFVarsReader.read(SourceBytes(input)))
    }
  }
}
