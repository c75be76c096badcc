import ConfigGuard
import RulePacks

extension ContractDifference {
  mutating func compareVariables(_ old: Contract, _ new: Contract) {
    computed = Self.computed(in: old).union(Self.computed(in: new))
    compareVariables(old.variables, new.variables, prefixes: new.prefixes)
  }

  /// Compares variables by their names, and by former names where a name is gone.
  mutating func compareVariables(
    _ old: ContractVariables, _ new: ContractVariables, prefixes: [String]
  ) {
    var renamed: Set<String> = []
    for variable in new {
      if let before = old[variable.name] {
        compare(before, variable)
      } else if let before = Self.predecessor(of: variable, in: old, new) {
        renamed.insert(before.name)
        compareRenamed(before, variable)
      } else {
        addVariable(variable)
      }
    }
    for variable in old where new[variable.name] == nil && !renamed.contains(variable.name) {
      removeVariable(variable, prefixes: prefixes)
    }
  }

  /// Variables of which a default counts where they are not set.
  private static func computed(in contract: Contract) -> Set<String> {
    var names: Set<String> = []
    for part in [contract] + contract.services.map({ contract.scoped(to: $0) }) {
      names.formUnion(part.comparisons.flatMap(\.names))
      names.formUnion(part.groups.flatMap { $0.condition?.terms.map(\.name) ?? [] })
      names.formUnion(
        part.variables.flatMap { $0.requiredWhen.flatMap(\.terms).map(\.name) })
    }
    return names
  }

  /// The variable of the old contract that has a new name now.
  private static func predecessor(
    of variable: ContractVariable, in old: ContractVariables, _ new: ContractVariables
  ) -> ContractVariable? {
    variable.formerNames.lazy.filter { new[$0] == nil }.compactMap { old[$0] }.first
  }

  private mutating func compareRenamed(_ old: ContractVariable, _ new: ContractVariable) {
    // The old contract knows nothing of the new name, and may ask for the old one.
    let isAskedFor = old.requirement != .never || !old.requiredWhen.isEmpty
    add(
      .variables, isAskedFor ? .loosens : .none,
      "\(setting: new.name) is the new name of \(setting: old.name), which is deprecated",
      variable: new.name)
    var before = old
    before.formerNames.append(old.name)
    compare(before, new)
  }

  private mutating func addVariable(_ variable: ContractVariable) {
    let stages = Self.stages(of: variable.requirement)
    let conditions = variable.requiredWhen.map(\.words).joined(separator: ", or ")
    var message: ReportText = "\(setting: variable.name) is new and "
    switch (variable.requirement, variable.requiredWhen.isEmpty) {
    case (.never, true): message += "optional"
    case (.never, false): message += "required when \(conditions)"
    case (_, true): message += "required\(Self.words(stages))"
    case (_, false): message += "required\(Self.words(stages)), and when \(conditions)"
    }
    let isRequired = !stages.isEmpty || !variable.requiredWhen.isEmpty
    add(
      .variables, isRequired ? .tightens : .none, message, variable: variable.name,
      requiredIn: stages)
  }

  private mutating func removeVariable(_ variable: ContractVariable, prefixes: [String]) {
    var message: ReportText = "\(setting: variable.name) is removed"
    if let prefix = prefixes.first(where: { variable.name.hasPrefix($0) }) {
      message += "; with the prefix \(name: prefix) it is unknown now, which is a warning"
    }
    // The name and the description alone ask for nothing.
    var nothing = ContractVariable(name: variable.name)
    nothing.description = variable.description
    nothing.example = variable.example
    add(.variables, variable == nothing ? .none : .loosens, message, variable: variable.name)
  }

  // MARK: one variable

