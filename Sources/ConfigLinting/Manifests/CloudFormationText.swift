import ConfigGuard

/// The text of a `Sub`, taken apart.
enum CloudFormationText {
  enum Part {
    case text
    case reference(String)

    var isText: Bool {
      if case .text = self { return true }
      return false
    }
  }

  /// `${name}` is a reference; `${!name}` stands for `${name}` itself.
  static func parts(of text: String) -> [Part] {
    var parts: [Part] = []
    var rest = text.utf8[...]
    while let dollar = rest.firstIndex(of: UInt8(ascii: "$")) {
      if dollar > rest.startIndex { parts.append(.text) }
      rest = rest[rest.index(after: dollar)...]
      guard rest.first == UInt8(ascii: "{"), rest.dropFirst().first != UInt8(ascii: "!") else {
        parts.append(.text)
        continue
      }
      guard let end = rest.firstIndex(of: UInt8(ascii: "}")) else { break }
      parts.append(.reference(String(decoding: rest[..<end].dropFirst(), as: UTF8.self)))
      rest = rest[rest.index(after: end)...]
    }
    if !rest.isEmpty { parts.append(.text) }
    return parts
  }
}
