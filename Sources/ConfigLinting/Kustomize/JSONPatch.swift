import ConfigGuard
import RulePacks

/// Operations on an object by paths (RFC 6902, RFC 6901).
struct JSONPatch {
  /// Why an operation cannot be done.
  struct Failure: Error {
    let message: ReportText

    init(_ message: ReportText) { self.message = message }
  }

  struct Operation {
    var kind: String
    var path: [String]
    var from: [String]
    var value: LayeredNode?
    /// Where the operation stands.
    var node: LayeredNode
  }

  private let document: LayeredDocument
  /// Entries that were looked through, which is what operations cost.
  private(set) var work = 0

  init(_ document: LayeredDocument) { self.document = document }

  /// Whether a document has the form of such a patch: a list of operations.
  static func recognises(_ node: LayeredNode) -> Bool {
    node.items.first.map { $0["op"] != nil } ?? false
  }

  /// The operations of a list, or what is wrong with one of them.
  func operations(of patch: LayeredNode) -> [Result<Operation, Failure>] {
    patch.items.map { item in
      guard let kind = item["op"].flatMap({ document.text(of: $0) }),
        let path = item["path"].flatMap({ document.text(of: $0) })
      else { return .failure(Failure("an operation needs `op` and `path`")) }
      guard let tokens = Self.tokens(of: path) else {
        return .failure(Failure("the path of an operation starts with a slash"))
      }
      let from = item["from"].flatMap { document.text(of: $0) }.flatMap(Self.tokens) ?? []
      switch kind {
      case "add", "replace", "test":
        guard item["value"] != nil else {
          return .failure(Failure("\(quoted: kind) needs a `value`"))
        }
      case "move", "copy":
        guard item["from"] != nil else {
          return .failure(Failure("\(quoted: kind) needs a `from`"))
        }
      case "remove": break
      default: return .failure(Failure("the operation is none of JSON Patch"))
      }
      return .success(
        Operation(kind: kind, path: tokens, from: from, value: item["value"], node: item))
    }
  }

  /// The parts of a path, with `~1` and `~0` undone.
  static func tokens(of path: String) -> [String]? {
    if path.isEmpty { return [] }
    guard path.utf8.first == UInt8(ascii: "/") else { return nil }
    return path.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map { part in
      guard part.contains("~") else { return String(part) }
      return unescaped(part)
    }
  }

  private static func unescaped(_ part: Substring) -> String {
    var result: [UInt8] = []
    var isEscaped = false
    for byte in part.utf8 {
      if isEscaped {
        switch byte {
        case UInt8(ascii: "0"): result.append(UInt8(ascii: "~"))
        case UInt8(ascii: "1"): result.append(UInt8(ascii: "/"))
        default: result += [UInt8(ascii: "~"), byte]
        }
        isEscaped = false
      } else if byte == UInt8(ascii: "~") {
        isEscaped = true
      } else {
        result.append(byte)
      }
    }
    if isEscaped { result.append(UInt8(ascii: "~")) }
    return String(decoding: result, as: UTF8.self)
  }

  /// Does one operation, or says why it cannot be done.
  mutating func apply(_ operation: Operation, to node: inout LayeredNode) throws(Failure) {
    switch operation.kind {
    case "add": try change(&node, operation.path[...], .add, operation.value)
    case "replace": try change(&node, operation.path[...], .replace, operation.value)
    case "remove": try change(&node, operation.path[...], .remove, nil)
    case "move":
      let value = try value(at: operation.from[...], in: node)
      try change(&node, operation.from[...], .remove, nil)
      try change(&node, operation.path[...], .add, value)
    case "copy":
      let value = try value(at: operation.from[...], in: node)
      try change(&node, operation.path[...], .add, value)
    default:
      let found = try value(at: operation.path[...], in: node)
      guard let wanted = operation.value, isEqual(found, wanted) else {
        throw Failure("the value that `test` expects is not there")
      }
    }
  }

