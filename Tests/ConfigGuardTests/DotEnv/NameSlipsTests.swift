import ConfigGuard
import RulePacks
import Testing

@testable import ConfigLinting

/// Names that are looked up by what they have in common are those that a comparison of all finds.
@Suite struct NameSlipsTests {
  @Test(arguments: [
    ("DATABSE_URL", "DATABASE_URL"), ("DATABASEURL", "DATABASE_URL"), ("API_KEYY", nil),
    ("SMTP_PASWORD", "SMTP_PASSWORD"), ("DATABASE_URL", nil), ("WORKER_1234", nil),
  ])
  func names(name: String, meant: String?) {
    #expect(slips("DATABASE_URL=1\nAPI_KEY=1\nSMTP_PASSWORD=1\nWORKER_1235=1\n", name) == meant)
  }

  @Test func theFirstOfSeveral() {
    #expect(slips("FEATURE_FLAGG=1\nOTHER=1\nFEATUR_FLAG=1\n", "FEATURE_FLAG") == "FEATURE_FLAGG")
  }

  @Test func whatHasNoValueIsNotMeant() {
    #expect(slips("DATABASE_URL\nA=1\n", "DATABSE_URL") == nil)
  }

  @Test func allPairs() {
    var generator = SystemRandomNumberGenerator()
    let parts = ["cache", "caches", "cahce", "host", "port", "hosts", "x", "12", "13", "größe"]
    let names = (0..<60).map { _ in
      (0..<Int.random(in: 1...3, using: &generator)).map { _ in parts.randomElement()! }
        .joined(separator: ["_", "-", "."].randomElement()!)
    }
    let text = names.map { "\($0)=1\n" }.joined()
    for name in names {
      let words = NearMiss.words(of: name)
      let first = names.first { NearMiss.isSlip(words, of: NearMiss.words(of: $0)) }
      #expect(slips(text, name) == first, "\(name)")
    }
  }

  @Test func manyNamesAreAlike() {
    let names = (0..<1500).map { "APP_V\(100_000 + $0)QK=1\n" }.joined()
    let file = DotEnvFile.parse(SourceBytes(names + "APP_DATABASE=1\n"), dialect: .compose)
    var slips = NameSlips(EntryNames(file.entries))
    for number in 0..<300 { #expect(slips.meant(by: "APP_ZZZZYYYY\(number)VV") == nil) }
    #expect(slips.meant(by: "APP_DATABSE") == "APP_DATABASE")
    #expect(!slips.isExhausted)
  }

  private func slips(_ text: String, _ name: String) -> String? {
    let file = DotEnvFile.parse(SourceBytes(text), dialect: .compose)
    var slips = NameSlips(EntryNames(file.entries))
    return slips.meant(by: name)
  }
}
