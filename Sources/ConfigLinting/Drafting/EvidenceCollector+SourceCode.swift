import ConfigGuard
import RulePacks

extension EvidenceCollector {
  /// Notes what source code reads; what only tests or examples read is not needed to run.
  mutating func addCode() {
    for reading in linter.readings
    where reading.stage.stage != .test && reading.stage.stage != .example {
      let isTask = isTask(context.projectPath(of: reading.file.path))
      for read in reading.reads { add(read, reading.file, isTask: isTask) }
    }
  }

  private mutating func add(_ read: VariableRead, _ file: SourceFile, isTask: Bool) {
    guard isWanted(read.name) else { return }
    let line = line(of: read.nameRange, in: file)
    let isNew = variables[read.name] == nil
    mention(read.name, isTask ? .task : .code, file, line)
    if isNew { noteRole(of: read.name, file) }
    guard !read.isMention else { return }
    var noted = VariableEvidence.Read(
      path: path(file.path), line: line, isRequired: read.isRequired && !isTask,
      isTask: isTask, type: read.typeHint)
    if let fallback = read.fallback, !context.sources.saysAbsent(fallback.text) {
      note(fallback, read, file, in: &noted)
    }
    variables[read.name]?.reads.append(noted)
  }

  private mutating func note(
    _ fallback: CodeFallback, _ read: VariableRead, _ file: SourceFile,
    in noted: inout VariableEvidence.Read
  ) {
    let value = Value(
      form: fallback.text.isEmpty ? .empty : .literal, text: fallback.text,
      effective: fallback.text, range: fallback.range, isExact: false)
    let setting = Setting(
      key: read.name, info: context.keys.info(read.name), value: value, file: file,
      keyRange: read.nameRange, keyPath: read.name)
    let role = context.judge.role(of: setting)
    variables[read.name]?.roles.insert(role)
    let here = Surroundings(
      gate: .files, stage: .unknown, format: "source-code", file: file, settings: [setting])
    let found = found(fallback.text, setting, role, here, .code)
    noted.fallback = found
    if let found { variables[read.name]?.values.append(found) }
    noted.hasUnfitFallback =
      !fallback.text.isEmpty && (role == KeyRole.secret || found?.isPlaceholder == true)
    if let marked = context.stages.marker(in: [setting]), stageFallback == nil,
      // That is what is taken for granted anyway.
      marked.stage == .development || marked.stage == .staging
    {
      stageFallback = (marked.stage, path(file.path), noted.line)
    }
  }

  /// Whether a file is run by developers and builds, and not as the service.
  private func isTask(_ path: String) -> Bool {
    context.sources.purpose(of: path) == .build
      || path.lowercased().split(separator: "/").dropLast().contains {
        taskFolders.contains(String($0))
      }
  }
}
