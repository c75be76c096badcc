package import RulePacks

/// What a contract in Swift says besides its variables.
public struct ContractSetting: ContractElement {
  private let change: @Sendable (inout Contract) -> Void

  private init(_ change: @escaping @Sendable (inout Contract) -> Void) { self.change = change }

  /// The stage of a process when nothing else names it.
  public static func defaultStage(_ stage: Stage) -> ContractSetting {
    ContractSetting { $0.defaultStage = stage }
  }

  /// How much the service has to carry, which rules about pools ask for.
  public static func load(_ load: ServiceLoad) -> ContractSetting {
    ContractSetting { $0.load = "\(load)" }
  }

  /// The beginning of names that belong to the service alone; other names of this beginning are
  /// reported.
  public static func prefix(_ prefix: String) -> ContractSetting {
    ContractSetting { contract in
      if prefix.utf8.count > 1, !contract.prefixes.contains(prefix) {
        contract.prefixes.append(prefix)
      }
    }
  }

  /// A rule with this severity in every stage, by its id.
  public static func rule(_ id: String, _ severity: Severity) -> ContractSetting {
    set(id) { $0.severity = severity }
  }

  /// A rule that says nothing, by its id.
  public static func ruleOff(_ id: String) -> ContractSetting { set(id) { $0.isOff = true } }

  private static func set(
    _ id: String, _ change: @escaping @Sendable (inout RuleSetting) -> Void
  ) -> ContractSetting {
    ContractSetting { contract in
      var setting = contract.ruleSettings.first { $0.rule == id } ?? RuleSetting(rule: id)
      change(&setting)
      contract.ruleSettings.removeAll { $0.rule == id }
      contract.ruleSettings.append(setting)
    }
  }

  /// Adds the setting to a contract.
  public func declare(in draft: inout ContractDraft) { change(&draft.contract) }
}

/// How much a service has to carry.
public enum ServiceLoad: Sendable, Hashable, CaseIterable {
  /// A few requests at once.
  case small
  /// Dozens of requests at once.
  case medium
  /// Hundreds of requests at once.
  case large
}

extension Contract {
  /// A contract that is written in Swift.
  ///
  /// - Throws: `ContractError` if a pattern cannot be read, a group or comparison names what is no
  ///   variable, or a default is not of its variable's type.
  public init(@ContractBuilder _ elements: () -> [any ContractElement]) throws {
    self = try Contract(path: "the contract in Swift").adding(elements)
  }

  /// This contract with what is written in Swift; both hold.
  ///
  /// - Throws: `ContractError` as `init(_:)`, and where a variable is of another type here than there.
  public func adding(
    @ContractBuilder _ elements: () -> [any ContractElement]
  ) throws -> Contract {
    var draft = ContractDraft(self)
    for element in elements() { element.declare(in: &draft) }
    return try draft.finish()
  }
}
