@testable import ConfigGuard
@testable import ConfigLinting

/// What stands around a value in a file of nested keys, as YAML, JSON and HCL write it.
enum RowOutline: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  case mapping([(key: String, value: RowOutline)])
  case list([RowOutline])
  case text(String)
  /// A number, a flag or an expression, which no format puts between quotes.
  case bare(String)

  init(stringLiteral value: String) { self = .text(value) }
  init(integerLiteral value: Int) { self = .bare("\(value)") }
  init(arrayLiteral elements: RowOutline...) { self = .list(elements) }
  init(dictionaryLiteral elements: (String, RowOutline)...) {
    self = .mapping(elements.map { (key: $0.0, value: $0.1) })
  }

  /// The parts of a key with dots, of which numbers are places in lists.
  static func parts(of key: String) -> ArraySlice<String> {
    ArraySlice(key.split(separator: ".").map(String.init))
  }

  /// Puts a value where a path leads, making what is not there yet.
  mutating func set(_ path: ArraySlice<String>, to value: RowOutline) {
    guard let first = path.first else { return self = value }
    if let place = Int(first) {
      var items: [RowOutline] = []
      if case .list(let known) = self { items = known }
      if place >= items.count { items.append([:]) }
      items[min(place, items.count - 1)].set(path.dropFirst(), to: value)
      self = .list(items)
    } else {
      var entries: [(key: String, value: RowOutline)] = []
      if case .mapping(let known) = self { entries = known }
      let known = entries.firstIndex { $0.key == first }
      if known == nil { entries.append((key: first, value: [:])) }
      entries[known ?? entries.count - 1].value.set(path.dropFirst(), to: value)
      self = .mapping(entries)
    }
  }

  func setting(_ key: String, to value: RowOutline) -> RowOutline {
    var outline = self
    outline.set(Self.parts(of: key), to: value)
    return outline
  }
}

extension RowOutline {
  /// Block style, without a line break at the end.
  func yaml(indent: Int = 0) -> String {
    let margin = String(repeating: " ", count: indent)
    switch self {
    case .text(let text): return Self.yaml(text, indent: indent)
    case .bare(let text): return text
    case .mapping(let entries):
      return entries.map { key, value in
        value.isNested
          ? "\(margin)\(key):\n\(value.yaml(indent: indent + 2))"
          : "\(margin)\(key): \(value.yaml(indent: indent + 2))"
      }.joined(separator: "\n")
    case .list(let items):
      return items.map { item in
        // The first key of a mapping stands on the line of its dash.
        let text = item.yaml(indent: indent + 2)
        return "\(margin)- \(item.isNested ? String(text.dropFirst(indent + 2)) : text)"
      }.joined(separator: "\n")
    }
  }

  private var isNested: Bool {
    switch self {
    case .mapping(let entries): !entries.isEmpty
    case .list(let items): !items.isEmpty
    case .text, .bare: false
    }
  }

  /// People who write apostrophes put double quotes around them.
  private static func yaml(_ text: String, indent: Int) -> String {
    let isSimple = text.contains("'") && !text.contains { "\"\\\n".contains($0) }
    return isSimple ? "\"\(text)\"" : RowFile.yaml(text, indent: indent)
  }

  func json(indent: Int = 0) -> String {
    switch self {
    case .text(let text): RowFile.quoted(text)
    case .bare(let text): text
    case .mapping(let entries):
      Self.bracketed(
        "{", entries.map { "\(RowFile.quoted($0.key)): \($0.value.json(indent: indent + 2))" },
        "}", separator: ",", indent)
    case .list(let items):
      Self.bracketed("[", items.map { $0.json(indent: indent + 2) }, "]", separator: ",", indent)
    }
  }

  /// An expression of HCL; texts of several lines are heredocs.
  func hcl(indent: Int = 0) -> String {
    switch self {
    case .text(let text):
      text.hasSuffix("\n") ? "<<EOT\n\(text)EOT" : RowFile.quoted(text)
    case .bare(let text): text
    case .mapping(let entries):
      Self.bracketed(
        "{", entries.map { "\($0.key) = \($0.value.hcl(indent: indent + 2))" }, "}",
        separator: "", indent)
    case .list(let items):
      "[\(items.map { $0.hcl(indent: indent) }.joined(separator: ", "))]"
    }
  }

  private static func bracketed(
    _ opening: String, _ lines: [String], _ closing: String, separator: String, _ indent: Int
  ) -> String {
    let margin = "\n" + String(repeating: " ", count: indent)
    return opening + lines.map { "\(margin)  \($0)" }.joined(separator: separator) + margin
      + closing
  }
}
