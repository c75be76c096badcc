import ConfigGuard
import ConfigLinting
import RulePacks

@testable import ConfigGuard
@testable import configlint

/// Everything that the library and the tool print of what was read, without a process.
///
/// | output              | how it is covered                                                |
/// |---------------------|------------------------------------------------------------------|
/// | `check`             | `report`: all formats; text coloured and quiet, too; grids: `matrix`|
/// | job summaries       | `report`: `GitHubSummary`                                        |
/// | start-up message    | `report`: `StartupMessage` in both forms, `InvalidConfiguration` |
/// | descriptions        | `report`: `"\(…)"`, `String(reflecting:)`, `dump`                |
/// | `resolve` text      | `resolution`: all environments, one key                          |
/// | `resolve` JSON      | `resolution`: all environments, one key                          |
/// | `matrix`            | `matrix`: text, JSON, HTML                                       |
/// | `contract diff`     | `difference`: text, JSON                                         |
/// | errors of contracts | `ContractLeakTests`                                              |
/// | errors of packs     | `ContractLeakTests`                                              |
/// | `env`, `exec`       | `CommandLeakTests`: both streams, refusals, broken env files     |
/// | usage errors        | `CommandLeakTests`                                               |
/// | `explain`, `rules`  | `CommandLeakTests`; of lines `ExplanationLeakTests`              |
/// | `quote`             | `CommandLeakTests`: standard error; its output is the value      |
///
/// Outputs that are added later (baselines, fixes) belong into `Renderings.report`.
enum Renderings {
  static func report(_ report: Report, withDump: Bool = true) -> [(name: String, text: String)] {
    let run = ReportedRun(version: "0", root: ReportRoot(top: "/top", workingDirectory: "/top/w"))
    var all = ReportFormat.allCases.filter { $0 != .html }
      .map { ("check \($0.rawValue)", $0.text(report, run)) }
    all += [
      // The style and the script are the same on every page.
      ("check html", bare(HTMLReporter(version: "0", report: report, matrix: nil).body)),
      ("check colour", TextReporter(usesColor: true, isQuiet: true).text(report)),
      ("job summary", GitHubSummary(run: run).text(report)),
      ("start-up message", StartupMessage.text(report)),
      ("start-up JSON", StartupMessage.jsonLine(report)),
      ("InvalidConfiguration", "\(InvalidConfiguration(report: report))"),
    ]
    if withDump { all += descriptions("report", report) }
    return all
  }

  static func difference(
    from old: Contract, to new: Contract
  ) -> [(name: String, text: String)] {
    let difference = ContractDifference(from: old, to: new)
    let text = ContractDifferenceText(difference, nil, old: "old.yaml", new: "new.yaml")
    let json = ContractDifferenceJSON(difference, nil, old: "old.yaml", new: "new.yaml")
    return [("contract diff", text.text), ("contract diff JSON", json.text)]
  }

  static func resolution(
    _ resolution: ResolvedProject, withDump: Bool = true
  ) -> [(name: String, text: String)] {
    let key = resolution.environments.lazy.flatMap(\.settings).first?.key.text ?? "X"
    var all = [
      ("resolve text", ResolutionText(resolution, key: nil).text),
      ("resolve JSON", ResolutionJSON(resolution, key: nil, version: "0").text),
      ("resolve --key", ResolutionText(resolution, key: key).text),
      ("resolve --key JSON", ResolutionJSON(resolution, key: key, version: "0").text),
    ]
    if withDump { all += descriptions("resolution", resolution) }
    return all
  }

  static func matrix(
    _ matrix: StageMatrix, withDump: Bool = true
  ) -> [(name: String, text: String)] {
    var all = [
      ("matrix text", MatrixText(matrix, isChosen: true).text),
      ("matrix JSON", MatrixJSON(matrix, version: "0").text),
      ("matrix HTML", bare(MatrixHTML(matrix).body)),
    ]
    if withDump { all += descriptions("matrix", matrix) }
    return all
  }

