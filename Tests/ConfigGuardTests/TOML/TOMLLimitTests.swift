import ConfigGuard
import ConfigLinting
import RulePacks
import Testing

@Suite struct TOMLLimitTests {
  @Test func refusesArraysAndInlineTablesThatLieTooDeep() {
    for part in ["[", "{a=", "[{a="] {
      let tree = TOMLReader.read(
        SourceBytes("b = 1\na = " + String(repeating: part, count: 100_000)))
      #expect(tree.problems.map(\.kind) == [.limit])
      #expect(tree.value("b", in: 0) != nil)
      #expect(StructuredText.isSound(tree))
    }
    let depth = ReadingLimits.depth - 1
    let allowed = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    #expect(TOMLReader.read(SourceBytes("a = \(allowed)")).problems.isEmpty)
  }

  @Test func refusesKeysWithTooManyDots() {
    let long = Array(repeating: "a", count: 100_000).joined(separator: ".")
    for text in ["\(long) = 1\nb = 2", "b = 2\n[\(long)]\nc = 1", "b = 2\n[[\(long)]]\nc.d = 1"] {
      let tree = TOMLReader.read(SourceBytes(text))
      #expect(tree.problems.map(\.kind) == [.limit])
      #expect(tree.string("b", in: 0) == "2")
      #expect(StructuredText.isSound(tree))
    }
    let inTable = TOMLReader.read(
      SourceBytes("\(long) = [\(String(repeating: "{b=1},", count: 9000))]"))
    #expect(inTable.problems.map(\.kind) == [.limit])
    let deepest = Array(repeating: "a", count: ReadingLimits.depth).joined(separator: ".")
    #expect(TOMLReader.read(SourceBytes("\(deepest) = 1")).problems.isEmpty)
    #expect(!TOMLReader.read(SourceBytes("a.\(deepest) = 1")).problems.isEmpty)
  }

  @Test func readsManyKeysAndTables() {
    let keys = (0..<100_000).map { "k\($0) = \($0)\n" }.joined()
    #expect(TOMLReader.read(SourceBytes(keys)).nodes.count == 200_001)
    let tables = (0..<100_000).map { "[t.t\($0)]\nk = 1\n" }.joined()
    let tree = TOMLReader.read(SourceBytes(tables))
    #expect(tree.problems.isEmpty)
    #expect(tree.nodes.count == 400_003)
    let again = TOMLReader.read(SourceBytes(keys + "k99999 = 1\n"))
    #expect(again.problems.map(\.kind) == [.duplicateKey])
  }

  @Test func aKeyIsFoundAgainAmongManyAndBehindTheTablesOfItsValue() {
    let many = (0..<2_000).map { "k\($0)=1\n" }.joined()
    let tree = TOMLReader.read(
      SourceBytes(
        "t = {a = 1, b = [{a = 1}]}\n" + many + "t = 1\nk7 = 1\n[u]\na = {b = 1, b = 2}\n"))
    #expect(tree.problems.map(\.kind) == [.duplicateKey, .duplicateKey, .duplicateKey])
  }

  @Test func bytesThatAreNoTextAreProblems() {
    for bytes: [UInt8] in [
      [0xFF, 0xFE, 0x61, 0x00], [0], Array("a = \"".utf8) + [0xFF] + Array("\"".utf8),
      Array("a = 'x".utf8) + [0] + Array("'".utf8), Array("# ".utf8) + [0xC3],
      Array("a = ".utf8) + [0xE2, 0x82], [0xC3],
    ] {
      let tree = TOMLReader.read(SourceBytes(bytes))
      #expect(!tree.problems.isEmpty)
      #expect(StructuredText.isSound(tree))
    }
  }

  @Test func anyBytesAreReadToTheEnd() {
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15
    let alphabet: [UInt8] =
      Array("aab==..[]{},\"\"''\\u0_:-+#\n\n\r 1979-05-27T:tf".utf8) + [0, 0x80, 0xC3, 0xFF]
    for round in 0..<6000 {
      let input = (0..<(round % 70)).map { _ in
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return alphabet[Int(state % UInt64(alphabet.count))]
      }
      let tree = TOMLReader.read(SourceBytes(input))
      #expect(StructuredText.isSound(tree))
      #expect(tree.documents == [0])
    }
  }

  /// Each of these would take minutes if any part of it were read again and again.
  @Test(
    arguments: [
      "a", "a.", "a=", "a=1\n", "[", "[[", "[a]\n", "[[a]]\n", "[a.b]\n", "]", "{", "a={", "{a=1",
      "\"", "\"\"\"", "'''\n", "\\", "\"\\", "#", "#\n", "\r", "\r\n", "a=[", "1 ", "1,", "1\n",
      "a.b=1\n", "b ", "=", "\n", " ", "_", "0", "-",
    ])
  func readsInLinearTime(_ part: String) {
    let repeated = String(repeating: part, count: 150_000 / part.utf8.count)
    for input in [repeated, "a = [" + repeated, "a = {b = " + repeated, "a = \"" + repeated] {
      #expect(StructuredText.isSound(TOMLReader.read(SourceBytes(input))))
    }
  }
}
