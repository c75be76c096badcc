import ConfigGuard
import RulePacks

extension ConfigurationReader {
  /// Reads a unit of systemd: its service is a workload.
  ///
  /// `EnvironmentFile=` names a file of the machine. It is read where a file of that name lies
  /// beside the unit, from where such files are usually installed together.
  func readUnit(_ file: SourceFile, into reading: inout FileReading) {
    reading.format = "systemd-unit"
    let path = context.stages.evidence(
      ofPath: context.projectPath(of: file.path), context.contract)
    reading.stage = context.stages.verdict(path)
    if let problem = Self.unreadableText(of: file) {
      return add([problem], to: &reading, duplicates: "duplicate-variable")
    }
    let unit = SystemdUnit.read(file.bytes)
    var workload = Workload(
      name: Self.unitName(of: file.path), file: file,
      range: unit.execStart.first?.range ?? SourceRange(at: file.bytes.hasByteOrderMark ? 3 : 0),
      format: reading.format)
    workload.setCommand(
      unit.execStart.map { item in
        CommandPart(
          text: item.text, file: file, range: item.range, isExact: true, startsCommand: true)
      })
    workload.hasUnreadSources = !unit.passEnvironment.isEmpty
    for variable in unit.environment { workload.set(setting(variable, in: file)) }
    // What a file sets beats what the unit sets (systemd.exec(5), "EnvironmentFile=").
    for environmentFile in unit.environmentFiles {
      add(environmentFile, of: file, to: &workload, &reading)
    }
    for item in unit.passEnvironment { workload.set(passedThrough(item, in: file)) }
    workload.remove(Set(unit.unsetEnvironment.map(\.text)))
    let verdict = context.stages.verdict(path, environment: workload.environment)
    reading.stage = verdict
    workload.stage = verdict.stage
    workload.stageEvidence = verdict.evidence
    reading.workloads = [workload]
    let commands = unit.execStart.map { item in
      Setting(
        key: "ExecStart", info: context.keys.info("command"),
        value: context.values.value(item.text, at: item.range, isExact: true, syntax: .none),
        file: file, keyRange: item.range, keyPath: "ExecStart")
    }
    judge(commands, verdict.stage, into: &reading)
    refuseEncoding(of: .systemdUnit, in: &reading)
    add(unit.problems, to: &reading, duplicates: "duplicate-variable")
  }

  /// `deploy/app.service` and `app.service.d/override.conf` speak of `app`.
  private static func unitName(of path: String) -> String {
    let folder = FilePath.name(of: FilePath.folder(of: path))
    let name = folder.hasSuffix(".service.d") ? folder : FilePath.name(of: path)
    return name.split(separator: ".").first.map(String.init) ?? name
  }

  private func add(
    _ environmentFile: SystemdUnit.EnvironmentFile, of unit: SourceFile,
    to workload: inout Workload, _ reading: inout FileReading
  ) {
    let name = FilePath.name(of: environmentFile.path)
    let beside = FilePath.join(FilePath.folder(of: unit.path), name)
    guard case .found(let file) = load(beside) else {
      workload.hasUnreadSources = true
      return
    }
    reading.consumed.append(ConsumedFile(file: file, dialect: .systemd, consumer: unit.name))
    let read = EnvironmentFile.settings(
      of: file, keys: context.keys, values: context.values, dialect: .systemd)
    for var setting in read.settings {
      setting.uses = [
        Layer(source: "EnvironmentFile", place: Place(unit, environmentFile.range))
      ]
      workload.set(setting)
    }
  }

  private func setting(_ variable: SystemdUnit.Variable, in file: SourceFile) -> Setting {
    var value = context.values.value(
      variable.value, at: variable.valueRange, isExact: variable.isExact, syntax: .none)
    if variable.hasSpecifier {
      value.form = .reference("a specifier of systemd")
      value.effective = nil
    }
    return Setting(
      key: variable.name, info: context.keys.info(variable.name), value: value, file: file,
      keyRange: variable.nameRange, keyPath: variable.name)
  }

  private func passedThrough(_ item: SystemdUnit.Item, in file: SourceFile) -> Setting {
    let value = Value(
      form: .passedThrough, text: "", effective: nil, range: item.range, isExact: false)
    return Setting(
      key: item.text, info: context.keys.info(item.text), value: value, file: file,
      keyRange: item.range, keyPath: item.text)
  }
}
