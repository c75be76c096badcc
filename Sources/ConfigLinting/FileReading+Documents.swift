import ConfigGuard
import RulePacks

/// What documents of one file have in common while they are read.
final class DocumentSource {
  let path: StageResolver.PathEvidence
  let hints: ByteHints
  let interest: DocumentInterest?
  /// What may be left out of environments; nil where every setting counts.
  let variableInterest: SettingInterest?
  /// The templates' actions in the file, if it has any.
  let template: TemplateText?
  /// Why the file's path says that it holds no configuration, if it does.
  let otherPurpose: ReportText?
  let context: DocumentContext
  /// Most settings of a document are from one file, whose name is asked about once.
  private var last: FileNameFacts?

  init(
    _ file: SourceFile, path: StageResolver.PathEvidence, _ scan: TextScan,
    interest: DocumentInterest?, variableInterest: SettingInterest? = nil,
    template: TemplateText?, _ reader: ConfigurationReader
  ) {
    let (context, load) = (reader.context, reader.load)
    let folder = FilePath.folder(of: file.path)
    self.context = DocumentContext(
      keys: context.keys, values: context.values,
      sibling: { load(FilePath.join(folder, $0)) }, hintsOf: context.hints(in:),
      trees: context.trees, load: load, options: reader.options,
      isDeclared: { context.contract?.variable($0) != nil },
      stage: { context.stages.stage(inWordsOf: $0) })
    self.path = path
    hints = scan.hints
    self.variableInterest = variableInterest
    self.interest = interest
    self.template = template
    // What its name says was asked before the file was read.
    otherPurpose = NotConfiguration.reason(forFoldersOf: file.path)
  }

  /// What the name of a file says that a setting is from.
  func names(of file: SourceFile) -> FileNameFacts {
    if let last, last.file === file { return last }
    let names = FileNameFacts(file)
    last = names
    return names
  }
}

/// What a file's name says of the settings in it.
struct FileNameFacts {
  let file: SourceFile
  let isDockerfile: Bool
  let isEnvironment: Bool

  init(_ file: SourceFile) {
    self.file = file
    isDockerfile = FileType(path: file.path) == .dockerfile
    isEnvironment = EnvironmentFile.isEnvironmentName(
      FilePath.name(of: file.path).lowercased())
  }
}

extension ConfigurationReader {
  /// Reads a file of nested keys and values, whatever they are written in.
  func readDocuments(
    _ file: SourceFile, _ type: FileType, into reading: inout FileReading
  ) {
    reading.format = type.rawValue
    let path = context.stages.evidence(
      ofPath: context.projectPath(of: file.path), context.contract)
    reading.stage = context.stages.verdict(path)
    if let reason = NotConfiguration.reason(forName: file.name) {
      reading.skipReason = reason
      return
    }
    if let problem = Self.unreadableText(of: file) {
      return add([problem], to: &reading, duplicates: "duplicate-key")
    }
    if type == .yaml || type == .json, let template = TemplateReader.readIfTemplate(file.bytes) {
      return readTemplate(template, path, into: &reading)
    }
    let tree =
      context.trees.neighbour(file.bytes, type)?.tree ?? Self.tree(of: file.bytes, type)
    if !tree.problems.isEmpty, let reason = Self.otherLanguage(of: file, type) {
      reading.skipReason = reason
      return
    }
    refuseEncoding(of: type, in: &reading)
    add(tree.problems, to: &reading, duplicates: "duplicate-key")
    // Of another encoding the tree may have bytes of its own.
    let variableInterest =
      tree.bytes === file.bytes && !keepsEverySetting
      ? SettingInterest(reading.scan, context) : nil
    let source = DocumentSource(
      file, path: path, reading.scan, interest: interest(in: reading.scan),
      variableInterest: variableInterest, template: nil, self)
    readDocuments(of: tree, source, into: &reading)
    refuseComments(of: tree, type, in: &reading)
  }

