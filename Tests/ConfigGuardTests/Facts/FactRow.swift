import Testing

@testable import ConfigGuard
@testable import ConfigLinting
@testable import RulePacks

/// One fact of the world outside, with the rule that answers for it and what shows that it does.
struct FactRow {
  enum Evidence {
    /// A bad example of the rule, by its number from 1, and a text in it.
    case example(Int, shows: String)
    /// A text of the row's own, with marks.
    case input(RuleExample)
    /// Why no rule answers for the fact.
    case none(reason: String)
  }

  /// The file and line, for messages.
  let place: String
  let family: String
  let subject: String
  let fact: String
  /// Nil where no rule answers for the fact.
  let rule: String?
  let evidence: Evidence
}

/// Why a row of a file of facts cannot be used.
struct FactProblem: Error, CustomStringConvertible {
  let description: String
}

extension FactRow {
  static let columns = ["family", "subject", "fact", "rule", "example", "shows"]
  static let families = [
    "backup", "cors", "debug", "tls", "auth", "pool", "companion", "limits",
  ]

  /// The rows of a file; the first line names the columns.
  static func rows(of text: String, name: String) throws -> [FactRow] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.first?.split(separator: "\t").map(String.init) == columns else {
      throw FactProblem(description: "\(name): the first line names the columns otherwise")
    }
    return try lines.enumerated().dropFirst().filter { !$0.element.isEmpty }.map { index, line in
      try FactRow(line, place: "\(name):\(index + 1)")
    }
  }

  private init(_ line: Substring, place: String) throws {
    let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    guard cells.count == Self.columns.count else {
      throw FactProblem(description: "\(place): \(cells.count) columns instead of six")
    }
    guard Self.families.contains(cells[0]) else {
      throw FactProblem(description: "\(place): there is no such family")
    }
    guard !cells[1].isEmpty, !cells[2].isEmpty, !cells[3].isEmpty else {
      throw FactProblem(description: "\(place): subject, fact and rule must not be empty")
    }
    self.place = place
    family = cells[0]
    subject = cells[1]
    fact = cells[2]
    rule = cells[3] == "-" ? nil : cells[3]
    evidence = try Self.evidence(rule, example: cells[4], shows: cells[5], place)
  }

  private static func evidence(
    _ rule: String?, example: String, shows: String, _ place: String
  ) throws -> Evidence {
    guard rule != nil else {
      guard !shows.isEmpty else {
        throw FactProblem(description: "\(place): a fact without a rule needs a reason")
      }
      return .none(reason: shows)
    }
    if example.hasPrefix("bad "), let number = Int(example.dropFirst(4)), number > 0 {
      guard !shows.isEmpty else {
        throw FactProblem(description: "\(place): it does not say what the example shows")
      }
      return .example(number, shows: shows)
    }
    guard let colon = example.firstRange(of: ": "), shows.isEmpty else {
      throw FactProblem(description: "\(place): the example is neither `bad N` nor `PATH: TEXT`")
    }
    let path = String(example[..<colon.lowerBound])
    let text = example[colon.upperBound...].replacing("\\n", with: "\n").replacing(
      "\\t", with: "\t")
    return .input(Self.input(path, String(text)))
  }

  private static func input(_ path: String, _ text: String) -> RuleExample {
    var example = RuleExample(
      isBad: true, title: "", files: [], environment: [:], contract: nil, stage: nil,
      severity: nil, line: 0)
    guard path == "<environment>" else {
      example.files = [RuleExample.File(path: path, text: text, tracking: "unknown")]
      return example
    }
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      example.environment[String(parts[0])] = parts.count > 1 ? String(parts[1]) : ""
    }
    return example
  }
}
