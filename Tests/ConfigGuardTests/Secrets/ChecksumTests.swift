import Testing

@testable import ConfigGuard
@testable import ConfigLinting
@testable import RulePacks

/// Every checksum against values that were worked out elsewhere; bodies are invented.
@Suite struct ChecksumTests {
  private static let shapes = Dictionary(
    uniqueKeysWithValues: BuiltinPacks.rules.vocabulary.tokens.map { ($0.id, $0) })

  /// A kind, what its checksum covers, and the digits; the two are joined here and nowhere else.
  private static let rows: [(kind: String, front: String, digits: String, rest: String)] = [
    ("github-token", "ghp_" + "ConfigGuardExampleBody00000030", "3ovdZQ", ""),
    ("github-token", "ghp_" + "ConfigGuardLeadingZero00000003", "0KlwKj", ""),
    ("npm-token", "npm_" + "ConfigGuardExampleBody00000030", "3ovdZQ", ""),
    (
      "github-fine-grained-token",
      "github_pat_" + "11ABCDEFG0abcdefghijkl_" + String(repeating: "a", count: 43), "6J2VSJJT",
      "aB3dE5gH"
    ),
    (
      "gitlab-routable-token", "glpat-" + String(repeating: "A", count: 27) + ".01.0r", "1jbw1s6",
      ""
    ),
    (
      "vercel-token", "vcp_" + "ConfigGuardExampleBody_for_vercel-0000000000000005", "2P3H4S", ""
    ),
    ("cloudflare-global-key", "cfk_" + "ConfigGuardExampleBodyForCloudflare00040", "d26d4c77", ""),
    ("cloudflare-token", "cfut_" + "ConfigGuardExampleBodyForCloudflare00040", "d26d4c77", ""),
    (
      "grafana-service-account-token", "glsa_" + "ConfigGuardExampleGrafana0000032" + "_",
      "f187d05d", ""
    ),
    ("bitbucket-app-password", "ATBB" + "ConfigGuardExample000024", "2D4D2DC4", ""),
    (
      "confluent-secret",
      "cflt" + "ConfigGuardExampleConfluentBody" + String(repeating: "0", count: 22) + "5",
      "3O9pOg", ""
    ),
    ("zuplo-key", "zpka_" + "configguardexamplezuplo000000032" + "_", "085cee23", ""),
    ("azure-client-secret", "zzz8Q~" + String(repeating: "z", count: 31), "blP", ""),
  ]

  @Test(arguments: rows.indices)
  func knownChecksumsAreProof(row: Int) throws {
    let (kind, front, digits, rest) = Self.rows[row]
    let shape = try #require(Self.shapes[kind])
    let catalogue = TokenCatalogue([shape], PatternCache())
    let matches = catalogue.verdicts(in: "token: \(front + digits + rest), and more")
    #expect(matches.map(\.verdict) == [.proven])
    #expect(matches.first?.range == 7..<(7 + (front + digits + rest).utf8.count))
  }

  /// Any other digit in the checksum's place, also a zero that was lost, is no proof.
  @Test(arguments: rows.indices)
  func otherDigitsAreNoProof(row: Int) throws {
    let (kind, front, digits, rest) = Self.rows[row]
    let shape = try #require(Self.shapes[kind])
    let checksum = try #require(shape.checksum)
    for position in digits.utf8.indices {
      var other = Array(digits.utf8)
      let offset = digits.utf8.distance(from: digits.utf8.startIndex, to: position)
      other[offset] = other[offset] == 0x37 ? 0x38 : 0x37
      let token = Array(front.utf8) + other + Array(rest.utf8)
      #expect(!token.withUnsafeBufferPointer { checksum.isRight(in: $0) })
    }
  }

  @Test func digitsOfNumbersKeepTheirZeros() {
    let hello = UInt64(CRC32.checksum("hello".utf8))
    #expect(text(ChecksumDigits.text(of: hello, .base62, width: 6)) == "0zNvy2")
    #expect(text(ChecksumDigits.text(of: 0, .base36, width: 7)) == "0000000")
    let little = (0..<4).map { UInt8(truncatingIfNeeded: hello >> UInt64($0 * 8)) }
    #expect(text(ChecksumDigits.text(of: little, .base64)) == "hqYQNg")
    #expect(text(ChecksumDigits.text(of: little.reversed(), .hex)) == "3610a686")
  }

  @Test func algorithms() {
    #expect(CRC16.checksum("123456789".utf8) == 0x31C3)
    #expect(CRC32.checksum("123456789".utf8) == 0xCBF4_3926)
    let seed: UInt64 = 0xD53C_D9CE_CD08_93B7
    #expect(Marvin32.hash(Array("abc".utf8), seed: seed) == 0x22C7_4339_4927_69BF)
    #expect(Marvin32.checksum(Array("abc".utf8), seed: seed) == 0x6BE0_2A86)
    let digest = SHA256.digest(Array("abc".utf8))
    #expect(
      text(ChecksumDigits.text(of: digest, .hex))
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(SHA256.digest(Array(repeating: 0x61, count: 119)).count == 32)
    // The shortest text that BIP 173 lists as valid.
    #expect(Bech32.checksum(of: Array("A1".utf8)).map(text) == "2UEL5L")
    #expect(
      Bech32.checksum(of: Array("split1checkupstagehandshakeupstreamerranterredcaperred".utf8))
        .map(text) == "2y9e3w")
    #expect(Bech32.checksum(of: Array("no separator".utf8)) == nil)
  }

  @Test func blobsAreWrittenAgainToTheLastDigit() throws {
    let shape = try #require(Self.shapes["azure-redis-key"])
    let checksum = try #require(shape.checksum)
    var generator = TokenGenerator(shape.pattern)
    var token = try #require(checksum.versions(of: generator.token()).first)
    #expect(token.withUnsafeBufferPointer { checksum.isRight(in: $0) })
    // The last digit has two bits that no byte uses.
    token[token.count - 2] += 1
    #expect(!token.withUnsafeBufferPointer { checksum.isRight(in: $0) })
  }

  @Test func textsThatAreTooShortHaveNoChecksum() {
    for shape in BuiltinPacks.rules.vocabulary.tokens {
      for length in 0..<12 {
        let token = Array(repeating: UInt8(ascii: "2"), count: length)
        #expect(token.withUnsafeBufferPointer { shape.checksum?.isRight(in: $0) } != true)
      }
    }
  }

  @Test func anAWSKeyNamesItsAccount() {
    func account(_ key: String) -> String? {
      Array(key.utf8).withUnsafeBufferPointer { AWSAccount.id(ofKey: $0) }
    }
    #expect(account("AKIA" + "SP2TPHJSQH3FJRUX") == "171436882533")
    #expect(account("AKIA" + "IOSFODNN7EXAMPLE") == nil)
    #expect(account("AKIA") == nil)
  }

  private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
