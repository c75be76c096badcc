import ConfigGuard
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

  mutating func append(_ start: Int, _ end: Int) {
    guard start < end else { return }
    budget -= end - start
    text.append(contentsOf: bytes[start..<end])
  }

  mutating func append(_ value: String) {
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
}
