#if ConfigurationSupport
  import ConfigGuard
  import Configuration
  import RulePacks

  /// Under which keys the variables of a contract are looked for.
  struct ContractKeys: Sendable {
    struct Entry: Sendable {
      var variable: ContractVariable
      var key: AbsoluteConfigKey
      /// The keys of its former names, which are looked for where it is not found.
      var formerKeys: [(name: String, key: AbsoluteConfigKey)]
    }

    let entries: [Entry]
    private let positions: [String: Int]

    init(_ variables: ContractVariables, key: (String) -> AbsoluteConfigKey) {
      entries = variables.map { variable in
        Entry(
          variable: variable, key: key(variable.name),
          formerKeys: variable.formerNames.map { ($0, key($0)) })
      }
      positions = Dictionary(
        entries.enumerated().map { (VariableName.of($1.key.components), $0) },
        uniquingKeysWith: { first, _ in first })
    }

    /// What a key reads of the contract, however its words are joined.
    func entry(of key: AbsoluteConfigKey) -> Entry? {
      positions[VariableName.of(key.components)].map { entries[$0] }
    }

    func variable(of key: AbsoluteConfigKey) -> ContractVariable? { entry(of: key)?.variable }

    /// The name of the variable that a key reads, of the contract or not.
    func name(of key: AbsoluteConfigKey) -> String {
      variable(of: key)?.name ?? VariableName.of(key.components)
    }

    /// Keys as code writes them, by variable.
    var written: [String: String] {
      var written: [String: String] = [:]
      for entry in entries {
        for (name, key) in entry.formerKeys + [(entry.variable.name, entry.key)] {
          written[name] = key.components.joined(separator: ".")
        }
      }
      return written
    }
  }

  extension ContractVariable {
    /// The type as which code reads the variable.
    var configType: ConfigType {
      switch type {
      case .int, .port: .int
      case .float: .double
      case .bool: .bool
      default: .string
      }
    }
  }
#endif
