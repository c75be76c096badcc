package import RulePacks

/// One variable of a contract.
package struct ContractVariable: Sendable, Hashable {
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

  /// Who may stand in front of the host of a URL.
  package enum URLCredentials: String, Sendable, Hashable, CaseIterable {
    case required
    case forbidden
    /// None that are published, guessable or placeholders.
    case noDefaults = "no-defaults"
  }

  /// What must be at a path when the process starts.
  package enum PathTarget: String, Sendable, Hashable, CaseIterable {
    case any
    case file
    case directory
  }

  package var name: String
  package var type: ValueType = .string
  /// The type of a list's items.
  package var items: ValueType?
  package var separator = ","
  package var fewestItems: Int?
  package var mostItems: Int?
  package var requirement: Requirement = .never
  /// Conditions of which each one makes the variable required.
  package var requiredWhen: [ContractCondition] = []
  package var isSecret = false
  package var minimumLength: Int?
  package var maximumLength: Int?
  /// Bits that somebody has to guess who knows which characters are used.
  package var minimumEntropy: Int?
  package var choices: [String] = []
  package var pattern: String?
  /// Bounds as they are compared: numbers, milliseconds or bytes.
  package var minimum: Double?
  package var maximum: Double?
  /// The bytes that base64 or hexadecimal digits stand for.
  package var fewestBytes: Int?
  package var mostBytes: Int?
  package var schemes: [String] = []
  package var query: [String: [String]] = [:]
  package var hosts: [String] = []
  package var credentials: URLCredentials?
  package var needsURLPath = false
  package var pathTarget: PathTarget?
  package var needsAbsolutePath = false
  package var defaultValue: String?
  package var description: String?
  package var example: String?
  package var isDistinctAcrossStages = false
  package var sentinels: [String] = []
  package var allowsEmpty = false
  /// Why the variable is on its way out; nil for one that is not.
  package var deprecation: String?
  /// Names that it had before, which still count.
  package var formerNames: [String] = []

  package init(name: String) { self.name = name }

  /// The most characters, bytes or bits that a contract may ask for.
  package static let longest = 1 << 20

  /// Whether the type belongs to what the list's items are, or to the value itself.
  package var itemType: ValueType { type == .list ? items ?? .string : type }

  var hasURLParts: Bool {
    !schemes.isEmpty || !query.isEmpty || !hosts.isEmpty || credentials != nil || needsURLPath
  }
}

/// The variables of a contract in the order in which they are written.
package struct ContractVariables: Sendable, Hashable, RandomAccessCollection {
  private var list: [ContractVariable] = []
  private var positions: [String: Int] = [:]

  package init() {}

  package init(_ variables: [ContractVariable]) {
    for variable in variables { set(variable) }
  }

  package var startIndex: Int { 0 }

  package var endIndex: Int { list.count }

  package subscript(position: Int) -> ContractVariable { list[position] }

  package subscript(name: String) -> ContractVariable? { positions[name].map { list[$0] } }

  /// Whether a variable of this name holds a secret.
  func isSecret(_ name: String) -> Bool { positions[name].map { list[$0].isSecret } ?? false }

  /// Adds a variable, or replaces the one of the same name where it stands.
  package mutating func set(_ variable: ContractVariable) {
    if let position = positions[variable.name] {
      list[position] = variable
    } else {
      positions[variable.name] = list.count
      list.append(variable)
    }
  }
}

extension ContractVariables {
  /// What is compared is a number, unless its type says more.
  mutating func makeNumbers(of names: [String]) {
    for name in Set(names) {
      guard var variable = self[name], variable.type == .string else { continue }
      variable.type = .float
      set(variable)
    }
  }
}

/// What other variables must be: all of these.
package struct ContractCondition: Sendable, Hashable {
  package struct Term: Sendable, Hashable {
    package var name: String
    /// Empty: any value will do.
    package var values: [String]

    package init(name: String, values: [String]) {
      self.name = name
      self.values = values
    }
  }

  package var terms: [Term]

  package init(terms: [Term]) { self.terms = terms }
}
