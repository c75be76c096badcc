@testable import ConfigGuard
@testable import ConfigLinting
@testable import RulePacks

/// Tokens that are put together while the tests run, so that none stands in a file.
enum TokenSamples {
  static func base64URL(_ text: String) -> String {
    String(decoding: ChecksumDigits.text(of: Array(text.utf8), .base64URL), as: UTF8.self)
  }

  static func base64(_ bytes: [UInt8]) -> String {
    let digits = String(decoding: ChecksumDigits.text(of: bytes, .base64), as: UTF8.self)
    return digits + String(repeating: "=", count: (3 - bytes.count % 3) % 3)
  }

  static func webToken(
    algorithm: String = "HS256", _ claims: String, signature: String = "c2lnbmVkLWJ5LW5vYm9keQ"
  ) -> String {
    let header = base64URL(#"{"alg":"\#(algorithm)","typ":"JWT"}"#)
    return "\(header).\(base64URL(claims)).\(signature)"
  }

  /// The start of a private key of PKCS #8, and nothing of a key.
  static let der: [UInt8] =
    [0x30, 0x82, 0x04, 0xBD, 2, 1, 0, 0x30, 0x0D]
    + (0..<80).map { UInt8(truncatingIfNeeded: $0 * 37 + 11) }

  static func pem(_ label: String, _ body: String) -> String {
    "-----BEGIN \(label)-----\n\(body)\n-----END \(label)-----\n"
  }

  static func openSSH(cipher: String) -> [UInt8] {
    Array("openssh-key-v1\u{0}".utf8) + [0, 0, 0, UInt8(cipher.utf8.count)] + Array(cipher.utf8)
      + (0..<60).map { UInt8(truncatingIfNeeded: $0 * 41 + 3) }
  }

  static let serviceAccount = #"""
    {"type": "service_account", "project_id": "orchard", "private_key_id": "0",
    "private_key": "\#("-----BEGIN PRIVATE " + "KEY-----")\n", "client_email": "a@b.test"}
    """#

  static func accessSignature(until date: String, signature: Int = 43) -> String {
    let letters = (0..<signature).map { Character(Unicode.Scalar(UInt8(97 + $0 * 7 % 26))) }
    return "https://orchard.test/box?sv=2024-05-04&se=\(date)&sp=r&sig=" + String(letters) + "%3D"
  }

  /// A token of a kind, and a text that just fails to be one.
  static func sample(of shape: TokenShape) -> (good: String, bad: String) {
    switch shape.structure {
    case .jwt:
      let front = shape.id == "json-web-token" ? "" : "ghs_1234_"
      let token = front + webToken(#"{"sub":"orchard"}"#)
      return (token, String(token.dropLast(token.split(separator: ".")[2].utf8.count + 1)))
    case .der:
      let token = base64(der)
      return (token, String(token.prefix(40)))
    case .googleServiceAccount:
      return (serviceAccount, serviceAccount.replacing("client_email", with: "client_name"))
    case .credentials:
      let quote = shape.id == "basic-credentials" ? "" : "\""
      let front = quote.isEmpty ? "Basic " : "\"auth\": \""
      let bad = base64(Array("orchard and nothing".utf8))
      return (front + base64(Array("orchard:seven otters".utf8)) + quote, front + bad + quote)
    case .azureSAS:
      // A signature of 42 digits has three of its escaped padding to make up for it; cut those, too.
      return (
        accessSignature(until: "2099-01-01"),
        String(accessSignature(until: "2099-01-01", signature: 42).dropLast(3))
      )
    default:
      var generator = TokenGenerator(shape.pattern)
      var token = generator.token()
      if let version = shape.checksum?.versions(of: token).first { token = version }
      let text = String(decoding: token, as: UTF8.self)
      return (text, String(text.dropLast()))
    }
  }
}

extension String {
  fileprivate func replacing(_ word: String, with other: String) -> String {
    split(separator: word, omittingEmptySubsequences: false).joined(separator: other)
  }
}
