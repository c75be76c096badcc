package import RulePacks

/// Reads JSON text (RFC 8259), or JSON with comments and trailing commas, in one pass.
///
/// After an error it goes on as if the text were right, so that the rest of the file is seen. Only
/// where a document does not even begin like JSON, or lies too deep, is it dropped.
package struct JSONReader {
  package enum Dialect: Sendable {
    case json
    /// Comments and trailing commas are allowed, and a file may hold no value at all.
    case jsonc
  }

  /// What may come next inside of an object or an array.
  enum Expectation { case firstItem, item, value, separator }

  struct Frame {
    var start: Int
    var isMapping: Bool
  }

  let source: SourceBytes
  let base: UnsafePointer<UInt8>
  let count: Int
  let dialect: Dialect
  var builder: DocumentTreeBuilder
  var offset = 0
  var open: [Frame] = []
  /// The comma after which no item has come yet.
  var comma: Int?
  /// Errors that needed a guess at what was meant; too many of them end the reading.
  var errors = 0
  /// The memory in which escapes are undone, used again from string to string.
  var text: [UInt8] = []

  /// Every value on a line of its own is one document.
  package static func read(_ bytes: SourceBytes, dialect: Dialect = .json) -> DocumentTree {
    var reader = JSONReader(bytes, dialect)
    reader.readDocuments()
    return reader.builder.finish()
  }

  private init(_ bytes: SourceBytes, _ dialect: Dialect) {
    source = bytes
    base = bytes.pointer
    count = bytes.count
    self.dialect = dialect
    builder = DocumentTreeBuilder(bytes)
  }

  mutating func report(
    _ message: ReportText, _ start: Int, _ end: Int, related: SourceRange? = nil
  ) {
    errors += 1
    builder.report(.syntax, message, SourceRange(start: start, end: end), related: related)
  }

  var hasTooManyErrors: Bool { errors >= ReadingLimits.problems }

  private mutating func readDocuments() {
    guard count <= UInt32.max else {
      return builder.report(.limit, "a file of 4 GiB or more is not read", SourceRange(at: 0))
    }
    if let invalid = TextBytes.firstFaults(in: source.buffer).invalid {
      report("the text is not UTF-8", invalid, invalid + 1)
    }
    if source.hasByteOrderMark { offset = 3 }
    var isFirst = true
    var end = offset
    while true {
      skipBlanks()
      guard offset < count else { break }
      let sharesLine = !isFirst && !hasLineBreak(from: end)
      guard readDocument(sharesLine: sharesLine), !hasTooManyErrors else { return }
      isFirst = false
      end = offset
    }
    if isFirst, dialect == .json { report("the file holds no JSON value", count, count) }
  }

  private func hasLineBreak(from start: Int) -> Bool {
    source.buffer[start..<offset].contains { $0 == 0x0A || $0 == 0x0D }
  }

  /// Reads one document; false where nothing after it can be read either.
  private mutating func readDocument(sharesLine: Bool) -> Bool {
    switch base[offset] {
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      if sharesLine { reportSharedLine() }
      guard readValue() == .firstItem, readContainers() else { return false }
    case UInt8(ascii: "\""):
      if sharesLine { reportSharedLine() }
      readString()
    case UInt8(ascii: "}"), UInt8(ascii: "]"):
      report("this closes nothing", offset, offset + 1)
      offset += 1
      return true
    default:
      let end = endOfWord(from: offset)
      if let message = faultOfWord(from: offset, to: end) {
        report("\(message); the rest of the file is not read", offset, end)
        return false
      }
      if sharesLine { reportSharedLine() }
      addWord(to: end)
    }
    builder.endDocument()
    return true
  }

  private mutating func reportSharedLine() {
    report("the document has ended; another one must begin on its own line", offset, offset + 1)
  }

  /// Reads on until everything that is open is closed; false where the document is hopeless.
  private mutating func readContainers() -> Bool {
    var expected = Expectation.firstItem
    while let frame = open.last {
      skipBlanks()
      guard offset < count, !hasTooManyErrors else {
        closeAll(expected)
        return true
      }
      let byte = base[offset]
      switch expected {
      case .separator:
        if byte == UInt8(ascii: ",") {
          comma = offset
          offset += 1
          expected = .item
        } else {
          expected = readSeparator(byte, frame)
        }
      case .firstItem, .item:
        if byte == UInt8(ascii: "\""), frame.isMapping {
          expected = readKey()
        } else {
          expected = readItem(byte, frame)
        }
        if expected != .item { comma = nil }
      case .value:
        expected = readMappedValue(byte)
      }
      // The builder has said why nothing deeper is read.
      if isTooDeep { return false }
    }
    return true
  }

  var isTooDeep: Bool { open.count > ReadingLimits.depth }
}
