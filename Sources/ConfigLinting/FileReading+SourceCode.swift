import ConfigGuard
import RulePacks

extension ConfigurationReader {
  /// Takes from a program what it reads of its environment, and with which defaults.
  func readSourceCode(_ file: SourceFile, into reading: inout FileReading) {
    reading.format = FileType.sourceCode.rawValue
    let path = context.projectPath(of: file.path)
    reading.stage = stage(ofSourceAt: path)
    guard let language = SourceCodeLanguage(path: path) else { return }
    if file.bytes.firstNUL != nil || file.encodingFault != nil {
      reading.skipReason = "holds no text"
      return
    }
    let read = SourceCodeReader.read(
      file.bytes, as: language, isComponent: SourceCodeLanguage.isComponent(path: path))
    reading.reads = read.reads
    add(read.problems, to: &reading, duplicates: "duplicate-variable")
    let settings = read.reads.compactMap { setting(of: $0, in: file) }
    guard !settings.isEmpty else { return }
    let here = Surroundings(
      gate: .files, stage: reading.stage.stage, format: reading.format, file: file,
      settings: settings, contract: context.contract)
    reading.documents = [DocumentSettings(settings: settings, surroundings: here)]
  }

  /// Programs run in every stage; what only tests and examples do is judged as such.
  private func stage(ofSourceAt path: String) -> StageVerdict {
    if context.sources.purpose(of: path) == .test {
      return StageVerdict(.test, "the program's tests")
    }
    let evidence = context.stages.evidence(ofPath: path, context.contract)
    if let decided = evidence.decided { return decided }
    if let suggested = evidence.suggested, suggested.stage != .production,
      suggested.stage != .staging
    {
      return suggested
    }
    return StageVerdict(.unknown, "programs run in every stage")
  }

  /// The variable with the default that stands in for it; nil where the code has none.
  private func setting(of read: VariableRead, in file: SourceFile) -> Setting? {
    guard let fallback = read.fallback, !fallback.text.isEmpty,
      !context.sources.isOfSystem(read.name), !context.sources.saysAbsent(fallback.text)
    else { return nil }
    var value = Value(
      form: .reference("the environment"), text: fallback.text, effective: fallback.text,
      range: fallback.range, isExact: fallback.isExact)
    value.fallbacks = [Value.Fallback(text: fallback.text, range: fallback.range)]
    return Setting(
      key: read.name, info: context.keys.info(read.name), value: value, file: file,
      keyRange: read.nameRange, keyPath: read.name)
  }
}
