package import ConfigGuard
import RulePacks

/// Checks files: reads them all, resolves what refers to what, and judges the result.
package struct Linter {
  package let contexts: (String) throws -> ProjectContext
  let load: (String) -> SiblingFile
  let isStageGiven: Bool
  let service: String?
  let options: ResolutionOptions
  package let workers: WorkerPool
  /// Whether comments and annotations in the files may allow anything.
  package var honoursInlineSuppressions = true
  /// Whether files are judged as soon as they are read, and those given back in which nothing is found.
  package var judgesEarly = false
  /// Whether reports list files and workloads of which nothing is found, or only count them.
  package var listsFiles = true
  /// Findings that are known.
  package var baseline: BaselineRun?
  /// Folders of which every file was gathered.
  private(set) var walked: Set<String> = []
  var readings: [FileReading] = []
  /// Which of them have what few have.
  var index = ReadingIndex()
  /// What was found when files were brought together; nil before.
  var joinDrafts: [FindingDraft]?
  /// Who refers to an env file, by its path.
  private(set) var consumers: [String: [ConsumedFile]] = [:]
  /// Files in whose text something was found, read or not.
  private(set) var scanned: [FileReading] = []
  /// Files that are no configuration, of which only the text was searched.
  private var searched: Set<String> = []
  private var skipped: [PassedOver] = []
  private var unread: [PassedOver] = []
  private var bytes = 0
  /// Folders that hold a manifest, whose service an env file there may belong to; nil as long as there
  /// is no file that asks.
  private var manifestFolders: Set<String>?

  /// - Parameters:
  ///   - contexts: The project that a path belongs to.
  ///   - load: Reads a file that another one refers to.
  ///   - isStageGiven: The stage was named by the user, so that every env file is a whole one.
  ///   - service: Judge this workload only.
  ///   - options: What deployments are started with.
  ///   - jobs: How many threads read and judge at most; `load` is called on all of them.
  package init(
    contexts: @escaping (String) throws -> ProjectContext,
    load: @escaping (String) -> SiblingFile, isStageGiven: Bool = false, service: String? = nil,
    options: ResolutionOptions = ResolutionOptions(), jobs: Int = 1
  ) {
    workers = WorkerPool(jobs: jobs)
    self.contexts = contexts
    self.load = load
    self.isStageGiven = isStageGiven
    self.service = service
    self.options = options
  }

  /// Says that every file of a folder is added that a whole run would add.
  ///
  /// A run on some files only cannot tell which of a project's exceptions are needless.
  package mutating func noteWalk(of folder: String) {
    walked.insert(FilePath.normalized(folder))
  }

  package mutating func skip(_ path: String, _ reason: ReportText) {
    skipped.append(PassedOver(path: path, reason: reason))
  }

  /// Whether a file, or a part of it, was passed over.
  func isSkipped(_ path: String) -> Bool { skipped.contains { $0.path == path } }

  /// Whether a file is searched for tokens, and nothing else of it is judged.
  package func searches(_ path: String) -> Bool { searched.contains(path) }

  /// Something that was asked for and could not be checked.
  package mutating func fail(_ path: String, _ reason: ReportText) {
    unread.append(PassedOver(path: path, reason: reason))
    skip(path, reason)
  }

  /// What was asked for and could not be checked, and why.
  package var failures: [Report.Skipped] {
    unread.isEmpty ? [] : unread.map { [screen] in $0.shown(by: screen) }
  }

  /// The files that are judged as configuration, also as parts of others.
  package var paths: [String] {
    readings.lazy.filter { $0.format != FileType.text.rawValue }.map { $0.file.path }
      + consumers.keys
  }

  /// What may be shown of names, by the tokens that any of the projects knows.
  package var screen: NameScreen {
    let classifiers = classifiers
    return classifiers.isEmpty ? .builtin : NameScreen(classifiers)
  }

  /// What tells tokens in each of the projects.
  var classifiers: [SecretClassifier] { projects.map(\.judge.classifier) }

  /// The projects of all files, in the order in which they were met.
  var projects: [ProjectContext] { index.projects.map(\.context) }

  /// - Parameter isNamed: The file was asked for; one that was only found counts as configuration
  ///   where its content says so.
  package mutating func add(
    _ file: SourceFile, as type: FileType, isNamed: Bool = true
  ) throws {
    take(
      read(file, as: type, in: try contexts(file.path), on: nil), as: type, isNamed: isNamed)
  }

  /// Reads a file without adding it.
  ///
  /// - Parameters:
  ///   - worker: Who reads it, if not the only one.
  ///   - scan: What its text holds, if it was looked through.
  package func read(
    _ file: SourceFile, as type: FileType, in context: ProjectContext, on worker: Worker?,
    scan: TextScan? = nil
  ) -> FileReading {
    let reader = ConfigurationReader(
      context: worker?.context(of: context) ?? context, load: load, options: options)
    var reading = reader.read(file, as: type, scan: scan)
    reading.context = context
    return reading
  }

  /// Looks a text through before it is read; nil for a program.
  package func scan(
    _ file: SourceFile, as type: FileType, in context: ProjectContext, on worker: Worker
  ) -> TextScan? {
    type == .sourceCode ? nil : worker.context(of: context).scan(file.bytes)
  }

  /// Whether a program says nothing of its environment, so that it need not be added.
  package static func isIdle(_ reading: FileReading) -> Bool {
    reading.reads.isEmpty && reading.drafts.isEmpty
  }

  /// Whether the linter holds on to a file once it was added.
  package static func keeps(_ reading: FileReading) -> Bool {
    reading.skipReason == nil || !reading.scan.isEmpty
  }

  /// Adds what was read.
  package mutating func take(_ reading: FileReading, as type: FileType, isNamed: Bool = true) {
    let file = reading.file
    if type == .sourceCode, !isNamed, Self.isIdle(reading) { return }
    if !reading.scan.isEmpty, reading.skipReason != NotConfiguration.rulePack {
      scanned.append(reading)
    }
    if let reason = reading.skipReason { return pass(over: file.path, reason) }
    for reason in reading.skippedDocuments { skip(file.path, "one document: \(reason)") }
    bytes += file.byteCount
    append(reading)
    noteManifest(reading)
    for consumed in reading.consumed { consumers[consumed.file.path, default: []].append(consumed) }
  }

  /// An env file of no stage's name belongs to the service of its folder, if there is one.
  private static func asksForManifests(_ path: String) -> Bool {
    path.utf8.last.map { $0 | 0x20 } == UInt8(ascii: "v")
      && FilePath.name(of: path).lowercased() == ".env"
  }

  private mutating func noteManifest(_ reading: FileReading) {
    if manifestFolders == nil {
      guard Self.asksForManifests(reading.file.path) else { return }
      manifestFolders = Set(
        readings.lazy.filter(\.isManifest).map { FilePath.folder(of: $0.file.path) })
    } else if reading.isManifest {
      manifestFolders?.insert(FilePath.folder(of: reading.file.path))
    }
  }

  /// Gives back what was learned of keys, which hardly anybody asks for once all files are read.
  package func forgetKeys() {
    for project in projects { project.keys.forget() }
    workers.forgetKeys()
  }

  /// Notes a file that turned out to be no configuration.
  package mutating func pass(over path: String, _ reason: ReportText) {
    if reason != NotConfiguration.rulePack { searched.insert(path) }
    skip(path, reason)
  }

  /// A file of a known format that could not be read, with the finding that says so.
  package mutating func addUnread(_ path: String, _ problem: ReadingProblem) throws {
    let context = try contexts(path)
    let file = SourceFile(path: path, bytes: SourceBytes(""), tracking: .unknown)
    var reading = FileReading(
      file: file, context: context, format: "unread",
      stage: context.stages.verdict(
        path: context.projectPath(of: path), contract: context.contract))
    reading.drafts = context.judge.draft(
      problem, in: file, stage: reading.stage.stage, duplicates: "duplicate-key")
    append(reading)
  }

  private mutating func append(_ reading: FileReading) {
    index.add(reading, readings.count, after: readings.last)
    readings.append(reading)
  }

  /// Judges everything that was added.
  package func report() -> Report { judged().report }

  /// The report, and what each of its findings was made of.
  package func judged() -> (report: Report, drafts: [FindingDraft]) {
    if let joinDrafts { return judged(joinDrafts) }
    var joined = self
    joined.join()
    return joined.judged(joined.joinDrafts ?? [])
  }

  /// Brings together what files hold for one another; nothing is added afterwards.
  ///
  /// Who only judges spares a copy of everything by it.
  package mutating func join() {
    guard joinDrafts == nil else { return }
    settle()
    joinDrafts = joinKubernetes()
  }

  /// Whether an env file on its own is all that a service gets.
  func isWholeEnvironment(_ reading: FileReading) -> Bool {
    guard reading.stage.stage != .example,
      consumers[reading.file.path] == nil, !EnvironmentFile.isOfKamal(reading.file.path)
    else { return false }
    if isStageGiven { return true }
    if Self.asksForManifests(reading.file.path) {
      let folder = FilePath.folder(of: reading.file.path)
      return manifestFolders?.contains(folder) != true
    }
    return reading.context.stages.isNamedForStage(reading.file.name)
  }

  /// - Parameter entries: What is listed of the files that were not given back.
  func makeReport(
    _ drafts: [FindingDraft], _ entries: some Collection<FileEntries>, besides parts: Set<String>
  ) -> (report: Report, drafts: [FindingDraft]) {
    var report = Report()
    projects.first { $0.trace != nil }?.trace?.drafts = drafts
    let (answered, ledger) = answered(drafts)
    var screen = self.screen
    if answered.contains(where: { $0.answer != nil }) {
      let secrets = knownSecrets(in: [])
      screen.knowsSecret = { secrets.isOrHolds($0) }
    }
    var builder = ReportBuilder(screen)
    let reported = builder.fill(
      &report, with: answered, baseline: baseline.map { BaselineUse(run: $0, ledger: ledger) })
    list(entries, besides: parts, in: &report)
    // Most runs meet files in their order, and sorting takes memory for half of them.
    report.files.sortUnlessSorted { $0.path < $1.path }
    report.workloads.sortUnlessSorted { $0.path < $1.path }
    report.workloads.sortRuns(alike: { $0.path == $1.path }) { $0.name < $1.name }
    report.skipped = skipped.map { $0.shown(by: screen) }.sorted {
      ($0.path, $0.reason) < ($1.path, $1.reason)
    }
    report.failures = failures
    let changed = changedFiles().map { $0.shown(by: screen) }
    report.skipped += changed
    report.failures += changed
    report.summary.files = readings.count
    report.summary.bytes = bytes
    report.summary.workloads += report.workloads.count
    report.countFindings()
    return (report, reported)
  }
}

