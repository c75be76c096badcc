import RulePacks

extension RuleDocument {
  /// The page for a terminal.
  var text: String {
    var lines = [id, title, "", "Category    \(category.rawValue)", "Severity    \(severities)"]
    for fact in facts {
      let padding = String(repeating: " ", count: max(2, 12 - fact.name.count))
      lines.append(fact.name + padding + fact.text)
    }
    lines += ["", "Why", "  \(why)", "", "Fix", "  \(fix)"]
    for example in examples {
      let heading = example.isBad ? "Bad" : "Good"
      lines += ["", example.title.isEmpty ? heading : "\(heading): \(example.title)"]
      for block in example.blocks {
        lines.append("  \(block.name)\(block.note.isEmpty ? "" : ", \(block.note)"):")
        lines += block.lines.map { $0.isEmpty ? "" : "    \($0)" }
      }
    }
    lines += ["", "Allow, in configguard.yaml"] + allowance.map { "  \($0)" }
    if !references.isEmpty {
      lines += ["", "References"]
      lines += references.map { note in
        note.title.map { "  \(note.label): \($0)" } ?? "  \(note.label)"
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The severities in words; stages that have the same one stand together.
  private var severities: String {
    if let first = levels.first?.severity, levels.allSatisfy({ $0.severity == first }) {
      return "\(first.rawValue) in every stage"
    }
    var groups: [(severity: Severity?, stages: [String])] = []
    for level in levels {
      if let index = groups.firstIndex(where: { $0.severity == level.severity }) {
        groups[index].stages.append(Self.words(for: level.stage))
      } else {
        groups.append((level.severity, [Self.words(for: level.stage)]))
      }
    }
    return groups.map { group in
      "\(group.severity?.rawValue ?? "off") in \(group.stages.joined(separator: ", "))"
    }.joined(separator: "; ")
  }

  private static func words(for stage: Stage) -> String {
    switch stage {
    case .production, .staging, .development, .test: stage.rawValue
    case .example: "example files"
    case .unknown: "an unknown stage"
    }
  }
}
