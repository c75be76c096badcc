import RulePacks
import Testing

/// UTF-8 with and without its mark and UTF-16 are read; everything else is a finding.
@Suite struct EncodingTests {
  private static let text =
    "# Größe 😀\nservices:\n  a:\n    image: x\n    environment: {DEBUG: 'on'}\n"
  private static let finding =
    "compose.production.yaml:5:27 debug debug-enabled error DEBUG"

  private static func utf16(_ text: String, isLittleEndian: Bool, withMark: Bool) -> [UInt8] {
    ((withMark ? [0xFEFF] : []) + Array(text.utf16)).flatMap { unit in
      let bytes = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
      return isLittleEndian ? bytes.reversed() : bytes
    }
  }

  private func rows(_ name: String, _ bytes: [UInt8]) throws -> [String] {
    let tree = try TemporaryTree()
    try tree.write(name, bytes: bytes)
    let result = try Tool.run(["--format", "json", name], in: tree)
    return try JSONReport(result.output).rows.map(\.description)
  }

  @Test func marksAndEncodingsMoveNoPosition() throws {
    let name = "compose.production.yaml"
    let plain = try rows(name, Array(Self.text.utf8))
    #expect(plain == [Self.finding])
    #expect(try rows(name, [0xEF, 0xBB, 0xBF] + Array(Self.text.utf8)) == plain)
    for isLittle in [true, false] {
      let marked = Self.utf16(Self.text, isLittleEndian: isLittle, withMark: true)
      #expect(try rows(name, marked) == plain)
      let bare = Self.utf16(Self.text, isLittleEndian: isLittle, withMark: false)
      #expect(try rows(name, bare) == plain)
    }
  }

  @Test func brokenUTF16IsAFinding() throws {
    let half: [UInt8] = [0xFF, 0xFE, 0x61, 0x00, 0x3A, 0x00, 0x00, 0xD8, 0x0A, 0x00]
    #expect(try rows("config.yaml", half) == ["config.yaml:1:3 syntax syntax-error error null"])
    let odd: [UInt8] = [0xFF, 0xFE, 0x61, 0x00, 0x3A, 0x00, 0x20]
    #expect(try rows("config.yaml", odd) == ["config.yaml:1:3 syntax syntax-error error null"])
  }

  @Test func noReaderOfEnvFilesTakesUTF16() throws {
    let bytes = Self.utf16("DEBUG=on\n", isLittleEndian: true, withMark: true)
    #expect(
      try rows(".env.production", bytes) == [
        ".env.production:1:1 syntax syntax-error error null",
        ".env.production:1:7 debug debug-enabled error DEBUG",
      ])
  }
}
