/// Reads nodes of packs and contracts strictly: a field that is unknown, missing or of the wrong
/// kind is a problem with its place.
package struct NodeReader: Sendable {
  package let tree: DocumentTree

  package init(_ tree: DocumentTree) { self.tree = tree }

  /// The fields of a mapping by name, in the order in which they are written.
  package struct Fields {
    package let reader: NodeReader
    package let node: NodeIndex
    package let names: [String]
    private let values: [NodeIndex]
    /// The last place of each name, where there are many.
    private let places: [String: Int]

    private static let few = 16

    init(reader: NodeReader, node: NodeIndex, names: [String], values: [NodeIndex]) {
      self.reader = reader
      self.node = node
      self.names = names
      self.values = values
      places =
        names.count > Self.few
        ? Dictionary(zip(names, names.indices), uniquingKeysWith: { $1 }) : [:]
    }

    package subscript(name: String) -> NodeIndex? {
      let place = names.count > Self.few ? places[name] : names.lastIndex(of: name)
      return place.map { values[$0] }
    }

    package func required(_ name: String) throws(RulePackProblem) -> NodeIndex {
      guard let value = self[name] else {
        throw reader.problem("the field \(quoted: name) is missing", at: node)
      }
      return value
    }

    package func string(_ name: String) throws(RulePackProblem) -> String {
      try reader.string(required(name))
    }

    package func optionalString(_ name: String) throws(RulePackProblem) -> String? {
      guard let value = self[name] else { return nil }
      return try reader.string(value)
    }

    package func strings(_ name: String) throws(RulePackProblem) -> [String] {
      guard let value = self[name] else { return [] }
      return try reader.strings(value)
    }

    package func optionalBool(_ name: String) throws(RulePackProblem) -> Bool? {
      guard let value = self[name] else { return nil }
      return try reader.bool(value)
    }

    package func optionalInt(_ name: String) throws(RulePackProblem) -> Int? {
      guard let value = self[name] else { return nil }
      return try reader.int(value)
    }

    package func optionalChoice<T: RawRepresentable & CaseIterable>(
      _ name: String, _ type: T.Type = T.self
    ) throws(RulePackProblem) -> T? where T.RawValue == String {
      guard let value = self[name] else { return nil }
      return try reader.choice(value)
    }
  }

  package func problem(_ message: ReportText, at node: NodeIndex) -> RulePackProblem {
    let position = tree.nodes[node]
    return RulePackProblem(
      message, range: SourceRange(start: Int(position.start), end: Int(position.end)))
  }

  /// The fields of a mapping; a name outside `allowed` is a problem (nil allows every name).
  package func fields(
    _ node: NodeIndex, allowed: [String]?
  ) throws(RulePackProblem) -> Fields {
    guard tree.isMapping(node) else { throw problem("this must be a mapping", at: node) }
    var names: [String] = []
    var values: [NodeIndex] = []
    for entry in tree.entries(of: node) {
      let name = tree.text(of: tree.target(of: entry.key))
      if let allowed, !allowed.contains(name) {
        let near = NearMiss.nearest(to: name, among: allowed)
        let hint = near.map { "; did you mean \(quoted: $0)?" as ReportText } ?? ""
        throw problem("the field \(quoted: name) is not known here\(hint)", at: entry.key)
      }
      names.append(name)
      values.append(tree.target(of: entry.value))
    }
    return Fields(reader: self, node: node, names: names, values: values)
  }

  package func string(_ node: NodeIndex) throws(RulePackProblem) -> String {
    guard tree.isScalar(node) else { throw problem("this must be text", at: node) }
    return tree.text(of: tree.target(of: node))
  }

  /// The items of a sequence; anything else is a problem, and so is a sequence without items.
  package func items(
    _ node: NodeIndex, allowsNone: Bool = false
  ) throws(RulePackProblem) -> [NodeIndex] {
    let items = tree.items(of: node)
    guard tree.isSequence(node) else { throw problem("this must be a list", at: node) }
    guard allowsNone || !items.isEmpty else {
      throw problem("this list must not be empty", at: node)
    }
    return items
  }

  /// A list of words, each one of those that are known.
  package func words(
    _ node: NodeIndex, among known: [String]
  ) throws(RulePackProblem) -> [String] {
    let words = try strings(node)
    guard !words.isEmpty else { throw problem("this list must not be empty", at: node) }
    for word in words where !known.contains(word) {
      let choices = known.map { "\(quoted: $0)" as ReportText }.joined(separator: ", ")
      throw problem("\(quoted: word) is none of \(choices)", at: node)
    }
    return words
  }

  /// A list of choices.
  package func choices<T: RawRepresentable & CaseIterable>(
    _ node: NodeIndex, _ type: T.Type = T.self
  ) throws(RulePackProblem) -> [T] where T.RawValue == String {
    var result: [T] = []
    for item in try items(node) { result.append(try choice(item)) }
    return result
  }

  /// Three numbers with dots, as versions of this tool are written.
  package func version(_ node: NodeIndex) throws(RulePackProblem) -> String {
    try digits(node, separator: ".", [1...4, 1...4, 1...4], "a version such as 0.1.0")
  }

  /// A date as ISO 8601 writes it.
  package func date(_ node: NodeIndex) throws(RulePackProblem) -> String {
    try digits(node, separator: "-", [4...4, 2...2, 2...2], "a date such as 2030-12-31")
  }

  private func digits(
    _ node: NodeIndex, separator: Character, _ lengths: [ClosedRange<Int>], _ expected: ReportText
  ) throws(RulePackProblem) -> String {
    let text = try string(node)
    let parts = text.split(separator: separator, omittingEmptySubsequences: false)
    let isRight =
      parts.count == lengths.count
      && zip(parts, lengths).allSatisfy { part, length in
        length.contains(part.utf8.count) && part.utf8.allSatisfy { (0x30...0x39).contains($0) }
      }
    guard isRight else { throw problem("this must be \(expected)", at: node) }
    return text
  }

  /// One text, or a sequence of them.
  package func strings(_ node: NodeIndex) throws(RulePackProblem) -> [String] {
    guard tree.isSequence(node) else { return [try string(node)] }
    var result: [String] = []
    for item in tree.items(of: node) { result.append(try string(item)) }
    return result
  }

  package func bool(_ node: NodeIndex) throws(RulePackProblem) -> Bool {
    switch try string(node) {
    case "true": return true
    case "false": return false
    default: throw problem("this must be true or false", at: node)
    }
  }

  package func int(_ node: NodeIndex) throws(RulePackProblem) -> Int {
    guard let value = Int(try string(node)) else {
      throw problem("this must be a whole number", at: node)
    }
    return value
  }

  package func choice<T: RawRepresentable & CaseIterable>(
    _ node: NodeIndex, _ type: T.Type = T.self
  ) throws(RulePackProblem) -> T where T.RawValue == String {
    let text = try string(node)
    guard let value = T(rawValue: text) else {
      let choices = T.allCases.map { "`\($0)`" as ReportText }.joined(separator: ", ")
      throw problem("\(quoted: text) is none of \(choices)", at: node)
    }
    return value
  }

  /// Reads a key pattern and places its problem.
  package func keyPatterns(_ node: NodeIndex) throws(RulePackProblem) -> [KeyPattern] {
    var result: [KeyPattern] = []
    for item in tree.isSequence(node) ? try items(node) : [node] {
      let text = try string(item)
      do throws(RulePackProblem) {
        result.append(try KeyPattern(text))
      } catch {
        throw problem(error.message, at: item)
      }
    }
    return result
  }
}
