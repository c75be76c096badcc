import RulePacks

/// Private keys as text: whether they are there at all, and whether a passphrase guards them.
package enum PrivateKeyText {
  private static let shown = 128
  private static let shortest = 12

  /// Reads what follows a `BEGIN` line; in JSON and env files a line may end with `\n` as two bytes.
  static func readPEM(
    _ header: Range<Int>, in bytes: UnsafeBufferPointer<UInt8>
  ) -> StructureReading {
    let label = String(decoding: bytes[header], as: UTF8.self)
    if label.contains("PGP") { return .undecided }
    var facts = StructureFacts(isEncrypted: label.contains("ENCRYPTED"))
    var index = header.upperBound
    let block = bytes[index..<min(bytes.count, index + 256)]
    if let colon = block.firstIndex(of: 0x3A), contains(block, "Proc-Type") {
      if contains(block, "ENCRYPTED") { facts.isEncrypted = true }
      index = colon
    }
    var body: [UInt8] = []
    while index < bytes.count {
      let byte = bytes[index]
      if byte == 0x5C, index + 1 < bytes.count, [0x6E, 0x72].contains(bytes[index + 1]) {
        index += 2
        continue
      }
      let isDigit = isBase64(byte)
      guard isDigit || [0x0A, 0x0D, 0x20, 0x09, 0x3D].contains(byte) else { break }
      if isDigit, body.count < shown { body.append(byte) }
      index += 1
    }
    // Dots or words between the lines show where the key belongs.
    if body.count < shortest,
      contains(bytes[index..<min(bytes.count, index + shown)], "-----END")
    {
      return .absent
    }
    if facts.isEncrypted == true { return .right(facts) }
    body.removeLast(body.count % 4)
    guard let decoded = Base64.decode(String(decoding: body, as: UTF8.self)) else {
      return .undecided
    }
    facts.end = index
    if let isEncrypted = openSSHEncryption(decoded) {
      facts.isEncrypted = isEncrypted
      return .right(facts)
    }
    return isDER(decoded) ? .right(facts) : .undecided
  }

  /// The line that the key begins with.
  package static func header(of key: Range<Int>, in bytes: SourceBytes) -> SourceRange {
    let dashes = Array("-----".utf8)
    return bytes.withBuffer { text in
      var end = min(key.lowerBound + dashes.count, key.upperBound)
      while end < key.upperBound, !text[end..<key.upperBound].starts(with: dashes) { end += 1 }
      return SourceRange(start: key.lowerBound, end: min(end + dashes.count, key.upperBound))
    }
  }

  /// Lines behind a header that are looked at, and how many digits of a key one of them needs.
  private static let nextLines = 8
  private static let shortestLine = 40

  /// Whether a line of base64 follows soon, be it in a comment or with headers of its own before it.
  package static func hasBody(
    behind header: Range<Int>, in bytes: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    var index = header.upperBound
    var run = 0
    var lines = 0
    while index < bytes.count, lines < nextLines, index - header.upperBound < 2048 {
      run = isBase64(bytes[index]) ? run + 1 : 0
      if run >= shortestLine { return true }
      if bytes[index] == 0x0A { lines += 1 }
      index += 1
    }
    return false
  }

  private static func isBase64(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF) || byte == 0x2B
      || byte == 0x2F
  }

  private static func contains(
    _ bytes: Slice<UnsafeBufferPointer<UInt8>>, _ word: String
  ) -> Bool {
    bytes.indices.contains { bytes[$0...].starts(with: word.utf8) }
  }

  /// Whether an OpenSSH key names a cipher; nil for anything else.
  private static func openSSHEncryption(_ bytes: [UInt8]) -> Bool? {
    let magic = Array("openssh-key-v1\u{0}".utf8)
    guard bytes.starts(with: magic), bytes.count > magic.count + 8 else { return nil }
    return !bytes[(magic.count + 4)...].starts(with: "none".utf8)
  }

  /// Whether bytes begin like a private key of PKCS #1, PKCS #8 or SEC 1: a sequence whose first
  /// member is a version, which neither certificates nor public keys have.
  package static func isDER(_ bytes: [UInt8]) -> Bool {
    guard bytes.count >= 8, bytes[0] == 0x30 else { return false }
    let lengthBytes = bytes[1] < 0x80 ? 0 : Int(bytes[1] & 0x7F)
    guard lengthBytes <= 3 else { return false }
    let version = bytes.dropFirst(2 + lengthBytes)
    guard version.starts(with: [2, 1, 0]) || version.starts(with: [2, 1, 1]) else { return false }
    return version.dropFirst(3).first.map { [0x02, 0x04, 0x30].contains($0) } ?? false
  }
}

extension TokenMatch {
  /// Whether a key follows where one is announced.
  package func isCertain(in bytes: SourceBytes) -> Bool {
    verdict == .structural || bytes.withBuffer { PrivateKeyText.hasBody(behind: range, in: $0) }
  }
}
