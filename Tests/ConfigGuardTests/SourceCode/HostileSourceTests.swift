import ConfigGuard
import ConfigLinting
import RulePacks
import Testing

@Suite("Source code that is none")
struct HostileSourceTests {
  private static let seeds = [
    "os.getenv('A', f'{x!r:{w}}') \"\"\" ' # {",
    "`${`${process.env.A ?? '` + /[/]/ + <a>'}`}` // {",
    "x = <<~A + %w[#{ENV['B']} \"#{ <<A\nA\n __END__ =begin ?' /",
    "\"\\(\"\\(getenv(\"A\"))\")\" #\"\"\"\\#( /* /* */ r#\"",
    "<?php \"{$_ENV['A']}\" <<<T\n{$x}\nT; ?> <?= 'env' `env:\"A_B, default=d\"`",
    "@Value(\"${A_B:}\") '\\'' System.getenv(\"A\") ?: `",
  ]

  @Test("every cut and many changes of hard texts are read without harm, and all ranges lie inside")
  func cutsAndChanges() {
    var state: UInt64 = 7
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    let marks = Array("{}()[]'\"`#\\/$<%=\n?:".utf8) + [0, 0xC3, 0xFF]
    for seed in Self.seeds {
      let text = Array((seed + " env\n" + seed).utf8)
      for round in 0..<40 {
        var bytes = text
        for _ in 0..<(round % 5) { bytes[random(bytes.count)] = marks[random(marks.count)] }
        bytes = Array(bytes[random(bytes.count)...])
        for language in SourceCodeLanguage.allCases {
          let source = SourceBytes(bytes)
          for read in SourceCodeReader.variableReads(in: source, language: language) {
            #expect(source.text(read.nameRange) == read.name)
            #expect((read.fallback?.range.end ?? 0) <= source.count)
          }
        }
      }
    }
  }

  @Test("a depth beyond the limit is said, and is no crash")
  func depth() {
    let text = String(repeating: "`${", count: 2000) + "process.env.A"
    let read = SourceCodeReader.read(SourceBytes(text), as: .javascript)
    #expect(read.problems.map(\.kind) == [.limit])
    let brackets = String(repeating: "(", count: 100_000) + "process.env.A"
    #expect(
      SourceCodeReader.variableReads(in: SourceBytes(brackets), language: .javascript).count == 1)
  }

  @Test("what is never closed is read once")
  func unclosed() {
    for (unit, language) in [
      ("/[", SourceCodeLanguage.javascript), ("'\\", .javascript), ("x / y\"", .ruby),
      ("<<A ", .ruby), ("x = <<~A\n", .ruby), ("#", .swift), ("a.map(getenv(", .swift),
      ("/*", .rust), ("\"\"\"", .python), ("getenv('A' or ", .python),
    ] {
      let text = String(repeating: unit, count: 20_000) + " env"
      _ = SourceCodeReader.variableReads(in: SourceBytes(text), language: language)
    }
  }

  @Test(
    "languages by the names of files",
    arguments: [
      ("a/b.py", SourceCodeLanguage.python), ("x.d.ts", .javascript), ("x.tsx", .javascript),
      ("Rakefile", .ruby), ("config.ru", .ruby), ("App.kt", .kotlin), ("main.GO", .go),
      (".py", nil), ("py", nil), ("notes.md", nil), ("a.rs/b", nil),
    ])
  func names(_ path: String, _ language: SourceCodeLanguage?) {
    #expect(SourceCodeLanguage(path: path) == language)
  }
}
