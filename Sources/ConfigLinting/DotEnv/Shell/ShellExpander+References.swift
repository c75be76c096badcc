import ConfigGuard
import RulePacks

extension ShellExpander {
  /// Replaces what begins at a dollar sign and gives the place behind it.
  mutating func expandDollar(
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
        kind: .missingVariable, message: "required variable \(setting: name) is missing a value",
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