extension Linter {
  private func changedFiles() -> [PassedOver] {
    guard SourceFile.mayHaveChanged else { return [] }
    return readings.filter { $0.file.hasChanged }.map {
      PassedOver(path: $0.file.path, reason: "it changed while it was checked")
    }
  }

  /// Lists all files in the order in which they were added.
  private func list(
    _ entries: some Collection<FileEntries>, besides parts: Set<String>, in report: inout Report
  ) {
    guard listsFiles else {
      report.unlisted = index.counted
      report.summary.workloads = index.countedWorkloads
      for number in numbers(of: parts) {
        guard case .count(let workloads)? = readings[number].early?.remains?.listing else {
          continue
        }
        report.summary.workloads -= workloads
      }
      for open in entries {
        report.files.append(open.file)
        report.workloads += open.workloads
      }
      return
    }
    report.files.reserveCapacity(readings.count)
    report.workloads.reserveCapacity(
      readings.reduce(entries.reduce(0) { $0 + $1.workloads.count }) {
        $0 + ($1.early?.remains?.workloadCount ?? 0)
      })
    var rest = entries.makeIterator()
    for reading in readings {
      if case .entries(let known)? = reading.early?.remains?.listing {
        report.files.append(known.file)
        if !parts.contains(reading.file.path) { report.workloads += known.workloads }
      } else if let next = rest.next() {
        report.files.append(next.file)
        report.workloads += next.workloads
      }
    }
  }
}

