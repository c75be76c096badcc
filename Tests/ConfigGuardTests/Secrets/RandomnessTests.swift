import ConfigGuard
import ConfigLinting
import Testing

@Suite struct RandomnessTests {
  private static let alphabets: [(name: String, letters: String)] = [
    ("alphanumeric", "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"),
    ("base36", "abcdefghijklmnopqrstuvwxyz0123456789"),
    ("base64", "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"),
    ("hex", "0123456789abcdef"),
  ]

  @Test(arguments: alphabets.indices) func generatedTextIsRandom(alphabet: Int) {
    var generator = SeededGenerator(seed: 5)
    let letters = Array(Self.alphabets[alphabet].letters)
    for length in [20, 32, 40, 64] {
      let hits = (0..<200).count { _ in
        let text = String((0..<length).map { _ in letters.randomElement(using: &generator) ?? "a" })
        return Randomness.looksRandom(text)
      }
      #expect(hits >= 196, "\(Self.alphabets[alphabet].name), \(length) letters: \(hits) of 200")
    }
  }

  @Test(arguments: [
    "registry.example.com/orders", "seven-brave-otters-count-lanterns", "orders-api-production",
    "AuthenticationFailureException", "spring.datasource.password", "max_connections_per_host",
    "application/x-www-form-urlencoded", "2026-11-21T10:15:00Z", "node_modules/.bin/webpack",
    "projects/orchard/secrets/jwt", "kubernetes.io/tls", "x-forwarded-proto", "10.244.0.0/16",
    "1.27.3-alpine3.20", "1234567890123456", "00000000000000000000", "short",
  ])
  func writtenTextIsNot(text: String) {
    #expect(!Randomness.looksRandom(text))
  }

  @Test func longTextCostsNothing() {
    #expect(!Randomness.looksRandom(String(repeating: "kX9", count: 1 << 20)))
  }
}

/// SplitMix64, so that a failing test fails again.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var result = state
    result = (result ^ (result >> 30)) &* 0xBF58_476D_1CE4_E5B9
    result = (result ^ (result >> 27)) &* 0x94D0_49BB_1331_11EB
    return result ^ (result >> 31)
  }
}
