import ArgumentParser
import ConfigGuard
import RulePacks

/// Where a report goes besides or in place of standard output, as `--output` names it: `FILE` or
/// `FORMAT:FILE`.
struct ReportOutput: ExpressibleByArgument {
  /// Nil for the format of `--format`.
  let format: ReportFormat?
  /// `-` for where reports go without `--output`.
  let path: String

  var isStandard: Bool { path == "-" }

  /// What stands in front of a colon is a format if it is called like one, and else a part of the
  /// file's name.
  init?(argument: String) {
    let colon = argument.utf8.firstIndex(of: UInt8(ascii: ":"))
    format = colon.flatMap { ReportFormat(rawValue: String(argument[..<$0])) }
    if format != nil, let colon {
      path = String(argument[argument.utf8.index(after: colon)...])
    } else {
      path = argument
    }
    if path.isEmpty { return nil }
  }

  /// Refuses two reports of which the second would overwrite the first, and formats with a slip of
  /// the pen, which would make files with odd names.
  static func requireDifferentFiles(_ outputs: [ReportOutput]) throws {
    var known: Set<String> = []
    for output in outputs {
      guard known.insert(output.isStandard ? "-" : file(output.path)).inserted else {
        throw ValidationError("`--output` names \(output.path) twice")
      }
      guard output.format == nil,
        let colon = output.path.utf8.firstIndex(of: UInt8(ascii: ":")),
        let format = format(like: String(output.path[..<colon]))
      else { continue }
      throw ValidationError(
        "there is no format \(output.path[..<colon]); did you mean \(format)? "
          + "(./\(output.path) is a file)")
    }
  }

  /// The format that somebody meant who wrote another name.
  private static func format(like name: String) -> String? {
    guard !name.utf8.contains(UInt8(ascii: "/")) else { return nil }
    return ReportFormat(rawValue: name.lowercased())?.rawValue
      ?? NearMiss.nearest(to: name, among: ReportFormat.allCases.map(\.rawValue))
  }

  /// The one name of a file that may not be there yet.
  ///
  /// - Parameter links: How many links that lead nowhere are followed.
  private static func file(_ path: String, links: Int = 8) -> String {
    if let real = try? Platform.realPath(of: path) { return real }
    let folder = FilePath.folder(of: path)
    if links > 0, let target = try? Platform.linkTarget(of: path) {
      let isAbsolute = target.utf8.first == UInt8(ascii: "/")
      return file(isAbsolute ? target : "\(folder)/\(target)", links: links - 1)
    }
    if let real = try? Platform.realPath(of: folder) {
      return FilePath.join(real, FilePath.name(of: path))
    }
    let plain = FilePath.normalized(path)
    return plain == path ? plain : file(plain, links: links)
  }

  /// Whether a file holds a report of an earlier run, or nothing yet.
  private static func isReport(_ path: String) -> Bool {
    guard let bytes = try? readFile(path: path, limit: CheckCommand.sizeLimit) else { return false }
    let starts = [
      "{\"version\":1,\"tool\":", "{\"$schema\":\"https://json.schemastore.org/sarif",
      "[{\"type\":\"issue\"", "[]", "{\"type\":\"",
    ]
    return bytes.count == 0
      || bytes.withBuffer { buffer in starts.contains { buffer.starts(with: $0.utf8) } }
  }

  /// Refuses a report in the place of a file that is judged, or that says how.
  fileprivate static func requireNone(
    of inputs: () -> [String], among outputs: [ReportOutput]
  ) throws(CommandFailure) {
    struct Identity: Hashable {
      let device: UInt64
      let inode: UInt64

      init?(_ path: String) {
        guard let status = try? Platform.status(of: path), status.kind == .regular else {
          return nil
        }
        (device, inode) = (status.device, status.inode)
      }
    }
    var files: [Identity: String] = [:]
    for output in outputs where !output.isStandard {
      if let file = Identity(output.path) { files[file] = output.path }
    }
    guard !files.isEmpty else { return }
    for input in inputs() {
      guard let path = Identity(input).flatMap({ files[$0] }), !isReport(path) else { continue }
      throw CommandFailure("`--output` would overwrite \(path: path), which the report is about")
    }
  }
}

