package import RulePacks

/// Variables of which some must be set together, or must not.
package struct ContractGroup: Sendable, Hashable {
  package enum Kind: String, Sendable, CaseIterable {
    case oneOf = "one-of"
    case exactlyOne = "exactly-one"
    case allOrNone = "all-or-none"
    case requires
    case conflicts
  }

  package var kind: Kind
  package var names: [String]
  /// For `requires` and `conflicts`: the variable that needs the others, or rules them out.
  package var subject: String?
  package var condition: ContractCondition?
  package var stages: [Stage]?

  package init(
    kind: Kind, names: [String], subject: String? = nil, condition: ContractCondition? = nil,
    stages: [Stage]? = nil
  ) {
    self.kind = kind
    self.names = names
    self.subject = subject
    self.condition = condition
    self.stages = stages
  }

  package var allNames: [String] {
    names + (subject.map { [$0] } ?? []) + (condition?.terms.map(\.name) ?? [])
  }
}

/// Two sums of variables and numbers with a sign between.
package struct ContractComparison: Sendable, Hashable {
  package var left: ContractExpression
  package var comparison: Comparison
  package var right: ContractExpression
  package var stages: [Stage]?

  package init(
    left: ContractExpression, comparison: Comparison, right: ContractExpression,
    stages: [Stage]? = nil
  ) {
    self.left = left
    self.comparison = comparison
    self.right = right
    self.stages = stages
  }

  package var names: [String] { left.names + right.names }

  /// As it is written in a contract.
  package var words: ReportText { "\(left.words) \(comparison) \(right.words)" }
}

package struct ContractService: Sendable {
  package var name: String
  package var load: String?
  package var workloads: [Glob]
  /// Those of the contract's variables that the service needs; nil means all of them.
  package var variables: [String]?
  /// Variables that are added or changed for this service.
  package var own: [ContractVariable] = []
  package var groups: [ContractGroup] = []
  package var comparisons: [ContractComparison] = []
  /// What no file states: how many there are of it, the processes of one, the pool of one process.
  package var replicas: ContractCount?
  package var processes: ContractCount?
  package var pool: ContractCount?

  package init(name: String, workloads: [Glob]? = nil) {
    self.name = name
    self.workloads = workloads ?? [Glob(name)]
  }

  /// Adds one of the contract's variables to those that the service needs.
  mutating func include(_ name: String) {
    guard let names = variables, !names.contains(name), !own.contains(where: { $0.name == name })
    else { return }
    variables = names + [name]
  }

  /// Whether other variables hold for the service than for all.
  var narrows: Bool {
    variables != nil || !own.isEmpty || !groups.isEmpty || !comparisons.isEmpty
  }
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
    /// A key or a key path; `*` and `?` stand for the rest of it.
    package var key: String?
    /// The name of a workload; `*` and `?` stand for the rest of it.
    package var workload: String?
    package var reason: String
    package var owner: String?
    /// The last day on which it holds.
    package var expires: String?
    /// Where it stands in the contract.
    package var place: Place
  }

  package var rule: String
  package var severity: Severity?
  package var isOff = false
  package var parameters: [Parameter] = []
  package var allowances: [Allowance] = []

  package init(rule: String, severity: Severity? = nil, isOff: Bool = false) {
    self.rule = rule
    self.severity = severity
    self.isOff = isOff
  }
}
