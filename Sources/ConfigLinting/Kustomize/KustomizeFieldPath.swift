import RulePacks

/// The way to a field of an object: `spec.template.spec.containers.[name=api].env.0.value`.
struct KustomizeFieldPath {
  enum Step {
    case key(String)
    /// All items of a list.
    case each
    /// The items of a list that have a text under a key.
    case item(key: String, text: String)
  }

  private let steps: [Step]

  /// Steps are separated by dots; `\.` is a dot of a key, and so is one between brackets.
  init(_ text: String) {
    var parts: [String] = []
    var part = ""
    var isEscaped = false
    var depth = 0
    for character in text {
      if isEscaped {
        part.append(character)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else if character == ".", depth == 0 {
        parts.append(part)
        part = ""
      } else {
        if character == "[" { depth += 1 }
        if character == "]" { depth -= 1 }
        part.append(character)
      }
    }
    parts.append(part)
    steps = parts.filter { !$0.isEmpty }.map { Self.step($0) }
  }

  private static func step(_ part: String) -> Step {
    if part == "*" { return .each }
    guard part.hasPrefix("["), part.hasSuffix("]") else { return .key(part) }
    let inner = part.dropFirst().dropLast()
    guard let sign = inner.firstIndex(of: "=") else { return .key(String(inner)) }
    return .item(
      key: String(inner[..<sign]), text: String(inner[inner.index(after: sign)...]))
  }

  /// The first field that the way leads to.
  func value(in node: LayeredNode, _ document: LayeredDocument) -> LayeredNode? {
    var current = node
    for step in steps {
      guard let next = Self.children(of: current, step, document).first.map({ $0.node }) else {
        return nil
      }
      current = next
    }
    return current
  }

  /// Changes all fields that the way leads to; false where there are none.
  ///
  /// - Parameter created: What is put where the last key is absent.
  func change(
    _ node: inout LayeredNode, _ document: LayeredDocument, created: LayeredNode?,
    _ body: (inout LayeredNode) -> Void
  ) -> Bool {
    change(&node, steps[...], document, created, body)
  }

  private func change(
    _ node: inout LayeredNode, _ steps: ArraySlice<Step>, _ document: LayeredDocument,
    _ created: LayeredNode?, _ body: (inout LayeredNode) -> Void
  ) -> Bool {
    guard let step = steps.first else {
      body(&node)
      return true
    }
    let rest = steps.dropFirst()
    var isFound = false
    for child in Self.children(of: node, step, document) {
      var value = child.node
      guard change(&value, rest, document, created, body) else { continue }
      isFound = true
      switch node.content {
      case .mapping(var entries):
        entries[child.number].value = value
        node.content = .mapping(entries)
      case .sequence(var items):
        items[child.number] = value
        node.content = .sequence(items)
      case .scalar, .text: break
      }
    }
    if !isFound, rest.isEmpty, let created, case .key(let key) = step, node.isMapping,
      node[key] == nil
    {
      node[key] = created
      return true
    }
    return isFound
  }

  private static func children(
    of node: LayeredNode, _ step: Step, _ document: LayeredDocument
  ) -> [(number: Int, node: LayeredNode)] {
    switch (node.content, step) {
    case (.mapping(let entries), .key(let key)):
      return entries.lastIndex { $0.name == key }.map { [($0, entries[$0].value)] } ?? []
    case (.mapping(let entries), .each): return entries.enumerated().map { ($0, $1.value) }
    case (.sequence(let items), .key(let key)):
      guard let number = Int(key), items.indices.contains(number) else { return [] }
      return [(number, items[number])]
    case (.sequence(let items), .each): return items.enumerated().map { ($0, $1) }
    case (.sequence(let items), .item(let key, let text)):
      return items.enumerated().filter { _, item in
        // Lists of texts are asked with an empty key.
        let found = key.isEmpty ? item : item[key]
        return found.flatMap { document.text(of: $0) } == text
      }.map { ($0, $1) }
    default: return []
    }
  }
}
