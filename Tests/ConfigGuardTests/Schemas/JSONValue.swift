import RulePacks

/// A value as JSON knows it, read from a node of a YAML tree.
enum JSONValue: Sendable, Hashable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([String: JSONValue])

  /// Reads the only document of a text; anything that is wrong with it is an error.
  init(yaml text: String) throws(SchemaProblem) {
    try self.init(yaml: SourceBytes(text))
  }

  init(yaml bytes: SourceBytes) throws(SchemaProblem) {
    let tree = YAMLReader.read(bytes)
    if let problem = tree.problems.first { throw SchemaProblem("no YAML: \(problem.message)") }
    guard tree.documents.count == 1 else { throw SchemaProblem("this is not one document") }
    self.init(tree.documents[0], in: tree)
  }

  /// Gives a plain scalar the type that YAML's core schema gives it, as editors do.
  init(_ node: NodeIndex, in tree: DocumentTree) {
    let node = tree.target(of: node)
    if tree.isMapping(node) {
      let members = tree.entries(of: node).map { entry in
        (tree.text(of: tree.target(of: entry.key)), JSONValue(entry.value, in: tree))
      }
      self = .object(Dictionary(members, uniquingKeysWith: { $1 }))
    } else if tree.isSequence(node) {
      self = .array(tree.items(of: node).map { JSONValue($0, in: tree) })
    } else if tree.nodes[node].style == .plain, tree.nodes[node].tag == 0 {
      self = tree.isNull(node) ? .null : Self.resolved(tree.text(of: node))
    } else {
      self = .string(tree.text(of: node))
    }
  }

  private static func resolved(_ text: String) -> JSONValue {
    switch text {
    case "true", "True", "TRUE": .bool(true)
    case "false", "False", "FALSE": .bool(false)
    default:
      // Swift also reads `nan`, `inf` and hexadecimal fractions, which are texts in YAML.
      if text.utf8.allSatisfy(isPartOfNumber), let number = Double(text) {
        .number(number)
      } else {
        .string(text)
      }
    }
  }

  private static func isPartOfNumber(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || [0x2B, 0x2D, 0x2E, 0x45, 0x65].contains(byte)
  }

  /// The name of its type; a number without a fraction is an `integer` as well.
  var type: String {
    switch self {
    case .null: "null"
    case .bool: "boolean"
    case .number: "number"
    case .string: "string"
    case .array: "array"
    case .object: "object"
    }
  }

  func has(type name: String) -> Bool {
    if case .number(let number) = self, name == "integer" { return number == number.rounded() }
    return name == type
  }
}

/// Why a schema or an instance cannot be used at all.
struct SchemaProblem: Error, Hashable, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
