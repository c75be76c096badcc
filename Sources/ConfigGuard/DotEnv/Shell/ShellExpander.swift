import RulePacks

/// What is known of a variable while references to it are replaced.
enum KnownValue {
  case value(String)
  case unset
  /// The value would come from running a command, or from one that does.
  case command
  /// The value depends on the shell that reads the file, or on what is not evaluated here.
  case undetermined
}

/// Replaces the references in a word as a shell does, and notes where it would run a command.
struct ShellExpander {
  let bytes: UnsafeBufferPointer<UInt8>
  let keepsReferences: Bool
  let lookup: (String) -> KnownValue
  var text: [UInt8] = []
  var wouldRunCommand = false
  var isUndetermined = false
  var error: InterpolationError?
  var unset: [(name: String, range: SourceRange)] = []
  var assigned: [String: String] = [:]
  var budget = Interpolation.expansionLimit
  private var scanner: ShellScanner

  init(
    bytes: UnsafeBufferPointer<UInt8>, keepsReferences: Bool = false,
    lookup: @escaping (String) -> KnownValue
  ) {
    self.bytes = bytes
    self.keepsReferences = keepsReferences
    self.lookup = lookup
    scanner = ShellScanner(bytes)
  }

  /// Whether nothing can be said of the result.
  private var isOver: Bool { error != nil || budget < 0 }

  mutating func expand(
    from start: Int, to end: Int, inDoubleQuotes: Bool, inBraces: Bool = false, depth: Int = 0
  ) {
    guard depth <= ReadingLimits.depth else {
      isUndetermined = true
      return
    }
    var index = start
    if !inDoubleQuotes, !keepsReferences { index = expandTilde(at: index, to: end) }
    while index < end, !isOver {
      let next = min(
        (try? scanner.endOfPart(from: index, inDoubleQuotes: inDoubleQuotes, depth: depth)) ?? end,
        end)
      switch bytes[index] {
      case UInt8(ascii: "\\"): unescape(at: index, to: end, inDoubleQuotes, inBraces)
      case UInt8(ascii: "'") where !inDoubleQuotes: append(index + 1, next - 1)
      case UInt8(ascii: "\""):
        expand(from: index + 1, to: next - 1, inDoubleQuotes: true, depth: depth + 1)
      case UInt8(ascii: "`"):
        wouldRunCommand = true
        if keepsReferences { append(index, next) }
      case UInt8(ascii: "$"):
        index = expandDollar(at: index, to: next, end, inDoubleQuotes, depth)
        continue
      default:
        text.append(bytes[index])
        let isColon = bytes[index] == UInt8(ascii: ":")
        if isColon, !inDoubleQuotes, !inBraces, !keepsReferences {
          index = expandTilde(at: index + 1, to: end)
          continue
        }
      }
      index = max(next, index + 1)
    }
  }

  private mutating func append(_ start: Int, _ end: Int) {
    guard start < end else { return }
    budget -= end - start
    text.append(contentsOf: bytes[start..<end])
  }

  private mutating func append(_ value: String) {
    budget -= value.utf8.count
    if budget >= 0 { text.append(contentsOf: value.utf8) }
  }

  private mutating func unescape(
    at index: Int, to end: Int, _ inDoubleQuotes: Bool, _ inBraces: Bool
  ) {
    guard index + 1 < end else { return text.append(UInt8(ascii: "\\")) }
    let byte = bytes[index + 1]
    if byte == 0x0A { return }
    let isSpecial = "$`\"\\".utf8.contains(byte) || (inBraces && byte == UInt8(ascii: "}"))
    if inDoubleQuotes, !isSpecial { text.append(UInt8(ascii: "\\")) }
    text.append(byte)
  }

  private mutating func expandTilde(at index: Int, to end: Int) -> Int {
    guard index < end, bytes[index] == UInt8(ascii: "~") else { return index }
    let next = index + 1 < end ? bytes[index + 1] : UInt8(ascii: "/")
    guard next == UInt8(ascii: "/") || next == UInt8(ascii: ":") else {
      // What follows may be the name of a user.
      if ShellScanner.isNameByte(next) || next == UInt8(ascii: "+") || next == UInt8(ascii: "-") {
        isUndetermined = true
      }
      return index
    }
    if case .value(let home) = lookup("HOME") { append(home) } else { isUndetermined = true }
    return index + 1
  }

