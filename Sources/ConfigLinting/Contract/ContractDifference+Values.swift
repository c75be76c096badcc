import ConfigGuard
import RulePacks

extension ContractDifference {
  mutating func compareType(_ old: ContractVariable, _ new: ContractVariable) {
    let name = new.name
    guard old.type == new.type else {
      return add(
        .type, .narrowing(old.type, new.type, isWithin: Self.isWithin), from: old.type,
        to: new.type, variable: name
      ) { "\($0)" }
    }
    add(
      .items, .narrowing(old.itemType, new.itemType, isWithin: Self.isWithin),
      from: old.itemType, to: new.itemType, variable: name
    ) { "\($0)" }
    if old.separator != new.separator {
      add(
        .separator, .alters, "\(setting: name): items are separated by another sign",
        variable: name)
    }
    add(
      .fewestItems, .lowerBound(old.fewestItems, new.fewestItems), from: old.fewestItems,
      to: new.fewestItems, variable: name, words: Self.words)
    add(
      .mostItems, .upperBound(old.mostItems, new.mostItems), from: old.mostItems,
      to: new.mostItems, variable: name, words: Self.words)
  }

  /// Whether every text of one type is a text of another.
  private static func isWithin(_ narrow: ValueType, _ wide: ValueType) -> Bool {
    switch wide {
    // What may be chosen is said by `one-of`.
    case .string, .choice: true
    case .float: [.int, .port].contains(narrow)
    case .int: narrow == .port
    default: false
    }
  }

  mutating func compareTexts(_ old: ContractVariable, _ new: ContractVariable) {
    let name = new.name
    let hides = isSecret(old) || isSecret(new)
    add(
      .minimumLength, .lowerBound(old.minimumLength, new.minimumLength), from: old.minimumLength,
      to: new.minimumLength, variable: name, words: Self.words)
    add(
      .maximumLength, .upperBound(old.maximumLength, new.maximumLength), from: old.maximumLength,
      to: new.maximumLength, variable: name, words: Self.words)
    add(
      .minimumEntropy, .lowerBound(old.minimumEntropy, new.minimumEntropy),
      from: old.minimumEntropy, to: new.minimumEntropy, variable: name, words: Self.words)
    let choices = ContractEffect.choices(old.choices, new.choices)
    if hides, choices != .none {
      add(.choices, choices, "\(setting: name): `one-of` is another list", variable: name)
    } else {
      add(
        .choices, choices, from: old.choices, to: new.choices, of: "\(setting: name): ",
        otherwise: "any value is allowed", variable: name
      ) { .declared($0) }
    }
    let pattern = ContractEffect.narrowing(old.pattern, new.pattern) { _, wide in wide == nil }
    if hides, pattern != .none {
      add(.pattern, pattern, "\(setting: name): `pattern` is another one", variable: name)
    } else {
      add(.pattern, pattern, from: old.pattern, to: new.pattern, variable: name) { pattern in
        pattern.map { .pattern($0, otherwise: "one") } ?? "not set"
      }
    }
    if old.sentinels != new.sentinels {
      let (now, before) = (new.sentinels.count, old.sentinels.count)
      add(
        .sentinels, .demands(old.sentinels, new.sentinels),
        "\(setting: name): `sentinels` has \(now) values, had \(before)", variable: name)
    }
  }

  mutating func compareNumbers(_ old: ContractVariable, _ new: ContractVariable) {
    struct Span: Hashable {
      let least: ReportText?
      let most: ReportText?

      var words: ReportText {
        switch (least, most) {
        case (nil, nil): "not set"
        case (let least?, nil): "at least \(least)"
        case (nil, let most?): "at most \(most)"
        case (let least?, let most?): "\(least) to \(most)"
        }
      }
    }
    func range(_ variable: ContractVariable) -> Span {
      let words = { (number: Double) in QuantityWords.text(number, of: variable.itemType) }
      return Span(least: variable.minimum.map(words), most: variable.maximum.map(words))
    }
    func bytes(_ variable: ContractVariable) -> Span {
      Span(
        least: variable.fewestBytes.map { "\($0)" }, most: variable.mostBytes.map { "\($0)" })
    }
    // Bounds of seconds and of bytes cannot be compared; that the type changed says enough.
    let (one, other) = (old.itemType.quantity, new.itemType.quantity)
    if one == nil || other == nil || one == other {
      add(
        .range,
        .lowerBound(old.minimum, new.minimum) + .upperBound(old.maximum, new.maximum),
        from: range(old), to: range(new), variable: new.name, words: \.words)
    }
    add(
      .bytes,
      .lowerBound(old.fewestBytes, new.fewestBytes) + .upperBound(old.mostBytes, new.mostBytes),
      from: bytes(old), to: bytes(new), variable: new.name, words: \.words)
  }

  mutating func compareURL(_ old: ContractVariable, _ new: ContractVariable) {
    let name = new.name
    let owner: ReportText = "\(setting: name): "
    add(
      .schemes, .choices(old.schemes, new.schemes), from: old.schemes, to: new.schemes, of: owner,
      otherwise: "any scheme is allowed", variable: name
    ) { .declared($0) }
    add(
      .hosts, .choices(old.hosts, new.hosts), from: old.hosts, to: new.hosts, of: owner,
      otherwise: "any host is allowed", variable: name
    ) { .declared($0) }
    compareQuery(old, new)
    add(
      .credentials,
      .narrowing(old.credentials, new.credentials) { narrow, wide in
        wide == nil || narrow == .forbidden && wide == .noDefaults
      }, from: old.credentials, to: new.credentials, variable: name
    ) { $0.map { "\($0)" } ?? "not set" }
    add(
      .urlPath, .demand(old.needsURLPath, new.needsURLPath), from: old.needsURLPath,
      to: new.needsURLPath, variable: name
    ) { $0 ? "required" : "not required" }
  }

  private mutating func compareQuery(_ old: ContractVariable, _ new: ContractVariable) {
    for parameter in Set(old.query.keys).union(new.query.keys).sorted() {
      let owner: ReportText = "\(setting: new.name): `url.query`"
      switch (old.query[parameter], new.query[parameter]) {
      case (nil, _):
        add(.query, .tightens, "\(owner) asks for \(name: parameter)", variable: new.name)
      case (_, nil):
        add(
          .query, .loosens, "\(owner) no longer asks for \(name: parameter)", variable: new.name)
      case (let before?, let now?):
        let values = { (values: [String]) -> ReportText in
          values.isEmpty
            ? "anything" : values.map { ReportText.declared($0) }.joined(separator: " or ")
        }
        let effect = ContractEffect.choices(before, now)
        guard effect != .none else { continue }
        add(
          .query, effect,
          "\(owner) allows \(values(now)) for \(name: parameter), allowed \(values(before))",
          variable: new.name)
      }
    }
  }

  mutating func comparePath(_ old: ContractVariable, _ new: ContractVariable) {
    add(
      .exists,
      .narrowing(old.pathTarget, new.pathTarget) { narrow, wide in
        wide == nil || wide == .any && narrow != nil
      },
      from: old.pathTarget, to: new.pathTarget, variable: new.name
    ) { $0.map { "\($0)" } ?? "not set" }
    add(
      .absolute, .demand(old.needsAbsolutePath, new.needsAbsolutePath),
      from: old.needsAbsolutePath, to: new.needsAbsolutePath, variable: new.name,
      words: Self.words)
  }
}