  static func tree(of bytes: SourceBytes, _ type: FileType) -> DocumentTree {
    switch type {
    // Many readers of JSON take comments; formats whose readers do not are asked afterwards.
    case .json: JSONReader.read(bytes, dialect: .jsonc)
    case .toml: TOMLReader.read(bytes)
    case .properties: PropertiesReader.read(bytes)
    case .ini: INIReader.read(bytes)
    case .tfvars: TFVarsReader.read(bytes)
    default: YAMLReader.read(bytes)
    }
  }

  /// What a text that its reader refuses may be instead.
  private static func otherLanguage(of file: SourceFile, _ type: FileType) -> ReportText? {
    guard type != .yaml, type != .json else { return nil }
    if TemplateText.mask(file.bytes) != nil { return "a template that is not read" }
    return file.name.lowercased().hasSuffix(".cfg") ? "a .cfg file in another form than INI" : nil
  }

  /// What tells the entries of a document that are left out.
  private func interest(in scan: TextScan) -> DocumentInterest? {
    keepsEverySetting ? nil : DocumentInterest(scan, context)
  }

  private func readDocuments(
    of tree: DocumentTree, _ source: DocumentSource, into reading: inout FileReading
  ) {
    var judged = 0
    for document in tree.documents where !tree.isNull(document) {
      guard let objects = KubernetesManifest.items(ofList: document, in: tree) else {
        if readDocument(document, tree, source, into: &reading) { judged += 1 }
        continue
      }
      for root in objects where readDocument(root, tree, source, into: &reading) { judged += 1 }
    }
    if judged == 0 { reading.skipReason = reading.skippedDocuments.first }
  }

  /// A template is judged in each of its readings; what an earlier one has shown is not said again.
  private func readTemplate(
    _ template: TemplateReading, _ path: StageResolver.PathEvidence,
    into reading: inout FileReading
  ) {
    if let reason = template.skipReason {
      reading.skipReason = "a template that is no YAML before it is rendered: \(reason)"
      return
    }
    if !template.gaps.isEmpty {
      reading.skippedDocuments += template.gaps.map { "a part of a template: \($0.reason)" }
    }
    add(template.problems, to: &reading, duplicates: "duplicate-key")
    let source = DocumentSource(
      reading.file, path: path, reading.scan, interest: interest(in: reading.scan),
      template: template.text, self)
    let gaps = reading.skippedDocuments
    for (number, variant) in template.variants.enumerated() {
      guard number > 0 else {
        readDocuments(of: variant.tree, source, into: &reading)
        continue
      }
      var other = FileReading(
        file: reading.file, context: context, format: reading.format, stage: reading.stage)
      readDocuments(of: variant.tree, source, into: &other)
      for workload in other.workloads { judgeAlone(workload, in: &other) }
      reading.drafts += other.drafts.filter { variant.isNew($0.place.range) }
      reading.pending += other.pending.filter { variant.isNew($0.draft.place.range) }
      reading.documentFacts += other.documentFacts
      for var document in other.documents {
        document.settings.removeAll { !variant.isNew($0.value.range) }
        reading.documents.append(document)
      }
    }
    if reading.skipReason != nil, !gaps.isEmpty { reading.skipReason = gaps[0] }
  }

  /// Judges the settings of a workload that an earlier reading of its file has declared, too.
  private func judgeAlone(_ workload: Workload, in reading: inout FileReading) {
    let here = Surroundings(
      gate: .files, stage: workload.stage, format: workload.format, file: workload.file,
      settings: workload.environment, workload: workload, kind: workload.kind,
      contract: context.contract, load: context.contract?.load)
    for setting in workload.environment {
      context.trace?.add(setting, in: here, .workload, reading)
      reading.drafts += context.judge.judge(setting, in: here)
    }
  }

