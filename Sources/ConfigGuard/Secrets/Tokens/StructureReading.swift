import RulePacks

/// What taking a token apart shows.
enum StructureReading {
  /// It is something else.
  case absent
  /// It has the shape, and its inside says nothing.
  case undecided
  case right(StructureFacts)
}

/// What a token says of itself.
package struct StructureFacts: Sendable, Hashable {
  /// When it ends to hold, in seconds since 1970.
  package var expiry: Int?
  /// Whether anybody could have made it: a JSON Web Token with the algorithm `none`.
  package var isUnsigned = false
  /// Whether its claims give it to browsers.
  package var isPublishable = false
  /// Whether a passphrase guards it; nil for what is no private key.
  package var isEncrypted: Bool?
  /// Where it ends, if that is behind what the pattern matched.
  var end: Int?
}

extension TokenStructure {
  /// Takes a token apart; `bytes` are the text around it.
  func read(_ range: Range<Int>, in bytes: UnsafeBufferPointer<UInt8>) -> StructureReading {
    let token = UnsafeBufferPointer(rebasing: bytes[range])
    switch self {
    case .jwt: return JSONWebToken.read(token)
    case .awsAccount: return AWSAccount.id(ofKey: token) == nil ? .undecided : .right(.init())
    case .pem: return PrivateKeyText.readPEM(range, in: bytes)
    case .der:
      let isKey = Base64.decode(String(decoding: token, as: UTF8.self)).map(PrivateKeyText.isDER)
      return isKey == true ? .right(StructureFacts(isEncrypted: false)) : .absent
    case .googleServiceAccount: return ServiceAccount.read(range, in: bytes)
    case .credentials: return Self.readCredentials(token)
    case .azureSAS: return SharedAccessSignature.read(range, in: bytes)
    case .macaroon: return Macaroon.isMacaroon(token) ? .right(.init()) : .undecided
    case .json: return Self.readJSON(token)
    }
  }

  private static func readJSON(_ token: UnsafeBufferPointer<UInt8>) -> StructureReading {
    // `eyJ` is how base64 begins an object with a quoted name.
    guard let start = token.indices.first(where: { token[$0...].starts(with: "eyJ".utf8) })
    else { return .undecided }
    // What follows the object is put off by a character that base64 lacks, or by its own `_`.
    let digits = token[start...].prefix { $0 != 0x2E && $0 != 0x5F }
    let decoded = Base64.decode(String(decoding: digits, as: UTF8.self))
    return decoded.flatMap(JSONMembers.init) == nil ? .undecided : .right(StructureFacts())
  }

  /// Credentials are the last run of base64: a scheme, or a name and a quote, stand in front.
  private static func readCredentials(_ token: UnsafeBufferPointer<UInt8>) -> StructureReading {
    credentials(in: String(decoding: token, as: UTF8.self)) == nil
      ? .absent : .right(StructureFacts())
  }

  package static func credentials(in token: String) -> (user: String, password: String)? {
    let isDigit: (UInt8) -> Bool = { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF)
        || [0x2B, 0x2F, 0x3D].contains(byte)
    }
    let digits = token.utf8.reversed().drop { !isDigit($0) }.prefix(while: isDigit).reversed()
    guard let text = Base64.decodedText(String(decoding: Array(digits), as: UTF8.self)),
      let colon = text.utf8.firstIndex(of: 0x3A), colon > text.startIndex,
      text.utf8.index(after: colon) < text.endIndex
    else { return nil }
    return (String(text[..<colon]), String(text[text.utf8.index(after: colon)...]))
  }
}
