public import RulePacks

extension Validator {
  /// Judges the environment of this process by these variables, reads them, and ends the process
  /// where the service must not start: the one call of a service that reads its settings in types.
  ///
  /// ```swift
  /// let (port, database) = Validator.valuesOrExit(Settings.port, Settings.database)
  /// ```
  ///
  /// Problems go to standard error in one piece, and standard output is never used. A refusal ends
  /// the process with status 78, the EX_CONFIG of `sysexits.h`. In development and test everything is
  /// printed and the start goes on, unless one of the variables has no value that fits. A contract
  /// that cannot be used refuses the start in every stage.
  ///
  /// - Parameters:
  ///   - variables: What the service reads.
  ///   - contract: What holds besides; the variables may be in it, too.
  ///   - environment: What to judge instead of this process' own environment.
  ///   - stage: What the environment is for; nil to find out from the environment.
  ///   - secretFiles: Which files hold values besides.
  ///   - format: How problems are written.
  /// - Returns: The values, in the order of the variables.
  public static func valuesOrExit<each Value>(
    _ variables: repeat Variable<each Value>,
    contract: @autoclosure () throws -> Contract? = nil,
    environment: [String: String]? = nil, stage: Stage? = nil,
    secretFiles: SecretFiles = .none, format: StartupFormat = .text
  ) -> (repeat each Value) {
    let validator: Validator
    do {
      validator = try Validator(
        contract: try contract(), stage: stage, secretFiles: secretFiles
      ).declaring(repeat each variables)
    } catch {
      format.write(StartupProblem(error))
      Platform.end(StartupFormat.refusal)
    }
    let read = validator.read(environment)
    do {
      let values = (repeat try read[each variables])
      format.settle(read.report)
      return values
    } catch {
      // Development goes on with much, but not without a value.
      if read.report.saysAnything {
        format.write(read.report, isRefused: true)
      } else {
        Platform.write("\(error)\n", to: 2)
      }
      Platform.end(StartupFormat.refusal)
    }
  }
}
