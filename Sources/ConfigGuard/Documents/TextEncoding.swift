package import RulePacks

/// How the text of a file is written in bytes.
package enum TextEncoding: String, Sendable, Hashable, CaseIterable {
  case utf8 = "UTF-8"
  case utf16LittleEndian = "UTF-16 (little endian)"
  case utf16BigEndian = "UTF-16 (big endian)"

  /// The encoding that a byte-order mark names, or that the NULs of the first ASCII characters show
  /// (as YAML 1.2.2, section 5.2, deduces it).
  package init(of bytes: SourceBytes) {
    self = bytes.withBuffer { bytes in
      guard bytes.count >= 2 else { return .utf8 }
      switch (bytes[0], bytes[1]) {
      case (0xFF, 0xFE): return .utf16LittleEndian
      case (0xFE, 0xFF): return .utf16BigEndian
      default: break
      }
      guard bytes.count >= 4, bytes.count % 2 == 0 else { return .utf8 }
      switch (bytes[0] == 0, bytes[1] == 0, bytes[2] == 0, bytes[3] == 0) {
      case (false, true, false, true): return .utf16LittleEndian
      case (true, false, true, false): return .utf16BigEndian
      default: return .utf8
      }
    }
  }
}

extension SourceBytes {
  /// The text in UTF-8, without a byte-order mark where it was UTF-16, and the first place that is
  /// no character there.
  ///
  /// Positions are lines and columns of code points, which no encoding changes.
  package func decoded(from encoding: TextEncoding) -> (bytes: SourceBytes, fault: SourceRange?) {
    guard encoding != .utf8 else { return (self, nil) }
    var text: [UInt8] = []
    text.reserveCapacity(count)
    var fault: SourceRange?
    withBuffer { bytes in
      var decoder = UTF16()
      var units = UTF16Units(bytes, isLittleEndian: encoding == .utf16LittleEndian)
      while true {
        let start = text.count
        var isFault = false
        switch decoder.decode(&units) {
        case .scalarValue(let scalar):
          text.append(contentsOf: UTF8.encode(scalar)!)
        case .error:
          isFault = true
          text.append(contentsOf: [0xEF, 0xBF, 0xBD])
        case .emptyInput: return
        }
        if isFault, fault == nil { fault = SourceRange(start: start, end: text.count) }
      }
    }
    if count % 2 != 0, fault == nil {
      fault = SourceRange(start: text.count, end: text.count)
    }
    return (SourceBytes(text), fault)
  }
}

/// The 16-bit units of a text, behind its byte-order mark.
private struct UTF16Units: IteratorProtocol {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let isLittleEndian: Bool
  private var offset = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>, isLittleEndian: Bool) {
    self.bytes = bytes
    self.isLittleEndian = isLittleEndian
    if next() != 0xFEFF { offset = 0 }
  }

  mutating func next() -> UInt16? {
    guard offset + 1 < bytes.count else { return nil }
    let first = UInt16(bytes[offset])
    let second = UInt16(bytes[offset + 1])
    offset += 2
    return isLittleEndian ? second << 8 | first : first << 8 | second
  }
}
