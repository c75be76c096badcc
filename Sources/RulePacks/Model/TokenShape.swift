/// One kind of a provider's tokens: its fixed shape, and what proves a text to be one.
package struct TokenShape: Sendable, Hashable {
  /// What such a token is good for.
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    /// Whoever has it can act with it.
    case secret
    /// The provider means it to be seen.
    case publishable
    /// Names an account or key and opens nothing.
    case identifier
  }

  package var id: String
  package var provider: String?
  package var name: String
  package var kind: Kind = .secret
  /// Texts of which one must stand in the token before the pattern is tried.
  package var keywords: [String]
  /// The whole token; word characters right before or after it rule a match out.
  package var pattern: String
  package var checksum: TokenChecksum?
  package var structure: TokenStructure?
  /// The page that tells how to revoke one.
  package var revoke: String?

  package var isPublishable: Bool { kind == .publishable }
}

/// Where a token's checksum stands and how it is computed and written.
package struct TokenChecksum: Sendable, Hashable {
  package enum Algorithm: String, Sendable, Hashable, CaseIterable {
    /// CRC-32 as in IEEE 802.3 and zip.
    case crc32
    /// CRC-16 as in XMODEM.
    case crc16 = "crc16-xmodem"
    case sha256
    /// Marvin32, folded to 32 bits.
    case marvin32
    /// The BCH code of BIP 173, over the human-readable part and the data.
    case bech32
  }

  package enum Encoding: String, Sendable, Hashable, CaseIterable {
    /// A number in `0-9A-Za-z`.
    case base62
    /// A number in `a-zA-Z1-90.-_~`.
    case base66
    /// A number in `0-9a-z`.
    case base36
    case hex
    case upperHex = "upper-hex"
    case base32
    case base64
    case base64URL = "base64url"
  }

  package enum ByteOrder: String, Sendable, Hashable, CaseIterable {
    case big
    case little
  }

  package var algorithm: Algorithm
  /// How the digits are written; nil for a blob and for `bech32`.
  package var encoding: Encoding?
  package var order = ByteOrder.big
  /// The bytes at the token's start that are not covered.
  package var skip = 0
  /// The bytes between what is covered and the digits.
  package var gap = 0
  /// The number of digits; of bytes in a blob.
  package var digits = 0
  /// The digits of the whole number, of which the first ones are kept.
  package var width = 0
  /// Where the digits stand; nil for the token's end.
  package var position: Int?
  /// The encoding of a token whose last bytes are the checksum of the others.
  package var blob: Encoding?
  /// The start values of `marvin32`, as words of eight letters.
  package var seeds: [String] = []
  /// Whether another checksum means a broken token, or proves nothing.
  package var isStrict = true
}

/// What a token holds, where it can be taken apart.
package enum TokenStructure: String, Sendable, Hashable, CaseIterable {
  /// Header, claims and signature of a JSON Web Token.
  case jwt
  /// A key id with the number of its account.
  case awsAccount = "aws-account"
  /// A private key between `BEGIN` and `END` lines.
  case pem
  /// A private key in base64 alone.
  case der
  case googleServiceAccount = "google-service-account"
  /// `user:password` in base64, as in `.dockerconfigjson` and `Authorization` headers.
  case credentials = "base64-credentials"
  /// The query of a shared access signature, with its date of expiry.
  case azureSAS = "azure-sas"
  /// A macaroon of version 2 in base64.
  case macaroon
  /// A JSON object in base64.
  case json = "base64-json"
}

/// What `check: {token: …}` asks of a token; the raw values are the words of packs.
package enum TokenState: String, Sendable, Hashable, CaseIterable {
  case secret
  case publishable
  case identifier
  case broken
  case expired
  /// A JSON Web Token that anybody could have made.
  case unsigned
  /// A private key that no passphrase guards.
  case privateKey = "private-key"
  case encryptedKey = "encrypted-key"
}