  mutating func compare(_ old: ContractVariable, _ new: ContractVariable) {
    guard old != new else { return }
    let name = new.name
    compareRequirement(old, new)
    compareType(old, new)
    add(
      .secret, .demand(old.isSecret, new.isSecret), from: old.isSecret, to: new.isSecret,
      variable: name, words: Self.words)
    compareTexts(old, new)
    compareNumbers(old, new)
    compareURL(old, new)
    comparePath(old, new)
    compareDefault(old, new)
    add(
      .distinct, .demand(old.isDistinctAcrossStages, new.isDistinctAcrossStages),
      from: old.isDistinctAcrossStages, to: new.isDistinctAcrossStages, variable: name,
      words: Self.words)
    add(
      .allowEmpty, .demand(!old.allowsEmpty, !new.allowsEmpty), from: old.allowsEmpty,
      to: new.allowsEmpty, variable: name, words: Self.words)
    compareNames(old, new)
  }

  private mutating func compareRequirement(_ old: ContractVariable, _ new: ContractVariable) {
    let (before, now) = (Self.stages(of: old.requirement), Self.stages(of: new.requirement))
    let gained = now.filter { !before.contains($0) }
    let lost = before.filter { !now.contains($0) }
    if !gained.isEmpty {
      add(
        .required, .tightens, "\(setting: new.name) is now required\(Self.words(gained))",
        variable: new.name, requiredIn: gained)
    }
    if !lost.isEmpty {
      add(
        .required, .loosens, "\(setting: new.name) is no longer required\(Self.words(lost))",
        variable: new.name)
    }
    // What is required anyway needs no condition.
    for condition in new.requiredWhen where !old.requiredWhen.contains(condition) {
      add(
        .requiredWhen, old.requirement == .always ? .none : .tightens,
        "\(setting: new.name) is now required when \(condition.words)", variable: new.name)
    }
    for condition in old.requiredWhen where !new.requiredWhen.contains(condition) {
      add(
        .requiredWhen, new.requirement == .always ? .none : .loosens,
        "\(setting: new.name) is no longer required because of \(condition.words)",
        variable: new.name)
    }
  }

  private mutating func compareNames(_ old: ContractVariable, _ new: ContractVariable) {
    if old.deprecation != new.deprecation {
      // Who uses a deprecated name is warned.
      let message: ReportText
      switch new.deprecation {
      case nil: message = "\(setting: new.name) is no longer deprecated"
      case ""?: message = "\(setting: new.name) is deprecated, which is a warning"
      case let reason?:
        message = "\(setting: new.name) is deprecated, which is a warning: \(prose: reason)"
      }
      add(.deprecated, .none, message, variable: new.name)
    }
    add(
      .deprecatedNames, .demands(new.formerNames, old.formerNames), from: old.formerNames,
      to: new.formerNames, of: "\(setting: new.name): ", variable: new.name
    ) { "\(setting: $0)" }
  }

  private mutating func compareDefault(_ old: ContractVariable, _ new: ContractVariable) {
    let name = new.name
    if old.defaultValue != new.defaultValue {
      // A default may be what nobody should read.
      let change: ReportText
      switch (old.defaultValue, new.defaultValue) {
      case (nil, _): change = "has a default now"
      case (_, nil): change = "has no default any more"
      default: change = "has another default"
      }
      let counts = computed.contains(name)
      let hint: ReportText = counts ? ", which comparisons or conditions use" : ""
      add(
        .defaultValue, counts ? .alters : .none, "\(setting: name) \(change)\(hint)",
        variable: name)
    }
    if old.description != new.description {
      add(.description, .none, "\(setting: name) is described in other words", variable: name)
    }
    if old.example != new.example {
      add(.example, .none, "\(setting: name) has another example", variable: name)
    }
  }

  // MARK: words

  static func stages(of requirement: ContractVariable.Requirement) -> [Stage] {
    Stage.allCases.filter { requirement.holds(in: $0) }
  }

  static func words(_ stages: [Stage]) -> ReportText {
    let all = Self.stages(of: .always)
    if Set(stages).isSuperset(of: all) { return " in every stage" }
    return " in " + stages.map { "\($0)" as ReportText }.joined(separator: ", ")
  }

  static func words(_ flag: Bool) -> ReportText { flag ? "true" : "false" }

  static func words(_ number: Int?) -> ReportText { number.map { "\($0)" } ?? "not set" }
}
