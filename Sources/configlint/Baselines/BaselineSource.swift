import ArgumentParser
import ConfigGuard
import ConfigLinting
import RulePacks

/// Which baseline holds.
struct BaselineOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The findings that are known; replaces the `baseline:` of contracts.", valueName: "file"),
    completion: .file())
  var baseline: String?
}

/// The baselines of a run: the one that was named, or those that contracts name.
final class BaselineSource {
  private let finder: ContractFinder
  private let store: FileStore
  private let workingDirectory: String
  private var named: BaselineFile?
  private var files: [String: BaselineFile?] = [:]
  /// Why a baseline that a contract names cannot be used.
  private(set) var failure: CommandFailure?

  init(
    _ named: String?, finder: ContractFinder, store: FileStore, environment: GitEnvironment
  ) throws {
    self.finder = finder
    self.store = store
    workingDirectory = environment.workingDirectory
    self.named = try named.map { try read(FilePath.normalized($0)) }
  }

  func run() -> BaselineRun {
    BaselineRun(workingDirectory: workingDirectory) { self.file(for: $0) }
  }

  /// Sees to it that the baseline for a file can be used.
  func require(for path: String) throws(CommandFailure) {
    _ = file(for: path)
    if let failure { throw failure }
  }

  private func file(for path: String) -> BaselineFile? {
    if let named { return named }
    guard let baseline = (try? finder.context(for: path))?.contract?.baseline else { return nil }
    if let known = files[baseline] { return known }
    var file: BaselineFile?
    do {
      file = try read(baseline)
    } catch {
      failure = failure ?? error
    }
    files[baseline] = .some(file)
    return file
  }

  /// Reads a baseline that must be there.
  private func read(_ path: String) throws(CommandFailure) -> BaselineFile {
    let source: SourceFile
    switch store.file(path) {
    case .success(let file): source = file
    case .failure(let error): throw CommandFailure(error.text)
    }
    let context = try? finder.context(for: path)
    do throws(RulePackProblem) {
      return try BaselineFile(
        source, in: FilePath.folder(of: FilePath.join(workingDirectory, path)),
        rule: { context?.index.rule($0)?.id ?? $0 })
    } catch {
      throw CommandFailure(error.text)
    }
  }
}