extension JudgingOptions {
  /// The reports that are written, that on standard output among them.
  private var reports: [ReportOutput] {
    let isTaken = outputs.contains { $0.format == nil || $0.isStandard }
    return (isTaken ? [] : [ReportOutput(argument: "-")].compactMap { $0 }) + outputs
  }

  private var formats: [ReportFormat] { reports.map { $0.format ?? format } }

  /// Whether any report is written in a format.
  func writes(_ wanted: ReportFormat) -> Bool { formats.contains(wanted) }

  /// Whether any report shows files in which nothing was found.
  var listsFiles: Bool { formats.contains { $0.listsFiles } }

  /// Whether a report for people goes to standard output.
  var printsText: Bool {
    let isTaken = outputs.contains { $0.format == nil || $0.isStandard }
    return (!isTaken && format == .text)
      || outputs.contains { $0.isStandard && ($0.format ?? format) == .text }
  }

  /// Writes a report everywhere it was asked for.
  ///
  /// Whatever cannot be written, the rest is.
  ///
  /// - Parameters:
  ///   - descriptor: Where the report goes that no `--output` takes.
  ///   - isSilent: Nothing goes there, as when `exec` has nothing to say.
  func write(
    _ report: Report, _ run: ReportedRun, to descriptor: Int32 = 1, isSilent: Bool = false
  ) throws {
    try ReportOutput.requireNone(
      of: { run.inputs() + [config ?? ContractFinder.name] }, among: outputs)
    var run = run
    let formats = formats
    if formats.contains(where: \.namesRoot) { run.root = .here() }
    run.hasJobSummary = Self.jobSummary != nil
    run.isQuiet = quiet
    if formats.contains(.sarif) {
      run.ownRules = ownRules()
      // Its code scanning shows what is suppressed as open.
      run.leavesOutSuppressed = Platform.environmentVariable("GITHUB_ACTIONS") == "true"
    }
    var failures: [ReportText] = []
    for output in reports where !(output.isStandard && isSilent) {
      run.usesColor = output.isStandard ? usesColor : color == .always
      let format = output.format ?? format
      if output.isStandard {
        var isWritten = true
        format.write(report, run) {
          isWritten = isWritten && Platform.write($0, to: descriptor)
        }
        // Nobody may be reading what a service says at its start.
        if !isWritten, descriptor == 1 { failures.append("the report cannot be written") }
      } else {
        do throws(SystemError) {
          try Platform.replaceFile(output.path, with: format.text(report, run))
        } catch {
          failures.append("\(path: output.path) cannot be written: \(prose: error.text)")
        }
      }
    }
    if formats.contains(.github), let failure = writeJobSummary(report, run) {
      failures.append(failure)
    }
    guard let last = failures.popLast() else { return }
    for failure in failures { Output.error(failure) }
    throw CommandFailure(last)
  }

  /// The file that a runner of GitHub shows as the summary of the job.
  private static var jobSummary: String? {
    Platform.environmentVariable("GITHUB_STEP_SUMMARY").flatMap { $0.isEmpty ? nil : $0 }
  }

  /// Adds the report to the summary of the job that runs this step, where there is one.
  ///
  /// - Returns: Why it cannot be written.
  private func writeJobSummary(_ report: Report, _ run: ReportedRun) -> ReportText? {
    guard let path = Self.jobSummary else { return nil }
    let size = (try? Platform.status(of: path))?.size ?? 0
    let text = GitHubSummary(run: run).text(report, limit: max(0, GitHubSummary.limit - size))
    do throws(SystemError) {
      try Platform.appendToFile(path, text)
      return nil
    } catch {
      return "the job's summary \(path: path) cannot be written: \(prose: error.text)"
    }
  }

  /// Pages of the rules that the contract's packs define; what is wrong with them was said before.
  private func ownRules() -> [RuleDocument] {
    let packs = (try? contractHere())?.packs ?? []
    return packs.compactMap { try? RulePackFile.read($0).pack }.flatMap { pack in
      pack.rules.compactMap { rule in
        pack.pages.first { $0.id == rule.id }.map { RuleDocument(own: rule, page: $0) }
      }
    }
  }
}
