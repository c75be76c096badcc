import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// Many env files of odd lines, each mended: no reader gets another value of anything but targets.
@Suite struct GeneratedFixTests {
  private struct Numbers {
    var state: UInt64

    mutating func next(_ count: Int) -> Int {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int(state % UInt64(count))
    }
  }

  private static let targets = [
    "DEBUG=true", "APP_DEBUG='1'", "FLASK_DEBUG=\"yes\" # c", "CORS_ORIGINS=*", "export DEBUG=on",
    "A_CORS_ORIGINS=https://a.example.com,*", "DB_POOL_MIN_SIZE=30\nDB_POOL_MAX_SIZE=20",
  ]

  private static let lines = [
    "A=1", "A=2", "A=${B:-x}", "B=\"two words\"", "C='it'\\''s'", "# DEBUG=true", "",
    "D=${DEBUG}", "E=\"a\nb\"", "F=O'Brien", "G={\"k\":\"v\"}", "HOST_VAR", "H.I=1",
    "export J=\"x\"", "K=a # b", "L=\"", "M = 1", "N='x", "O=$(date)", "P=a\\", "Ü=ä", "Q=\t1 ",
    "R=`date`", "DEBUG", "S=\"$A\"", "=x", "T",
  ]

  private static let targetKeys: Set<String> = [
    "debug", "app_debug", "flask_debug", "cors_origins", "a_cors_origins", "db_pool_min_size",
    "db_pool_max_size",
  ]

  @Test(arguments: 0..<12) func noOtherValueChanges(seed: Int) throws {
    var numbers = Numbers(state: 0x9E37_79B9_7F4A_7C15 &* UInt64(seed + 1))
    for _ in 0..<8 {
      var parts: [String] = []
      for _ in 0..<(3 + numbers.next(6)) {
        parts.append(Self.lines[numbers.next(Self.lines.count)])
      }
      for _ in 0..<(1 + numbers.next(2)) {
        let target = Self.targets[numbers.next(Self.targets.count)]
        parts.insert(target, at: numbers.next(parts.count + 1))
      }
      let lineBreak = ["\n", "\r\n"][numbers.next(2)]
      let text = parts.joined(separator: lineBreak) + ["", lineBreak][numbers.next(2)]
      try expectOthersStay(text)
    }
  }

  private func expectOthersStay(_ text: String) throws {
    let name = ".env.production"
    let files = try MendedFiles([name: text])
    for dialect in DotEnvDialect.all {
      let old = files.values(name, by: dialect, isAfter: false)
      let new = files.values(name, by: dialect, isAfter: true)
      for key in Set(old.keys).union(new.keys) where !Self.isTarget(key) {
        #expect(old[key] == new[key], "\(key) by \(dialect.id) of \(text.debugDescription)")
      }
    }
    let again = try MendedFiles([name: files.text(name)])
    #expect(again.session.files.isEmpty, "\(text.debugDescription)")
  }

  /// Some readers take `export` for a part of the name.
  private static func isTarget(_ key: String) -> Bool {
    targetKeys.contains(key.split(separator: " ").last?.lowercased() ?? "")
  }
}
