import ConfigGuard
import ConfigLinting
import RulePacks

/// What somebody wants explained.
enum ExplainedSubject {
  case rule(Rule, RulePage)
  case place(ExplainedPlace)

  /// Takes an argument apart.
  ///
  /// A name of a file may hold colons and numbers, so the longest path that is there counts.
  init(_ text: String, key: String?) throws {
    if let key {
      guard Self.isThere(text) else {
        throw CommandFailure("\(path: text): no such file; with --key name the file alone")
      }
      self = .place(ExplainedPlace(path: text, target: .key(key)))
      return
    }
    if let found = try KnownRule.find(text) {
      self = .rule(found.0, found.1)
      return
    }
    if let (path, line) = Self.parted(text) {
      if !Self.isThere(path), let (shorter, number) = Self.parted(path), Self.isThere(shorter) {
        self = .place(ExplainedPlace(path: shorter, target: .line(number, column: line)))
      } else {
        self = .place(ExplainedPlace(path: path, target: .line(line, column: nil)))
      }
      return
    }
    guard Self.isThere(text) else { throw try KnownRule.unknown(text) }
    throw CommandFailure(
      "\(path: text) is a file; name a line of it (FILE:LINE) or a setting (--key NAME FILE)")
  }

  private static func isThere(_ path: String) -> Bool {
    (try? Platform.linkStatus(of: path)) != nil
  }

  /// A path and the number behind its last colon.
  private static func parted(_ text: String) -> (path: String, number: Int)? {
    let bytes = text.utf8
    guard let colon = bytes.lastIndex(of: UInt8(ascii: ":")), colon > bytes.startIndex else {
      return nil
    }
    let digits = bytes[bytes.index(after: colon)...]
    guard !digits.isEmpty, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    // No file has so many lines that more digits are needed.
    return (String(text[..<colon]), Int(text[bytes.index(after: colon)...]) ?? .max)
  }
}

/// A place in a file that somebody wants explained.
struct ExplainedPlace {
  enum Target {
    case line(Int, column: Int?)
    case key(String)
  }

  let path: String
  let target: Target
}
