import ConfigGuard
import RulePacks

extension EvidenceCollector {
  mutating func addEnvironmentFiles() {
    let files = linter.readings.filter { $0.format == EnvironmentFile.name }
    let templates = files.filter { EnvironmentFile.isTemplateName($0.file.name) }.sorted {
      (depth(of: $0), $0.file.path) < (depth(of: $1), $1.file.path)
    }
    for reading in templates { add(reading, .template) }
    for reading in files where !EnvironmentFile.isTemplateName(reading.file.name) {
      guard reading.stage.stage != .example else { continue }
      add(reading, .environmentFile)
    }
  }

  private func depth(of reading: FileReading) -> Int {
    path(reading.file.path).utf8.count { $0 == UInt8(ascii: "/") }
  }

  private mutating func add(_ reading: FileReading, _ origin: VariableEvidence.Origin) {
    let here = UnmaskedEnvironment(environmentFile: reading).surroundings
    var active: Set<String> = []
    for setting in reading.settings where isWanted(setting.key, isListed: origin == .template) {
      active.insert(setting.key)
      mention(setting.key, origin, reading.file, line(of: setting.keyRange, in: reading.file))
      note(setting, here, origin)
    }
    guard origin == .template else { return }
    let comments = TemplateComments(reading.file.bytes)
    var places = reading.settings.map { setting in
      (name: setting.key, line: line(of: setting.keyRange, in: reading.file))
    }
    for inactive in comments.inactive where !active.contains(inactive.name) {
      guard isWanted(inactive.name, isListed: true) else { continue }
      let isNew = variables[inactive.name] == nil
      mention(inactive.name, .commentedOut, reading.file, inactive.line)
      if isNew { noteRole(of: inactive.name, reading.file) }
      places.append((inactive.name, inactive.line))
    }
    for (name, _) in places.sorted(by: { $0.line < $1.line }) where variables[name] != nil {
      if listed.insert(name).inserted { order.append(name) }
      guard var variable = variables[name] else { continue }
      if variable.heading == nil {
        variable.heading = comments.headings[name].flatMap { shown($0) }
      }
      if variable.description == nil {
        variable.description = comments.descriptions[name].flatMap { shown($0) }
      }
      variables[name] = variable
    }
  }

  /// A comment, unless something in it may be a secret.
  private func shown(_ text: String) -> String? {
    let isHarmless = resolver.screen.text(.prose(text)).text == text
    return isHarmless && !text.utf8.contains { $0 < 0x20 } ? text : nil
  }

  mutating func noteRole(of name: String, _ file: SourceFile) {
    let value = Value(
      form: .empty, text: "", effective: nil, range: SourceRange(at: 0), isExact: false)
    let setting = Setting(
      key: name, info: context.keys.info(name), value: value, file: file,
      keyRange: SourceRange(at: 0), keyPath: name)
    variables[name]?.roles.insert(context.judge.role(of: setting))
  }
}
