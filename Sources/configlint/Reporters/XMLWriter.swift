import RulePacks

/// Writes XML 1.0, one element a line; every text is escaped.
struct XMLWriter {
  private(set) var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
  private var depth = 0

  /// An element; attributes without a value are left out.
  mutating func element(
    _ name: String, _ attributes: KeyValuePairs<String, String?> = [:],
    _ body: ((inout XMLWriter) -> Void)? = nil
  ) {
    indent()
    open(name, attributes)
    guard let body else {
      text += "/>\n"
      return
    }
    text += ">\n"
    depth += 1
    body(&self)
    depth -= 1
    indent()
    text += "</\(name)>\n"
  }

  /// An element that holds nothing but text.
  mutating func element(
    _ name: String, _ attributes: KeyValuePairs<String, String?> = [:], holding content: String
  ) {
    indent()
    open(name, attributes)
    text += ">\(Markup.escaped(content, keepsLines: true))</\(name)>\n"
  }

  private mutating func indent() { text += String(repeating: "  ", count: depth) }

  private mutating func open(_ name: String, _ attributes: KeyValuePairs<String, String?>) {
    text += "<\(name)"
    for (name, value) in attributes {
      if let value { text += " \(name)=\"\(Markup.escaped(value))\"" }
    }
  }
}

/// Text in HTML and XML.
enum Markup {
  /// Text that means nothing to a reader of HTML or XML but itself.
  ///
  /// Control characters, which XML 1.0 cannot say in any way, are replaced.
  static func escaped(_ text: String, keepsLines: Bool = false) -> String {
    guard !keepsLines else {
      return text.split(separator: "\n", omittingEmptySubsequences: false)
        .map { escaped(String($0)) }.joined(separator: "\n")
    }
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