  /// Reads one document; false where it turns out to be no configuration.
  private func readDocument(
    _ root: NodeIndex, _ tree: DocumentTree, _ source: DocumentSource,
    into reading: inout FileReading
  ) -> Bool {
    let file = reading.file
    guard let format = ManifestFormats.format(of: root, in: tree, path: file.path, source) else {
      return false
    }
    let name = format.name
    let isWritten = tree.origins.isEmpty && tree.replaced.isEmpty
    var document = DocumentReading(
      file: file, tree: tree, context: source.context, hints: source.hints,
      interest: isWritten ? source.interest?.inDocument(of: name) : nil,
      template: source.template, variableInterest: source.variableInterest, format: name)
    return read(&document, as: format, root, source, into: &reading)
  }

  /// Reads a document of some format, and takes over what it declares.
  ///
  /// The document is handed on to be changed even where nobody does, since it would be copied else.
  private func read(
    _ document: inout DocumentReading, as format: any ManifestFormat.Type, _ root: NodeIndex,
    _ source: DocumentSource, into reading: inout FileReading
  ) -> Bool {
    let tree = document.tree
    format.read(root, into: &document)
    if let reason = document.skipReason {
      reading.skippedDocuments.append(reason)
      return false
    }
    let stage = context.stages.verdict(
      source.path, platform: document.platformStage, hint: document.stageHint,
      otherwise: document.defaultStage)
    reading.stage = stage
    if format.name != PlainDocument.name || reading.format.isEmpty { reading.format = format.name }
    reading.kind = document.kind
    settleStages(of: &document, source)
    reading.workloads.append(anyOf: document.workloads)
    // Of what few files have nothing is made for the others.
    if !document.kubernetes.isEmpty { reading.kubernetes.add(document.kubernetes) }
    if !document.databases.isEmpty { reading.databases += document.databases }
    reading.consumed.append(anyOf: document.consumed)
    if document.leavesOutSettings { reading.leavesOutSettings = true }
    if !document.parts.isEmpty { reading.parts.formUnion(document.parts) }
    if !document.bases.isEmpty { reading.bases.formUnion(document.bases) }
    if !document.overlays.isEmpty { reading.overlays.formUnion(document.overlays) }
    add(document.problems, to: &reading, duplicates: "duplicate-key")
    if let encrypted = SOPSFile(root, in: tree, context) {
      add(encrypted.problems, to: &reading, duplicates: "duplicate-key")
    }
    for found in document.problemsElsewhere {
      add(found.problem, in: found.file, to: &reading, duplicates: "duplicate-key")
    }
    var here = Surroundings(
      gate: .files, stage: stage.stage, format: format.name, file: document.file,
      settings: document.settings, kind: document.kind, contract: context.contract,
      load: context.contract?.load)
    here.template = source.template
    judge(&document, root, tree, here, into: &reading)
    return true
  }

  /// What a document says of the stage of all its workloads.
  private struct StageHints {
    let platform: StageVerdict?
    let hint: String?
    let otherwise: StageVerdict?
  }

  /// Says of each workload of a document what stage it is of.
  private func settleStages(of document: inout DocumentReading, _ source: DocumentSource) {
    guard !document.workloads.isEmpty else { return }
    let hints = StageHints(
      platform: document.platformStage, hint: document.stageHint,
      otherwise: document.defaultStage)
    // Each one is changed where it is: beside another owner it would be copied.
    for number in document.workloads.indices {
      let verdict = stage(of: document.workloads[number], hints, source)
      document.workloads[number].stage = verdict.stage
      document.workloads[number].stageEvidence = verdict.evidence
      // What a template leaves out may be written when it is rendered.
      if source.template != nil { document.workloads[number].hasUnreadSources = true }
    }
  }

  private func stage(
    of workload: Workload, _ hints: StageHints, _ source: DocumentSource
  ) -> StageVerdict {
    let named = workload.environmentName.flatMap { context.stages.verdict(environmentNamed: $0) }
    // A job builds for production with that word in its variables, and is no production; deep in a
    // framework's settings such a word is about something else.
    let isSettled =
      named != nil || CISystem.isFormat(workload.format)
      || SettingLayers.isFormat(workload.format)
    // An image is built in a framework's production mode for every stage.
    let environment =
      isSettled
      ? []
      : isFromDockerfile(workload, source)
        ? workload.environment.filter { !source.names(of: $0.file).isDockerfile }
        : workload.environment
    let verdict = context.stages.verdict(
      source.path, environment: environment,
      platform: named ?? hints.platform, suggestion: workload.suggestedStage,
      hint: workload.stageHint ?? hints.hint, otherwise: hints.otherwise)
    return verdict.stage == .unknown ? stage(ofFilesOf: workload, source) ?? verdict : verdict
  }

