import RulePacks

/// Compares the numbers of settings in pairs.
struct RelationCheck {
  let relation: Relation
  let asked: AskedRelation

  /// A number with where it stands.
  struct Operand {
    let setting: Setting
    let number: Double
    let place: Place
    /// The parameter of an address that it is, if it is no whole value.
    let parameter: String?
    /// Operands with one of these in common belong together.
    var families: [[String]] = []
    /// Words have no numbers, but it is they that tell `POOL1_MAX` from `POOL2_MAX`.
    var numbers: [String] = []

    var part: ReportText? { parameter.map { "(its parameter \(name: $0))" } }

    var name: ReportText {
      part.map { "\(setting: setting.key) \($0)" } ?? "\(setting: setting.key)"
    }
  }

  /// With looser pairing any operand may meet any other one, so there must not be many.
  private static let most = 32
  /// Stands for the numbers of all who have some; no name holds it.
  private static let anyNumbers = "#"
  /// Operands that one stands against at most: more of them say nothing new.
  private static let mostOpposite = 8

  /// Pairs for which the comparison holds; each left operand is in few of them.
  ///
  /// - Parameter plans: What is planned for the settings' keys.
  func pairs(
    in settings: [Setting], _ plans: [KeyPlans]
  ) -> [(left: Operand, right: Operand)] {
    let left = operands(relation.left, asked.left, in: settings, plans)
    guard !left.isEmpty else { return [] }
    let right = operands(relation.right, asked.right, in: settings, plans)
    // No operand stands against itself.
    guard left.count > 1 || right.contains(where: { $0.place != left[0].place }) else { return [] }
    var families: [[String]: [Int]] = [:]
    for position in right.indices {
      let operand = right[position]
      for family in operand.families {
        families[family + operand.numbers, default: []].append(position)
        if !operand.numbers.isEmpty {
          families[family + [Self.anyNumbers], default: []].append(position)
        }
      }
    }
    var pairs: [(left: Operand, right: Operand)] = []
    let most = relation.pairing == .word ? Self.mostOpposite : 1
    for operand in left {
      // What has no numbers may be meant for all that have some, and the reverse.
      let others = operand.numbers.isEmpty ? [Self.anyNumbers] : []
      pairs += operand.families.lazy.flatMap { [$0 + operand.numbers, $0 + others] }
        .flatMap { families[$0] ?? [] }.filter { holds(operand, right[$0]) }.prefix(most)
        .map { (operand, right[$0]) }
    }
    return pairs
  }

  private func holds(_ left: Operand, _ right: Operand) -> Bool {
    right.place != left.place
      && (relation.pairing != .word || left.setting.info.words != right.setting.info.words)
      && relation.comparison.holds(left.number, right.number)
  }

  private func operands(
    _ side: Relation.Side, _ asked: AskedSide, in settings: [Setting], _ plans: [KeyPlans]
  ) -> [Operand] {
    var found: [Operand] = []
    for position in settings.indices
    where plans[position].lastWordBit & asked.lastWordBits != 0
      && (relation.pairing == .word || found.count < Self.most)
    {
      guard
        case .chosen(let pattern) = plans[position].answer(
          to: asked, ancestors: settings[position].ancestors)
      else { continue }
      let setting = settings[position]
      let families = families(of: setting, pattern)
      let numbers = relation.pairing == .word ? Self.numbers(in: setting.key) : []
      for var operand in operands(in: setting, side) {
        operand.families = families
        operand.numbers = numbers
        found.append(operand)
      }
    }
    return found
  }

  private func operands(in setting: Setting, _ side: Relation.Side) -> [Operand] {
    guard let text = setting.value.literal else { return [] }
    guard !side.query.isEmpty else {
      return number(text.trimmedASCII, side, setting.info.words).map {
        [Operand(setting: setting, number: $0, place: setting.place, parameter: nil)]
      } ?? []
    }
    guard let url = URLParts(text) else { return [] }
    let isInPlace = setting.value.isExact && setting.value.effective == setting.value.text
    return url.parameters.filter { side.query.contains($0.name) }.prefix(1).compactMap { found in
      guard let number = number(found.value, side, [found.name]) else { return nil }
      let start = setting.value.range.start
      let range =
        isInPlace
        ? SourceRange(start: start + found.range.lowerBound, end: start + found.range.upperBound)
        : setting.value.range
      return Operand(
        setting: setting, number: number, place: Place(setting.file, range),
        parameter: found.name)
    }
  }

  private static func numbers(in key: String) -> [String] {
    key.utf8.split { !(0x30...0x39).contains($0) }.map { "#" + String(Substring($0)) }
  }

  private func number(_ text: String, _ side: Relation.Side, _ words: [String]) -> Double? {
    let kind = relation.kind
    return kind.value(of: text, unit: kind.unit(ofKey: words) ?? side.unit)
  }

  private func families(of setting: Setting, _ pattern: KeyPattern?) -> [[String]] {
    let words = setting.info.words
    switch relation.pairing {
    case .workload: return [[]]
    case .word:
      // The words around a setting with each of its own words left open in turn.
      return words.indices.map { index in
        var words = words
        words[index] = "*"
        return setting.ancestors + [">"] + words
      }
    case .prefix:
      guard let pattern else { return [setting.ancestors] }
      let count = words.indices.dropFirst().map { words.count - $0 }.reversed().first { count in
        pattern.matches(
          Array(words.suffix(count)), ancestors: setting.ancestors + words.dropLast(count))
      }
      return [setting.ancestors + words.dropLast(count ?? words.count)]
    }
  }
}

extension Judge {
  func relation(
    _ relation: Relation, _ planned: PlannedRule, _ here: Surroundings
  ) -> [FindingDraft] {
    guard let asked = planned.relation else { return [] }
    let check = RelationCheck(relation: relation, asked: asked)
    let plans = here.lookup.plans(of: here.settings, memory)
    return check.pairs(in: here.settings, plans).map { left, right in
      var draft = FindingDraft(
        planned.rule, planned.severity, at: left.place, keyPath: left.setting.keyPath,
        key: left.setting.key,
        part: left.part, workload: here.workload?.name, stage: here.stage,
        arguments: ["other": right.name])
      draft.related = [(right.place, "\(right.name) is set here")]
      draft.content = relation.kind == .number ? .number : .publicValue
      if !planned.rule.showsValues { draft.content = .value }
      return draft
    }
  }
}
