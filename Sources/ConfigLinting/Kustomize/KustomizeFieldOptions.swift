import RulePacks

/// How a replacement takes a part of a text, or puts one into it.
struct KustomizeFieldOptions {
  private let delimiter: String
  private let index: Int
  let creates: Bool

  init(_ node: NodeIndex?, _ file: KustomizeFile) {
    delimiter = node.flatMap { file.text("delimiter", in: $0) } ?? ""
    index = node.flatMap { file.text("index", in: $0) }.flatMap { Int($0) } ?? 0
    creates = node.flatMap { file.text("create", in: $0) } == "true"
  }

  func part(of text: String) -> String? {
    guard !delimiter.isEmpty else { return text }
    let parts = Self.split(text, delimiter)
    return parts.indices.contains(index) ? parts[index] : nil
  }

  /// A text with the value as one of its parts; nil where the value is all of it.
  func joined(
    _ value: LayeredNode, into node: LayeredNode, _ document: LayeredDocument
  ) -> LayeredNode? {
    guard !delimiter.isEmpty, let new = document.text(of: value),
      let text = document.text(of: node)
    else { return nil }
    var parts = Self.split(text, delimiter)
    if index < 0 {
      parts.insert(new, at: 0)
    } else if index < parts.count {
      parts[index] = new
    } else {
      parts.append(new)
    }
    var result = node
    result.content = .text(parts.joined(separator: delimiter))
    return result
  }

  private static func split(_ text: String, _ delimiter: String) -> [String] {
    var parts: [String] = []
    var part: [UInt8] = []
    let (bytes, sign) = (Array(text.utf8), Array(delimiter.utf8))
    var offset = 0
    while offset < bytes.count {
      if bytes[offset...].starts(with: sign) {
        parts.append(String(decoding: part, as: UTF8.self))
        part = []
        offset += sign.count
      } else {
        part.append(bytes[offset])
        offset += 1
      }
    }
    return parts + [String(decoding: part, as: UTF8.self)]
  }
}
