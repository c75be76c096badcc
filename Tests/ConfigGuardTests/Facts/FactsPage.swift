import RulePacks

@testable import ConfigGuard
@testable import ConfigLinting

/// The page of facts: by family and subject, with the rule and what shows that it answers.
struct FactsPage {
  private let rows: [FactRow]
  private let check: FactCheck

  init(_ rows: [FactRow], _ check: FactCheck) {
    self.rows = rows
    self.check = check
  }

  var text: String {
    let covered = rows.filter { $0.rule != nil }.count
    var parts = [
      "<!-- Generated from Tests/ConfigGuardTests/Rules/Facts by `make pages`; do not edit. -->",
      "# Facts",
      """
      What platforms, products and frameworks let people get wrong, and the rule that answers for \
      it. Every row is a test: the rule is run, and must fire where the example is marked. \
      \(rows.count) rows, \(covered) with a rule, \(rows.count - covered) left out with a reason.
      """,
    ]
    for family in FactRow.families {
      let rows = rows.filter { $0.family == family }
      guard !rows.isEmpty else { continue }
      parts.append("## \(family)")
      for subject in Set(rows.map(\.subject)).sorted(by: { Self.order($0) < Self.order($1) }) {
        parts += ["### \(subject)", table(of: rows.filter { $0.subject == subject })]
      }
    }
    return parts.joined(separator: "\n\n") + "\n"
  }

  private static func order(_ subject: String) -> String { "\(subject.lowercased()) \(subject)" }

  private func table(of rows: [FactRow]) -> String {
    let lines = rows.map { row in
      let rule = row.rule.map { "[\($0)](rules/\($0).md)" } ?? "none"
      return "| \(cell(row.fact)) | \(rule) | \(shown(row)) |"
    }
    return (["| fact | rule | shown by |", "| --- | --- | --- |"] + lines).joined(separator: "\n")
  }

  private func shown(_ row: FactRow) -> String {
    switch row.evidence {
    case .none(let reason): cell(reason)
    case .example(let number, let shows):
      "[example \(number)](rules/\(row.rule ?? "").md#bad): \(code(shows))"
    case .input(let example): place(in: example)
    }
  }

  /// The first line that is marked, and its file.
  private func place(in example: RuleExample) -> String {
    guard let file = example.files.first else {
      let lines = example.environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
      return "\(lines.map(code).joined(separator: ", ")) in the environment of a process"
    }
    let text = ExampleText(file.text)
    let bytes = Array(text.plain.utf8)
    let mark = min(text.marks.first?.start ?? 0, bytes.count)
    let start = bytes[..<mark].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    let end = bytes[mark...].firstIndex(of: 0x0A) ?? bytes.count
    let line = String(decoding: bytes[start..<end], as: UTF8.self).trimmedASCII
    return line.isEmpty ? code(file.path) : "\(code(line)) in \(code(file.path))"
  }

  private func code(_ text: String) -> String {
    let text = text.replacing("\n", with: " ").replacing("|", with: "\\|")
    return text.contains("`") ? "`` \(text) ``" : "`\(text)`"
  }

  /// Prose with code between backquotes.
  private func cell(_ text: String) -> String {
    let parts = text.split(separator: "`", omittingEmptySubsequences: false)
    return parts.enumerated().map { number, part in
      let isCode = number % 2 == 1 && parts.count % 2 == 1
      let special: Set<Character> = isCode ? ["|"] : ["|", "*", "_", "<", "[", "$", "~"]
      return String(part).escaping(special)
    }.joined(separator: "`")
  }
}
