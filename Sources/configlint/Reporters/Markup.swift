import RulePacks

/// A piece of an HTML page: what is written in the code is markup, and every text that is put into
/// it is escaped.
///
/// It has no initialiser that takes any text, so that no name of a file can become a tag.
struct Markup: Sendable {
  private(set) var text: String

  private init(_ text: String) { self.text = text }

  static func += (left: inout Markup, right: Markup) { left.text += right.text }

  static func + (left: Markup, right: Markup) -> Markup { Markup(left.text + right.text) }

  /// Text that means nothing to a reader of HTML or XML but itself.
  ///
  /// Control characters, which XML 1.0 cannot say in any way, are replaced.
  static func escaped(_ text: String, keepsLines: Bool = false) -> String {
    guard !keepsLines else {
      return text.split(separator: "\n", omittingEmptySubsequences: false)
        .map { escaped(String($0)) }.joined(separator: "\n")
    }
    let isPlain = text.utf8.allSatisfy { byte in
      (0x20..<0x7F).contains(byte) && !#"&<>"'"#.utf8.contains(byte)
    }
    if isPlain { return text }
    var result = ""
    for scalar in Printable.text(text).unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

extension Markup: ExpressibleByStringInterpolation {
  init(stringLiteral text: StaticString) { self.init(text.description) }

  init(stringInterpolation text: StringInterpolation) { self.init(text.text) }

  struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var text = ""

    init(literalCapacity: Int, interpolationCount: Int) {}

    mutating func appendLiteral(_ literal: StaticString) { text += literal.description }

    mutating func appendInterpolation(_ text: String) { self.text += Markup.escaped(text) }

    /// A long name, which may go on in the next line after each of its parts.
    mutating func appendInterpolation(breakable name: String) {
      var part = ""
      for scalar in name.unicodeScalars {
        part.unicodeScalars.append(scalar)
        guard "_./-:".unicodeScalars.contains(scalar) else { continue }
        text += Markup.escaped(part) + "<wbr>"
        part = ""
      }
      text += Markup.escaped(part)
    }

    /// A sentence, in which names and commands stand between backquotes.
    mutating func appendInterpolation(prose sentence: String) {
      let parts = sentence.split(separator: "`", omittingEmptySubsequences: false)
      guard parts.count % 2 == 1 else { return appendInterpolation(sentence) }
      for (number, part) in parts.enumerated() {
        let words = Markup.escaped(String(part))
        text += number % 2 == 1 ? "<code>\(words)</code>" : words
      }
    }

    mutating func appendInterpolation(_ text: ScreenedText) { appendInterpolation(text.text) }

    mutating func appendInterpolation(_ number: Int) { text += String(number) }

    mutating func appendInterpolation(_ markup: Markup) { text += markup.text }

    mutating func appendInterpolation(_ markup: Markup?) { text += markup?.text ?? "" }
  }
}

extension Sequence<Markup> {
  /// The pieces one after the other, each on a line of its own.
  var lines: Markup { joined(separator: "\n") }

  func joined(separator: Markup) -> Markup {
    var result: Markup = ""
    var isFirst = true
    for piece in self {
      if !isFirst { result += separator }
      result += piece
      isFirst = false
    }
    return result
  }
}
