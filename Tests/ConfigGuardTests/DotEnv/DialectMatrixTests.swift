import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

@Suite struct DialectMatrixTests {
  /// How the cells of one reader came out.
  private struct Count {
    var cells = 0
    var reproduced = 0
    var commands = 0
    var leftOut = 0
    var wrong: [String] = []
  }

  private func reads(
    _ example: DialectMatrix.Case, _ dialect: DotEnvDialect, _ count: inout Count
  ) -> Bool {
    let file = DotEnvFile.parse(SourceBytes(example.input), dialect: dialect)
    let resolution = file.resolved { DialectMatrix.environment[$0] }
    let isRefused = file.isRefused || !resolution.errors.isEmpty
    let isCertain = resolution.wouldRunCommand.isEmpty && resolution.undetermined.isEmpty
    switch example.results[DialectMatrix.readers.first { $0.dialect == dialect }?.mark ?? ""] {
    case .variables(let variables, let isWarned, let isDropped):
      count.reproduced += 1
      let bare = Set(variables.filter { $0.value == nil }.keys)
      return !isRefused && isCertain && resolution.values == variables.compactMapValues(\.self)
        && bare.isSubset(of: file.entries.filter { !$0.hasValue }.map(\.key))
        && (!isWarned || !file.problems.isEmpty) && (!isDropped || !file.dropped.isEmpty)
    case .refused:
      count.reproduced += 1
      return isRefused && (!file.problems.isEmpty || !resolution.errors.isEmpty)
    case .command:
      count.commands += 1
      return resolution.wouldRunCommand == ["A"] && resolution.values["A"] == nil
    case .shell:
      count.leftOut += 1
      return resolution.undetermined == ["A"] && resolution.values["A"] == nil
    case .file(let variables):
      count.leftOut += 1
      return !isRefused && resolution.values == variables.compactMapValues(\.self)
    case nil: return false
    }
  }

  @Test func readsEveryCellAsItsReaderDoes() {
    var table = "dialect, cells, reproduced, would run a command, left out\n"
    for (_, dialect) in DialectMatrix.readers {
      var count = Count()
      for example in DialectMatrix.cases {
        count.cells += 1
        if !reads(example, dialect, &count) { count.wrong.append(example.name) }
      }
      #expect(count.wrong.isEmpty, "\(dialect.id): \(count.wrong)")
      #expect(count.cells == 133)
      #expect(count.reproduced - count.wrong.count >= 124, "\(dialect.id)")
      table += "\(dialect.id), \(count.cells), \(count.reproduced - count.wrong.count), "
      table += "\(count.commands), \(count.leftOut)\n"
    }
    print(table)
  }

  @Test func rangesHoldWhatWasWritten() {
    for example in DialectMatrix.cases {
      let bytes = SourceBytes(example.input)
      for dialect in DotEnvDialect.all {
        let file = DotEnvFile.parse(bytes, dialect: dialect)
        let places = file.problems.map(\.range) + file.comments + file.dropped
        #expect(places.allSatisfy { 0 <= $0.start && $0.start <= $0.end && $0.end <= bytes.count })
        #expect(file.dropped.map(\.start) == file.dropped.map(\.start).sorted())
        #expect(file.comments.allSatisfy { "#;".contains(bytes.text($0).prefix(1)) })
        for entry in file.entries {
          #expect(entry.keyRange.end <= entry.valueRange.start, "\(dialect.id) \(example.name)")
          #expect(entry.valueRange.end <= bytes.count)
          guard entry.quote != .none else { continue }
          let opening = bytes[entry.valueRange.start - 1]
          #expect(opening == bytes[entry.valueRange.end], "\(dialect.id) \(example.name)")
          #expect("'\"`".utf8.contains(opening))
        }
      }
    }
  }

  @Test func idsNameDialects() {
    #expect(Set(DotEnvDialect.all.map(\.id)).count == 17)
    for dialect in DotEnvDialect.all { #expect(DotEnvDialect.named(dialect.id) == dialect) }
    #expect(DotEnvDialect.named("compose") == .compose)
    #expect(DotEnvDialect.named("docker-raw") == .raw)
    #expect(DotEnvDialect.named("dotenv-js") == .dotenvJS)
    #expect(DotEnvDialect.named("dotenv-js-fast") == .dotenvJSFast)
    #expect(DotEnvDialect.named("python-dotenv") == .python)
    #expect(DotEnvDialect.named("node") == .node)
    #expect(DotEnvDialect.named("node-22") == nil)
    #expect(DotEnvDialect.named("") == nil)
  }
}
