package import ConfigGuard
import RulePacks

/// One file after reading: its settings and workloads, and what could be judged at once.
///
/// A copy shares what it holds until one of the two is changed: there are many readings, and each
/// comparison of files goes through all of them.
package struct FileReading {
  /// What a reading holds; its members are given out by the reading itself.
  struct Content {
    let file: SourceFile
    var context: ProjectContext
    /// What the file was read as.
    var type: FileType?
    var format: String
    var stage: StageVerdict
    var leavesOutSettings = false
    /// Files that were resolved together with this one, and whose workloads are judged here.
    var parts: Set<String> = []
    var body = Body.none
    var rare: Rare?
    /// What was found when only this file was known.
    var early: EarlyJudgement?
  }

  /// What a file holds; nothing once it was given back.
  struct BodyContent {
    /// Settings of an env file; they are judged once it is known who consumes them.
    ///
    /// Those are left out of which no rule can have anything to say; `everySetting` has them, too.
    var settings: [Setting] = []
    /// Settings of documents; they are judged where no workload consumes them.
    var documents: [DocumentSettings] = []
    var workloads: [Workload] = []
    var drafts: [FindingDraft] = []
    /// What one pass over all bytes found.
    var scan = TextScan.empty
    /// Env files that a workload of this one consumes.
    var consumed: [ConsumedFile] = []
    /// Who reads the file, if it is an env file.
    var readers: DialectVerdict?
    var skipReason: ReportText?
    var kind: String?
  }

  /// The same where a file holds anything.
  final class Body {
    /// All files that hold nothing share it, on all threads; who changes one takes another before.
    nonisolated(unsafe) static let none = Body(BodyContent())

    // Changed only through the one reading that holds it.
    @exclusivity(unchecked) final var content: BodyContent

    init(_ content: BodyContent) { self.content = content }
  }

  /// What few files have: a large project has thousands of readings.
  struct RareContent {
    /// What some readers make otherwise of an env file of which nobody knows who reads it.
    var unportable: [ReadingProblem] = []
    /// Files that this one is laid over, and which are judged on their own, too.
    var bases: Set<String> = []
    /// Stages of files that are laid over this one.
    var overlays: Set<Stage> = []
    /// ConfigMaps, Secrets and what else workloads of Kubernetes refer to.
    var kubernetes = KubernetesDeclarations()
    /// Databases with a plan or a ceiling.
    var databases: [DeclaredDatabase] = []
    /// Findings that depend on what other files hold.
    var pending: [PendingFinding] = []
    /// What rules of other documents may ask of this file's.
    var documentFacts: [DocumentFact] = []
    /// Where the file asks for variables, if it is a program.
    var reads: [VariableRead] = []
    /// Why documents of this file were passed over although others were judged.
    var skippedDocuments: [ReportText] = []
  }

  /// The same where a reading has it.
  final class Rare {
    @exclusivity(unchecked) final var content: RareContent

    init(_ content: RareContent) { self.content = content }
  }

  /// What several copies look at.
  final class Shared {
    // Nobody can look while it is changed: whoever changes it is the only one to hold it.
    @exclusivity(unchecked)
    final var content: Content

    init(_ content: Content) {
      self.content = content
      self.content.rare = content.rare.map { Rare($0.content) }
      if content.body !== Body.none { self.content.body = Body(content.body.content) }
    }
  }

  private(set) var shared: Shared

  init(file: SourceFile, context: ProjectContext, format: String, stage: StageVerdict) {
    shared = Shared(Content(file: file, context: context, format: format, stage: stage))
  }

  /// Leaves the others with what they have.
  mutating func keepApart() {
    if !isKnownUniquelyReferenced(&shared) { shared = Shared(shared.content) }
  }

  /// The same before what the file holds is changed.
  mutating func keepBodyApart() {
    keepApart()
    if shared.content.body === Body.none { shared.content.body = Body(BodyContent()) }
  }

  /// Whether the file declares what a deployed process gets; a list of commands, a job that tests
  /// and a program's own settings do not.
  package var isManifest: Bool {
    if let remains = self.early?.remains { return remains.isManifest }
    return self.format != Procfile.name && self.format != RailwayService.name
      && self.workloads.contains {
        !CISystem.isFormat($0.format) && !SettingLayers.isFormat($0.format)
      }
  }
}

extension FileReading {
  /// Whether something was found already, which is shown with its line.
  package var needsText: Bool {
    !self.drafts.isEmpty || !self.scan.isEmpty || self.early?.findings.drafts.isEmpty == false
  }

  /// Whether nothing was found, and what was read is forgotten.
  package var isGivenBack: Bool { self.early?.remains != nil }

  /// Whether nothing but its part of a report is left, which nobody compares with anything.
  var isListed: Bool {
    switch self.early?.remains?.listing {
    case nil, .later?: false
    case .count?, .entries?: true
    }
  }

  /// All settings of an env file; where some were left out, the file is read once more.
  func everySetting() -> [Setting] {
    guard self.leavesOutSettings, let readers = self.readers else { return self.settings }
    return EnvironmentFile.settings(
      of: self.file, keys: self.context.keys, values: self.context.values,
      dialect: readers.primary
    ).settings
  }

