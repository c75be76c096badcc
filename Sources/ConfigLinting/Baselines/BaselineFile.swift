package import ConfigGuard
package import RulePacks

/// A baseline that was read; its paths are absolute.
package final class BaselineFile {
  package let file: SourceFile
  package let baseline: Baseline
  /// The entries that a finding asked for.
  fileprivate(set) var met: Set<FindingIdentity> = []
  private let lines: LineIndex

  /// - Parameters:
  ///   - folder: The absolute path of the folder that the paths count from.
  ///   - rule: What a rule is called today.
  /// - Throws: The first line that is no entry, with its place.
  package init(
    _ file: SourceFile, in folder: String, rule: (String) -> String
  ) throws(RulePackProblem) {
    self.file = file
    lines = LineIndex(file.bytes)
    let written: Baseline
    do throws(RulePackProblem) {
      written = try Baseline(file.bytes)
    } catch {
      throw error.located(in: file.path, lines)
    }
    baseline = written.renamed { entry in
      FindingIdentity(
        path: FilePath.join(folder, entry.path), rule: rule(entry.rule), keyPath: entry.keyPath,
        ordinal: entry.ordinal)
    }
  }

  /// Where an entry is written.
  func place(ofLine line: Int) -> Place { Place(file, lines.range(ofLine: line)) }
}

/// Answers findings out of baselines, and tells which entries nothing needs any more.
package final class BaselineRun {
  /// Everything that would be reported without a baseline; paths are absolute.
  package private(set) var findings: [FindingIdentity: Severity] = [:]
  private let workingDirectory: String
  private let find: (_ path: String) -> BaselineFile?
  private var files: [BaselineFile] = []

  /// - Parameter find: The baseline for findings in a file, by its path as reports have it.
  package init(
    workingDirectory: String, find: @escaping (_ path: String) -> BaselineFile?
  ) {
    self.workingDirectory = workingDirectory
    self.find = find
  }

  func absolute(_ path: String) -> String { FilePath.join(workingDirectory, path) }

  /// A path as walks below the working directory have it.
  func shortened(_ path: String) -> String {
    path.hasPrefix(workingDirectory + "/")
      ? String(path.dropFirst(workingDirectory.count + 1)) : path
  }

  fileprivate func answer(to finding: FindingIdentity, _ severity: Severity) -> Answer? {
    var identity = finding
    identity.path = absolute(finding.path)
    findings[identity] = severity
    guard let file = find(finding.path) else { return nil }
    if !files.contains(where: { $0 === file }) { files.append(file) }
    guard let entry = file.baseline.entries[identity] else { return nil }
    file.met.insert(identity)
    guard entry.severity >= severity else { return nil }
    return Answer(.baseline, reason: "it is in the baseline", at: file.place(ofLine: entry.line))
  }

  /// Entries without a finding, with the places where they are written.
  fileprivate var unmet: [(entry: FindingIdentity, place: Place)] {
    files.flatMap { file in
      file.baseline.entries.filter { !file.met.contains($0.key) }
        .sorted { $0.value.line < $1.value.line }
        .map { ($0.key, file.place(ofLine: $0.value.line)) }
    }
  }
}

/// A run's baselines together with what the run can tell of their entries.
struct BaselineUse: BaselineAnswers {
  let run: BaselineRun
  let ledger: SuppressionLedger

  func answer(to finding: FindingIdentity, _ severity: Severity) -> Answer? {
    run.answer(to: finding, severity)
  }

  func unmet() -> [FindingDraft] {
    run.unmet.flatMap { entry, place in
      var entry = entry
      entry.path = run.shortened(entry.path)
      return ledger.findings(aboutEntry: entry, at: place)
    }
  }
}
