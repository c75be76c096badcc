import ConfigGuard
import RulePacks

/// One token of an HCL file.
struct TFVarsToken {
  enum Kind {
    case identifier, number, quoted, heredoc, newline, comma, equals, colon
    case opening, closing
    /// Any other character; it makes an expression more than a literal.
    case other
  }

  var kind: Kind
  var range: SourceRange
  /// For a bracket the number of the token that matches it.
  var match: Int?
  /// For a string or a heredoc, whether a template stands in it.
  var hasTemplate = false
  /// For a heredoc its lines, without the line that ends it.
  var body = SourceRange(at: 0)
  var isIndented = false
}

/// Parts a variable file into tokens and matches its brackets.
struct TFVarsScanner {
  let bytes: UnsafeBufferPointer<UInt8>
  var tokens: [TFVarsToken] = []
  var comments: [SourceRange] = []
  var problems: [(message: ReportText, range: SourceRange)] = []
  var offset: Int
  private var open: [Int] = []
  private var openCounts = [UInt8: Int]()
  /// Whether a template ran to the end of the file; the next ones then end with their line.
  var templatesEndAtLine = false

  init(_ source: SourceBytes) {
    bytes = source.buffer
    offset = source.hasByteOrderMark ? 3 : 0
  }

  mutating func scan() {
    while offset < bytes.count { scanToken() }
    for number in open {
      problems.append(("this bracket is not closed", tokens[number].range))
    }
  }

  mutating func add(_ kind: TFVarsToken.Kind, to end: Int) {
    tokens.append(TFVarsToken(kind: kind, range: SourceRange(start: offset, end: end)))
    offset = end
  }

  func byte(_ index: Int) -> UInt8 { index < bytes.count ? bytes[index] : 0 }

  private mutating func scanToken() {
    let byte = bytes[offset]
    switch byte {
    case 0x20, 0x09, 0x0D: offset += 1
    case 0x0A: add(.newline, to: offset + 1)
    case UInt8(ascii: "#"): scanLineComment()
    case UInt8(ascii: "/") where self.byte(offset + 1) == UInt8(ascii: "/"): scanLineComment()
    case UInt8(ascii: "/") where self.byte(offset + 1) == UInt8(ascii: "*"): scanBlockComment()
    case UInt8(ascii: "\""): scanQuoted()
    case UInt8(ascii: "<") where self.byte(offset + 1) == UInt8(ascii: "<"): scanHeredoc()
    case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
      open.append(tokens.count)
      openCounts[byte, default: 0] += 1
      add(.opening, to: offset + 1)
    case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): close(byte)
    case UInt8(ascii: ","): add(.comma, to: offset + 1)
    case UInt8(ascii: ":"): add(.colon, to: offset + 1)
    case UInt8(ascii: "="):
      // `==` and `=>` are operators.
      let next = self.byte(offset + 1)
      let isOperator = next == UInt8(ascii: "=") || next == UInt8(ascii: ">")
      add(isOperator ? .other : .equals, to: offset + (isOperator ? 2 : 1))
    case UInt8(ascii: "!"), UInt8(ascii: "<"), UInt8(ascii: ">"):
      add(.other, to: offset + (self.byte(offset + 1) == UInt8(ascii: "=") ? 2 : 1))
    case UInt8(ascii: "0")...UInt8(ascii: "9"): scanNumber()
    case _ where isIdentifier(byte): scanIdentifier()
    default: add(.other, to: offset + 1)
    }
  }

  func isIdentifier(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), 0x80...,
      UInt8(ascii: "_"):
      true
    default: false
    }
  }

  func isDigit(_ byte: UInt8) -> Bool { 0x30...0x39 ~= byte }

  private mutating func scanIdentifier() {
    var end = offset
    while end < bytes.count,
      isIdentifier(bytes[end]) || isDigit(bytes[end]) || bytes[end] == UInt8(ascii: "-")
    {
      end += 1
    }
    add(.identifier, to: end)
  }

  private mutating func scanNumber() {
    var end = offset
    while isDigit(byte(end)) { end += 1 }
    if byte(end) == UInt8(ascii: "."), isDigit(byte(end + 1)) {
      end += 1
      while isDigit(byte(end)) { end += 1 }
    }
    if byte(end) | 0x20 == UInt8(ascii: "e") {
      let hasSign = byte(end + 1) == UInt8(ascii: "+") || byte(end + 1) == UInt8(ascii: "-")
      var exponent = end + (hasSign ? 2 : 1)
      if isDigit(byte(exponent)) {
        while isDigit(byte(exponent)) { exponent += 1 }
        end = exponent
      }
    }
    add(.number, to: end)
  }

  private mutating func close(_ byte: UInt8) {
    let opening = byte == UInt8(ascii: ")") ? UInt8(ascii: "(") : byte - 2
    if openCounts[opening, default: 0] == 0 {
      problems.append(
        ("this bracket closes nothing", SourceRange(start: offset, end: offset + 1)))
      // It ends nothing for the parser either.
      offset += 1
      return
    }
    while let number = open.popLast() {
      let start = tokens[number].range.start
      openCounts[bytes[start], default: 0] -= 1
      if bytes[start] == opening {
        tokens[number].match = tokens.count
        add(.closing, to: offset + 1)
        tokens[tokens.count - 1].match = number
        return
      }
      problems.append(("this bracket is not closed", tokens[number].range))
    }
  }
}
