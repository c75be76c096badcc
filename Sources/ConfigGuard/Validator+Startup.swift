public import RulePacks

/// An environment with which a service must not start.
///
/// Printing the error prints the whole message: every problem, what is missing first, and no value
/// of a secret.
public struct InvalidConfiguration: Error, Sendable, CustomStringConvertible {
  /// What was found.
  public let report: Report

  /// The message of `StartupMessage`.
  public var description: String { StartupMessage.text(report) }
}

extension Validator {
  /// Judges the environment of this process and throws where the service must not start.
  ///
  /// In production and staging every error refuses the start. In development and test all is
  /// reported in the result and the start goes on.
  ///
  /// - Parameter environment: What to judge instead of this process' own environment.
  /// - Returns: The report, with warnings and what development tolerates.
  /// - Throws: `InvalidConfiguration` with all problems at once.
  @discardableResult
  public func requireValidEnvironment(
    _ environment: [String: String]? = nil
  ) throws -> Report {
    let report = validate(environment: environment ?? Platform.environmentVariables())
    guard report.refusesStart else { return report }
    throw InvalidConfiguration(report: report)
  }

  /// Judges the environment of this process and ends the process where the service must not start.
  ///
  /// Problems go to standard error in one piece, and standard output is never used. Without
  /// problems nothing is printed. A refusal ends the process with status 78, the EX_CONFIG of
  /// `sysexits.h`. In development and test everything is printed and the start goes on.
  ///
  /// - Parameters:
  ///   - environment: What to judge instead of this process' own environment.
  ///   - format: How problems are written.
  /// - Returns: The values of the contract's variables, and the report with warnings and what
  ///   development tolerates.
  @discardableResult
  public func validateEnvironmentOrExit(
    _ environment: [String: String]? = nil, format: StartupFormat = .text
  ) -> ValidatedEnvironment {
    let read = read(environment)
    format.settle(read.report)
    return read
  }

  /// The report and the values of an environment that may be refused.
  func read(_ environment: [String: String]?) -> ValidatedEnvironment {
    let (report, values) = judge(environment: environment ?? Platform.environmentVariables())
    return ValidatedEnvironment(report: report, values: values, names: variableNames)
  }

  /// Reads a contract, judges the environment of this process by it, and ends the process where the
  /// service must not start: the one call in front of everything else.
  ///
  /// ```swift
  /// Validator.validateEnvironmentOrExit(contract: contractText)
  /// ```
  ///
  /// It does what the method of the same name does. A contract that cannot be used refuses the
  /// start in every stage, with its file, line and column.
  ///
  /// - Parameters:
  ///   - yaml: The text of the contract.
  ///   - path: What the contract is called in messages.
  ///   - stage: What the environment is for; nil to find out from the environment.
  ///   - service: The service of the contract that this process is.
  ///   - secretFiles: Which files hold values besides.
  ///   - format: How problems are written.
  /// - Returns: The values of the contract's variables, and the report with warnings and what
  ///   development tolerates.
  @discardableResult
  public static func validateEnvironmentOrExit(
    contract yaml: String, path: String = "configguard.yaml", stage: Stage? = nil,
    service: String? = nil, secretFiles: SecretFiles = .none, format: StartupFormat = .text
  ) -> ValidatedEnvironment {
    validateEnvironmentOrExit(
      contract: try Contract(yaml: yaml, path: path), stage: stage, service: service,
      secretFiles: secretFiles, format: format)
  }

  /// The same for a contract of bytes, such as those of a resource that is embedded in the binary.
  ///
  /// ```swift
  /// Validator.validateEnvironmentOrExit(contract: PackageResources.configguard_yaml)
  /// ```
  ///
  /// - Parameters:
  ///   - yaml: The text of the contract in UTF-8.
  ///   - path: What the contract is called in messages.
  ///   - stage: What the environment is for; nil to find out from the environment.
  ///   - service: The service of the contract that this process is.
  ///   - secretFiles: Which files hold values besides.
  ///   - format: How problems are written.
  /// - Returns: The values of the contract's variables, and the report with warnings and what
  ///   development tolerates.
  @discardableResult
  public static func validateEnvironmentOrExit(
    contract yaml: some Sequence<UInt8>, path: String = "configguard.yaml", stage: Stage? = nil,
    service: String? = nil, secretFiles: SecretFiles = .none, format: StartupFormat = .text
  ) -> ValidatedEnvironment {
    validateEnvironmentOrExit(
      contract: try Contract(yaml: yaml, path: path), stage: stage, service: service,
      secretFiles: secretFiles, format: format)
  }

  /// The same with a contract that is made here, from a file or in Swift; that it cannot be made
  /// refuses the start, too.
  ///
  /// ```swift
  /// Validator.validateEnvironmentOrExit(contract: try Contract(contentsOf: "configguard.yaml"))
  /// ```
  ///
  /// - Parameters:
  ///   - contract: What the service expects.
  ///   - stage: What the environment is for; nil to find out from the environment.
  ///   - service: The service of the contract that this process is.
  ///   - secretFiles: Which files hold values besides.
  ///   - format: How problems are written.
  /// - Returns: The values of the contract's variables, and the report with warnings and what
  ///   development tolerates.
  @discardableResult
  public static func validateEnvironmentOrExit(
    contract: @autoclosure () throws -> Contract, stage: Stage? = nil, service: String? = nil,
    secretFiles: SecretFiles = .none, format: StartupFormat = .text
  ) -> ValidatedEnvironment {
    do {
      return Validator(
        contract: try contract(), stage: stage, service: service, secretFiles: secretFiles
      ).validateEnvironmentOrExit(format: format)
    } catch {
      format.write(StartupProblem(error))
      Platform.end(StartupFormat.refusal)
    }
  }
}

extension Report {
  /// Whether a service must not start with what was found: an error outside development and test,
  /// or a contract that cannot be used as it was asked for.
  public var refusesStart: Bool {
    guard failures.isEmpty else { return true }
    let stage = workloads.first?.stage ?? .unknown
    return worst == .error && stage != .development && stage != .test
  }

  /// Whether there is anything to write at the start.
  var saysAnything: Bool { !findings.isEmpty || !failures.isEmpty }
}

/// How problems of an environment are written at start-up.
public enum StartupFormat: Sendable, Hashable, CaseIterable {
  /// Several lines for people.
  case text
  /// One JSON object on one line, for log pipelines (`schemas/startup.v1.schema.json`).
  case jsonLine
  /// Text where standard error is a terminal, and one line of JSON where it is not.
  case automatic

  /// EX_CONFIG of sysexits.h: the configuration is wrong.
  static let refusal: Int32 = 78

  private var isJSON: Bool {
    switch self {
    case .text: false
    case .jsonLine: true
    case .automatic: !Platform.isTerminal(2)
    }
  }

  /// Writes what was found, and ends the process where it must not start.
  func settle(_ report: Report) {
    if report.saysAnything { write(report) }
    if report.refusesStart { Platform.end(Self.refusal) }
  }

  func write(_ report: Report, isRefused: Bool? = nil) {
    let summary = StartupSummary(report, isRefused: isRefused ?? report.refusesStart)
    let text = isJSON ? summary.jsonLine : StartupText(summary).text
    Platform.write(text + "\n", to: 2)
  }

  func write(_ problem: StartupProblem) {
    let text = isJSON ? problem.jsonLine : problem.text
    Platform.write(text + "\n", to: 2)
  }
}
