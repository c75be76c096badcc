/// Writes texts as scalars of YAML on one line.
enum YAMLScalar {
  /// The text plain where every reader takes it for what it is, else in double quotes.
  static func text(_ text: String) -> String {
    isPlain(text) ? text : quoted(text)
  }

  /// A list in one line.
  static func list(_ texts: some Sequence<String>) -> String {
    "[" + texts.map { text($0) }.joined(separator: ", ") + "]"
  }

  /// Text behind `#`: one line, and nothing that a terminal or an editor would act on.
  static func comment(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map { isControl($0) ? " " : $0 }))
  }

  private static let words: Set<String> = [
    "true", "false", "yes", "no", "on", "off", "null", "y", "n", "~",
  ]

  private static func isPlain(_ text: String) -> Bool {
    guard let first = text.utf8.first, text.utf8.count <= 200 else { return false }
    if text == "true" || text == "false" || isWholeNumber(text) { return true }
    guard isLetter(first) || first == UInt8(ascii: "/"), !words.contains(text.lowercased()) else {
      return false
    }
    return text.utf8.allSatisfy { isLetter($0) || isDigit($0) || "_./+-".utf8.contains($0) }
  }

  /// A number that is written as this very text by whoever reads it as one.
  private static func isWholeNumber(_ text: String) -> Bool {
    Int(text).map { "\($0)" == text } ?? false
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      default:
        if isControl(scalar) {
          let digits = String(scalar.value, radix: 16, uppercase: true)
          result += "\\U" + String(repeating: "0", count: 8 - digits.utf8.count) + digits
        } else {
          result.unicodeScalars.append(scalar)
        }
      }
    }
    return result + "\""
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse,
      .unassigned:
      true
    default: false
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte & 0xDF) }
  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
