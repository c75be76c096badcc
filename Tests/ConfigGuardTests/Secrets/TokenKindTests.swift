import Testing

@testable import ConfigGuard
@testable import ConfigLinting
@testable import RulePacks

/// What holds for every kind of the catalogue.
@Suite struct TokenKindTests {
  static let shapes = BuiltinPacks.rules.vocabulary.tokens

  @Test func theCatalogueIsLarge() {
    #expect(Self.shapes.count >= 150)
    #expect(Set(Self.shapes.map(\.id)).count == Self.shapes.count)
    #expect(Self.shapes.count { $0.checksum != nil } >= 30)
  }

  @Test(arguments: shapes.map(\.id))
  func aTokenIsFoundWhereItStands(id: String) throws {
    let shape = try #require(Self.shapes.first { $0.id == id })
    let (good, bad) = TokenSamples.sample(of: shape)
    let one = TokenCatalogue([shape], PatternCache())
    let found = one.verdicts(in: "first line\nkey: \(good)\nlast line")
    let match = try #require(found.first)
    #expect(found.count == 1)
    #expect(match.verdict != .broken)
    if shape.checksum != nil { #expect(match.verdict == .proven) }
    if shape.structure == nil { #expect(match.range == 16..<(16 + good.utf8.count)) }
    #expect(one.verdicts(in: good).count == 1, "it may be the whole text")
    #expect(one.verdicts(in: bad).isEmpty, "one character is missing")
    #expect(one.verdicts(in: "key: \(bad) \n").isEmpty)
    let all = TokenCatalogue(Self.shapes, PatternCache())
    #expect(!all.verdicts(in: good).isEmpty)
  }

  @Test(arguments: shapes.map(\.id))
  func aPartOfALongerNameIsNoToken(id: String) throws {
    let shape = try #require(Self.shapes.first { $0.id == id })
    let good = TokenSamples.sample(of: shape).good
    let one = TokenCatalogue([shape], PatternCache())
    guard let first = good.utf8.first, shape.structure != .pem else { return }
    let isWord = first != 0x22 && first != 0x7B && shape.structure != .azureSAS
    for front in ["x", "_"] where isWord {
      #expect(one.verdicts(in: front + good).isEmpty)
    }
    // Of the longest token that a kind allows, one character more makes a name.
    var generator = TokenGenerator(shape.pattern, isLongest: true)
    let longest = String(decoding: generator.token(), as: UTF8.self)
    guard !generator.isOpen, shape.structure == nil || shape.structure == .awsAccount else {
      return
    }
    #expect(one.verdicts(in: longest + "x").isEmpty)
    #expect(one.verdicts(in: longest + "_").isEmpty)
  }

  @Test(arguments: shapes.filter { $0.checksum != nil }.map(\.id))
  func aSlipInTheBodyShows(id: String) throws {
    let shape = try #require(Self.shapes.first { $0.id == id })
    let one = TokenCatalogue([shape], PatternCache())
    var token = Array(TokenSamples.sample(of: shape).good.utf8)
    // A place that is part of the body for each of these kinds.
    let place = id == "azure-client-secret" ? 10 : 24
    let other: UInt8 = token[place] == UInt8(ascii: "3") ? 0x34 : 0x33
    token[place] = id == "age-identity" && token[place] == 0x33 ? 0x34 : other
    let found = one.verdicts(in: String(decoding: token, as: UTF8.self))
    #expect(found.map(\.verdict) == [shape.checksum?.isStrict == true ? .broken : .shape])
  }

  @Test func everyKindSaysWhoseItIs() {
    let own: Set<String> = [
      "json-web-token", "private-key", "private-key-der", "registry-credentials",
      "basic-credentials", "private-jwk",
    ]
    for shape in Self.shapes {
      #expect((shape.provider != nil) != own.contains(shape.id), "\(shape.id)")
      #expect(shape.name.utf8.first == UInt8(ascii: "a") || shape.name.hasPrefix("credentials"))
      #expect(shape.keywords.allSatisfy { $0.utf8.count >= 3 }, "\(shape.id)")
    }
  }

  /// Samples that people write by hand are no tokens of any kind.
  @Test func runsAreMadeUp() {
    let all = TokenCatalogue(Self.shapes, PatternCache())
    for sample in ["ghp_", "npm_", "glpat-", "AKIA"] {
      for letter in ["x", "A", "0"] {
        let text = sample + String(repeating: letter, count: 36)
        #expect(all.verdicts(in: text).isEmpty)
      }
    }
    #expect(all.verdicts(in: "AKIA" + "IOSFODNN7EXAMPLE").isEmpty)
  }

  @Test func kindsByVerdict() {
    var counts: [TokenVerdict: Int] = [:]
    for shape in Self.shapes {
      let good = TokenSamples.sample(of: shape).good
      let one = TokenCatalogue([shape], PatternCache())
      if let verdict = one.verdicts(in: good).first?.verdict { counts[verdict, default: 0] += 1 }
    }
    for verdict in TokenVerdict.allCases {
      print("kinds that come out as \(verdict.rawValue): \(counts[verdict] ?? 0)")
    }
    #expect(counts.values.reduce(0, +) == Self.shapes.count)
    #expect(counts[.broken] == nil && (counts[.proven] ?? 0) >= 30)
  }
}
