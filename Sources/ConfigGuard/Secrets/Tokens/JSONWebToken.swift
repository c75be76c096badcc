/// JSON Web Tokens (RFC 7519), judged by what they say of themselves.
enum JSONWebToken {
  private static let longest = 65_536

  /// Reads the three parts; something may stand before the header.
  static func read(_ token: UnsafeBufferPointer<UInt8>) -> StructureReading {
    guard token.count <= longest else { return .undecided }
    guard let start = token.indices.first(where: { token[$0...].starts(with: "eyJ".utf8) })
    else { return .absent }
    let parts = token[start...].split(separator: 0x2E, omittingEmptySubsequences: false)
    guard parts.count == 3, let header = object(parts[0]), let algorithm = header.text("alg"),
      let claims = object(parts[1])
    else { return .absent }
    let isUnsigned = algorithm.lowercased() == "none"
    guard isUnsigned || !parts[2].isEmpty else { return .absent }
    return .right(
      StructureFacts(
        expiry: claims.number("exp"), isUnsigned: isUnsigned,
        // The keys of Supabase's demonstration are printed in its documentation: no secret, and a
        // published default.
        isPublishable: claims.text("role") == "anon" || claims.text("iss") == "supabase-demo"))
  }

  private static func object(_ part: Slice<UnsafeBufferPointer<UInt8>>) -> JSONMembers? {
    Base64.decode(String(decoding: part, as: UTF8.self)).flatMap(JSONMembers.init)
  }
}
