extension Validator {
  /// All problems of an environment and of the files that hold values for it.
  ///
  /// A value from a file is judged under its variable's name by the rules that hold for variables,
  /// and the message says which file it is. A file that is absent or cannot be a value is a problem
  /// of its own. Nothing is printed, and nothing is added to the environment.
  ///
  /// - Parameters:
  ///   - environment: The variables of the process.
  ///   - secretFiles: Which files hold values besides.
  public func validate(environment: [String: String], secretFiles: SecretFiles) -> Report {
    validate(gather(environment, secretFiles))
  }

  /// Judges the environment of this process with its secret files, and throws where the service
  /// must not start.
  ///
  /// - Parameters:
  ///   - environment: What to judge instead of this process' own environment.
  ///   - secretFiles: Which files hold values besides.
  /// - Returns: The report, with warnings and what development tolerates.
  /// - Throws: `InvalidConfiguration` with all problems at once.
  @discardableResult
  public func requireValidEnvironment(
    _ environment: [String: String]? = nil, secretFiles: SecretFiles
  ) throws -> Report {
    let variables = environment ?? Platform.environmentVariables()
    let report = validate(environment: variables, secretFiles: secretFiles)
    guard report.refusesStart else { return report }
    throw InvalidConfiguration(report: report)
  }

  /// The variables with the values that count; `others` are those of least weight.
  package func gather(
    _ environment: [String: String], _ secretFiles: SecretFiles, others: [String: String] = [:],
    files: SecretFileSystem = .disk
  ) -> GatheredEnvironment {
    EnvironmentGatherer(contract: ownContract, index: rules.index, files: files)
      .gather(environment, secretFiles, others: others)
  }
}
