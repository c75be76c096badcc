package import RulePacks

/// What a service expects of its environment: `configguard.yaml`, or the same text built in.
public struct Contract: Sendable {
  package var path: String
  package var defaultStage: Stage?
  package var stages: [StageGlob] = []
  package var dialects: [DialectGlob] = []
  package var load: String?
  package var variables: [ContractVariable] = []
  package var groups: [ContractGroup] = []
  package var comparisons: [ContractComparison] = []
  package var services: [ContractService] = []
  package var databases: [ContractDatabase] = []
  package var ruleSettings: [RuleSetting] = []
  package var packs: [String] = []
  package var ignore: [Glob] = []
  package var asOf: String?

  package init(path: String) { self.path = path }

  /// Reads a contract; `path` names it in messages.
  ///
  /// - Throws: `ContractError` with file, line and column of the first thing that is wrong.
  public init(yaml: String, path: String = "configguard.yaml") throws {
    self = try ContractReader.read(SourceBytes(yaml), path: path)
  }

  /// The stage that the contract's `stages:` gives to a path relative to the contract's folder.
  package func stage(of path: String) -> (stage: Stage, glob: String)? {
    for entry in stages where entry.glob.matches(path) { return (entry.stage, entry.glob.text) }
    return nil
  }

  package func variable(_ name: String) -> ContractVariable? {
    variables.first { $0.name == name }
  }
}

extension Contract: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// Where it was read; its defaults, sentinels and choices may be what nobody should print.
  public var description: String { "Contract(\(NameScreen.builtin.path(path)))" }

  /// The same as the description.
  public var debugDescription: String { description }

  /// Shows no part of what the contract holds.
  public var customMirror: Mirror { Mirror(self, children: []) }
}

/// Why a contract cannot be used, and where that is written.
public struct ContractError: Error, Sendable, Hashable, CustomStringConvertible {
  /// `path:line:column: message`.
  public let description: String

  package init(_ problem: RulePackProblem) {
    description = NameScreen.builtin.text(problem.text).text
  }
}

package struct StageGlob: Sendable {
  package var stage: Stage
  package var glob: Glob
}

/// Who reads the env files that a pattern names.
package struct DialectGlob: Sendable {
  package var glob: Glob
  package var dialects: [DotEnvDialect]
}

/// One variable of a contract.
package struct ContractVariable: Sendable {
  package enum Requirement: Sendable, Hashable {
    case never
    case always
    case stages([Stage])

    package func holds(in stage: Stage) -> Bool {
      switch self {
      case .never: false
      case .always: stage != .example
      case .stages(let stages): stages.contains(stage)
      }
    }
  }

  package var name: String
  package var type: ValueType = .string
  package var requirement: Requirement = .never
  package var isSecret = false
  package var minimumLength: Int?
  package var choices: [String] = []
  package var pattern: String?
  package var minimum: Double?
  package var maximum: Double?
  package var schemes: [String] = []
  package var query: [String: [String]] = [:]
  package var defaultValue: String?
  package var description: String?
  package var example: String?
  package var isDistinctAcrossStages = false
  package var sentinels: [String] = []
  package var allowsEmpty = false
}

package struct ContractGroup: Sendable {
  package enum Kind: String, Sendable, CaseIterable {
    case oneOf = "one-of"
    case exactlyOne = "exactly-one"
    case allOrNone = "all-or-none"
    case requires
  }

  package var kind: Kind
  package var names: [String]
  /// For `requires`: the variable that needs the others.
  package var subject: String?
  package var stages: [Stage]?
}

package struct ContractComparison: Sendable {
  package var left: String
  package var comparison: Comparison
  package var right: String
}

package struct ContractService: Sendable {
  package var name: String
  package var load: String?
  package var workloads: [Glob]
  /// Variables of this service; nil means all of the contract's.
  package var variables: [String]?
  /// What no file states: how many there are of it, the processes of one, the pool of one process.
  package var replicas: ContractCount?
  package var processes: ContractCount?
  package var pool: ContractCount?
}

/// A number with its place in the contract.
package struct ContractCount: Sendable {
  package var number: Int
  package var place: Place
}

/// A database that services share.
package struct ContractDatabase: Sendable {
  package var name: String
  /// The connections that its server takes in all, and how many of them are kept back.
  package var connections: ContractCount
  package var reserved = 0
  /// Variables that lead to it.
  package var urls: [String]
  /// The stages in which this holds.
  package var stages: [Stage]
}

/// What a project says of one rule: its severity, or where it does not apply.
package struct RuleSetting: Sendable {
  package struct Allowance: Sendable {
    package var path: Glob?
    package var key: String?
    package var reason: String
    package var expires: String?
  }

  package var rule: String
  package var severity: Severity?
  package var isOff = false
  package var parameters: [Parameter] = []
  package var allowances: [Allowance] = []
}