  /// Replaces what begins at a dollar sign and gives the place behind it.
  private mutating func expandDollar(
    at dollar: Int, to next: Int, _ end: Int, _ inDoubleQuotes: Bool, _ depth: Int
  ) -> Int {
    let after = dollar + 1
    guard after < end else {
      text.append(UInt8(ascii: "$"))
      return after
    }
    switch bytes[after] {
    case UInt8(ascii: "'") where !inDoubleQuotes:
      text += ShellText.ansi(bytes, from: after + 1, to: next - 1)
      return next
    case UInt8(ascii: "\"") where !inDoubleQuotes:
      expand(from: after + 1, to: next - 1, inDoubleQuotes: true, depth: depth + 1)
      return next
    default: break
    }
    if keepsReferences {
      append(dollar, max(next, after))
      return max(next, after)
    }
    switch bytes[after] {
    case UInt8(ascii: "("):
      let isArithmetic = after + 1 < end && bytes[after + 1] == UInt8(ascii: "(")
      if isArithmetic { isUndetermined = true } else { wouldRunCommand = true }
      return next
    case UInt8(ascii: "{"):
      expandBraces(at: dollar, to: next - 1, inDoubleQuotes, depth)
      return next
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "@"), UInt8(ascii: "*"),
      UInt8(ascii: "#"), UInt8(ascii: "?"), UInt8(ascii: "-"), UInt8(ascii: "$"),
      UInt8(ascii: "!"), UInt8(ascii: "["):
      isUndetermined = true
      return after + 1
    default: break
    }
    // A line break behind a backslash is nowhere to the shell, not even in a name.
    var nameEnd = after
    var name: [UInt8] = []
    while nameEnd < end {
      if bytes[nameEnd] == UInt8(ascii: "\\"), nameEnd + 1 < end, bytes[nameEnd + 1] == 0x0A {
        nameEnd += 2
        continue
      }
      guard ShellScanner.isNameByte(bytes[nameEnd]) else { break }
      name.append(bytes[nameEnd])
      nameEnd += 1
    }
    guard !name.isEmpty else {
      text.append(UInt8(ascii: "$"))
      return after
    }
    replace(String(decoding: name, as: UTF8.self), SourceRange(start: dollar, end: nameEnd))
    return nameEnd
  }

  private func endOfName(from start: Int, to end: Int) -> Int {
    var index = start
    while index < end, ShellScanner.isNameByte(bytes[index]) { index += 1 }
    return index
  }

  private func name(_ start: Int, _ end: Int) -> String {
    String(decoding: bytes[start..<end], as: UTF8.self)
  }

  private func known(_ name: String) -> KnownValue {
    assigned[name].map { .value($0) } ?? lookup(name)
  }

  private mutating func replace(_ name: String, _ range: SourceRange) {
    switch known(name) {
    case .value(let value): append(value)
    case .unset: unset.append((name, range))
    case .command: wouldRunCommand = true
    case .undetermined: isUndetermined = true
    }
  }

  /// Replaces `${…}` up to its closing brace.
  private mutating func expandBraces(
    at dollar: Int, to closing: Int, _ inDoubleQuotes: Bool, _ depth: Int
  ) {
    let nameStart = dollar + 2
    let nameEnd = endOfName(from: nameStart, to: closing)
    let range = SourceRange(start: dollar, end: closing + 1)
    guard nameEnd > nameStart, !ShellScanner.isDigit(bytes[nameStart]) else {
      isUndetermined = true
      return
    }
    let name = name(nameStart, nameEnd)
    guard nameEnd < closing else { return replace(name, range) }
    let hasColon = bytes[nameEnd] == UInt8(ascii: ":")
    let place = hasColon ? nameEnd + 1 : nameEnd
    guard place < closing, "-=?+".utf8.contains(bytes[place]) else {
      isUndetermined = true
      return
    }
    let value: String?
    switch known(name) {
    case .value(let known): value = hasColon && known.isEmpty ? nil : known
    case .unset: value = nil
    case .command:
      wouldRunCommand = true
      return
    case .undetermined:
      isUndetermined = true
      return
    }
    let operation = bytes[place]
    let takesWord = operation == UInt8(ascii: "+") ? value != nil : value == nil
    guard takesWord else {
      if operation != UInt8(ascii: "+"), let value { append(value) }
      return
    }
    guard operation != UInt8(ascii: "?") else {
      error = InterpolationError(
        kind: .missingVariable, message: "required variable \(name) is missing a value",
        range: range)
      return
    }
    let start = text.count
    expand(
      from: place + 1, to: closing, inDoubleQuotes: inDoubleQuotes, inBraces: true,
      depth: depth + 1)
    if operation == UInt8(ascii: "=") {
      assigned[name] = String(decoding: text[start...], as: UTF8.self)
    }
  }
}
