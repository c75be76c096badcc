package import RulePacks

/// Variables of which some must be set together, or must not; empty ones count as missing.
public struct VariableGroup: ContractElement {
  private var group: ContractGroup

  private init(_ kind: ContractGroup.Kind, _ names: [String], subject: String? = nil) {
    group = ContractGroup(kind: kind, names: names, subject: subject)
  }

  /// At least one is set.
  public static func oneOf(_ names: String...) -> VariableGroup { VariableGroup(.oneOf, names) }

  /// One is set, and no more.
  public static func exactlyOne(_ names: String...) -> VariableGroup {
    VariableGroup(.exactlyOne, names)
  }

  /// All are set, or none is.
  public static func allOrNone(_ names: String...) -> VariableGroup {
    VariableGroup(.allOrNone, names)
  }

  /// At most one is set.
  public static func conflicts(_ names: String...) -> VariableGroup {
    VariableGroup(.conflicts, names)
  }

  /// All of these are set when the other one is.
  public static func requires(_ names: String..., whenSet subject: String) -> VariableGroup {
    VariableGroup(.requires, names, subject: subject)
  }

  /// None of these is set when the other one is.
  public static func conflicts(_ names: String..., whenSet subject: String) -> VariableGroup {
    VariableGroup(.conflicts, names, subject: subject)
  }

  /// The group in these stages only.
  public func only(in stages: Stage...) -> VariableGroup {
    var copy = self
    copy.group.stages = stages
    return copy
  }

  /// The group only when a variable has one of these values; without values, when it is set.
  public func when(_ name: String, is values: String...) -> VariableGroup {
    var copy = self
    let term = ContractCondition.Term(name: name, values: values)
    copy.group.condition = ContractCondition(terms: (group.condition?.terms ?? []) + [term])
    return copy
  }

  /// Adds the group to a contract.
  public func declare(in draft: inout ContractDraft) { draft.add(group) }
}
