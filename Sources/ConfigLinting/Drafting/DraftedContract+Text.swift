import ConfigGuard
import RulePacks

extension DraftedContract {
  /// The contract as a file: what was guessed is marked, and where each variable stands.
  ///
  /// - Parameter schema: Where editors find the JSON Schema of contracts.
  package func text(schema: String? = nil) -> String {
    var lines: [String] = []
    if let schema {
      lines.append("# yaml-language-server: $schema=\(YAMLScalar.comment(schema))")
    }
    lines += [
      "# Drafted by `configlint init` from what is there. A line with \"guessed\" was concluded from",
      "# a name or a value: confirm it or correct it.",
      "version: 1",
    ]
    if let defaultStage {
      lines.append(
        line("default-stage: \(defaultStage.fact.rawValue)", defaultStage.comment))
    }
    lines += stageLines
    lines.append("variables:")
    lines += variableLines
    lines += groupLines
    lines += serviceLines
    return lines.joined(separator: "\n") + "\n"
  }

  private func line(_ text: String, _ comment: String) -> String {
    comment.isEmpty ? text : "\(text) # \(YAMLScalar.comment(comment))"
  }

  private var stageLines: [String] {
    guard !stages.isEmpty else { return [] }
    var lines = ["stages:"]
    for stage in Stage.allCases {
      let paths = stages.filter { $0.stage == stage }.map(\.path)
      if !paths.isEmpty { lines.append("  \(stage.rawValue): \(YAMLScalar.list(paths))") }
    }
    return lines
  }

  // MARK: variables

  private var variableLines: [String] {
    var lines: [String] = []
    var section: String?
    let screen = NameScreen.builtin
    for variable in variables {
      let next = Self.section(of: variable)
      if next != section {
        if section != nil { lines.append("") }
        lines.append("  # \(YAMLScalar.comment(next))")
        section = next
      }
      lines += self.lines(of: variable, screen)
    }
    return lines
  }

  private static func section(of variable: DraftedVariable) -> String {
    if let heading = variable.heading { return heading }
    let origins = Set(variable.mentions.map(\.origin))
    if let template = variable.mentions.first(where: {
      $0.origin == .template || $0.origin == .commentedOut
    }) {
      return "In \(template.path)."
    }
    if origins.contains(.code) { return "Read by the code, in no example file." }
    if origins == [.task] { return "Read by scripts and builds only." }
    return origins.contains(.task)
      ? "Read by scripts, and set by manifests."
      : "Set by manifests, read by no code that was found."
  }

  private func lines(of variable: DraftedVariable, _ screen: NameScreen) -> [String] {
    var fields: [String] = []
    func add(_ name: String, _ value: String, _ comment: String = "") {
      fields.append(line("    \(name): \(value)", comment))
    }
    if let description = variable.description {
      add("description", YAMLScalar.text(description))
    }
    if let type = variable.type { add("type", type.fact.rawValue, type.comment) }
    switch variable.requirement.fact {
    case .none: break
    case .always: add("required", "true", variable.requirement.comment)
    case .stages(let stages):
      add("required", YAMLScalar.list(stages.map(\.rawValue)), variable.requirement.comment)
    }
    if let secret = variable.secret { add("secret", "true", secret.comment) }
    if !variable.schemes.isEmpty {
      add("url", "{schemes: \(YAMLScalar.list(variable.schemes))}", "guessed: from the value")
    }
    if let text = variable.defaultValue { add("default", YAMLScalar.text(text.fact), text.comment) }
    if let text = variable.example { add("example", YAMLScalar.text(text.fact), text.comment) }
    return [line("  \(variable.name):", Self.places(of: variable, screen))] + fields
  }

  private static let mostPlaces = 3

  /// Where a variable stands, each file once.
  private static func places(of variable: DraftedVariable, _ screen: NameScreen) -> String {
    var seen: Set<String> = []
    let places = variable.mentions.filter { seen.insert($0.path).inserted }.map { mention in
      let place = "\(screen.path(mention.path).text):\(mention.line)"
      return mention.origin == .commentedOut ? place + " (commented out)" : place
    }
    let rest = places.count - mostPlaces
    return places.prefix(mostPlaces).joined(separator: ", ")
      + (rest > 0 ? ", and \(rest) more" : "")
  }

  // MARK: what binds several

  private var groupLines: [String] {
    var lines: [String] = []
    if !groups.isEmpty {
      lines.append("groups:")
      for pair in groups {
        lines.append(
          "  - all-or-none: \(YAMLScalar.list([pair.first, pair.second])) # guessed: the names")
      }
    }
    if !comparisons.isEmpty {
      lines.append("compare:")
      for pair in comparisons {
        lines.append("  - \(pair.first) <= \(pair.second) # guessed: the names")
      }
    }
    return lines
  }

  private var serviceLines: [String] {
    guard !services.isEmpty else { return [] }
    var lines = ["services:"]
    for service in services {
      let names = variables.map(\.name).filter { service.variables.contains($0) }
      var fields: [String] = []
      if service.workloads != [service.name] {
        fields.append("    workloads: \(YAMLScalar.list(service.workloads.sorted()))")
      }
      let name = "  \(YAMLScalar.text(service.name)):"
      if service.takesAll {
        // It is given a file that is not here, so everything may concern it.
        lines.append(name)
        lines += fields
        continue
      }
      guard !names.isEmpty else { continue }
      lines.append(name)
      lines += fields
      lines += Self.wrapped(names)
    }
    return lines.count > 1 ? lines : []
  }

  private static let width = 98

  private static func wrapped(_ names: [String]) -> [String] {
    let single = "    variables: \(YAMLScalar.list(names))"
    if single.utf8.count <= width { return [single] }
    var lines: [String] = []
    var current = "     "
    for (index, name) in names.enumerated() {
      let word = name + (index == names.count - 1 ? "" : ",")
      if current.utf8.count + word.utf8.count + 1 > width {
        lines.append(current)
        current = "     "
      }
      current += " " + word
    }
    return ["    variables: ["] + lines + [current, "    ]"]
  }
}
