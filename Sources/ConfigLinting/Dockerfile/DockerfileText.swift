import ConfigGuard

/// What a word of a Dockerfile means: its text without quotes and escapes.
///
/// References stay in the text as written.
struct DockerfileText {
  private(set) var bytes: [UInt8] = []
  private(set) var hasReference = false
  /// What makes BuildKit refuse the word, if anything does.
  private(set) var problem: ReportText?
  private let written: ArraySlice<UInt8>
  private let escape: UInt8
  private var index: Int

  init(_ written: ArraySlice<UInt8>, _ escape: UInt8) {
    self.written = written
    self.escape = escape
    index = written.startIndex
    bytes.reserveCapacity(written.count)
    while index < written.endIndex { readPart() }
  }

  private mutating func readPart() {
    let byte = written[index]
    switch byte {
    case UInt8(ascii: "'"): readSingleQuotes()
    case UInt8(ascii: "\""): readDoubleQuotes()
    case UInt8(ascii: "$"): readReference()
    case escape:
      index += 1
      if index < written.endIndex {
        bytes.append(written[index])
        index += 1
      }
    default:
      bytes.append(byte)
      index += 1
    }
  }

  private mutating func readSingleQuotes() {
    index += 1
    let start = index
    index = written[start...].firstIndex(of: UInt8(ascii: "'")) ?? written.endIndex
    bytes.append(contentsOf: written[start..<index])
    if index == written.endIndex { problem = problem ?? "the single quote is not closed" }
    index = min(index + 1, written.endIndex)
  }

  /// In double quotes only `"`, `$` and the escape character itself can be escaped.
  private mutating func readDoubleQuotes() {
    index += 1
    while index < written.endIndex {
      let byte = written[index]
      switch byte {
      case UInt8(ascii: "\""):
        index += 1
        return
      case UInt8(ascii: "$"): readReference()
      case escape:
        index += 1
        guard index < written.endIndex else { break }
        let escaped = written[index]
        if escaped == UInt8(ascii: "\"") || escaped == UInt8(ascii: "$") || escaped == escape {
          index += 1
          bytes.append(escaped)
        } else {
          bytes.append(byte)
        }
      default:
        bytes.append(byte)
        index += 1
      }
    }
    problem = problem ?? "the double quote is not closed"
  }

  private mutating func readReference() {
    let start = index
    index += 1
    guard index < written.endIndex else { return bytes.append(UInt8(ascii: "$")) }
    if written[index] == UInt8(ascii: "{") {
      skipBraces()
      hasReference = true
    } else {
      let end = endOfName(from: index)
      hasReference = hasReference || end > index
      index = end
    }
    bytes.append(contentsOf: written[start..<index])
  }

  /// A name, a number or one of the shell's special parameters.
  private func endOfName(from start: Int) -> Int {
    let first = written[start]
    if "@*#?-$!".utf8.contains(first) { return start + 1 }
    let isNumber = 0x30...0x39 ~= first
    var end = start
    while end < written.endIndex {
      let byte = written[end]
      let isDigit = 0x30...0x39 ~= byte
      let isLetter = byte == UInt8(ascii: "_") || 0x41...0x5A ~= byte || 0x61...0x7A ~= byte
      guard isDigit || isLetter && !isNumber else { break }
      end += 1
    }
    return end
  }

  private mutating func checkNameAndModifier() {
    func byte(_ index: Int) -> UInt8 { index < written.endIndex ? written[index] : 0 }
    guard ![UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: ":")].contains(byte(index)) else {
      problem = problem ?? "this reference names no variable"
      return
    }
    let end = index < written.endIndex ? endOfName(from: index) : index
    var isKnown = end >= written.endIndex || "}+-?#%/".utf8.contains(byte(end))
    if byte(end) == UInt8(ascii: ":") { isKnown = "+-?".utf8.contains(byte(end + 1)) }
    if !isKnown { problem = problem ?? "this reference has an unknown operator" }
  }

  /// Goes over `{…}` with the quotes, escapes and references in its default.
  private mutating func skipBraces() {
    index += 1
    checkNameAndModifier()
    var depth = 1
    var quote: UInt8?
    while index < written.endIndex, depth > 0 {
      let byte = written[index]
      index += 1
      if byte == escape, quote != UInt8(ascii: "'") {
        index = min(index + 1, written.endIndex)
      } else if let open = quote {
        if byte == open { quote = nil }
      } else if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
        quote = byte
      } else if byte == UInt8(ascii: "$"), index < written.endIndex,
        written[index] == UInt8(ascii: "{")
      {
        index += 1
        depth += 1
      } else if byte == UInt8(ascii: "}") {
        depth -= 1
      }
    }
    if depth > 0 { problem = problem ?? "the brace of this reference is not closed" }
  }
}
