import Testing

@testable import ConfigGuard
@testable import ConfigLinting
@testable import RulePacks

@Suite struct TokenVerdictTests {
  private let catalogue = TokenCatalogue(
    BuiltinPacks.rules.vocabulary.tokens, PatternCache(), now: 1_800_000_000)

  private func first(_ text: String) -> TokenMatch? { catalogue.verdicts(in: text).first }

  @Test func webTokens() {
    let token = TokenSamples.webToken
    let cases: [(String, TokenVerdict?, TokenState?)] = [
      (token("HS256", #"{"sub":"a"}"#, "c2ln"), .structural, .secret),
      (token("HS256", #"{"exp":1900000000}"#, "c2ln"), .structural, .secret),
      (token("HS256", #"{"exp":1700000000}"#, "c2ln"), .expired, .expired),
      (token("HS256", #"{"a":{"exp":1},"exp":1900000000.5}"#, "c2ln"), .structural, .secret),
      (token("none", #"{"sub":"a"}"#, ""), .structural, .unsigned),
      (token("NONE", #"{"sub":"a"}"#, "c2ln"), .structural, .unsigned),
      (token("HS256", #"{"sub":"a"}"#, ""), nil, nil),
      (token("HS256", #"{"iss":"supabase","role":"anon"}"#, "c2ln"), .publishable, .publishable),
      (token("HS256", #"{"iss":"supabase-demo"}"#, "c2ln"), .publishable, .publishable),
      (token("HS256", #"{"role":"service_role"}"#, "c2ln"), .structural, .secret),
      (token("HS256", #"{"sub":"a", broken"#, "c2ln"), nil, nil),
    ]
    for (text, verdict, state) in cases {
      let match = first("key: \(text)")
      #expect(match?.verdict == verdict, "\(text)")
      #expect(match?.state == state, "\(text)")
    }
  }

  @Test func theDateComesFromTheCaller() {
    let text = TokenSamples.webToken(#"{"exp":1800000000}"#)
    let shapes = BuiltinPacks.rules.vocabulary.tokens
    for (now, verdict) in [(1_799_999_999, TokenVerdict.structural), (1_800_000_001, .expired)] {
      let catalogue = TokenCatalogue(shapes, PatternCache(), now: now)
      #expect(catalogue.verdicts(in: text).map(\.verdict) == [verdict])
    }
  }

  @Test func privateKeys() {
    let body = TokenSamples.base64(TokenSamples.der)
    let label = "PRIVATE " + "KEY"
    let cases: [(String, TokenVerdict, TokenState)] = [
      (TokenSamples.pem(label, body), .structural, .privateKey),
      (
        "K="
          + TokenSamples.pem("RSA " + label, body).split(separator: "\n").joined(separator: #"\n"#),
        .structural, .privateKey
      ),
      (TokenSamples.pem("ENCRYPTED " + label, body), .structural, .encryptedKey),
      (
        TokenSamples.pem("RSA " + label, "Proc-Type: 4,ENCRYPTED\n\n" + body), .structural,
        .encryptedKey
      ),
      (
        TokenSamples.pem(
          "OPENSSH " + label, TokenSamples.base64(TokenSamples.openSSH(cipher: "none"))),
        .structural, .privateKey
      ),
      (
        TokenSamples.pem(
          "OPENSSH " + label,
          TokenSamples.base64(TokenSamples.openSSH(cipher: "aes256-ctr"))), .structural,
        .encryptedKey
      ),
      (TokenSamples.pem("PGP \(label) BLOCK", "lQOsBF"), .shape, .privateKey),
      (TokenSamples.pem(label, "words and no key"), .shape, .privateKey),
      (body, .structural, .privateKey),
    ]
    for (text, verdict, state) in cases {
      #expect(first(text)?.verdict == verdict, "\(text)")
      #expect(first(text)?.state == state, "\(text)")
    }
    // A certificate begins with a sequence in a sequence.
    let certificate: [UInt8] =
      [0x30, 0x82, 4, 1, 0x30, 0x82, 3, 1] + (0..<80).map { UInt8(truncatingIfNeeded: $0 * 29) }
    #expect(first(TokenSamples.base64(certificate)) == nil)
  }

  @Test func accessSignatures() {
    #expect(
      first(TokenSamples.accessSignature(until: "2099-01-01T00%3A00%3A00Z"))?.verdict == .structural
    )
    #expect(first(TokenSamples.accessSignature(until: "2020-01-01T10:30:00Z"))?.verdict == .expired)
    #expect(first("sig=" + String(repeating: "aB3", count: 15)) == nil)
    #expect(UnixTime.seconds("2027-01-15T08:00:00Z".utf8) == 1_800_000_000)
    #expect(UnixTime.seconds("1970-01-01".utf8) == 0)
    #expect(UnixTime.seconds("2000-02-29T00:00:01Z".utf8) == 951_782_401)
    #expect(UnixTime.seconds("2027-13-15".utf8) == nil)
    #expect(UnixTime.seconds("99999999999999999999".utf8) == nil)
  }

  @Test func embeddedCredentials() {
    #expect(first(TokenSamples.serviceAccount)?.shape.id == "google-service-account")
    let auth = TokenSamples.base64(Array("orchard:seven otters".utf8))
    #expect(first(#"{"auths":{"registry.test":{"auth":"\#(auth)"}}}"#)?.verdict == .structural)
    #expect(first(#"{"auths":{"registry.test":{"auth":"bm8gY29sb24gaGVyZQ=="}}}"#) == nil)
    #expect(first("Authorization: Basic \(auth)")?.shape.id == "basic-credentials")
    #expect(first("Basic authentication is switched on") == nil)
  }

  @Test func aMacaroonIsWholeOrAShape() {
    let identifier = Array(repeating: UInt8(ascii: "k"), count: 60).enumerated().map {
      UInt8($0.offset % 20) + $0.element - 10
    }
    let host = Array("pypi.org".utf8)
    let bytes: [UInt8] =
      [2, 1, UInt8(host.count)] + host + [2, UInt8(identifier.count)]
      + identifier + [0, 0, 6, 32] + (0..<32).map { UInt8(truncatingIfNeeded: $0 * 7) }
    let token =
      "pypi-" + String(decoding: ChecksumDigits.text(of: bytes, .base64URL), as: UTF8.self)
    #expect(first(token)?.verdict == .structural)
    #expect(first(String(token.prefix(85)))?.verdict == .shape)
  }

  @Test func theSurestOfSeveralKindsStays() {
    let proven = "ghp_" + "ConfigGuardExampleBody00000030" + "3ovdZQ"
    let broken = "ghp_" + "ConfigGuardExampleBody00000031" + "3ovdZQ"
    #expect(catalogue.verdicts(in: "\(broken) \(proven)").map(\.verdict) == [.broken, .proven])
    let classifier = SecretClassifier(BuiltinPacks.rules.vocabulary, PatternCache())
    #expect(classifier.token(in: broken) == nil)
    #expect(classifier.token(in: "\(broken) \(proven)")?.id == "github-token")
    #expect(classifier.classify(broken, key: "TOKEN", names: []) == .opaque)
    #expect(classifier.tokens(in: broken).map(\.state) == [.broken])
  }

  @Test func identifiersAndPublishableKeysAreNoSecrets() {
    let classifier = SecretClassifier(BuiltinPacks.rules.vocabulary, PatternCache())
    let role = "AROA" + "SP2TPHJSQH3FJRUX"
    #expect(classifier.token(in: role) == nil)
    #expect(classifier.tokens(in: role).map(\.state) == [.identifier])
    let key = "pk_live_" + "0a1b2c3d4e5f6g7h8i9j"
    #expect(classifier.token(in: key)?.isPublishable == true)
  }
}
