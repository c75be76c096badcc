/// Reads a document as XML 1.0, of which it takes elements, attributes, text and the five names of
/// signs; everything else is a problem.
struct XMLCheck {
  final class Element {
    let name: String
    let attributes: [String: String]
    fileprivate(set) var children: [Element] = []
    fileprivate(set) var text = ""

    fileprivate init(_ name: String, _ attributes: [String: String]) {
      self.name = name
      self.attributes = attributes
    }

    func all(_ name: String) -> [Element] { children.filter { $0.name == name } }
  }

  private(set) var problems: [String] = []
  private(set) var root: Element?
  private var open: [Element] = []

  init(_ text: String) {
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    guard text.hasPrefix(head) else {
      problems = ["no declaration"]
      return
    }
    for scalar in text.unicodeScalars where !Self.isCharacter(scalar) {
      problems.append("U+\(String(scalar.value, radix: 16)) is no character of XML")
    }
    var rest = text.dropFirst(head.count)
    while let start = rest.firstIndex(of: "<") {
      take(rest[..<start])
      guard let end = rest[start...].firstIndex(of: ">") else {
        problems.append("a tag is not closed")
        return
      }
      read(rest[rest.index(after: start)..<end])
      rest = rest[rest.index(after: end)...]
    }
    take(rest)
    if !open.isEmpty { problems.append("open at the end: \(open.map(\.name))") }
  }

  private static func isCharacter(_ scalar: Unicode.Scalar) -> Bool {
    [0x9, 0xA, 0xD].contains(scalar.value) || (0x20...0xD7FF).contains(scalar.value)
      || (0xE000...0xFFFD).contains(scalar.value) || scalar.value >= 0x1_0000
  }

  private mutating func read(_ tag: Substring) {
    if tag.hasPrefix("/") {
      let name = String(tag.dropFirst())
      if open.popLast()?.name != name { problems.append("</\(name)> closes nothing") }
      return
    }
    let isEmpty = tag.hasSuffix("/")
    let tag = isEmpty ? tag.dropLast() : tag
    let name = String(tag.prefix { $0.isASCII && ($0.isLetter || $0 == "-") })
    if name.isEmpty { problems.append("<\(tag.prefix(20))> has no name") }
    let element = Element(name, attributes(tag.dropFirst(name.count), of: name))
    if let parent = open.last {
      parent.children.append(element)
    } else if root == nil {
      root = element
    } else {
      problems.append("<\(name)> stands beside the root")
    }
    if !isEmpty { open.append(element) }
  }

  private mutating func attributes(_ text: Substring, of name: String) -> [String: String] {
    var result: [String: String] = [:]
    var rest = text
    while !rest.isEmpty {
      guard rest.first == " ", let equals = rest.firstIndex(of: "="),
        rest[equals...].hasPrefix("=\""),
        let close = rest[equals...].dropFirst(2).firstIndex(of: "\"")
      else {
        problems.append("<\(name) has no attributes in \(rest.prefix(20))")
        return result
      }
      let key = String(rest[..<equals].dropFirst())
      if result[key] != nil { problems.append("\(key) of <\(name)> is given twice") }
      result[key] = unescaped(rest[equals..<close].dropFirst(2))
      rest = rest[rest.index(after: close)...]
    }
    return result
  }

  private mutating func take(_ text: Substring) {
    let text = unescaped(text)
    if let element = open.last {
      element.text += text
    } else if !text.allSatisfy(\.isWhitespace) {
      problems.append("text beside the root: \(text.prefix(20))")
    }
  }

  private mutating func unescaped(_ text: Substring) -> String {
    var result = ""
    var rest = text
    while let sign = rest.firstIndex(of: "&") {
      let name = rest[sign...].dropFirst().prefix { $0 != ";" }
      let signs = ["amp": "&", "lt": "<", "gt": ">", "quot": "\"", "#39": "'"]
      if signs[String(name)] == nil { problems.append("a bare & before \(name.prefix(10))") }
      result += rest[..<sign] + (signs[String(name)] ?? "")
      rest = rest[name.endIndex...].dropFirst()
    }
    return result + rest
  }
}
