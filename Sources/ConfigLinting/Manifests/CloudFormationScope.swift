import ConfigGuard
import RulePacks

/// What the functions of a template look things up in.
struct CloudFormationScope {
  struct Parameter {
    let key: NodeIndex
    /// The scalar that stands in where nothing is given, if it is the value itself.
    let `default`: NodeIndex?
    /// `NoEcho: true`.
    let isSecret: Bool
    /// Its value is text that was given, and is shown.
    let isShown: Bool
    /// It says which stage the stack is for, so its default says nothing.
    let namesStage: Bool
  }

  private(set) var parameters: [String: Parameter] = [:]
  private var conditions: [String: NodeIndex] = [:]
  /// Whether a condition holds in production, where that can be told.
  private var known: [String: Bool?] = [:]
  private static let deepest = 32

  init(_ root: NodeIndex, _ reading: DocumentReading) {
    let tree = reading.tree
    if let table = tree.value("Conditions", in: root) {
      for entry in tree.entries(of: table) {
        conditions[tree.text(of: tree.target(of: entry.key))] = entry.value
      }
    }
    if let table = tree.value("Parameters", in: root) {
      for entry in tree.entries(of: table) where tree.isMapping(entry.value) {
        parameters[tree.text(of: tree.target(of: entry.key))] = Self.parameter(
          entry.key, entry.value, reading)
      }
    }
    for name in conditions.keys { _ = holds(name, reading, depth: 0) }
  }

  private static func parameter(
    _ key: NodeIndex, _ node: NodeIndex, _ reading: DocumentReading
  ) -> Parameter {
    let tree = reading.tree
    // Of other types the default is a parameter's name or a resource's id.
    let isValue = ["String", "Number", "CommaDelimitedList"].contains(
      tree.string("Type", in: node) ?? "String")
    let text = tree.value("Default", in: node).flatMap { tree.isScalar($0) && isValue ? $0 : nil }
    let choices = tree.value("AllowedValues", in: node).map { tree.items(of: $0) } ?? []
    let namesStage = (choices + (text.map { [$0] } ?? [])).contains { choice in
      isStageName(tree.text(of: tree.target(of: choice)), reading)
    }
    let noEcho = tree.string("NoEcho", in: node)?.lowercased()
    // An address in a store, or one of a few words, is no secret.
    let isReference = text.map { tree.text(of: tree.target(of: $0)).hasPrefix("{{resolve:") }
    return Parameter(
      key: key, default: text, isSecret: noEcho == "true",
      isShown: isValue && noEcho != "true" && choices.isEmpty && isReference != true,
      namesStage: namesStage)
  }

  /// `prod`, `my-staging`; no host name that has such a word in it.
  private static func isStageName(_ text: String, _ reading: DocumentReading) -> Bool {
    text.utf8.count <= 32 && !text.contains { "./:@ ".contains($0) } && reading.stage(text) != nil
  }

  func holdsInProduction(_ condition: String) -> Bool? { known[condition] ?? nil }

  private mutating func holds(
    _ name: String, _ reading: DocumentReading, depth: Int
  ) -> Bool? {
    if let result = known[name] { return result }
    guard depth < Self.deepest, let node = conditions[name] else { return nil }
    // A condition that refers to itself is unknown.
    known[name] = .some(nil)
    let result = holds(node, reading, depth: depth + 1)
    known[name] = .some(result)
    return result
  }

  private mutating func holds(
    _ node: NodeIndex, _ reading: DocumentReading, depth: Int
  ) -> Bool? {
    let tree = reading.tree
    guard depth < Self.deepest, let call = CloudFormationCall(node, in: tree) else { return nil }
    let items = tree.items(of: call.argument)
    switch call.name {
    case "Condition":
      return holds(tree.text(of: call.argument), reading, depth: depth + 1)
    case "Not":
      guard items.count == 1 else { return nil }
      return holds(items[0], reading, depth: depth + 1).map { !$0 }
    case "Or", "And":
      let deciding = call.name == "Or"
      var isUnknown = false
      for item in items {
        switch holds(item, reading, depth: depth + 1) {
        case deciding: return deciding
        case nil: isUnknown = true
        default: break
        }
      }
      return isUnknown || items.isEmpty ? nil : !deciding
    case "Equals":
      guard items.count == 2 else { return nil }
      let literals = items.filter { CloudFormationCall($0, in: tree) == nil && tree.isScalar($0) }
      guard literals.count == 1 else { return nil }
      let text = tree.text(of: tree.target(of: literals[0]))
      guard Self.isStageName(text, reading) else { return nil }
      return reading.stage(text) == .production
    default: return nil
    }
  }
}
