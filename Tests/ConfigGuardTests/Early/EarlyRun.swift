@testable import ConfigGuard
@testable import ConfigLinting
@testable import RulePacks

/// A check of files that are judged as soon as they are read.
struct EarlyRun {
  let report: Report
  /// The paths of files that were given back, and are not read once more.
  let givenBack: Set<String>

  init(
    _ files: [String: String], contract: Contract? = nil, isEarly: Bool = true,
    tracking: Tracking = .unknown, jobs: Int = 1, isTwice: Bool = false,
    isReversed: Bool = false, listsFiles: Bool = true
  ) throws {
    let context = ProjectContext(BuiltinPacks.prepared, contract: contract)
    let sources = Dictionary(
      uniqueKeysWithValues: files.map { path, text in
        (path, SourceFile(path: path, bytes: SourceBytes(text), tracking: tracking))
      })
    var linter = Linter(
      contexts: { _ in context },
      load: { path in sources[path].map { .found($0) } ?? .missing("it does not exist") },
      jobs: jobs)
    linter.judgesEarly = isEarly
    linter.listsFiles = listsFiles
    linter.noteWalk(of: ".")
    let paths = files.keys.sorted().filter { FileType(path: $0) != nil }
    let read = linter.workers.map(paths) { [linter] worker, path -> FileReading? in
      guard let file = sources[path], let type = FileType(path: path) else { return nil }
      var reading = linter.read(file, as: type, in: context, on: worker)
      linter.judgeEarly(&reading, on: worker)
      return reading
    }
    let taken = isTwice ? read + read : read
    for case let reading? in isReversed ? taken.reversed() : taken {
      guard let type = reading.type else { continue }
      linter.take(reading, as: type, isNamed: type != .sourceCode)
    }
    linter.join()
    givenBack = Set(linter.readings.lazy.filter(\.isGivenBack).map(\.file.path))
    report = linter.report()
  }

  /// What differs from a check that judges nothing until everything is read.
  static func differences(_ files: [String: String], tracking: Tracking = .unknown) throws
    -> [String]
  {
    let early = try EarlyRun(files, tracking: tracking).report
    let late = try EarlyRun(files, isEarly: false, tracking: tracking).report
    var differences: [String] = []
    func compare<T: Equatable>(_ what: String, _ left: T, _ right: T) {
      if left != right { differences.append("\(what): \(left) instead of \(right)") }
    }
    compare("findings", early.findings, late.findings)
    compare("workloads", early.workloads, late.workloads)
    compare("files", early.files, late.files)
    compare("skipped", early.skipped, late.skipped)
    compare("failures", early.failures, late.failures)
    compare("summary", early.summary, late.summary)
    for isReversed in [false, true] {
      let counted = try EarlyRun(
        files, tracking: tracking, jobs: isReversed ? 2 : 1, isReversed: isReversed,
        listsFiles: false
      ).report
      // Who comes first may be told of what all of them share.
      let late =
        isReversed
        ? try EarlyRun(files, isEarly: false, tracking: tracking, isReversed: true).report : late
      compare("findings of what is counted", counted.findings, late.findings)
      compare("formats", counted.formats, late.formats)
      compare("summary of what is counted", counted.summary, late.summary)
    }
    return differences
  }
}
