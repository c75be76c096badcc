import RulePacks

/// Tells whether bytes are JSON (RFC 8259), which is less than a YAML reader takes.
struct JSONSyntax {
  private let bytes: SourceBytes
  private var offset = 0

  /// The offset of the first byte that is wrong, or nil where all of it is JSON.
  static func firstProblem(in bytes: SourceBytes) -> Int? {
    var syntax = JSONSyntax(bytes: bytes)
    syntax.skipBlanks()
    guard syntax.value() else { return syntax.offset }
    syntax.skipBlanks()
    return syntax.offset == bytes.count ? nil : syntax.offset
  }

  private init(bytes: SourceBytes) { self.bytes = bytes }

  private var next: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  private mutating func skipBlanks() {
    while let byte = next, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { offset += 1 }
  }

  private mutating func take(_ text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    guard offset + count <= bytes.count else { return false }
    for index in 0..<count where bytes[offset + index] != text.utf8Start[index] { return false }
    offset += count
    return true
  }

  private mutating func value() -> Bool {
    switch next {
    case UInt8(ascii: "{"): list(from: "{", to: "}") { $0.member() }
    case UInt8(ascii: "["): list(from: "[", to: "]") { $0.value() }
    case UInt8(ascii: "\""): string()
    default: take("true") || take("false") || take("null") || number()
    }
  }

  private mutating func list(
    from open: StaticString, to close: StaticString, _ part: (inout JSONSyntax) -> Bool
  ) -> Bool {
    guard take(open) else { return false }
    skipBlanks()
    if take(close) { return true }
    repeat {
      skipBlanks()
      guard part(&self) else { return false }
      skipBlanks()
    } while take(",")
    return take(close)
  }

  private mutating func member() -> Bool {
    guard string() else { return false }
    skipBlanks()
    guard take(":") else { return false }
    skipBlanks()
    return value()
  }

  private mutating func string() -> Bool {
    guard take("\"") else { return false }
    while let byte = next, byte >= 0x20 {
      if take("\"") { return true }
      offset += 1
      if byte == UInt8(ascii: "\\"), !escape() { return false }
    }
    return false
  }

  private mutating func escape() -> Bool {
    guard let byte = next else { return false }
    offset += 1
    guard byte == UInt8(ascii: "u") else { return #""\/bfnrt"#.utf8.contains(byte) }
    for _ in 0..<4 {
      guard let digit = next, "0123456789abcdefABCDEF".utf8.contains(digit) else { return false }
      offset += 1
    }
    return true
  }

  private mutating func number() -> Bool {
    _ = take("-")
    guard take("0") || digits() else { return false }
    if take("."), !digits() { return false }
    if take("e") || take("E") {
      _ = take("+") || take("-")
      return digits()
    }
    return true
  }

  private mutating func digits() -> Bool {
    let start = offset
    while let byte = next, (0x30...0x39).contains(byte) { offset += 1 }
    return offset > start
  }
}