  static func explanation(_ explanation: LineExplanation) -> [(name: String, text: String)] {
    let basis = ExplanationBasis(paths: [], fileCount: 1, isAdded: false)
    return [
      ("explain text", ExplanationText(explanation, basis).text),
      ("explain JSON", ExplanationJSON([explanation], basis, version: "0").text),
    ]
  }

  /// A page without the places where long names may be broken, which would hide a secret.
  private static func bare(_ page: Markup) -> String {
    let mark = Array("<wbr>".utf8)
    let bytes = Array(page.text.utf8)
    var kept: [UInt8] = []
    kept.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      if bytes[index] == mark[0], bytes[index...].starts(with: mark) {
        index += mark.count
      } else {
        kept.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: kept, as: UTF8.self)
  }

  static func descriptions(_ name: String, _ value: Any) -> [(name: String, text: String)] {
    var dumped = ""
    dump(value, to: &dumped)
    return [
      ("dump of the \(name)", dumped), ("description of the \(name)", "\(value)"),
      ("debug description of the \(name)", String(reflecting: value)),
    ]
  }
}

/// Files that are read as one project, in memory.
struct PlantedProject {
  var files: [(path: String, text: String)]
  var contract: String?
  var stage: Stage?
  var tracking: Tracking = .unknown

  /// Without a contract a context serves any number of projects.
  private static func context(
    _ contract: Contract?, _ stage: Stage?, _ dialects: [DotEnvDialect]
  ) -> ProjectContext {
    let context = ProjectContext(
      BuiltinPacks.prepared, contract: contract, stage: stage, dialects: dialects)
    context.readsEverything = true
    return context
  }

  /// What the outputs of a project are, or the error that its contract is.
  struct Contexts {
    private var known: [Stage?: ProjectContext] = [:]
    var dialects: [DotEnvDialect] = []

    mutating func context(_ contract: String?, _ stage: Stage?) throws -> ProjectContext {
      if let contract {
        return PlantedProject.context(try Contract(yaml: contract), stage, dialects)
      }
      let context = known[stage] ?? PlantedProject.context(nil, stage, dialects)
      known[stage] = context
      return context
    }
  }

  func outputs(
    _ contexts: inout Contexts, withDump: Bool = false, withResolution: Bool = true
  ) -> [(name: String, text: String)] {
    do {
      let linter = try linter(contexts.context(contract, stage), sources)
      var all = Renderings.report(linter.report(), withDump: withDump)
      if withResolution {
        all += Renderings.resolution(linter.resolution(), withDump: withDump)
        all += Renderings.matrix(linter.matrix(), withDump: withDump)
      }
      return all
    } catch let error as ContractError {
      return [("contract error", error.description)]
    } catch {
      return [("error", "\(error)")]
    }
  }

  private var sources: [String: SourceFile] {
    var sources: [String: SourceFile] = [:]
    for file in files {
      sources[file.path] = SourceFile(
        path: file.path, bytes: SourceBytes(file.text), tracking: tracking)
    }
    return sources
  }

  private func linter(
    _ context: ProjectContext, _ known: [String: SourceFile]
  ) throws -> Linter {
    var linter = Linter(
      contexts: { _ in context },
      load: { path in known[path].map { .found($0) } ?? .missing("nothing is there") })
    for file in files {
      guard let source = known[file.path], let type = FileType(path: file.path) else {
        linter.skip(file.path, "no format that is known")
        continue
      }
      try linter.add(source, as: type)
    }
    return linter
  }

  /// What is said of every line of every file.
  func explanations(_ contexts: inout Contexts) throws -> [LineExplanation] {
    let context = try contexts.context(contract, stage)
    let known = sources
    let report = try linter(context, known).report()
    defer { context.trace = nil }
    return try known.values.sorted { $0.path < $1.path }.flatMap { file in
      let trace = JudgingTrace(path: file.path)
      context.trace = trace
      var explainer = Explainer(report, try linter(context, known), trace, file)
      return (1...explainer.lineCount).map { explainer.explain(line: $0) }
    }
  }
}
