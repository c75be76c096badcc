import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// Lines that another tool's fixes are known to break: whoever reads the file, no value changes.
@Suite struct CorruptionTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let lines: String
    /// What the tool made of them.
    let broken: String
    var mended: String?

    var testDescription: String { lines.split(separator: "\n").joined(separator: " / ") }

    init(_ lines: String, broken: String, mended: String? = nil) {
      self.lines = lines
      self.broken = broken
      self.mended = mended
    }
  }

  static let rows = [
    Row("A=${NODE_ENV:-development}", broken: "A=${NODE_ENV}:-development}"),
    Row(#"A={"k":"v"}"#, broken: "A={k:v}"),
    Row("FOO=bar # comment", broken: #"FOO="bar # comment""#),
    Row(#"A="x y" # note"#, broken: #"A=""x y" # note""#),
    Row("A=O'Brien", broken: "A=OBrien"),
    Row(#"A='it'\''s'"#, broken: #"A=it\s"#),
    Row(#"export FOO="bar""#, broken: "FOO=bar"),
    Row("A=1\nA=2", broken: "A=1\n# A=2", mended: "A=2"),
    Row("HOST_VAR", broken: "HOST_VAR="),
    Row("A.B=1", broken: "A_B=1"),
  ]

  static let names = [".env", ".env.production", ".env.example"]

  @Test func allTenAreHere() { #expect(Self.rows.count == 10) }

  /// Nobody knows who reads the file: all readers get what they got.
  @Test(arguments: rows, names) func noValueChangesForAnyReader(row: Row, name: String) throws {
    for (before, after) in [("", ""), ("# settings\n\nFIRST=1\n", "\nLAST=\"2\"  # end\n")] {
      let files = try MendedFiles([name: before + row.lines + after])
      #expect(files.text(name) == before + (row.mended ?? row.lines) + after)
      for dialect in DotEnvDialect.all {
        for host in [nil, "x", ""] {
          let old = files.values(name, by: dialect, isAfter: false, host: host)
          let new = files.values(name, by: dialect, isAfter: true, host: host)
          #expect(old == new, "\(dialect.id)")
        }
      }
    }
  }

  /// Two readers are known, so that what they read otherwise may be quoted: the first one's values
  /// stay, and the other's become the same or stay.
  @Test(arguments: rows) func noValueOfTheFirstReaderChanges(row: Row) throws {
    let name = ".env.production"
    for first in [DotEnvDialect.compose, .bash, .dotenvJS] {
      for second in DotEnvDialect.all where second != first {
        let files = try MendedFiles(
          [name: "FIRST=1\n\(row.lines)\nLAST=2\n"], dialects: [first, second])
        let old = files.values(name, by: first, isAfter: false)
        #expect(files.values(name, by: first, isAfter: true) == old, "\(first.id), \(second.id)")
        let others = files.values(name, by: second, isAfter: false)
        for (key, value) in files.values(name, by: second, isAfter: true) {
          #expect(
            value == others[key] || value == old[key], "\(key) by \(second.id) after \(first.id)")
        }
      }
    }
  }

  /// The rows can fail: what the other tool wrote is read otherwise by some reader.
  @Test(arguments: rows) func theBrokenLineIsReadOtherwise(row: Row) {
    let isOther = DotEnvDialect.all.contains { dialect in
      [nil, "x", ""].contains { host in
        let values = [row.lines, row.broken].map { text in
          DotEnvFile.parse(SourceBytes(text + "\n"), dialect: dialect)
            .resolved(environment: { _ in host }).values
        }
        return values[0] != values[1]
      }
    }
    #expect(isOther)
  }
}
