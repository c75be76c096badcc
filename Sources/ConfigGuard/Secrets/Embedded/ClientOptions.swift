import RulePacks

/// Options by which programs take passwords and user names, from lines such as
/// `curl -u USER:PASSWORD` of the packs.
struct ClientOptions {
  enum Meaning {
    case password
    case user
    /// `user:password`
    case login
    /// `Name: value`
    case header
    /// It asks for the password; what follows is something else.
    case none
  }

  struct Option {
    let text: [UInt8]
    let meaning: Meaning
    /// The value follows without a blank.
    let isAttached: Bool
  }

  private let options: [String: [Option]]
  /// What the names of programs begin with.
  private let firstBytes: [Bool]

  init(_ lines: [String]) {
    var options: [String: [Option]] = [:]
    for line in lines {
      let words = line.split(separator: " ").map(String.init)
      guard words.count >= 2 else { continue }
      let option =
        words.count > 2
        ? Self.option(words[1], Self.meanings[words[2]]) : Self.attached(words[1])
      for program in words[0].split(separator: "|") {
        options[String(program), default: []].append(option)
      }
    }
    self.options = options
    var firstBytes = [Bool](repeating: false, count: 256)
    for first in options.keys.compactMap(\.utf8.first) { firstBytes[Int(first)] = true }
    self.firstBytes = firstBytes
  }

  private static let meanings: [String: Meaning] = [
    "PASSWORD": .password, "USER": .user, "USER:PASSWORD": .login, "HEADER": .header,
  ]

  private static func option(_ text: String, _ meaning: Meaning?) -> Option {
    Option(text: Array(text.utf8), meaning: meaning ?? .none, isAttached: false)
  }

  /// `-pPASSWORD`, or an option that no value follows.
  private static func attached(_ text: String) -> Option {
    for (word, meaning) in meanings where text.hasSuffix(word) && text != word {
      let isWhole = !text.hasSuffix(":" + word) || meaning == .login
      guard isWhole else { continue }
      return Option(
        text: Array(text.utf8.dropLast(word.utf8.count)), meaning: meaning, isAttached: true)
    }
    return option(text, nil)
  }

  /// Whether a word may be the path of a program that is known, by the letter its name begins with.
  func mayBeNamed(in path: UnsafeBufferPointer<UInt8>) -> Bool {
    let slash = UInt8(ascii: "/")
    // The name of a folder ends in front of its slash.
    guard let last = path.last, last != slash else { return !path.isEmpty }
    var start = path.count - 1
    while start > 0, path[start - 1] != slash { start -= 1 }
    return firstBytes[Int(path[start])]
  }

  func isKnown(_ program: String) -> Bool { options[program] != nil }

  /// What an option of a program means, and where its value begins in the word; nil where that is
  /// the next word.
  func meaning(
    of word: [UInt8], for program: String?
  ) -> (meaning: Meaning, valueStart: Int?)? {
    guard let program, let known = options[program] else { return nil }
    return word.withUnsafeBufferPointer { Self.meaning(of: $0, among: known) }
  }

  /// The options of a program that is known.
  func options(of program: String) -> [Option]? { options[program] }

  static func meaning(
    of word: UnsafeBufferPointer<UInt8>, among known: [Option]
  ) -> (meaning: Meaning, valueStart: Int?)? {
    for option in known {
      if !option.isAttached, word.elementsEqual(option.text) { return (option.meaning, nil) }
      guard word.count > option.text.count, word.starts(with: option.text) else { continue }
      if option.isAttached { return (option.meaning, option.text.count) }
      // `--user=name:password`
      if word[option.text.count] == 0x3D, option.meaning != .none {
        return (option.meaning, option.text.count + 1)
      }
    }
    return nil
  }
}
