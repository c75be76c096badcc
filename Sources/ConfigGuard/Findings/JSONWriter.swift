/// Writes JSON with members in the order in which they are given, so that equal reports have equal
/// bytes.
package struct JSONWriter {
  /// What was written, but for what was passed on already.
  package private(set) var text = ""
  private var needsComma = false
  private let passOn: ((String) -> Void)?

  /// So many bytes are passed on at once.
  private static let pieceSize = 1 << 16

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
      if let passOn, text.utf8.count >= Self.pieceSize {
        passOn(text)
        text.removeAll(keepingCapacity: true)
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
    text += "\""
    // Most texts are written as they are.
    let isPlain = value.utf8.allSatisfy {
      $0 >= 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
    }
    if isPlain {
      text += value
    } else {
      escape(value)
    }
    text += "\""
    needsComma = true
  }

  private mutating func escape(_ value: String) {
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      // Besides JSON's own rule, line separators are escaped: each report is one line anywhere.
      // So is what is no character: YAML readers refuse it.
      case "\u{0}"..<"\u{20}", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}", "\u{FFFE}", "\u{FFFF}":
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
  }

  private mutating func raw(_ value: String) {
    separate()
    text += value
    needsComma = true
  }

  private mutating func key(_ name: String) {
    value(name)
    text += ":"
    needsComma = false
  }

  private mutating func begin(_ bracket: String) {
    separate()
    text += bracket
    needsComma = false
  }

  private mutating func end(_ bracket: String) {
    text += bracket
    needsComma = true
  }

  private mutating func separate() {
    if needsComma { text += "," }
    needsComma = false
  }
}
