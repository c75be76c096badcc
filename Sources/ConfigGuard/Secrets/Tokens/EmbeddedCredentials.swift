/// Key files of Google's service accounts.
enum ServiceAccount {
  private static let reach = 4096

  static func read(
    _ range: Range<Int>, in bytes: UnsafeBufferPointer<UInt8>
  ) -> StructureReading {
    let before = bytes[max(0, range.lowerBound - reach)..<range.lowerBound]
    guard let start = before.lastIndex(of: 0x7B),
      let members = JSONMembers(bytes, from: start, limit: 2 * reach),
      let key = members.text("private_key"), key.contains("PRIVATE KEY"),
      members.contains("client_email")
    else { return .absent }
    return .right(StructureFacts(end: members.end))
  }
}

/// Signatures in addresses of Azure storage.
enum SharedAccessSignature {
  private static let reach = 1024

  /// Reads the parameters on both sides of the signature.
  static func read(
    _ range: Range<Int>, in bytes: UnsafeBufferPointer<UInt8>
  ) -> StructureReading {
    let isPart: (UInt8) -> Bool = { $0 > 0x20 && ![0x22, 0x27, 0x3C, 0x3E, 0x3B].contains($0) }
    let before = bytes[max(0, range.lowerBound - reach)..<range.lowerBound]
      .reversed().prefix(while: isPart).reversed()
    let after = bytes[range.upperBound..<min(bytes.count, range.upperBound + reach)]
      .prefix(while: isPart)
    let query = Array(before) + Array(bytes[range]) + Array(after)
    var values: [String: ArraySlice<UInt8>] = [:]
    for part in query.split(whereSeparator: { $0 == 0x26 || $0 == 0x3F }) {
      guard let equals = part.firstIndex(of: 0x3D) else { continue }
      values[String(decoding: part[..<equals], as: UTF8.self)] = part[(equals + 1)...]
    }
    guard values["sig"] != nil, values["sv"] != nil || values["se"] != nil else { return .absent }
    // `%3A` stands for a colon, and its digits are none of the date's.
    let date = values["se"].map { String(decoding: $0, as: UTF8.self).split(separator: "%3A") }
    let expiry = date.flatMap { UnixTime.seconds($0.joined(separator: ":").utf8) }
    return .right(StructureFacts(expiry: expiry))
  }
}

/// Macaroons of version 2 behind a prefix and a hyphen.
enum Macaroon {
  /// Whether the first section is whole: a location, an identifier, and the section's end.
  static func isMacaroon(_ token: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let hyphen = token.firstIndex(of: 0x2D),
      let bytes = Base64.decode(String(decoding: token[(hyphen + 1)...], as: UTF8.self)),
      bytes.first == 2
    else { return false }
    var index = 1
    for type in [1, 2] as [UInt8] {
      guard index + 1 < bytes.count, bytes[index] == type else { return false }
      // A length of 128 and more takes two bytes.
      let isLong = bytes[index + 1] >= 0x80
      guard !isLong || index + 2 < bytes.count else { return false }
      let length = Int(bytes[index + 1] & 0x7F) + (isLong ? Int(bytes[index + 2]) << 7 : 0)
      index += (isLong ? 3 : 2) + length
    }
    return index < bytes.count && bytes[index] == 0
  }
}