  private func isFromDockerfile(_ workload: Workload, _ source: DocumentSource) -> Bool {
    var last: SourceFile?
    for position in workload.environment.indices where workload.environment[position].file !== last
    {
      let file = workload.environment[position].file
      if source.names(of: file).isDockerfile { return true }
      last = file
    }
    return false
  }

  /// The stage that an env file of a workload is named for.
  private func stage(ofFilesOf workload: Workload, _ source: DocumentSource) -> StageVerdict? {
    var last: SourceFile?
    for position in workload.environment.indices where workload.environment[position].file !== last
    {
      let file = workload.environment[position].file
      last = file
      guard source.names(of: file).isEnvironment else { continue }
      let verdict = context.stages.verdict(
        context.stages.evidence(ofPath: context.projectPath(of: file.path), context.contract))
      if verdict.stage != .unknown, verdict.stage != .example { return verdict }
    }
    return nil
  }

  /// What only the document's nodes can show is judged while they are here.
  private func judge(
    _ document: inout DocumentReading, _ root: NodeIndex, _ tree: DocumentTree,
    _ here: Surroundings, into reading: inout FileReading
  ) {
    let start =
      document.format == DigitalOceanAppSpec.name
      ? DigitalOceanAppSpec.specification(root, in: tree) : root
    let found = context.paths.judge(start, in: tree, here)
    if let trace = context.trace { context.paths.trace(start, in: tree, here, trace) }
    reading.drafts.append(anyOf: found.drafts)
    if !found.pending.isEmpty { reading.pending += found.pending }
    if !found.facts.isEmpty { reading.documentFacts += found.facts }
    if !document.settings.isEmpty {
      reading.documents.append(
        DocumentSettings(settings: document.settings, surroundings: here))
    }
    for result in document.results { judge(result, here, into: &reading) }
  }

  /// A document that was made out of this one is judged as one of its own format.
  private func judge(
    _ result: ResultingDocument, _ maker: Surroundings, into reading: inout FileReading
  ) {
    var document = result.reading
    var here = Surroundings(
      gate: maker.gate, stage: maker.stage, format: document.format, file: maker.file,
      settings: document.settings, kind: document.kind, contract: maker.contract,
      load: maker.load)
    here.files = document.files
    judge(&document, result.root, document.tree, here, into: &reading)
  }

  /// Formats whose own readers take JSON to the letter.
  private static let strictFormats: Set<String> = [
    ECSTaskDefinition.name, HerokuApp.name, KubernetesManifest.name, ComposeFile.name,
  ]

  private func refuseComments(
    of tree: DocumentTree, _ type: FileType, in reading: inout FileReading
  ) {
    guard type == .json, let comment = tree.comments.first,
      Self.strictFormats.contains(reading.format)
    else { return }
    add(
      [
        ReadingProblem(
          kind: .syntax, message: "JSON has no comments, and what reads this file refuses it",
          range: comment)
      ], to: &reading, duplicates: "duplicate-key")
  }
}

extension TemplateReader {
  /// The reading of a file that holds actions of a template; nil for any other file.
  static func readIfTemplate(_ bytes: SourceBytes) -> TemplateReading? {
    guard TemplateScanner.mayHoldActions(bytes) else { return nil }
    let reading = read(bytes)
    return reading.text.actions.isEmpty ? nil : reading
  }

  /// Whether a text holds actions of a template.
  static func isTemplate(_ bytes: SourceBytes) -> Bool { readIfTemplate(bytes) != nil }
}
