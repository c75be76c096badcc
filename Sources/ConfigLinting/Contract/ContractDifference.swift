package import ConfigGuard
package import RulePacks

/// What changes from one contract to another, and what that means for manifests.
///
/// A change breaks if a manifest that was right by the old contract may be wrong by the new one. A
/// rollback is safe if what is right by the new contract is right by the old one, too.
package struct ContractDifference {
  /// A change of one field.
  package struct Change: Sendable, Hashable {
    package let field: ContractField
    /// The variable, as a report may show it; nil where the change is about none or several.
    package let variable: String?
    /// The service for which alone this changes.
    package let service: String?
    package let effect: ContractEffect
    /// Stages in which the variable was not required before.
    package let requiredIn: [Stage]
    /// What changes, without any text that only readers of the contract should see.
    package let message: String
  }

  /// In the order of the new contract's parts.
  package private(set) var changes: [Change] = []

  private let screen: NameScreen
  private let keys: KeyTable
  /// The service whose part is compared.
  var service: String?
  /// Variables whose defaults count in comparisons and conditions.
  var computed: Set<String> = []

  package init(
    from old: Contract, to new: Contract, rules: PreparedRules = BuiltinPacks.prepared,
    screen: NameScreen = .builtin
  ) {
    self.screen = screen
    keys = KeyTable(rules.index)
    compareSettings(old, new)
    compareVariables(old, new)
    compareGroups(old.groups, new.groups)
    compareComparisons(old.comparisons, new.comparisons)
    compareServices(old, new)
    compareDatabases(old.databases, new.databases)
    compareRules(old, new)
  }

  /// Whether what was right by the old contract may be wrong by the new one.
  package var isBreaking: Bool { changes.contains { $0.effect.isBreaking } }

  /// Whether what is right by the new contract is right by the old one.
  package var isRollbackSafe: Bool { changes.allSatisfy { $0.effect.isRollbackSafe } }

  /// Whether nobody should read what a variable may be.
  func isSecret(_ variable: ContractVariable) -> Bool {
    variable.isSecret || keys.info(variable.name).holdsSecret
  }

  mutating func add(
    _ field: ContractField, _ effect: ContractEffect, _ message: ReportText,
    variable: String? = nil, requiredIn stages: [Stage] = []
  ) {
    let owner: ReportText = service.map { "the service \(name: $0): " } ?? ""
    changes.append(
      Change(
        field: field, variable: variable.map { screen.key($0).text },
        service: service.map { screen.name($0).text }, effect: effect, requiredIn: stages,
        message: screen.text(owner + message).text))
  }

  /// Adds a change of a field that has one value, if there is one.
  mutating func add<T: Hashable>(
    _ field: ContractField, _ effect: ContractEffect, from old: T, to new: T,
    variable: String? = nil, words: (T) -> ReportText
  ) {
    guard old != new else { return }
    let owner: ReportText = variable.map { "\(setting: $0): " } ?? ""
    add(
      field, effect, "\(owner)`\(field)` is \(words(new)), was \(words(old))", variable: variable)
  }

  /// Adds a change of a list, told by what it gains and loses.
  mutating func add(
    _ field: ContractField, _ effect: ContractEffect, from old: [String], to new: [String],
    of owner: ReportText, otherwise: ReportText = "", variable: String? = nil,
    words: (String) -> ReportText
  ) {
    let gained = new.filter { !old.contains($0) }
    let lost = old.filter { !new.contains($0) }
    guard !gained.isEmpty || !lost.isEmpty else { return }
    var message: ReportText = "\(owner)`\(field)`"
    if !otherwise.isEmpty, old.isEmpty || new.isEmpty {
      message += new.isEmpty ? " no longer limits: \(otherwise)" : " limits now to "
      if !new.isEmpty { message += gained.map(words).joined(separator: ", ") }
      return add(field, effect, message, variable: variable)
    }
    if !gained.isEmpty { message += " gains " + gained.map(words).joined(separator: ", ") }
    if !lost.isEmpty {
      message += gained.isEmpty ? " loses " : " and loses "
      message += lost.map(words).joined(separator: ", ")
    }
    add(field, effect, message, variable: variable)
  }
}

/// What a change means for environments that are judged.
package enum ContractEffect: String, Sendable, Hashable, CaseIterable {
  /// The same environments are right.
  case none
  /// What was right may be wrong now.
  case tightens
  /// What was wrong may be right now.
  case loosens
  /// Both.
  case alters

  package var isBreaking: Bool { self == .tightens || self == .alters }

  package var isRollbackSafe: Bool { self == .none || self == .tightens }

  /// What the change back means.
  package var reversed: ContractEffect {
    switch self {
    case .tightens: .loosens
    case .loosens: .tightens
    case .none, .alters: self
    }
  }

  static func + (left: ContractEffect, right: ContractEffect) -> ContractEffect {
    if left == .none || left == right { return right }
    return right == .none ? left : .alters
  }

  // MARK: kinds of fields

  /// A lower bound: more is tighter, and none is loosest.
  static func lowerBound<T: Comparable>(_ old: T?, _ new: T?) -> ContractEffect {
    if old == new { return .none }
    guard let old else { return .tightens }
    guard let new else { return .loosens }
    return new > old ? .tightens : .loosens
  }

  /// An upper bound: less is tighter, and none is loosest.
  static func upperBound<T: Comparable>(_ old: T?, _ new: T?) -> ContractEffect {
    if old == new { return .none }
    guard let old else { return .tightens }
    guard let new else { return .loosens }
    return new < old ? .tightens : .loosens
  }

  /// A demand that is made or not.
  static func demand(_ old: Bool, _ new: Bool) -> ContractEffect {
    old == new ? .none : new ? .tightens : .loosens
  }

  /// Demands of which each one can be broken.
  static func demands<T: Hashable>(_ old: some Sequence<T>, _ new: some Sequence<T>)
    -> ContractEffect
  {
    let (old, new) = (Set(old), Set(new))
    return demand(false, !new.isSubset(of: old)) + demand(!old.isSubset(of: new), false)
  }

  /// What is allowed; an empty list allows everything.
  static func choices<T: Hashable>(_ old: [T], _ new: [T]) -> ContractEffect {
    if old.isEmpty || new.isEmpty { return demand(!old.isEmpty, !new.isEmpty) }
    return demands(new, old)
  }

  /// The stages in which something is asked for; nil means all.
  static func stages(_ old: [Stage]?, _ new: [Stage]?) -> ContractEffect {
    demands(old ?? Stage.allCases, new ?? Stage.allCases)
  }

  /// One of several that are wider or narrower than others.
  static func narrowing<T: Equatable>(
    _ old: T, _ new: T, isWithin: (_ narrow: T, _ wide: T) -> Bool
  ) -> ContractEffect {
    if old == new { return .none }
    switch (isWithin(new, old), isWithin(old, new)) {
    case (true, true): return .none
    case (true, false): return .tightens
    case (false, true): return .loosens
    case (false, false): return .alters
    }
  }
}
