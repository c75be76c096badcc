import ArgumentParser
import ConfigGuard
import RulePacks

/// Options of the two commands that judge the environment of a process.
struct EnvironmentOptions: ParsableArguments {
  @OptionGroup var judging: JudgingOptions

  @Option(
    name: .customLong("env-file"), parsing: .singleValue,
    help: ArgumentHelp(
      "Add the variables of an env file; what the process has already wins.", valueName: "file"))
  var envFiles: [String] = []

  /// The environment of this process with the env files below it, and what those files add.
  func environment() throws -> (all: [String: String], added: [String: String]) {
    let environment = Platform.environmentVariables()
    var added: [String: String] = [:]
    let dialect = try judging.dialects().first ?? .compose
    for path in envFiles {
      let bytes: SourceBytes
      do throws(FileError) {
        bytes = try readFile(path: path, limit: CheckCommand.sizeLimit)
      } catch {
        throw CommandFailure(error.text)
      }
      let file = DotEnvFile.parse(bytes, dialect: dialect)
      if let problem = file.problems.first(where: { $0.kind != .duplicateKey }) {
        let place = LineIndex(bytes).location(of: problem.range.start)
        throw CommandFailure("\(path: path):\(place.line):\(place.column): \(problem.message)")
      }
      let known = environment.merging(added) { own, _ in own }
      let resolution = file.resolved(environment: { known[$0] })
      if let error = resolution.errors.first {
        let place = LineIndex(bytes).location(of: error.range.start)
        throw CommandFailure("\(path: path):\(place.line):\(place.column): \(error.message)")
      }
      added.merge(resolution.values) { $1 }
    }
    added = added.filter { environment[$0.key] == nil }
    return (environment.merging(added) { own, _ in own }, added)
  }

  func report(on environment: [String: String]) throws -> Report {
    let contract = try judging.contractHere()
    let rules = try judging.rules(for: contract)
    if let service = judging.service, let contract, !contract.services.isEmpty,
      !contract.services.contains(where: { $0.name == service })
    {
      throw CommandFailure("the contract has no service \(quoted: service)")
    }
    let validator = Validator(
      contract: contract, stage: judging.stage, service: judging.service, rules: rules,
      only: Set(judging.only), skip: Set(judging.skip))
    return validator.validate(environment: environment)
  }

  /// Whether what was found must keep the service from starting.
  func isRefused(_ report: Report) -> Bool {
    judging.failOn?.isReached(by: report.worst) ?? report.refusesStart
  }
}

/// `configlint env`: judges the environment that this process has.
struct EnvCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "env", abstract: "Judge the environment that this process has.")

  @OptionGroup var options: EnvironmentOptions

  func run() throws {
    let start = ContinuousClock.now
    let report: Report
    do {
      report = try options.report(on: options.environment().all)
      let elapsed = start.duration(to: .now)
      try options.judging.write(report, milliseconds: Int(elapsed / .milliseconds(1)))
    } catch let failure as CommandFailure {
      Output.error(failure.text)
      throw ExitStatus.failed
    } catch let error as ContractError {
      Output.error(error)
      throw ExitStatus.failed
    }
    if options.isRefused(report) { throw ExitStatus.findings }
  }
}
