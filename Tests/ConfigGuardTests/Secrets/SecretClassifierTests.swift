import ConfigLinting
import RulePacks
import Testing

@testable import ConfigGuard

@Suite struct SecretClassifierTests {
  private let classifier: SecretClassifier

  init() {
    classifier = SecretClassifier(BuiltinPacks.rules.vocabulary, PatternCache())
  }

  private func name(_ text: String, users: [String] = [], others: [String] = []) -> String {
    classifier.classify(
      text, key: "DB_PASSWORD", names: OwnerNames(users: users, others: others)
    ).name
  }

  @Test func tokensEndByTheTimeThatIsAskedFor() {
    let text = TokenSamples.webToken(#"{"exp":1800000000}"#)
    let early = SecretClassifier(
      BuiltinPacks.rules.vocabulary, PatternCache(), now: 1_799_999_999)
    #expect(early.tokens(in: text).map(\.verdict) == [.structural])
    #expect(early.at(1_800_000_001).tokens(in: text).map(\.verdict) == [.expired])
  }

  @Test(arguments: [
    "Summer2024!", "winter25", "hunter22", "P@ssw0rd123", "qwertz123", "asdfghjkl", "Passwort1",
    "1234-5678-9012", "abcdefghijklmnopqrstuvwxyz123456", "let me in please", "monkey1999",
    "0123456789abcdef0123456789abcdef", "12345678901234567890123456789012", "Dragon!2023",
    "iloveyou12", "zaq12wsx", "1q2w3e4r5t", "Liverpool1", "!@#$%^&*", "hellohello", "aaaaaaaaaaaa",
  ])
  func whatPeopleTryFirstIsWeak(text: String) {
    #expect(name(text) == "weak")
  }

  @Test(arguments: [
    "seven-brave-otters-count-lanterns", "copper horse window staple", "vK7$mQ2!xR9p",
    "Tr4ktor_Muehle!91x", "wq8zt5ny", "Vf7-rumpel-Tk29", "river-stone-apple-cloud", "kfjwoqpa",
  ])
  func whatMustBeSearchedForIsNot(text: String) {
    #expect(name(text) == "opaque")
  }

  @Test func namesBesideIt() {
    #expect(name("orders", users: ["orders"]) == "default")
    #expect(name("Orchard-DB", others: ["orchard_db"]) == "weak")
    #expect(name("orchard2024", others: ["orchard"]) == "weak")
    #expect(name("orchard-Kw8-zt5-ny", others: ["orchard"]) == "opaque")
  }

  @Test(arguments: [
    ("bGV0bWVpbjEyMw==", "weak"), ("Y2hhbmdlbWU=", "placeholder"),
    ("dGhlIHNlY3JldCBvZiB0aGUgb3JjaGFyZCBkYXRhYmFzZQ==", "weak"),
    ("c2V2ZW4tYnJhdmUtb3R0ZXJzLWNvdW50LWxhbXBz", "opaque"),
  ])
  func base64HidesNothing(text: String, expected: String) {
    #expect(name(text) == expected)
  }

  @Test func publishedKeysAreKnownByTheirDigest() throws {
    var vocabulary = Vocabulary()
    let key = "otters count lanterns by the quiet harbour"
    vocabulary.publishedKeys = [
      PublishedKey(
        digest: "77a8d1b4c6bde1d4e6d4b1e7a9f0d9c4a9f53b1b28b6d0a3a3c4d7c1b6b7f2aa",
        publisher: "Acme")
    ]
    let stranger = SecretClassifier(vocabulary, PatternCache())
    #expect(stranger.classify(key, key: "KEY", names: []).name == "opaque")
    let digest = SHA256.digest(Array(key.utf8)).map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
    vocabulary.publishedKeys = [PublishedKey(digest: digest, publisher: "Acme")]
    let known = SecretClassifier(vocabulary, PatternCache())
    #expect(
      known.classify(key, key: "KEY", names: [])
        == .defaultValue("the key of \(prose: "Acme") that everybody can read"))
    #expect(known.classify(key + "!", key: "KEY", names: []).name == "opaque")
  }

  @Test(arguments: [
    "sk-your-openai-api-key", "SG.your_api_key", "ghp_yourtokenhere", "bitte-ändern", "cambiame",
    "à changer", "xxx-xxx-xxx", "[password]", "not-a-real-secret", "some-long-random-string",
    "super-secret-change-in-prod", "NONE_YET", "generate-with-openssl-rand-hex-32",
    "00000000-0000-0000-0000-000000000000", "-----BEGIN PRIVATE KEY-----\\n...\\n",
  ])
  func whatAsksToBeReplaced(text: String) {
    #expect(name(text) == "placeholder")
  }
}
