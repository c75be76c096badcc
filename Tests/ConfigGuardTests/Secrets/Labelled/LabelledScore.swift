/// How well a set of labelled values was told apart.
struct LabelledScore {
  private(set) var rows = 0
  /// No matter what: flagged, and rightly so.
  private(set) var found = 0
  private(set) var missed = 0
  /// Flagged, but harmless.
  private(set) var falseAlarms = 0
  /// Flagged rightly, but as something else.
  private(set) var confused = 0

  init(_ answers: some Sequence<RowAnswer>) {
    for answer in answers {
      rows += 1
      switch (answer.isSecret, answer.isFlagged) {
      case (true, true): found += 1
      case (true, false): missed += 1
      case (false, true): falseAlarms += 1
      case (false, false): break
      }
      if answer.isSecret, answer.isFlagged, !answer.isRight { confused += 1 }
    }
  }

  /// One label against all others: found means that the value is said to be of this label.
  init(_ answers: some Sequence<RowAnswer>, of label: SecretLabel) {
    for answer in answers {
      let isSaid = answer.labels.contains(label)
      if answer.row.label == label {
        rows += 1
        found += isSaid ? 1 : 0
        missed += isSaid ? 0 : 1
      } else if isSaid, !answer.isRight {
        falseAlarms += 1
      }
    }
  }

  var recall: Double { Self.share(found, of: found + missed) }
  var precision: Double { Self.share(found, of: found + falseAlarms) }
  /// Of what was found, the share that was called by its right name.
  var accuracy: Double { Self.share(found - confused, of: found) }

  private static func share(_ part: Int, of whole: Int) -> Double {
    whole == 0 ? 1 : Double(part) / Double(whole)
  }

  /// A row of a table, or its head.
  static func line(_ name: String, _ score: LabelledScore?) -> String {
    let cells: [String]
    if let score {
      cells =
        [score.rows, score.found, score.missed, score.falseAlarms, score.confused].map { "\($0)" }
        + [score.recall, score.precision].map(percent)
    } else {
      cells = ["rows", "found", "missed", "false", "other", "recall", "precision"]
    }
    let name = name + String(repeating: " ", count: max(0, 20 - name.count))
    return cells.reduce(name) { line, cell in
      line + String(repeating: " ", count: max(1, 10 - cell.count)) + cell
    }
  }

  static func percent(_ share: Double) -> String {
    let tenths = Int((share * 1000).rounded(.down))
    return "\(tenths / 10).\(tenths % 10) %"
  }
}

/// The table of a set: by class, by label, and in total.
struct LabelledTable {
  let title: String
  let answers: [RowAnswer]

  var total: LabelledScore { LabelledScore(answers) }

  func score(of label: SecretLabel) -> LabelledScore { LabelledScore(answers, of: label) }

  var text: String {
    var lines = ["", LabelledScore.line("\(title), by class", nil)]
    var groups: [String] = []
    for answer in answers where !groups.contains(answer.row.group) {
      groups.append(answer.row.group)
    }
    for group in groups {
      let ofGroup = answers.filter { $0.row.group == group }
      lines.append(LabelledScore.line(group, LabelledScore(ofGroup)))
    }
    lines.append(LabelledScore.line("\(title), by label", nil))
    for label in [SecretLabel.secret, .placeholder, .weak] {
      lines.append(LabelledScore.line(label.rawValue, score(of: label)))
    }
    lines.append(LabelledScore.line("flagged at all", total))
    let accuracy = LabelledScore.percent(total.accuracy)
    lines.append("called by its right name: \(accuracy) of what was found")
    return lines.joined(separator: "\n") + "\n"
  }

  /// The rows that were answered wrongly, without their values.
  var mistakes: String {
    answers.filter { !$0.isRight }.map(\.name).joined(separator: "\n")
  }
}
