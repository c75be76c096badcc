import ConfigGuard
import ConfigLinting
import RulePacks

/// What an answer rests on, as reports name it.
struct ExplanationBasis {
  /// The paths that `check` would have to be given for the same findings.
  let paths: [ScreenedText]
  let fileCount: Int
  /// The file is none of those that `check` finds by itself there, so it was added by name.
  let isAdded: Bool
}

/// A project that is checked for the sake of one of its files.
///
/// Below the working directory it is what `check` checks there; elsewhere it is the folder of the
/// contract that the file belongs to, or else the file's own.
struct ExplainRun {
  let basis: ExplanationBasis
  let failures: [Report.Skipped]
  private let explainer: Explainer

  init(
    _ named: String, options: JudgingOptions, service: String?, _ resolution: ResolutionOptionGroup
  ) throws {
    let environment = try CommandFailure.environment()
    let path = Self.path(named, environment)
    let store = FileStore(limit: CheckCommand.sizeLimit, environment: environment)
    let file = try Self.file(path, in: store)
    let project = Project(
      options: options, service: service, resolution: resolution, environment: environment,
      store: store)
    let root = try project.root(of: path)
    let paths = [root] + resolution.composeFiles
    var (check, baselines) = try project.linter(of: paths, trace: nil)
    // What is left out of walks is checked where it is named.
    let isAdded = !check.holds(path) && !check.searches(path)
    let all = isAdded ? paths + [path] : paths
    if isAdded { (check, baselines) = try project.linter(of: all, trace: nil) }
    check.baseline = baselines.run()
    let report = check.report()
    if let failure = baselines.failure { throw failure }
    let trace = JudgingTrace(path: path)
    let (traced, _) = try project.linter(of: all, trace: trace)
    explainer = Explainer(report, traced, trace, file)
    let screen = NameScreen.builtin
    basis = ExplanationBasis(
      paths: all.map { screen.path($0) }, fileCount: report.summary.files, isAdded: isAdded)
    failures = report.failures
  }

  var lineCount: Int { explainer.lineCount }

  func explanations(of place: ExplainedPlace) throws -> [LineExplanation] {
    var explainer = explainer
    switch place.target {
    case .line(let line, let column):
      guard line >= 1, line <= explainer.lineCount else {
        throw CommandFailure(
          "\(path: place.path) has no line \(line == .max ? "of that number" : "\(line)"); it has \(explainer.lineCount)"
        )
      }
      if let column { try Self.require(column, within: explainer.endColumn(ofLine: line)) }
      return [explainer.explain(line: line, column: column)]
    case .key(let key):
      let lines = explainer.lines(ofKey: key)
      guard !lines.isEmpty else {
        let absent = explainer.explanations(ofAbsent: key)
        guard absent.isEmpty else { return absent }
        let hint = explainer.nearest(to: key)
          .map { "; did you mean \(quoted: $0)?" as ReportText }
        throw CommandFailure(
          "no setting \(quoted: key) was found in \(path: place.path)\(hint ?? "")")
      }
      return lines.prefix(Self.mostLines).map { explainer.explain(line: $0) }
    }
  }

  private static let mostLines = 20

  /// What ends a line is a place, too: something may be missing there.
  private static func require(_ column: Int, within end: Int) throws {
    guard column >= 1 else { throw CommandFailure("columns are counted from 1") }
    guard column <= end else {
      let found: ReportText = column == .max ? "of that number" : "\(column)"
      throw CommandFailure("the line has no column \(found); it has \(end - 1)")
    }
  }

  /// The path as walks below the working directory give it.
  private static func path(_ named: String, _ environment: GitEnvironment) -> String {
    let full = FilePath.join(environment.workingDirectory, named)
    let prefix = environment.workingDirectory + "/"
    return full.hasPrefix(prefix)
      ? String(full.dropFirst(prefix.count)) : FilePath.normalized(named)
  }

  private static func file(_ path: String, in store: FileStore) throws -> SourceFile {
    if (try? Platform.status(of: path))?.kind == .directory {
      throw CommandFailure("\(path: path) is a folder; name a file of it and a line")
    }
    switch store.file(path) {
    case .success(let file): return file
    case .failure(let error): throw CommandFailure(error.text)
    }
  }

  /// What both runs over the project have in common.
  private struct Project {
    let options: JudgingOptions
    let service: String?
    let resolution: ResolutionOptionGroup
    let environment: GitEnvironment
    let store: FileStore

    func root(of path: String) throws -> String {
      guard path.hasPrefix("/") || path.hasPrefix("../") else { return "." }
      let finder = try ContractFinder(options: options, environment: environment)
      let context = try finder.context(for: path)
      return context.contract == nil || options.config != nil
        ? FilePath.folder(of: path) : context.root
    }

    func linter(
      of paths: [String], trace: JudgingTrace?
    ) throws -> (linter: Linter, baselines: BaselineSource) {
      let finder = try ContractFinder(
        options: options, environment: environment, readsEverything: trace != nil,
        repositories: store.repositories)
      var linter = Linter(
        contexts: { path in
          let context = try finder.context(for: path)
          context.trace = trace
          return context
        }, load: { store.sibling($0) }, isStageGiven: options.stage != nil, service: service,
        options: resolution.resolutionOptions(environment, store))
      resolution.reportMissing(in: store, to: &linter)
      let gathering = FileGathering(
        finder: finder, store: store, environment: environment, forceIgnore: false,
        stdinName: "", readsSourceCode: true)
      for path in paths { try gathering.gather(path, into: &linter) }
      let baselines = try BaselineSource(
        nil, finder: finder, store: store, environment: environment)
      return (linter, baselines)
    }
  }
}