extension Array {
  /// Sorts neighbours that are alike among themselves; in most runs they are in their order.
  fileprivate mutating func sortRuns(
    alike areAlike: (Element, Element) -> Bool, _ precedes: (Element, Element) -> Bool
  ) {
    withUnsafeMutableBufferPointer { elements in
      var start = 0
      var isSorted = true
      for position in elements.indices.dropFirst() {
        if areAlike(elements[position - 1], elements[position]) {
          isSorted = isSorted && !precedes(elements[position], elements[position - 1])
        } else {
          if !isSorted { elements[start..<position].sort(by: precedes) }
          start = position
          isSorted = true
        }
      }
      if !isSorted { elements[start...].sort(by: precedes) }
    }
  }

  fileprivate mutating func sortUnlessSorted(by precedes: (Element, Element) -> Bool) {
    if indices.dropFirst().contains(where: { precedes(self[$0], self[$0 - 1]) }) {
      sort(by: precedes)
    }
  }
}

/// What a report lists of one file.
struct FileEntries {
  var file: Report.File
  var workloads: [Report.WorkloadEntry] = []
}

extension FileEntries {
  /// - Parameters:
  ///   - readers: Who reads an env file.
  ///   - isListed: Whether a workload is one of those that are judged here.
  init(
    of reading: FileReading, readers: Report.Readers?, _ screen: NameScreen,
    where isListed: (Workload) -> Bool
  ) {
    let path = screen.path(reading.file.path)
    file = Report.File(
      path: path, format: reading.format, stage: reading.stage.stage,
      evidence: screen.text(reading.stage.evidence), readers: readers)
    workloads.reserveCapacity(reading.workloads.count)
    var latest: (evidence: ReportText, text: ScreenedText)?
    for workload in reading.workloads where isListed(workload) {
      // Most of a file's workloads have the same.
      let isKnown = latest.map { $0.evidence.isShared(with: workload.stageEvidence) } ?? false
      if !isKnown { latest = (workload.stageEvidence, screen.text(workload.stageEvidence)) }
      guard let evidence = latest?.text else { continue }
      workloads.append(
        Report.WorkloadEntry(
          name: screen.name(workload.name),
          path: workload.variant == nil && workload.file === reading.file
            ? path : screen.path(workload.variant ?? workload.file.path),
          stage: workload.stage, evidence: evidence))
    }
  }
}

extension Linter {
  /// - Parameter isPart: A part's workloads are those of the project that it is a part of.
  func entries(
    of reading: FileReading, isPart: Bool, _ screen: NameScreen
  ) -> FileEntries {
    FileEntries(of: reading, readers: readers(of: reading, screen), screen) { workload in
      !isPart && service.map { $0 == workload.name } ?? true
    }
  }
}

/// A file that was passed over, by its own name.
struct PassedOver {
  var path: String
  var reason: ReportText

  func shown(by screen: NameScreen) -> Report.Skipped {
    Report.Skipped(path: screen.path(path), reason: screen.text(reason))
  }
}