  /// All settings of a workload; where some were left out, the file is read once more.
  func everySetting(
    of workload: Int, _ load: @escaping (String) -> SiblingFile
  ) -> [Setting] {
    guard self.leavesOutSettings, let type = self.type else {
      return self.workloads[workload].environment
    }
    var reader = ConfigurationReader(context: self.context, load: load)
    reader.keepsEverySetting = true
    let whole = reader.read(self.file, as: type)
    return whole.workloads.count == self.workloads.count
      ? whole.workloads[workload].environment : self.workloads[workload].environment
  }
}

/// The settings of one document that belong to no workload.
package struct DocumentSettings {
  package var settings: [Setting]
  private final class Shared {
    let surroundings: Surroundings

    init(_ surroundings: Surroundings) { self.surroundings = surroundings }
  }

  private var shared: Shared

  /// What they are judged in.
  package var surroundings: Surroundings {
    get { shared.surroundings }
    set { shared = Shared(newValue) }
  }

  init(settings: [Setting], surroundings: Surroundings) {
    self.settings = settings
    shared = Shared(surroundings)
  }
}

/// Reads files into settings and workloads.
package struct ConfigurationReader {
  package let context: ProjectContext
  /// Reads a file that another one refers to; the path is as reports give it.
  package let load: (String) -> SiblingFile
  package let options: ResolutionOptions
  /// Settings of which no rule can have anything to say are kept, too.
  var keepsEverySetting = false

  package init(
    context: ProjectContext, load: @escaping (String) -> SiblingFile,
    options: ResolutionOptions = ResolutionOptions()
  ) {
    self.context = context
    self.load = load
    self.options = options
  }

  /// - Parameter scan: What the text holds, if it was looked through.
  package func read(
    _ file: SourceFile, as type: FileType, scan: TextScan? = nil
  ) -> FileReading {
    var reading = FileReading(
      file: file, context: context, format: "", stage: StageVerdict(.unknown, ""))
    reading.type = type
    if type != .sourceCode { reading.scan = scan ?? context.scan(file.bytes) }
    switch type {
    case .environment: readEnvironment(file, into: &reading)
    case .dockerfile: readDockerfile(file, into: &reading)
    case .systemdUnit: readUnit(file, into: &reading)
    case .procfile: readProcfile(file, into: &reading)
    case .text: readText(file, into: &reading)
    case .credentials: readCredentials(file, into: &reading)
    case .sourceCode: readSourceCode(file, into: &reading)
    default: readDocuments(file, type, into: &reading)
    }
    // There are thousands of readings, and nobody asks for these places once a file is read.
    if type != .sourceCode { reading.scan.hints = .none }
    return reading
  }

  private func readEnvironment(_ file: SourceFile, into reading: inout FileReading) {
    let readers = context.dialects.verdict(
      path: file.path, projectPath: context.projectPath(of: file.path),
      contract: context.contract, load: load)
    reading.readers = readers
    let parsed = DotEnvFile.parse(file.bytes, dialect: readers.primary)
    let interest = EnvironmentInterest(parsed, reading.scan, context)
    let read = EnvironmentFile.settings(
      of: parsed, in: file, keys: context.keys, values: context.values, interest: interest)
    reading.leavesOutSettings = interest != nil
    if readers.isDefault {
      let problems = DotEnvPortability.problems(of: parsed, in: file.bytes)
      if !problems.isEmpty { reading.unportable = problems }
    }
    reading.format = EnvironmentFile.name
    reading.settings = read.settings
    reading.stage = context.stages.verdict(
      path: context.projectPath(of: file.path), contract: context.contract,
      environment: read.settings)
    refuseEncoding(of: .environment, in: &reading)
    add(read.problems, to: &reading, duplicates: "duplicate-variable")
    add(
      DotEnvPortability.loneReturns(in: file.bytes), to: &reading, duplicates: "duplicate-variable")
    if let encrypted = SOPSFile(read.settings, context) {
      add(encrypted.problems, to: &reading, duplicates: "duplicate-variable")
    }
  }

  /// Why the bytes are no text that any reader takes.
  static func unreadableText(of file: SourceFile) -> ReadingProblem? {
    let what: ReportText
    let range: SourceRange
    if let fault = file.encodingFault {
      (what, range) = ("no \(file.encoding)", fault)
    } else if file.bytes.isPlainASCII {
      return nil
    } else if let nul = file.bytes.firstNUL {
      (what, range) = ("a NUL byte", nul)
    } else if let invalid = file.bytes.firstInvalidUTF8 {
      (what, range) = ("no UTF-8", invalid)
    } else {
      return nil
    }
    return ReadingProblem(
      kind: .syntax, message: "there is \(what) here; the file is not judged", range: range)
  }

  /// Only readers of YAML and some of JSON find out by themselves what a file is encoded in.
  func refuseEncoding(of type: FileType, in reading: inout FileReading) {
    let encoding = reading.file.encoding
    guard encoding != .utf8, type != .yaml, type != .json else { return }
    let problem = ReadingProblem(
      kind: .syntax, message: "the file is \(encoding); its readers expect UTF-8",
      range: SourceRange(at: 0))
    add([problem], to: &reading, duplicates: "duplicate-key")
  }

  func add(
    _ problems: [ReadingProblem], to reading: inout FileReading, duplicates: String
  ) {
    for problem in problems {
      add(problem, in: reading.file, to: &reading, duplicates: duplicates)
    }
  }

  func add(
    _ problem: ReadingProblem, in file: SourceFile, to reading: inout FileReading,
    duplicates: String
  ) {
    reading.drafts += context.judge.draft(
      problem, in: file, stage: reading.stage.stage, duplicates: duplicates)
  }
}
