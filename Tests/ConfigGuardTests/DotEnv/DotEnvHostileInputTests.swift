import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

@Suite struct DotEnvHostileInputTests {
  static let parts = [
    "\"", "'", "A=\"", "A=\"\n", "A='\nB=\"\n", "A=\"\\\"\n", "A=\\\n", "${", "A=${", "A=${B:-",
    "A=${B:-\n", "A=${B:-{}", "A=\"${B:-\\n", "\\", "A=\"\\", "=", "=\n", "#", "#\n", "A=x #",
    " ", "\n", "\r", "\t", "A", "A\n", "A ", "A\u{00A0}", "A=x\u{00A0}", "\u{3000}", "export ",
    "export\n", "export", "\0", "A=\0\n", "é", "[", ":", "A:\n", "$", "A=$$", "A=$B",
  ]

  /// Each of these would take minutes if any part of it were read again and again.
  @Test(arguments: parts)
  func readsInLinearTime(_ part: String) {
    let repeated = String(repeating: part, count: 250_000 / part.utf8.count)
    for input in [repeated, "A=" + repeated, "A=\"" + repeated] {
      let bytes = SourceBytes(input)
      for dialect in [DotEnvDialect.compose, .raw] {
        let file = DotEnvFile.parse(bytes, dialect: dialect)
        #expect(file.entries.count <= bytes.count)
      }
    }
  }

  /// Quotes, backslashes and references without an end, for the other readers.
  @Test(
    arguments: DotEnvDialect.all.filter { ![.compose, .raw].contains($0) })
  func everyReaderReadsInLinearTime(_ dialect: DotEnvDialect) {
    for part in ["\"", "'", "\\", "${"] { read(part, count: 100_000, dialect) }
    let others = [
      "\n\"", "`", "\nA=${", "A=\"\n", "A='\\'", "A=\"\\\"\n", "A=${B:-", "A=$A", "$(", "A\n",
      "=\n",
      " ", "\r", "#", "A: ", "export ", "A=`", "A=x;", "(",
    ]
    for part in others { read(part, count: 20_000, dialect) }
  }

  private func read(_ part: String, count: Int, _ dialect: DotEnvDialect) {
    let bytes = SourceBytes("A=\"" + String(repeating: part, count: count / part.utf8.count))
    let file = DotEnvFile.parse(bytes, dialect: dialect)
    #expect(file.entries.count <= bytes.count)
    _ = file.resolved { $0 == "A" ? "$A$A" : nil }
  }

  @Test
  func bytesThatAreNoTextDoNotStopIt() {
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15
    let alphabet: [UInt8] = Array("A=\"'\\$ {}:-?+#\n\r\t0é".utf8) + [0, 0x80, 0xC2, 0xE2, 0xFF]
    for round in 0..<1000 {
      let input = (0..<(round % 90)).map { _ in
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return alphabet[Int(state % UInt64(alphabet.count))]
      }
      let bytes = SourceBytes(input)
      for dialect in DotEnvDialect.all {
        let file = DotEnvFile.parse(bytes, dialect: dialect)
        for entry in file.entries {
          _ = entry.value
          let references = entry.interpolation?.references ?? []
          #expect(references.allSatisfy { entry.valueRange.contains($0.range) })
        }
        let starts = file.problems.map(\.range.start)
        #expect(starts == starts.sorted())
        #expect(file.problems.allSatisfy { 0 <= $0.range.start && $0.range.end <= bytes.count })
        _ = file.resolved { $0 == "A" ? "v" : nil }
      }
    }
  }

  @Test func findsEveryDuplicateAmongManyKeys() {
    var text = ""
    for number in 0..<60_000 { text += "KEY\(number % 40_000)=\(number)\n" }
    let file = DotEnvFile.parse(SourceBytes(text), dialect: .compose)
    #expect(file.problems.count == 20_000)
    for (number, problem) in file.problems.enumerated() where number % 1000 == 0 {
      #expect(problem.range == file.entries[40_000 + number].keyRange)
      #expect(problem.related == file.entries[number].keyRange)
    }
  }

  @Test func valuesThatDoubleEachOtherAreLimited() {
    var text = "A0=xxxxxxxx\n"
    for number in 1...60 { text += "A\(number)=${A\(number - 1)}${A\(number - 1)}\n" }
    let resolution = DotEnvFile.parse(SourceBytes(text), dialect: .compose).resolved { _ in nil }
    #expect(resolution.errors.contains { $0.kind == .expansionLimit })
    #expect(resolution.values["A3"]?.utf8.count == 64)
  }

  @Test
  func manyReferencesResolveInLinearTime() {
    var text = ""
    for number in 0..<50_000 { text += "A\(number)=1\nB\(number)=${A\(number)}\n" }
    let resolution = DotEnvFile.parse(SourceBytes(text), dialect: .compose).resolved { _ in nil }
    #expect(resolution.values.count == 100_000)
    #expect(resolution.values["B49999"] == "1")
  }
}
