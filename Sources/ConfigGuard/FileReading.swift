import RulePacks

/// One file after reading: its settings and workloads, and what could be judged at once.
package struct FileReading {
  package let file: SourceFile
  package let context: ProjectContext
  package var format: String
  package var stage: StageVerdict
  /// Settings of an env file; they are judged once it is known who consumes them.
  package var settings: [Setting] = []
  /// Secrets of documents, which have been judged and are still compared across stages.
  package var secrets: [Setting] = []
  package var workloads: [Workload] = []
  package var drafts: [FindingDraft] = []
  /// Env files that a workload of this one consumes.
  package var consumed: [ConsumedFile] = []
  /// Who reads the file, if it is an env file.
  package var readers: DialectVerdict?
  package var skipReason: String?
  /// Why documents of this file were passed over although others were judged.
  package var skippedDocuments: [String] = []
  package var kind: String?

  package var isManifest: Bool { !workloads.isEmpty }
}

/// Reads files into settings and workloads.
package struct ConfigurationReader {
  package let context: ProjectContext
  /// Reads a file that another one refers to; the path is as reports give it.
  package let load: (String) -> SiblingFile

  package init(context: ProjectContext, load: @escaping (String) -> SiblingFile) {
    self.context = context
    self.load = load
  }

  package func read(_ file: SourceFile, as type: FileType) -> FileReading {
    var reading = FileReading(
      file: file, context: context, format: "", stage: StageVerdict(.unknown, ""))
    switch type {
    case .environment: readEnvironment(file, into: &reading)
    case .dockerfile, .systemdUnit: break
    default: readDocuments(file, type, into: &reading)
    }
    return reading
  }

  private func readEnvironment(_ file: SourceFile, into reading: inout FileReading) {
    let readers = context.dialects.verdict(
      path: file.path, projectPath: context.projectPath(of: file.path),
      contract: context.contract, load: load)
    reading.readers = readers
    let read = EnvironmentFile.settings(
      of: file, keys: context.keys, values: context.values, dialect: readers.primary)
    reading.format = EnvironmentFile.name
    reading.settings = read.settings
    reading.stage = context.stages.verdict(
      path: context.projectPath(of: file.path), contract: context.contract,
      environment: read.settings)
    var problems = read.problems
    if file.encoding != .utf8 {
      problems.append(
        ReadingProblem(
          kind: .syntax,
          message: "the file is \(file.encoding.rawValue); readers of env files expect UTF-8",
          range: SourceRange(at: 0)))
    }
    add(problems, to: &reading, duplicates: "duplicate-variable")
  }

  private func readDocuments(
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
    let tree = Self.tree(of: file.bytes, type)
    var problems = tree.problems
    if let error = problems.first(where: { $0.kind == .syntax }),
      let reason = Self.otherLanguage(of: file.bytes, at: error.range.start, type)
    {
      reading.skippedDocuments.append(reason)
      problems.removeAll { $0.kind == .syntax }
    }
    add(problems, to: &reading, duplicates: "duplicate-key")
    let hints = context.hints(in: file.bytes)
    var judged = 0
    for document in tree.documents where !tree.isNull(document) {
      for root in KubernetesManifest.objects(of: document, in: tree) {
        if readDocument(root, tree, hints, path, into: &reading) { judged += 1 }
      }
    }
    if judged == 0 { reading.skipReason = reading.skippedDocuments.first }
  }

  private func readDocument(
    _ root: NodeIndex, _ tree: DocumentTree, _ hints: ByteHints,
    _ path: StageResolver.PathEvidence, into reading: inout FileReading
  ) -> Bool {
    let file = reading.file
    guard
      let format = ManifestFormats.all.first(where: {
        $0.recognises(root, in: tree, path: file.path)
      })
    else { return false }
    let folder = FilePath.folder(of: file.path)
    var document = DocumentReading(
      file: file, tree: tree, keys: context.keys, values: context.values, hints: hints,
      sibling: { load(FilePath.join(folder, $0)) })
    document.format = format.name
    format.read(root, into: &document)
    if let reason = document.skipReason {
      reading.skippedDocuments.append(reason)
      return false
    }
    let stage = context.stages.verdict(
      path, platform: document.platformStage, hint: document.stageHint)
    reading.stage = stage
    if format.name != PlainDocument.name || reading.format.isEmpty { reading.format = format.name }
    reading.kind = document.kind
    for var workload in document.workloads {
      let verdict = context.stages.verdict(
        path, environment: workload.environment, platform: document.platformStage,
        hint: workload.stageHint ?? document.stageHint)
      workload.stage = verdict.stage
      workload.stageEvidence = verdict.evidence
      reading.workloads.append(workload)
    }
    reading.consumed += document.consumed
    add(document.problems, to: &reading, duplicates: "duplicate-key")
    var here = Surroundings(
      gate: .files, stage: stage.stage, format: format.name, file: file,
      settings: document.settings, kind: document.kind, contract: context.contract,
      load: context.contract?.load)
    judge(document, root, tree, &here, into: &reading)
    return true
  }

  /// What only the document's nodes can show is judged while they are here.
  private func judge(
    _ document: DocumentReading, _ root: NodeIndex, _ tree: DocumentTree,
    _ here: inout Surroundings,
    into reading: inout FileReading
  ) {
    let start =
      document.format == DigitalOceanAppSpec.name
      ? DigitalOceanAppSpec.specification(root, in: tree) : root
    reading.drafts += context.judge.judgePaths(start, in: tree, here)
    let contract = context.contract.map { ContractJudge(context.judge, $0) }
    for setting in document.settings {
      reading.drafts += context.judge.judge(setting, in: here)
      if let contract { reading.drafts += contract.judge(setting, here) }
      if context.comparesAcrossStages(setting, in: here) {
        reading.secrets.append(setting)
      }
    }
  }

  private static func tree(of bytes: SourceBytes, _ type: FileType) -> DocumentTree {
    switch type {
    // Many readers of JSON take comments; formats whose readers do not are asked later.
    case .json: JSONReader.read(bytes, dialect: .jsonc)
    case .toml: TOMLReader.read(bytes)
    default: YAMLReader.read(bytes)
    }
  }

  /// Why the bytes are no text that any reader takes.
  private static func unreadableText(of file: SourceFile) -> ReadingProblem? {
    let what: String
    let range: SourceRange
    if let fault = file.encodingFault {
      (what, range) = ("no \(file.encoding.rawValue)", fault)
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

  private func add(
    _ problems: [ReadingProblem], to reading: inout FileReading, duplicates: String
  ) {
    for problem in problems {
      reading.drafts += context.judge.draft(
        problem, in: reading.file, stage: reading.stage.stage, duplicates: duplicates)
    }
  }

  /// What a text that is no YAML may be instead, by what stands where the reader gave up.
  private static func otherLanguage(
    of bytes: SourceBytes, at offset: Int, _ type: FileType
  ) -> String? {
    let index = LineIndex(bytes)
    let line = index.location(of: offset).line
    // Readers often notice a template's action only on the line behind it.
    let lines = (max(1, line - 2)...line).map { bytes.text(index.range(ofLine: $0)) }
    let isTemplate = lines.contains { line in
      ["{{", "{%", "<%"].contains { mark in line.contains(mark) && !isComment(line) }
    }
    if isTemplate { return "a template that is no YAML before it is rendered" }
    return nil
  }

  private static func isComment(_ line: String) -> Bool {
    line.drop { $0 == " " || $0 == "\t" }.hasPrefix("#")
  }
}
