@testable import ConfigGuard
@testable import ConfigLinting

/// What readers of .env files were seen to make of inputs.
///
/// A case is `## name "input"`. Every line below it gives readers and their result, and `*` stands
/// for all readers that the other lines do not name. In the environment HOST_VAR is `fromhost`,
/// EMPTYHOST is empty, host_lower is `lowv` and HOME is `/h`. A result is one of these:
///
/// - `A="x" B=nil`: the variables, where nil is a name without a value, or `none`; `warned` in front
///   of them stands for a message of the reader, `dropped` for a line that it passes over silently.
/// - `refused`: the reader gives up, and `crash`: it does so by a fault of its own.
/// - `command`: the value came from running a command. It is left out here.
/// - `shell`: the value differs from shell to shell, as the number of a process does. Left out.
/// - `file` and the variables: the reader was given a text, and it reads a file otherwise, because
///   python-dotenv opens files with one kind of line break and dotenv for Ruby drops a byte order
///   mark. What was seen for the text is left out; what a file yields stands here.
enum DialectMatrix {
  enum Result: Sendable, Equatable {
    case variables([String: String?], isWarned: Bool, isDropped: Bool)
    case refused
    case command
    case shell
    case file([String: String?])
  }

  struct Case: Sendable {
    var name: String
    var input: String
    var results: [String: Result]
  }

  static let readers: [(mark: String, dialect: DotEnvDialect)] = [
    ("CM", .compose), ("DR", .raw), ("JS", .dotenvJS), ("JF", .dotenvJSFast),
    ("EX", .dotenvExpand), ("ND", .node), ("VT", .vite), ("PY", .python), ("GO", .go),
    ("RB", .ruby), ("SH", .bash), ("SD", .systemd), ("SC", .swiftConfiguration),
    ("HB", .hummingbird), ("VP", .vapor), ("DE", .direnv),
  ]

  static let environment = [
    "HOST_VAR": "fromhost", "EMPTYHOST": "", "host_lower": "lowv", "HOME": "/h",
  ]

  static let cases = [statements, names, quotes, comments, references].flatMap(parse)

  private static func parse(_ text: String) -> [Case] {
    var cases: [Case] = []
    for line in text.split(separator: "\n") {
      if line.hasPrefix("## ") {
        let parts = line.dropFirst(3).split(separator: " ", maxSplits: 1)
        var rest = parts[1]
        cases.append(Case(name: String(parts[0]), input: quoted(&rest), results: [:]))
        continue
      }
      let parts = line.split(separator: ":", maxSplits: 1)
      let result = result(parts[1].drop { $0 == " " })
      let marks = parts[0] == "*" ? ["*"] : parts[0].split(separator: " ").map(String.init)
      for mark in marks { cases[cases.count - 1].results[mark] = result }
    }
    return cases.map { example in
      var example = example
      for (mark, _) in readers where example.results[mark] == nil {
        example.results[mark] = example.results["*"]
      }
      example.results["*"] = nil
      return example
    }
  }

  private static func result(_ text: Substring) -> Result {
    switch text {
    case "refused", "crash": return .refused
    case "command": return .command
    case "shell": return .shell
    default: break
    }
    var rest = text
    let word = text.prefix { $0 != " " }
    if ["file", "warned", "dropped"].contains(word) { rest = rest.dropFirst(word.count + 1) }
    let variables = variables(&rest)
    if word == "file" { return .file(variables) }
    return .variables(variables, isWarned: word == "warned", isDropped: word == "dropped")
  }

  private static func variables(_ rest: inout Substring) -> [String: String?] {
    var variables: [String: String?] = [:]
    guard rest != "none" else { return [:] }
    while !rest.isEmpty {
      let key = rest.hasPrefix("\"") ? quoted(&rest) : String(rest.prefix { $0 != "=" })
      if let equals = rest.firstIndex(of: "=") { rest = rest[rest.index(after: equals)...] }
      if rest.hasPrefix("nil") {
        variables.updateValue(nil, forKey: key)
        rest = rest.dropFirst(3)
      } else {
        variables.updateValue(quoted(&rest), forKey: key)
      }
      rest = rest.drop { $0 == " " }
    }
    return variables
  }

  /// Takes a text in quotes off the front.
  private static func quoted(_ rest: inout Substring) -> String {
    var text = ""
    var scalars = rest.unicodeScalars.dropFirst()
    while let scalar = scalars.popFirst(), scalar != "\"" {
      guard scalar == "\\", let escaped = scalars.popFirst() else {
        text.unicodeScalars.append(scalar)
        continue
      }
      switch escaped {
      case "n": text.append("\n")
      case "r": text.append("\r")
      case "t": text.append("\t")
      case "u":
        let code = scalars.prefix { $0 != "}" }.dropFirst()
        text.unicodeScalars.append(
          UInt32(String(code), radix: 16).flatMap(Unicode.Scalar.init) ?? "\u{FFFD}")
        scalars = scalars.drop { $0 != "}" }.dropFirst()
      default: text.unicodeScalars.append(escaped)
      }
    }
    rest = Substring(scalars)
    return text
  }
}