  private enum Change {
    case add
    case replace
    case remove
  }

  private mutating func change(
    _ node: inout LayeredNode, _ path: ArraySlice<String>, _ change: Change, _ value: LayeredNode?
  ) throws(Failure) {
    guard let token = path.first else { throw Failure("the path leads to no field") }
    let rest = path.dropFirst()
    switch node.content {
    case .mapping(var entries):
      work += entries.count
      // What is held twice would be copied by every operation.
      node.content = .scalar
      defer { node.content = .mapping(entries) }
      let index = entries.lastIndex { $0.name == token }
      guard !rest.isEmpty else {
        return try changeEntry(token, at: index, of: &entries, change, value)
      }
      guard let index else {
        guard change == .add, token == "annotations", rest.count == 1, let value else {
          throw Failure("the path leads nowhere")
        }
        // Kustomize's own type for objects has annotations at all times, unlike labels.
        var annotations = LayeredNode(.mapping([]), origin: value.origin, index: value.index)
        try self.change(&annotations, rest, change, value)
        return try changeEntry(token, at: nil, of: &entries, change, annotations)
      }
      try self.change(&entries[index].value, rest, change, value)
    case .sequence(var items):
      work += items.count
      node.content = .scalar
      defer { node.content = .sequence(items) }
      if rest.isEmpty, change == .add, token == "-" || token == "-1" {
        if let value { items.append(value) }
        return
      }
      let end = change == .add && rest.isEmpty ? items.count : items.count - 1
      guard let number = Self.number(token), number <= end else {
        throw Failure("the list has no item of this number")
      }
      guard rest.isEmpty else {
        return try self.change(&items[number], rest, change, value)
      }
      switch (change, value) {
      case (.add, let value?): items.insert(value, at: number)
      case (.replace, let value?): items[number] = value.replacing(items[number])
      default: items.remove(at: number)
      }
    case .scalar, .text: throw Failure("the path leads into a value that is no mapping")
    }
  }

  private func changeEntry(
    _ key: String, at index: Int?, of entries: inout [LayeredNode.Entry], _ change: Change,
    _ value: LayeredNode?
  ) throws(Failure) {
    guard change != .remove, let value else {
      guard let index else { throw Failure("the path leads nowhere") }
      entries.remove(at: index)
      return
    }
    // Unlike the standard, Kustomize's reader lets `replace` add a key (evanphx/json-patch 4).
    // A key that a path names stands where its value does.
    var entry = LayeredNode.Entry(
      name: key, key: LayeredNode(.text(key), origin: value.origin, index: value.index),
      value: value)
    guard let index else { return entries.append(entry) }
    entry.value = value.replacing(entries[index].value)
    if !value.isScalar { entry.key = entries[index].key }
    entries[index] = entry
  }

  private func value(
    at path: ArraySlice<String>, in node: LayeredNode
  ) throws(Failure) -> LayeredNode {
    var current = node
    for token in path {
      if current.isMapping, let child = current[token] {
        current = child
      } else if let number = Self.number(token), number < current.items.count {
        current = current.items[number]
      } else {
        throw Failure("the path leads nowhere")
      }
    }
    return current
  }

  private static func number(_ token: String) -> Int? {
    guard !token.isEmpty, token.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return Int(token)
  }

  private func isEqual(_ left: LayeredNode, _ right: LayeredNode) -> Bool {
    switch (left.content, right.content) {
    case (.mapping(let a), .mapping(let b)):
      let entries = Dictionary(b.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
      return a.count == b.count
        && a.allSatisfy { entry in
          entries[entry.name].map { isEqual(entry.value, $0) } ?? false
        }
    case (.sequence(let a), .sequence(let b)):
      return a.count == b.count && zip(a, b).allSatisfy { isEqual($0, $1) }
    default:
      return left.isScalar && right.isScalar && document.text(of: left) == document.text(of: right)
    }
  }
}
