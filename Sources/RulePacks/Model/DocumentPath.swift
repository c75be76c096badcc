/// A way through a document: keys, items of lists and entries of mappings.
package struct DocumentPath: Sendable, Hashable {
  package enum Step: Sendable, Hashable {
    case key([String])
    case eachItem
    case eachEntry
  }

  /// The mapping around the node from which the way starts, 1 for the nearest; nil for the root.
  package var mapping: Int?
  package var steps: [Step]
  /// As it is written, for messages.
  package var text: String

  package init(mapping: Int? = nil, steps: [Step], text: String) {
    self.mapping = mapping
    self.steps = steps
    self.text = text
  }

  /// Whether it may lead to several places of which each one counts.
  package var isSpread: Bool { steps.contains { $0 == .eachItem || $0 == .eachEntry } }
}

extension DocumentPath {
  /// Levels that are left for the way back from a node.
  private static let mostLevels = 16

  /// Reads the form in which packs write it, or says what is wrong with it.
  package static func parse(_ text: String) -> Result<DocumentPath, RulePackProblem> {
    var parser = Parser(text)
    do throws(RulePackProblem) {
      return .success(try parser.path())
    } catch {
      return .failure(error)
    }
  }

  /// Takes a path apart from left to right.
  private struct Parser {
    let text: String
    var rest: Substring

    init(_ text: String) {
      self.text = text
      rest = text[...]
    }

    mutating func path() throws(RulePackProblem) -> DocumentPath {
      let carets = rest.prefix { $0 == "^" }.count
      rest = rest.dropFirst(carets)
      var path = DocumentPath(mapping: carets == 0 ? nil : carets, steps: [], text: text)
      if carets > 0 {
        guard carets <= DocumentPath.mostLevels, take(".") else {
          throw fault("has `^` in front of no key; it is written `^.key` or `^^.key`")
        }
      } else if rest.hasPrefix("[]") {
        // The root is a list.
        takeItems(into: &path)
        if rest.isEmpty { return path }
        guard take(".") else { throw fault("has no `.` between two parts") }
      }
      while true {
        path.steps.append(try part())
        takeItems(into: &path)
        if rest.isEmpty { return path }
        guard take(".") else { throw noKey }
      }
    }

    private mutating func takeItems(into path: inout DocumentPath) {
      while rest.hasPrefix("[]") {
        rest = rest.dropFirst(2)
        path.steps.append(.eachItem)
      }
    }

    private mutating func part() throws(RulePackProblem) -> Step {
      if rest == "*" || rest.hasPrefix("*.") || rest.hasPrefix("*[") {
        rest = rest.dropFirst()
        return .eachEntry
      }
      var names = [try name()]
      while take("|") { names.append(try name()) }
      return .key(names)
    }

    private mutating func name() throws(RulePackProblem) -> String {
      let name: Substring
      if take("\"") {
        name = rest.prefix { $0 != "\"" }
        rest = rest.dropFirst(name.count)
        guard take("\"") else { throw fault("has a quote that nothing closes") }
      } else {
        name = rest.prefix { !".|[]\"".contains($0) }
        rest = rest.dropFirst(name.count)
      }
      guard !name.isEmpty else { throw noKey }
      return String(name)
    }

    private mutating func take(_ character: Character) -> Bool {
      guard rest.first == character else { return false }
      rest = rest.dropFirst()
      return true
    }

    private var noKey: RulePackProblem {
      fault("has a part that is no key; items are written `key[]`")
    }

    private func fault(_ what: ReportText) -> RulePackProblem {
      RulePackProblem("the path \(quoted: text) \(what)")
    }
  }
}

/// Nodes of documents, chosen by the keys that lead to them.
package struct PathSelector: Sendable, Hashable {
  /// Paths in documents of some formats.
  package struct Place: Sendable, Hashable {
    package var formats: [String]
    package var paths: [DocumentPath]
  }

  package var places: [Place]

  package var formats: Set<String> { Set(places.flatMap(\.formats)) }

  package func paths(in format: String) -> [DocumentPath] {
    places.filter { $0.formats.contains(format) }.flatMap(\.paths)
  }
}
