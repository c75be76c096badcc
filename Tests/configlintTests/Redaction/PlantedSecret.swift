import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// A secret that is written into files, and what of it must stand in no output.
struct PlantedSecret: Sendable, CustomTestStringConvertible {
  let name: String
  /// As it stands in a file.
  let text: String
  /// What must not be shown; a part of the text where the rest is harmless.
  let secret: [String]
  /// It is no name that anybody would choose, so that it is hidden wherever it stands.
  let isUnlikeNames: Bool
  /// It can be told from words without knowing the key, so that it is hidden in prose, too.
  let isUnlikeWords: Bool

  var testDescription: String { name }

  init(
    _ name: String, _ text: String, secret: [String]? = nil, isUnlikeNames: Bool = true,
    isUnlikeWords: Bool = false
  ) {
    self.name = name
    self.text = text
    self.secret = secret ?? [text]
    self.isUnlikeNames = isUnlikeNames
    self.isUnlikeWords = isUnlikeWords
  }

  static let random = PlantedSecret(
    "random text", "q7Rv2" + "LxT9bK4mZ8wYc3Nf6HsJ1pDg5Xa0Ee", isUnlikeWords: true)

  /// With the checksum that makes it a live token.
  static let token: PlantedSecret = {
    let body = "ghp_" + "b7Kq9Zx2Lm4Np8Rt6Vw3" + "Yc5Df1GhJk3Mn5Pq"
    let shape = BuiltinPacks.rules.vocabulary.tokens.first { $0.id == "github-token" }
    let token = shape?.checksum?.versions(of: Array(body.utf8)).first ?? []
    return PlantedSecret(
      "provider's token", String(decoding: token, as: UTF8.self), isUnlikeWords: true)
  }()

  static let signs = PlantedSecret("password with signs", #"p@ss"w'ord\<>&$Kz7"#)

  static let address = PlantedSecret(
    "password in an address", "postgres://app:wren9Chofdays17@db.example.com:5432/orders",
    secret: ["wren9Chofdays17"], isUnlikeWords: true)

  static let privateKey: PlantedSecret = {
    let lines = [
      "MIIEvQIBADANBgkqhkiG9w0BAQEFAASC" + "BKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj",
      "MzEfYyjiWA4R4ty9XZ2ZyQh3WqfLmT1p" + "Gx8VdNo7Rk2CuHsB5eJw6aDqFv0PtYzX",
    ]
    let (begin, end) = ("-----BEGIN PRIVATE " + "KEY-----", "-----END PRIVATE " + "KEY-----")
    return PlantedSecret(
      "private key", ([begin] + lines + [end]).joined(separator: "\n"), secret: lines)
  }()

  static let short = PlantedSecret("short password", "kq7Lm2vRtz", isUnlikeNames: false)

  static let phrase = PlantedSecret(
    "passphrase", "Füchse springen über 7 Zäune", isUnlikeNames: false)

  static let all = [random, token, signs, address, privateKey, short, phrase]
  static let unlikeNames = all.filter(\.isUnlikeNames)
  static let unlikeWords = all.filter(\.isUnlikeWords)
}
