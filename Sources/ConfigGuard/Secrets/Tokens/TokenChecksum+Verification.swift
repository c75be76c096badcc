package import RulePacks

extension TokenChecksum {
  /// Whether a token carries the checksum of the rest of it.
  ///
  /// The checksum is computed and written out; what stands in the token is never read as a number,
  /// so leading zeros count.
  package func isRight(in token: UnsafeBufferPointer<UInt8>) -> Bool {
    let token = Array(token)
    return versions(of: token).contains(token)
  }

  /// The token with its checksum put right, once for each seed.
  package func versions(of token: [UInt8]) -> [[UInt8]] {
    if algorithm == .bech32 {
      guard token.count > Bech32.digits else { return [] }
      let rest = Array(token.dropLast(Bech32.digits))
      return Bech32.checksum(of: rest).map { [rest + $0] } ?? []
    }
    if let blob { return blobs(of: token, blob) }
    guard let encoding else { return [] }
    let start = position ?? token.count - digits
    let end = start - gap
    guard skip <= end, end >= 0, start + digits <= token.count else { return [] }
    return values(of: Array(token[skip..<end])).compactMap { value -> [UInt8]? in
      let written = written(value, encoding)
      guard written.count >= digits else { return nil }
      var version = token
      version.replaceSubrange(start..<start + digits, with: written.prefix(digits))
      return version
    }
  }

  private func blobs(of token: [UInt8], _ blob: Encoding) -> [[UInt8]] {
    let text = token.dropFirst(skip)
    let padding = text.reversed().prefix { $0 == 0x3D }.count
    guard let bytes = ChecksumDigits.bytes(of: Array(text.dropLast(padding)), blob),
      bytes.count > digits
    else { return [] }
    let covered = Array(bytes.dropLast(digits))
    return values(of: covered).map { value in
      token.prefix(skip) + ChecksumDigits.text(of: covered + value.prefix(digits), blob)
        + Array(repeating: 0x3D, count: padding)
    }
  }

  private func written(_ value: [UInt8], _ encoding: Encoding) -> [UInt8] {
    guard encoding.isNumber else { return ChecksumDigits.text(of: value, encoding) }
    let number = value.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return ChecksumDigits.text(of: number, encoding, width: width)
  }

  /// The bytes of the checksum of what is covered, once for each seed.
  private func values(of covered: [UInt8]) -> [[UInt8]] {
    switch algorithm {
    case .crc32: [bytes(of: CRC32.checksum(covered))]
    case .crc16: [bytes(of: CRC16.checksum(covered))]
    case .sha256: [SHA256.digest(covered)]
    case .marvin32:
      seeds.map { word in
        let seed = word.utf8.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return bytes(of: Marvin32.checksum(covered, seed: seed))
      }
    case .bech32: []
    }
  }

  private func bytes(of number: some FixedWidthInteger & UnsignedInteger) -> [UInt8] {
    let big = stride(from: number.bitWidth - 8, through: 0, by: -8).map {
      UInt8(truncatingIfNeeded: number >> $0)
    }
    return order == .big ? big : big.reversed()
  }
}
