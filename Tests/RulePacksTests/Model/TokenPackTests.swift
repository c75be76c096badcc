import Testing

@testable import RulePacks

/// What a pack may say of a token, and what is refused.
@Suite struct TokenPackTests {
  private func load(_ more: String) throws(RulePackProblem) -> TokenShape? {
    let text = """
      pack: own
      tokens:
        - {id: acme, name: an Acme token, keyword: acme_, pattern: 'acme_[0-9a-f]{40}'\(more)}

      """
    return try RulePackLoader.load(SourceBytes(text), path: "own.yaml").vocabulary.tokens.first
  }

  @Test func aShortEntryIsASecret() throws {
    let shape = try #require(try load(""))
    #expect(shape.kind == .secret && shape.checksum == nil && shape.structure == nil)
    #expect(shape.keywords == ["acme_"])
  }

  @Test func everythingIsKeptInThePackedForm() throws {
    let shape = try #require(
      try load(
        """
        , provider: Acme, kind: identifier, structure: jwt, revoke: 'https://acme.test/', \
        checksum: {algorithm: marvin32, encoding: base66, skip: 1, gap: 2, at: 9, digits: 3, \
        width: 6, order: little, seeds: [Default0, Access00], strict: false}
        """))
    #expect(shape.checksum?.seeds == ["Default0", "Access00"])
    #expect(shape.checksum?.position == 9 && shape.checksum?.width == 6)
    var packer = Packer()
    packer.add(shape)
    let unpacked = packer.bytes.withUnsafeBufferPointer { bytes -> TokenShape? in
      guard let start = bytes.baseAddress else { return nil }
      var unpacker = Unpacker(start)
      return unpacker.value()
    }
    #expect(unpacked == shape)
  }

  @Test(arguments: [
    ", kind: hidden", ", provider: [a]", ", structure: json", ", revoke: 'http://acme.test'",
    ", publishable: true", ", checksum: crc32", ", checksum: {algorithm: crc8}",
    ", checksum: {algorithm: crc32, digits: 6}",
    ", checksum: {algorithm: crc32, encoding: base62}",
    ", checksum: {algorithm: crc32, encoding: base62, blob: base64, digits: 4}",
    ", checksum: {algorithm: crc32, encoding: base62, digits: 0}",
    ", checksum: {algorithm: crc32, encoding: base62, digits: 6, skip: -1}",
    ", checksum: {algorithm: crc32, encoding: base62, digits: 6, width: 5}",
    ", checksum: {algorithm: crc32, encoding: hex, digits: 9}",
    ", checksum: {algorithm: sha256, encoding: base62, digits: 6}",
    ", checksum: {algorithm: crc32, blob: hex, digits: 4}",
    ", checksum: {algorithm: crc32, blob: base64, digits: 4, at: 3}",
    ", checksum: {algorithm: marvin32, blob: base64, digits: 4}",
    ", checksum: {algorithm: marvin32, blob: base64, digits: 4, seeds: short}",
    ", checksum: {algorithm: crc32, blob: base64, digits: 4, seeds: Default0}",
    ", checksum: {algorithm: bech32, digits: 6}",
  ])
  func whatCannotHoldIsRefused(more: String) {
    #expect(throws: RulePackProblem.self) { try load(more) }
  }

  @Test func oneIdIsOneToken() {
    let entry = "{id: acme, name: an Acme token, keyword: acme_, pattern: x}"
    let text = "pack: own\ntokens: [\(entry), \(entry)]\n"
    #expect(throws: RulePackProblem.self) {
      try RulePackLoader.load(SourceBytes(text), path: "own.yaml")
    }
  }
}
