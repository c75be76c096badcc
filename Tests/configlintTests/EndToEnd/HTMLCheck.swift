/// Reads a page as strictly as XML: every element closed, every attribute quoted, every sign that
/// means something escaped.
struct HTMLCheck {
  private static let empty: Set<String> = [
    "meta", "link", "br", "wbr", "hr", "img", "input", "!DOCTYPE",
  ]

  private(set) var problems: [String] = []
  /// How often each element occurs.
  private(set) var elements: [String: Int] = [:]
  private(set) var attributes: Set<String> = []
  private var open: [String] = []

  init(_ page: String) {
    var rest = page[...]
    while let start = rest.firstIndex(of: "<") {
      checkText(rest[..<start])
      guard let end = rest[start...].firstIndex(of: ">") else {
        problems.append("a tag is not closed")
        return
      }
      read(rest[rest.index(after: start)..<end])
      rest = rest[rest.index(after: end)...]
    }
    checkText(rest)
    if !open.isEmpty { problems.append("open at the end: \(open)") }
  }

  private mutating func read(_ tag: Substring) {
    if tag.hasPrefix("/") {
      let name = String(tag.dropFirst())
      if open.popLast() != name { problems.append("</\(name)> closes nothing") }
      return
    }
    let name = String(tag.prefix { $0 != " " })
    elements[name, default: 0] += 1
    if !Self.empty.contains(name) { open.append(name) }
    if name != "!DOCTYPE" { readAttributes(tag.dropFirst(name.count), of: name) }
  }

  private mutating func readAttributes(_ text: Substring, of name: String) {
    var rest = text.drop { $0 == " " }
    while !rest.isEmpty {
      let attribute = rest.prefix { $0 != "=" && $0 != " " }
      attributes.insert(String(attribute))
      rest = rest.dropFirst(attribute.count)
      guard rest.hasPrefix("=\""), let close = rest.dropFirst(2).firstIndex(of: "\"") else {
        problems.append("\(attribute) of <\(name)> has no quoted value")
        return
      }
      checkText(rest[..<close].dropFirst(2))
      rest = rest[rest.index(after: close)...].drop { $0 == " " }
    }
  }

  private mutating func checkText(_ text: Substring) {
    // Styles and programs are no text.
    if open.last == "style" || open.last == "script" { return }
    var rest = text
    while let sign = rest.firstIndex(of: "&") {
      let entity = rest[sign...].prefix { $0 != ";" }
      if !["&amp", "&lt", "&gt", "&quot", "&#39"].contains(String(entity)) {
        problems.append("a bare & before \(entity.prefix(10))")
      }
      rest = rest[rest.index(after: sign)...]
    }
  }
}
