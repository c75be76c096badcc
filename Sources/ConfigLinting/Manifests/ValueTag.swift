import ConfigGuard
import RulePacks

/// What a tag of some tool makes of the value that it stands at.
enum ValueTag {
  /// The value is kept elsewhere; the text says how it is fetched.
  case reference(String)
  /// CloudFormation's `!Sub`: a text, in which `${…}` is a reference.
  case substitution
  /// CloudFormation's `!If`: a condition's name and two values.
  case branches
  /// CloudFormation's `!Join`: a separator and a list.
  case joined
  /// The text is the value, and nothing in it is a reference.
  case verbatim
  case encrypted
  /// Compose's `!override`: the value itself.
  case transparent
  /// Compose's `!reset`: as if the key were not there.
  case removed

  /// The tag's meaning; nil for YAML's own tags, which change no text.
  init?(_ tag: String) {
    guard tag != "!", !tag.hasPrefix("tag:yaml.org,2002:") else { return nil }
    switch tag {
    case "!Sub": self = .substitution
    case "!If": self = .branches
    case "!Join": self = .joined
    // What is encoded by `!Base64` stands there in the clear.
    case "!Base64", "!unsafe": self = .verbatim
    case "!vault", "!vault-encrypted": self = .encrypted
    case "!override": self = .transparent
    case "!reset": self = .removed
    case "!reference": self = .reference("a part of another GitLab job")
    default: self = .reference("the tag \(tag)")
    }
  }

  /// Functions whose arguments have keys of their own, which are no settings.
  private static let functions: Set<String> = [
    "!Ref", "!GetAtt", "!FindInMap", "!ImportValue", "!Join", "!Select", "!Split", "!Base64",
    "!Condition", "!Equals", "!And", "!Or", "!Not", "!GetAZs", "!Cidr", "!Transform", "!Length",
    "!ToJsonString", "!vault", "!vault-encrypted", "!reference", "!reset",
  ]

  /// Whether what stands below a tagged collection are settings.
  static func holdsSettings(_ tag: String) -> Bool { !functions.contains(tag) }
}

extension DocumentReading {
  private static let mostNestedFunctions = 8

  /// The value behind a tag, or nil where there is none.
  func value(
    of index: NodeIndex, tagged tag: ValueTag, syntax: ReferenceSyntax,
    lookup: (String) -> String?, depth: Int
  ) -> Value? {
    switch tag {
    case .removed: return nil
    case .transparent: return untagged(index, syntax: syntax, lookup: lookup, depth: depth)
    case .encrypted: return placed(index, .encrypted)
    case .reference(let what): return placed(index, .reference(what))
    case .verbatim:
      // An argument that is a function itself is judged as that.
      return untagged(index, syntax: .none, lookup: { _ in nil }, depth: depth)
    case .substitution: return substitution(index)
    case .branches: return branches(index, depth: depth)
    case .joined: return joined(index, depth: depth)
    }
  }

  private func placed(_ index: NodeIndex, _ form: Value.Form) -> Value {
    let node = tree.nodes[index]
    let range = node.kind == .scalar ? tree.textRange(of: index) : node.range
    return Value(
      form: form, text: tree.text(of: index), effective: nil, range: range, isExact: false)
  }

  /// `!Sub text` and `!Sub [text, {name: value}]`; `${!name}` stands for `${name}` itself.
  private func substitution(_ index: NodeIndex) -> Value? {
    var text = index
    if tree.nodes[index].kind == .sequence {
      guard let first = tree.items(of: index).first else { return nil }
      text = tree.target(of: first)
    }
    guard tree.nodes[text].kind == .scalar else { return nil }
    let written = tree.text(of: text)
    guard !Self.hasReference(written) else { return placed(text, .reference("!Sub")) }
    return values.value(
      written, at: tree.textRange(of: text), isExact: !tree.nodes[text].isCooked, syntax: .none)
  }

  private static func hasReference(_ text: String) -> Bool {
    var rest = text.utf8[...]
    while let dollar = rest.firstIndex(of: 0x24) {
      rest = rest[rest.index(after: dollar)...]
      if rest.first == 0x7B, rest.dropFirst().first != 0x21 { return true }
    }
    return false
  }

  /// Which branch it is is decided elsewhere; a literal in either is the value some of the time.
  private func branches(_ index: NodeIndex, depth: Int) -> Value? {
    guard tree.nodes[index].kind == .sequence else { return placed(index, .reference("!If")) }
    var value = placed(index, .reference("!If"))
    for branch in tree.items(of: index).dropFirst().prefix(2) {
      guard let read = argument(branch, depth: depth) else { continue }
      if let text = read.literal { value.fallbacks.append(.init(text: text, range: read.range)) }
      value.fallbacks += read.fallbacks
    }
    return value
  }

  /// Parts that are all literal are the whole value; beside a reference they are no value.
  private func joined(_ index: NodeIndex, depth: Int) -> Value? {
    let arguments = tree.items(of: index)
    guard arguments.count == 2, tree.isScalar(arguments[0]), tree.isSequence(arguments[1]) else {
      return placed(index, .reference("!Join"))
    }
    var texts: [String] = []
    for part in tree.items(of: arguments[1]) {
      guard let text = argument(part, depth: depth)?.literal else {
        return placed(index, .reference("!Join"))
      }
      texts.append(text)
    }
    let text = texts.joined(separator: tree.text(of: tree.target(of: arguments[0])))
    return values.value(text, at: tree.nodes[index].range, isExact: false, syntax: .none)
  }

  private func argument(_ node: NodeIndex, depth: Int) -> Value? {
    // What an alias to a collection stands for is judged once, where the anchor is.
    guard depth < Self.mostNestedFunctions,
      tree.nodes[node].kind != .alias || tree.isScalar(node)
    else { return nil }
    return value(
      of: node, syntax: .none, lookup: { _ in nil }, depth: depth + 1)
  }
}
