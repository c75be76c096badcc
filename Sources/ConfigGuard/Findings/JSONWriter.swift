/// Writes JSON with members in the order in which they are given, so that equal reports have equal
/// bytes.
package struct JSONWriter {
  private var bytes: [UInt8] = []
  private var needsComma = false
  private let passOn: ((String) -> Void)?

  /// So many bytes are passed on at once.
  private static let pieceSize = 1 << 16

  /// What was written, but for what was passed on already.
  package var text: String { String(decoding: bytes, as: UTF8.self) }

  /// - Parameter passOn: Takes what is written piece by piece, for documents that need not be in
  ///   memory as a whole; the last piece stays in `text`.
  package init(passingOn passOn: ((String) -> Void)? = nil) { self.passOn = passOn }

  package mutating func object(_ body: (inout JSONWriter) -> Void) {
    begin("{")
    body(&self)
    end("}")
  }

  package mutating func object(_ name: String, _ body: (inout JSONWriter) -> Void) {
    key(name)
    object(body)
  }

  package mutating func array<T>(
    _ name: String, _ items: [T], _ body: (inout JSONWriter, T) -> Void
  ) {
    key(name)
    array(items, body)
  }

  package mutating func array<T>(_ items: [T], _ body: (inout JSONWriter, T) -> Void) {
    begin("[")
    for item in items {
      body(&self, item)
      if let passOn, bytes.count >= Self.pieceSize {
        passOn(text)
        bytes.removeAll(keepingCapacity: true)
      }
    }
    end("]")
  }

  package mutating func member(_ name: String, _ value: String?) {
    key(name)
    if let value { self.value(value) } else { raw("null") }
  }

  package mutating func member(_ name: String, _ value: Bool) {
    key(name)
    raw(value ? "true" : "false")
  }

  package mutating func member(_ name: String, _ value: Int?) {
    key(name)
    raw(value.map { String($0) } ?? "null")
  }

  package mutating func value(_ value: String) {
    separate()
    write(value)
    needsComma = true
  }

  private mutating func write(_ value: String) {
    bytes.append(UInt8(ascii: "\""))
    var copy = value
    let isWritten = copy.withUTF8 { text in
      // Most texts are written as they are.
      guard Self.isPlain(text) else { return false }
      bytes.append(contentsOf: text)
      return true
    }
    if !isWritten { escape(value) }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func isPlain(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    // Without a way out in the middle many bytes are looked at together.
    var others: UInt8 = 0
    for byte in text {
      others |= byte &- 0x20 >= 0x5F ? 1 : 0
      others |= byte == UInt8(ascii: "\"") ? 1 : 0
      others |= byte == UInt8(ascii: "\\") ? 1 : 0
    }
    return others == 0
  }

  private mutating func escape(_ value: String) {
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": append("\\\"")
      case "\\": append("\\\\")
      case "\n": append("\\n")
      case "\r": append("\\r")
      case "\t": append("\\t")
      // Besides JSON's own rule, line separators are escaped: each report is one line anywhere.
      // So is what is no character: YAML readers refuse it.
      case "\u{0}"..<"\u{20}", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}", "\u{FFFE}", "\u{FFFF}":
        let digits = String(scalar.value, radix: 16)
        append("\\u" + String(repeating: "0", count: 4 - digits.count) + digits)
      default: append(String(scalar))
      }
    }
  }

  private mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

  private mutating func raw(_ value: String) {
    separate()
    append(value)
    needsComma = true
  }

  private mutating func key(_ name: String) {
    separate()
    write(name)
    bytes.append(UInt8(ascii: ":"))
  }

  private mutating func begin(_ bracket: Unicode.Scalar) {
    separate()
    bytes.append(UInt8(ascii: bracket))
  }

  private mutating func end(_ bracket: Unicode.Scalar) {
    bytes.append(UInt8(ascii: bracket))
    needsComma = true
  }

  private mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    needsComma = false
  }
}
