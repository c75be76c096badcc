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
