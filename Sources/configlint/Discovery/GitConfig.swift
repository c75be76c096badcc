import ConfigGuard
import RulePacks

/// The git settings that matter to discovery, merged from configuration files.
///
/// `include.path` is followed; conditional includes (`includeIf`) are not. A line that git would
/// refuse is passed over, since a linter has no reason to stop there.
struct GitConfig: Sendable {
  /// The last value of each variable, by its name in lower case such as `core.excludesfile`.
  private(set) var values: [String: String] = [:]

  subscript(_ name: String) -> String? { values[name] }

  /// The value of a boolean variable by git's spelling of true.
  func isTrue(_ name: String) -> Bool {
    guard let value = values[name]?.lowercased() else { return false }
    return ["true", "yes", "on", "1"].contains(value)
  }

  /// Merges the system's and the user's files in git's order.
  mutating func readUserFiles(_ environment: GitEnvironment) {
    if environment.value("GIT_CONFIG_NOSYSTEM") == nil {
      read(environment.variables["GIT_CONFIG_SYSTEM"] ?? "/etc/gitconfig", environment)
    }
    if let global = environment.variables["GIT_CONFIG_GLOBAL"] {
      read(global, environment)
    } else {
      if let directory = environment.configurationDirectory {
        read("\(directory)/config", environment)
      }
      if let home = environment.value("HOME") { read("\(home)/.gitconfig", environment) }
    }
  }

  /// Merges one file; a file that cannot be read is passed over, as git does with a missing one.
  mutating func read(_ path: String, _ environment: GitEnvironment, depth: Int = 0) {
    guard !path.isEmpty, depth <= 10, let bytes = try? readFile(path: path, limit: 4 << 20)
    else { return }
    for (name, value) in bytes.withBuffer(GitConfig.parse) {
      values[name] = value
      if name == "include.path", !value.isEmpty {
        let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
        let folder = slash.map { String(path[..<$0]) } ?? "."
        read(environment.expand(value, from: folder), environment, depth: depth + 1)
      }
    }
  }

  static func parse(_ bytes: UnsafeBufferPointer<UInt8>) -> [(name: String, value: String)] {
    var parser = GitConfigParser(bytes: bytes)
    return parser.parse()
  }
}

private struct GitConfigParser {
  let bytes: UnsafeBufferPointer<UInt8>
  private var position = 0
  private var section: [UInt8] = []
  private var variables: [(name: String, value: String)] = []

  init(bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
  }

  /// The next byte with CR LF read as LF; the end of the file reads as the end of a line.
  private mutating func next() -> UInt8 {
    guard position < bytes.count else { return newline }
    var byte = bytes[position]
    position += 1
    if byte == carriageReturn, position < bytes.count, bytes[position] == newline {
      byte = newline
      position += 1
    }
    return byte
  }

  private mutating func skipLine() {
    while position < bytes.count, next() != newline {}
  }

  mutating func parse() -> [(name: String, value: String)] {
    while position < bytes.count {
      let byte = next()
      switch byte {
      case newline, space, tab, carriageReturn: continue
      case UInt8(ascii: "#"), UInt8(ascii: ";"): skipLine()
      case UInt8(ascii: "["): readSection()
      default: readVariable(first: byte)
      }
    }
    return variables
  }

  private mutating func readSection() {
    section = []
    while true {
      let byte = next()
      switch byte {
      case UInt8(ascii: "]"): return
      case newline: return
      case space, tab: continue
      case UInt8(ascii: "\""):
        section.append(UInt8(ascii: "."))
        while true {
          var inner = next()
          if inner == newline { return }
          if inner == UInt8(ascii: "\"") { break }
          if inner == UInt8(ascii: "\\") { inner = next() }
          section.append(inner)
        }
      default: section.append(lowercase(byte))
      }
    }
  }

  private mutating func readVariable(first: UInt8) {
    var name = section + [UInt8(ascii: "."), lowercase(first)]
    var byte = next()
    while isLetterOrDigit(byte) || byte == UInt8(ascii: "-") {
      name.append(lowercase(byte))
      byte = next()
    }
    while byte == space || byte == tab { byte = next() }
    let key = String(decoding: name, as: UTF8.self)
    if byte == newline {
      variables.append((key, "true"))
    } else if byte == UInt8(ascii: "=") {
      if let value = readValue() { variables.append((key, value)) }
    } else {
      skipLine()
    }
  }

  /// Reads a value to the end of its line, or returns nil at an escape that git does not know.
  private mutating func readValue() -> String? {
    var value: [UInt8] = []
    var kept = 0
    var isQuoted = false
    while true {
      let byte = next()
      switch byte {
      case newline:
        return String(decoding: value[..<kept], as: UTF8.self)
      case space, tab:
        if isQuoted || !value.isEmpty { value.append(byte) }
        if isQuoted { kept = value.count }
      case UInt8(ascii: "#") where !isQuoted, UInt8(ascii: ";") where !isQuoted:
        skipLine()
        return String(decoding: value[..<kept], as: UTF8.self)
      case UInt8(ascii: "\""):
        isQuoted.toggle()
        kept = value.count
      case UInt8(ascii: "\\"):
        let escaped = next()
        switch escaped {
        case newline:
          if position >= bytes.count { return String(decoding: value[..<kept], as: UTF8.self) }
          continue
        case UInt8(ascii: "t"): value.append(tab)
        case UInt8(ascii: "b"): value.append(8)
        case UInt8(ascii: "n"): value.append(newline)
        case UInt8(ascii: "\\"), UInt8(ascii: "\""): value.append(escaped)
        default:
          skipLine()
          return nil
        }
        kept = value.count
      default:
        value.append(byte)
        kept = value.count
      }
    }
  }
}

private let newline = UInt8(ascii: "\n")
private let carriageReturn = UInt8(ascii: "\r")
private let space = UInt8(ascii: " ")
private let tab = UInt8(ascii: "\t")

private func isLetterOrDigit(_ byte: UInt8) -> Bool {
  let lower = lowercase(byte)
  return (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(lower)
    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
}

/// The byte with an ASCII capital made small.
func lowercase(_ byte: UInt8) -> UInt8 {
  byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
}
