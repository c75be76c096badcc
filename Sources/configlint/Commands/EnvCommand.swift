import ArgumentParser
import ConfigGuard
import ConfigLinting
import RulePacks

/// Options of the two commands that judge the environment of a process.
struct EnvironmentOptions: ParsableArguments {
  @OptionGroup var judging: JudgingOptions

  @Option(
    name: .customLong("env-file"), parsing: .singleValue,
    help: ArgumentHelp(
      "Add the variables of an env file; what the process has already wins.", valueName: "file"),
    completion: .file())
  var envFiles: [String] = []

  @Option(
    name: .customLong("secrets-dir"), parsing: .singleValue,
    help: ArgumentHelp(
      "A folder of mounted secret files, each named like the variable whose value it holds.",
      valueName: "folder"), completion: .directory)
  var secretFolders: [String] = []

  /// What is judged: the variables of this process, then files of secrets, then env files.
  struct Environment {
    /// The variables that are judged.
    var gathered: GatheredEnvironment
    /// What env files add to the variables of this process.
    var added: [String: String]
    /// Where programs are looked for.
    var path: String?
  }

  /// The environment with everything that the options say belongs to it.
  func environment(_ validator: Validator) throws -> Environment {
    for folder in secretFolders {
      do throws(SystemError) {
        _ = try Platform.entries(ofDirectory: folder, followsLinks: true)
      } catch {
        throw CommandFailure("\(path: folder) cannot be read: \(prose: error.text)")
      }
    }
    let process = Platform.environmentVariables()
    let added = try variablesOfEnvFiles(below: process)
    let gathered = validator.gather(process, SecretFiles(folders: secretFolders), others: added)
    return Environment(
      gathered: gathered, added: added, path: process["PATH"] ?? added["PATH"])
  }

  /// What env files say of variables that the process does not have.
  private func variablesOfEnvFiles(below environment: [String: String]) throws -> [String: String] {
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
    return added.filter { environment[$0.key] == nil }
  }

  func validator(_ contract: Contract?) throws -> Validator {
    let rules = try judging.rules(for: contract)
    if let service = judging.service, let contract, !contract.services.isEmpty,
      !contract.services.contains(where: { $0.name == service })
    {
      throw CommandFailure("the contract has no service \(quoted: service)")
    }
    return Validator(
      contract: contract, stage: judging.stage, service: judging.service, rules: rules,
      only: Set(judging.only), skip: Set(judging.skip))
  }

  /// Whether what was found must keep the service from starting.
  func isRefused(_ report: Report) -> Bool {
    judging.failOn?.isReached(by: report.worst) ?? report.refusesStart
  }

  /// From which severity on a finding keeps the service from starting.
  func failsFrom(_ report: Report) -> FailureLevel {
    judging.failOn ?? (report.refusesStart ? .error : .never)
  }
}

/// `configlint env`: judges the environment that this process has.
struct EnvCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "env", abstract: "Judge the environment that this process has.")

  @OptionGroup var options: EnvironmentOptions

  func run() throws {
    let start = ContinuousClock.now
    let report = try CommandFailure.reported {
      let validator = try options.validator(options.judging.contractHere())
      let report = validator.validate(try options.environment(validator).gathered)
      let elapsed = start.duration(to: .now)
      try options.judging.write(
        report,
        ReportedRun(
          milliseconds: Int(elapsed / .milliseconds(1)),
          status: options.isRefused(report) ? ExitStatus.findings.code : 0,
          failsFrom: options.failsFrom(report), inputs: { options.envFiles }))
      return report
    }
    if options.isRefused(report) { throw ExitStatus.findings }
  }
}
