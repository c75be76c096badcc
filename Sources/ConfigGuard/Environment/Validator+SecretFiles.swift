extension Validator {
  /// The variables with the values that count; `others` are those of least weight.
  package func gather(
    _ environment: [String: String], _ secretFiles: SecretFiles, others: [String: String] = [:],
    files: SecretFileSystem = .disk
  ) -> GatheredEnvironment {
    guard secretFiles != .none else {
      return GatheredEnvironment(environment.merging(others) { own, _ in own })
    }
    return EnvironmentGatherer(
      contract: scopedContract.contract, index: rules.index, files: files
    ).gather(environment, secretFiles, others: others)
  }
}
