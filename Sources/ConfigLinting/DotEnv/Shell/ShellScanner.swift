import ConfigGuard
import RulePacks

/// Why a text is no text of a shell.
struct ShellError: Error {
  enum Kind {
    case unterminated
    case tooDeep
    case unexpected
  }

  let kind: Kind
  let offset: Int
}

/// Finds where the words of a shell end, without running anything.
struct ShellScanner {
  let bytes: UnsafeBufferPointer<UInt8>
  /// References in braces that the shell gives up at.
  var badSubstitutions: [SourceRange] = []

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
  }

  static func endsWord(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x20, 0x09, 0x0A, UInt8(ascii: ";"), UInt8(ascii: "&"), UInt8(ascii: "|"),
      UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "<"), UInt8(ascii: ">"):
      true
    default: false
    }
  }

  static func isNameByte(_ byte: UInt8) -> Bool {
    byte == 0x5F || 0x30...0x39 ~= byte || 0x41...0x5A ~= byte & 0xDF
  }

  static func isDigit(_ byte: UInt8) -> Bool { 0x30...0x39 ~= byte }

  mutating func endOfWord(from start: Int) throws(ShellError) -> Int {
    var index = start
    while index < bytes.count, !ShellScanner.endsWord(bytes[index]) {
      index = try endOfPart(from: index, inDoubleQuotes: false, depth: 0)
    }
    return min(index, bytes.count)
  }

  /// Where the quoted text, the reference or the character at an offset ends.
  mutating func endOfPart(
    from start: Int, inDoubleQuotes: Bool, depth: Int
  ) throws(ShellError) -> Int {
    guard depth <= ReadingLimits.depth else { throw ShellError(kind: .tooDeep, offset: start) }
    switch bytes[start] {
    case UInt8(ascii: "\\"): return min(start + 2, bytes.count)
    case UInt8(ascii: "'") where !inDoubleQuotes: return try end(of: start, escapes: false)
    case UInt8(ascii: "`"): return try end(of: start, escapes: true)
    case UInt8(ascii: "\""): return try endOfDoubleQuotes(from: start, depth: depth)
    case UInt8(ascii: "$"):
      return try endOfReference(from: start, inDoubleQuotes: inDoubleQuotes, depth: depth)
    default: return start + 1
    }
  }

  private func end(of opening: Int, escapes: Bool) throws(ShellError) -> Int {
    var index = opening + 1
    while index < bytes.count {
      if bytes[index] == bytes[opening] { return index + 1 }
      index += escapes && bytes[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    throw ShellError(kind: .unterminated, offset: opening)
  }

  private mutating func endOfDoubleQuotes(from opening: Int, depth: Int) throws(ShellError) -> Int {
    var index = opening + 1
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "\"") { return index + 1 }
      index = try endOfPart(from: index, inDoubleQuotes: true, depth: depth + 1)
    }
    throw ShellError(kind: .unterminated, offset: opening)
  }

  private mutating func endOfReference(
    from dollar: Int, inDoubleQuotes: Bool, depth: Int
  ) throws(ShellError) -> Int {
    guard dollar + 1 < bytes.count else { return dollar + 1 }
    switch bytes[dollar + 1] {
    case UInt8(ascii: "("): return try endOfParentheses(from: dollar + 1, depth: depth + 1)
    case UInt8(ascii: "{"):
      return try endOfBraces(from: dollar, inDoubleQuotes: inDoubleQuotes, depth: depth + 1)
    case UInt8(ascii: "'") where !inDoubleQuotes: return try end(of: dollar + 1, escapes: true)
    case UInt8(ascii: "\"") where !inDoubleQuotes:
      return try endOfDoubleQuotes(from: dollar + 1, depth: depth + 1)
    // `$$` is the number of the process, so the second sign begins no reference.
    case UInt8(ascii: "$"): return dollar + 2
    default: return dollar + 1
    }
  }

  mutating func endOfParentheses(from opening: Int, depth: Int) throws(ShellError) -> Int {
    var index = opening + 1
    var open = 1
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: ")"):
        open -= 1
        if open == 0 { return index + 1 }
        index += 1
      case UInt8(ascii: "("):
        open += 1
        index += 1
      default: index = try endOfPart(from: index, inDoubleQuotes: false, depth: depth + 1)
      }
    }
    throw ShellError(kind: .unterminated, offset: opening)
  }

  private mutating func endOfBraces(
    from dollar: Int, inDoubleQuotes: Bool, depth: Int
  ) throws(ShellError) -> Int {
    let isBad = !isReference(at: dollar + 2)
    var index = dollar + 2
    // The number sign and the exclamation mark are operators at the start.
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "}") {
        if isBad { badSubstitutions.append(SourceRange(start: dollar, end: index + 1)) }
        return index + 1
      }
      index = try endOfPart(from: index, inDoubleQuotes: inDoubleQuotes, depth: depth + 1)
    }
    throw ShellError(kind: .unterminated, offset: dollar)
  }

  /// Whether a name and an operator stand behind `${`.
  private func isReference(at start: Int) -> Bool {
    var index = start
    guard index + 1 < bytes.count else { return false }
    let isPrefixed = bytes[index] == UInt8(ascii: "#") || bytes[index] == UInt8(ascii: "!")
    if isPrefixed, bytes[index + 1] != UInt8(ascii: "}") { index += 1 }
    let nameStart = index
    let isNumber = ShellScanner.isDigit(bytes[index])
    while index < bytes.count,
      isNumber ? ShellScanner.isDigit(bytes[index]) : ShellScanner.isNameByte(bytes[index])
    {
      index += 1
    }
    if index == nameStart {
      guard "@*#?-$!".utf8.contains(bytes[index]) else { return false }
      index += 1
    }
    return index < bytes.count && "}:-=?+#%/^,@[*".utf8.contains(bytes[index])
  }
}
