import Testing

@testable import RulePacks

/// Keys are found by all of their bytes, whatever their length is.
@Suite struct SoughtNameTests {
  @Test(arguments: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 16, 17, 31, 40])
  func names(length: Int) {
    let name = String("abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz".prefix(length))
    var others: [String] = []
    for position in 0..<length {
      var letters = Array(name)
      letters[position] = "_"
      others.append(String(letters))
    }
    let lines = (others + [name]).map { "\"\($0)\": \($0.count)" }
    let tree = YAMLReader.read(SourceBytes(lines.joined(separator: "\n")))
    #expect(tree.problems.isEmpty)
    let found = tree.entry(named: name, in: 0)
    #expect(found.map { tree.text(of: $0.key) } == name)
    #expect(tree.entry(named: name + "x", in: 0) == nil)
    #expect(tree.entry(named: "_" + name, in: 0) == nil)
  }

  @Test func theLastDuplicateCounts() {
    let tree = YAMLReader.read(SourceBytes("name: a\nname: b\n"))
    #expect(tree.string("name", in: 0) == "b")
  }

  @Test func whatIsMergedIsFound() {
    let tree = YAMLReader.read(
      SourceBytes("a: &a {x: 1}\nb: &b {x: 2, y: 3}\nc: {<<: [*a, *b], z: 4}\n"))
    let merged = tree.value("c", in: 0)
    #expect(merged.flatMap { tree.string("x", in: $0) } == "1")
    #expect(merged.flatMap { tree.string("y", in: $0) } == "3")
    #expect(merged.flatMap { tree.string("w", in: $0) } == nil)
  }
}
