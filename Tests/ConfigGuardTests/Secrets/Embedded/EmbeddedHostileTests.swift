import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// Texts that are made to keep the readers busy, or to make them fall.
@Suite struct EmbeddedHostileTests {
  private static let seeds = [
    "a=b;", "password=", "password='", "Password={", "a=\"", "--password ", "-Dpassword=", "${",
    "$(", "{{", "`", "{\"a\":", "[", "[{\"password\":", "'", "\"", "\\", "a:b@tcp(", "@", "://",
    "jdbc:a;", "jdbc:oracle:thin:", "https://a?token=", "&", "?", "#", "Basic ", "Bearer aaaaaaaa ",
    "eyJ", "mysql -p", "curl -u a:", "sh -c \"", " required ", "\n", "password=x\n", ",", "k=v,",
    "Authorization: ", "\u{0}", "Ä=ö;", "🔑=🔑 ", "%", "--a=b=c,", "-c ",
  ]

  @Test(arguments: seeds)
  func anyFormAgainAndAgain(_ seed: String) {
    let context = EmbeddedSample.makeContext()
    for key in ["X", "command", "X_AUTH", "OTLP_HEADERS"] {
      for size in [1, 2, 3, 60_000] {
        let text = String(repeating: seed, count: size / seed.utf8.count + 1)
        let sample = EmbeddedSample(key, text, syntax: .none, in: context)
        for secret in context.judge.innerSecrets(of: sample.setting) {
          #expect(sample.setting.value.range.contains(secret.part.range))
        }
      }
    }
  }

  @Test func formsInFormsInForms() {
    let context = EmbeddedSample.makeContext()
    for first in Self.seeds {
      for second in Self.seeds {
        let sample = EmbeddedSample(
          "args", first + second + first + "x" + second, syntax: .none, in: context)
        for secret in context.judge.innerSecrets(of: sample.setting) {
          #expect(sample.setting.value.range.contains(secret.part.range))
        }
      }
    }
  }

  @Test func everyPrefixOfSamples() {
    let context = EmbeddedSample.makeContext()
    let samples = [
      #"{"a":[{"password":"tall-otter","b":"Server=x;Password='y'"}]}"#,
      "Server=db;Password=\"a;\"\"b\";PWD={a}}b};x=${P:-${Q:-z}}",
      "PGPASSWORD='a b' sh -c \"mysql -px --user=a -u b\" | curl -H 'X-Api-Key: y' -u a:b",
      "jdbc:sqlserver://h:1;user=a;password=b?c=d#e", "a:b@tcp(c)/d?e=%4", "Basic YTpi",
    ]
    for text in samples {
      for end in text.indices {
        for key in ["X", "command", "X_AUTH"] {
          let sample = EmbeddedSample(key, String(text[..<end]), in: context)
          _ = context.judge.innerSecrets(of: sample.setting)
        }
      }
    }
  }

  @Test func aValueOfOneMegabyteIsNoValue() {
    let text = String(repeating: "a=b;", count: 262_144) + "password=tall-otter"
    #expect(EmbeddedSample("X", text).found.isEmpty)
  }

  @Test func deepNesting() {
    for depth in [30, 31, 32, 33, 300] {
      let open = String(repeating: "{\"a\":", count: depth)
      let close = String(repeating: "}", count: depth)
      let text = open + "{\"password\":\"tall-otter\"}" + close
      #expect(EmbeddedSample("X", text).found.count == (depth < 32 ? 1 : 0))
    }
  }

  @Test func encodedValuesPointAtTheWhole() {
    let sample = EmbeddedSample("X", "Server=x;Password=tall-otter", isExact: false)
    #expect(sample.found == ["Password: Server=x;Password=tall-otter"])
  }
}
