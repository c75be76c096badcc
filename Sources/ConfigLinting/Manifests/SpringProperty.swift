import ConfigGuard
import RulePacks

/// Names, conditions and placeholders of Spring's properties.
enum SpringProperty {
  /// A name as binding compares it: `hikari.maximum-pool-size` and `hikari.maximumPoolSize` are one
  /// (docs.spring.io/spring-boot/reference/features/external-config.html, "Relaxed Binding").
  static func name(_ text: String) -> String {
    text.lowercased().filter { $0 != "-" && $0 != "_" }
  }

  /// The value of a name in a document, written as one key or as mappings in one another.
  ///
  /// - Parameter name: In ASCII, as `name` makes it.
  static func value(of name: String, in root: NodeIndex, _ tree: DocumentTree) -> NodeIndex? {
    var name = name
    return name.withUTF8 { value(of: $0, in: root, tree) }
  }

  private static func value(
    of name: UnsafeBufferPointer<UInt8>, in root: NodeIndex, _ tree: DocumentTree
  ) -> NodeIndex? {
    let mapping = tree.nodes[tree.target(of: root)]
    guard mapping.kind == .mapping else { return nil }
    var key = tree.target(of: root) + 1
    while key < Int(mapping.next) {
      let value = Int(tree.nodes[key].next)
      defer { key = Int(tree.nodes[value].next) }
      guard tree.nodes[key].kind == .scalar, mayBegin(name, tree.nodes[key], in: tree),
        let count = tree.withText(of: key, { matched($0, in: name) })
      else { continue }
      if count == name.count { return value }
      guard name[count] == UInt8(ascii: "."), tree.isMapping(value) else { continue }
      let rest = UnsafeBufferPointer(rebasing: name[(count + 1)...])
      if let found = Self.value(of: rest, in: value, tree) { return found }
    }
    return nil
  }

  /// Whether a key may be the beginning of a name, as far as its first letters tell.
  @inline(__always)
  private static func mayBegin(
    _ name: UnsafeBufferPointer<UInt8>, _ key: DocumentNode, in tree: DocumentTree
  ) -> Bool {
    guard !key.isCooked, tree.origins.isEmpty else { return true }
    let text = tree.bytes.pointer + Int(key.textStart)
    for offset in 0..<min(Int(key.textCount), name.count, 4) {
      let byte = text[offset]
      // Hyphens are passed over, and letters beyond ASCII may become others.
      guard byte < 0x80, byte != UInt8(ascii: "-"), byte != UInt8(ascii: "_") else { return true }
      if name[offset] != ((0x41...0x5A).contains(byte) ? byte | 0x20 : byte) { return false }
    }
    return true
  }

  /// How much of a name in its plain form a key is, if it is the beginning of it.
  private static func matched(
    _ key: UnsafeBufferPointer<UInt8>, in name: UnsafeBufferPointer<UInt8>
  ) -> Int? {
    var count = 0
    for byte in key {
      if byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") { continue }
      // Letters beyond ASCII may become one of these when case is taken from them.
      guard byte < 0x80 else {
        let own = self.name(String(decoding: key, as: UTF8.self))
        return name.starts(with: own.utf8) ? own.utf8.count : nil
      }
      let lower = (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
      guard count < name.count, name[count] == lower else { return nil }
      count += 1
    }
    return count
  }

  /// When a document holds, if it does not always.
  static func condition(of root: NodeIndex, in tree: DocumentTree) -> SpringCondition? {
    for name in ["spring.config.activate.onprofile", "spring.profiles"] {
      guard let node = value(of: name, in: root, tree) else { continue }
      let items = tree.isSequence(node) ? tree.items(of: node) : [node]
      let text = items.map { tree.text(of: tree.target(of: $0)) }.joined(separator: ",")
      // `spring.profiles` may hold `active:`, `include:` and `group:` instead.
      if !text.trimmedASCII.isEmpty { return SpringCondition(text) }
    }
    return nil
  }

  private static let longestResult = 1 << 16

  /// Replaces `${name}` by what the documents say; a default that is never used is none.
  static func resolve(_ setting: inout Setting, _ lookup: (String) -> String?) {
    guard case .reference = setting.value.form, setting.value.items == nil,
      setting.value.effective == nil
    else { return }
    var result = ""
    var rest = setting.value.text[...]
    while let open = rest.firstRange(of: "${") {
      result += rest[..<open.lowerBound]
      rest = rest[open.upperBound...]
      guard let close = rest.firstIndex(of: "}") else { return }
      let name = rest[..<close].prefix { $0 != ":" }
      guard let text = lookup(String(name)), result.utf8.count < longestResult,
        !name.contains("$")
      else { return }
      result += text
      rest = rest[rest.index(after: close)...]
    }
    setting.value.effective = result + rest
    setting.value.fallbacks = []
  }
}

/// An expression of profiles: `production | (staging & !eu)`.
struct SpringCondition {
  private enum Token: Equatable {
    case name(String)
    case not
    case and
    case or
    case open
    case close
  }

  private static let deepest = 16
  private let tokens: [Token]

  init(_ text: String) {
    var tokens: [Token] = []
    var name = ""
    for character in text + "," {
      let token: Token? =
        switch character {
        case "!": .not
        case "&": .and
        case "|", ",": .or
        case "(": .open
        case ")": .close
        default: nil
        }
      guard token != nil || character.isWhitespace else {
        name.append(character)
        continue
      }
      if !name.isEmpty { tokens.append(.name(name)) }
      name = ""
      if let token { tokens.append(token) }
    }
    tokens.removeLast()
    self.tokens = tokens
  }

  /// The profiles that the condition asks for; those that it excludes are none of them.
  var names: [String] {
    tokens.indices.compactMap { index in
      guard case .name(let name) = tokens[index] else { return nil }
      return index > 0 && tokens[index - 1] == .not ? nil : name
    }
  }

  func holds(_ profile: String) -> Bool {
    var index = 0
    return alternatives(&index, profile, depth: 0)
  }

  private func alternatives(_ index: inout Int, _ profile: String, depth: Int) -> Bool {
    var result = conjunction(&index, profile, depth: depth)
    while index < tokens.count, tokens[index] == .or {
      index += 1
      let next = conjunction(&index, profile, depth: depth)
      result = result || next
    }
    return result
  }

  private func conjunction(_ index: inout Int, _ profile: String, depth: Int) -> Bool {
    var result = operand(&index, profile, depth: depth)
    while index < tokens.count, tokens[index] == .and {
      index += 1
      let next = operand(&index, profile, depth: depth)
      result = result && next
    }
    return result
  }

  private func operand(_ index: inout Int, _ profile: String, depth: Int) -> Bool {
    guard index < tokens.count, depth < Self.deepest else { return false }
    let token = tokens[index]
    index += 1
    switch token {
    case .name(let name): return name == profile
    case .not: return !operand(&index, profile, depth: depth + 1)
    case .open:
      let result = alternatives(&index, profile, depth: depth + 1)
      if index < tokens.count, tokens[index] == .close { index += 1 }
      return result
    case .and, .or, .close: return false
    }
  }
}
