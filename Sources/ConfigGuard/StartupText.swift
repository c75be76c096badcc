import RulePacks

/// The message of `StartupMessage` for people.
struct StartupText {
  private let summary: StartupSummary

  init(_ summary: StartupSummary) { self.summary = summary }

  var text: String {
    var lines = Self.wrapped(summary.heading)
    lines += Self.wrapped("Judged as \(summary.stage.rawValue) (\(summary.stageEvidence)).")
    for failure in summary.failures { lines += Self.wrapped(failure, after: "  ", indent: "    ") }
    for part in StartupSummary.Part.allCases {
      let findings = summary.findings(part)
      guard !findings.isEmpty else { continue }
      lines += ["", "\(Self.title(of: part)) (\(findings.count)):"]
      for group in Self.groups(of: findings) { lines += block(group) }
    }
    lines += ["", "No secret is shown here. `configlint explain RULE` says more about a rule."]
    return lines.joined(separator: "\n")
  }

  private static func title(of part: StartupSummary.Part) -> String {
    switch part {
    case .missing: "Missing"
    case .wrong: "Wrong"
    case .warnings: "Warnings"
    case .notes: "Notes"
    }
  }

  /// What one rule says stands together, so that its help is read once.
  private static func groups(of findings: [Finding]) -> [[Finding]] {
    struct Subject: Hashable {
      let rule: String
      let help: String
    }
    var positions: [Subject: Int] = [:]
    var groups: [[Finding]] = []
    for finding in findings {
      let subject = Subject(rule: finding.rule, help: finding.help)
      if let position = positions[subject] {
        groups[position].append(finding)
      } else {
        positions[subject] = groups.count
        groups.append([finding])
      }
    }
    return groups
  }

  private func block(_ group: [Finding]) -> [String] {
    var lines: [String] = []
    for finding in group {
      lines += Self.wrapped(
        finding.message, after: "  \(finding.severity.rawValue): ", indent: "    ")
    }
    lines += Self.wrapped(place(of: group), after: "    set:  ", indent: "          ")
    lines += Self.wrapped(group[0].help, after: "    fix:  ", indent: "          ")
    return lines + ["    rule: \(group[0].rule)"]
  }

  /// Where the variables of a block are set.
  private func place(of group: [Finding]) -> String {
    var keys: [String] = []
    for key in group.compactMap(\.key) where !keys.contains(key) { keys.append(key) }
    let owner = summary.service.map { "the service \($0)" } ?? "this process"
    let place = "in the environment of \(owner)"
    return keys.isEmpty ? place : "\(keys.joined(separator: ", ")) \(place)"
  }

  // MARK: lines

  private static let width = 100

  /// Words in lines; a word that is longer than a line has one of its own.
  private static func wrapped(
    _ text: String, after start: String = "", indent: String = ""
  ) -> [String] {
    var lines: [String] = []
    var line = start
    var isAtStart = true
    for word in plain(text).split(whereSeparator: { $0 == " " || $0 == "\n" }) {
      if !isAtStart, line.count + 1 + word.count > width {
        lines.append(line)
        line = indent
        isAtStart = true
      }
      line += isAtStart ? "\(word)" : " \(word)"
      isAtStart = false
    }
    return lines + [line]
  }

  /// The marks for what was cut off or cannot be shown, in ASCII.
  private static func plain(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\u{2026}": result += "..."
      case "\u{FFFD}": result += "?"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
