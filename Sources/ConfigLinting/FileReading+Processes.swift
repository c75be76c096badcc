import ConfigGuard
import RulePacks

extension ConfigurationReader {
  /// Reads a Procfile: every type of process is a workload, whose environment is kept elsewhere.
  func readProcfile(_ file: SourceFile, into reading: inout FileReading) {
    reading.format = Procfile.name
    let path = context.stages.evidence(
      ofPath: context.projectPath(of: file.path), context.contract)
    reading.stage = context.stages.verdict(path)
    if let problem = Self.unreadableText(of: file) {
      return add([problem], to: &reading, duplicates: "duplicate-variable")
    }
    if TemplateText.mask(file.bytes) != nil {
      reading.skipReason = "a template of a Procfile"
      return
    }
    let procfile = Procfile.read(file.bytes)
    for process in procfile.processes {
      var workload = Workload(
        name: process.name, file: file, range: process.nameRange, format: reading.format)
      workload.setCommand([
        CommandPart(
          text: process.command, file: file, range: process.commandRange, isExact: true)
      ])
      workload.isBuiltHere = true
      workload.hasUnreadSources = true
      for variable in process.variables {
        workload.set(setting(variable, of: process, in: file))
      }
      let verdict = context.stages.verdict(path, environment: workload.environment)
      workload.stage = verdict.stage
      workload.stageEvidence = verdict.evidence
      reading.workloads.append(workload)
      judge([command(of: process, in: file)], verdict.stage, into: &reading)
    }
    refuseEncoding(of: .procfile, in: &reading)
    add(procfile.problems, to: &reading, duplicates: "duplicate-variable")
  }

  /// What is started, in which options may give secrets.
  private func command(of process: Procfile.Process, in file: SourceFile) -> Setting {
    // The variables in front are settings already.
    var start = process.variables.last?.valueRange.end ?? process.commandRange.start
    if !process.variables.isEmpty {
      while start < process.commandRange.end, file.bytes.pointer[start] > 0x20 { start += 1 }
    }
    let range = SourceRange(start: start, end: process.commandRange.end)
    let value = context.values.value(
      file.bytes.text(range), at: range, isExact: true, syntax: .none)
    return Setting(
      key: process.name, info: context.keys.info("command"), value: value, file: file,
      keyRange: process.nameRange, keyPath: "\(process.name).command")
  }

  private func setting(
    _ variable: Procfile.Variable, of process: Procfile.Process, in file: SourceFile
  ) -> Setting {
    let value = context.values.value(
      variable.value, at: variable.valueRange, isExact: variable.isExact,
      syntax: variable.isExpanded ? .compose : .none)
    return Setting(
      key: variable.name, info: context.keys.info(variable.name), value: value, file: file,
      keyRange: variable.nameRange, keyPath: "\(process.name).\(variable.name)")
  }
}
