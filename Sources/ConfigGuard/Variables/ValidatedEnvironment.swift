import RulePacks

/// An environment that was judged, whose values are read already.
///
/// ```swift
/// let environment = try Validator(contract: contract).validatedEnvironment()
/// let port = try environment[Settings.port]   // Int
/// ```
public struct ValidatedEnvironment: Sendable {
  /// What was found: warnings, and what development tolerates.
  public let report: Report
  private let values: EnvironmentValues
  private let names: Set<String>

  init(report: Report, values: EnvironmentValues, names: Set<String>) {
    self.report = report
    self.values = values
    self.names = names
  }

  /// The value of a variable of the contract.
  ///
  /// - Throws: `VariableUnavailable` if the variable is not of this contract or of another type there,
  ///   or if development went on without a value that fits.
  public subscript<Value>(variable: Variable<Value>) -> Value {
    get throws(VariableUnavailable) {
      guard names.contains(variable.name) else {
        throw VariableUnavailable(variable.name, .undeclared)
      }
      guard let value = variable.value(in: values) else {
        throw VariableUnavailable(variable.name, values[variable.name] == nil ? .missing : .type)
      }
      return value
    }
  }
}

extension ValidatedEnvironment: CustomStringConvertible, CustomReflectable {
  /// How many variables have a value; none of them.
  public var description: String { "ValidatedEnvironment(\(values.count) values)" }

  /// Shows no value.
  public var customMirror: Mirror { Mirror(self, children: []) }
}

/// Why a variable has no value to be read.
public struct VariableUnavailable: Error, Sendable, Hashable, CustomStringConvertible {
  enum Reason: Sendable, Hashable {
    case undeclared
    case missing
    case type
  }

  /// The variable's name and the reason.
  public let description: String

  init(_ name: String, _ reason: Reason) {
    let words: ReportText =
      switch reason {
      case .undeclared: "is not in the contract that was validated"
      case .missing: "has no value that fits the contract"
      case .type: "is of another type in the contract"
      }
    description = NameScreen.builtin.text("\(setting: name) \(words)").text
  }
}

extension Validator {
  /// Judges the environment of this process and reads it.
  ///
  /// - Parameter environment: What to judge instead of this process' own environment.
  /// - Throws: `InvalidConfiguration` with all problems at once, as `requireValidEnvironment(_:)`.
  public func validatedEnvironment(
    _ environment: [String: String]? = nil
  ) throws -> ValidatedEnvironment {
    let (report, values) = judge(environment: environment ?? Platform.environmentVariables())
    guard !report.refusesStart else { throw InvalidConfiguration(report: report) }
    return ValidatedEnvironment(report: report, values: values, names: variableNames)
  }

  /// Judges the environment of this process by the contract and these variables, and reads them.
  ///
  /// ```swift
  /// let (port, database) = try validator.values(Settings.port, Settings.database)
  /// ```
  ///
  /// - Throws: `InvalidConfiguration` with all problems at once; also in development, if one of these
  ///   variables has no value that fits. `ContractError` if they cannot be added to the contract.
  public func values<each Value>(
    _ variables: repeat Variable<each Value>, environment: [String: String]? = nil
  ) throws -> (repeat each Value) {
    let validator = try declaring(repeat each variables)
    let (report, values) = validator.judge(
      environment: environment ?? Platform.environmentVariables())
    guard !report.refusesStart else { throw InvalidConfiguration(report: report) }
    return (repeat try Self.value(of: each variables, in: values, report))
  }

  /// This validator with variables that its contract may lack.
  func declaring<each Value>(
    _ variables: repeat Variable<each Value>
  ) throws(ContractError) -> Validator {
    var draft = ContractDraft(contract ?? Contract(path: "the contract in Swift"))
    repeat (each variables).declare(in: &draft)
    var contract = try draft.finish()
    // What the service reads is its own, whatever the list of its variables says.
    for index in contract.services.indices where contract.services[index].name == service {
      repeat contract.services[index].include((each variables).name)
    }
    return with(contract)
  }

  private static func value<Value>(
    of variable: Variable<Value>, in values: EnvironmentValues, _ report: Report
  ) throws -> Value {
    guard let value = variable.value(in: values) else {
      throw InvalidConfiguration(report: report)
    }
    return value
  }
}
