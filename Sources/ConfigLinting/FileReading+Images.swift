import ConfigGuard
import RulePacks

extension ConfigurationReader {
  /// Reads a Dockerfile: the variables of its last stage are an image's environment.
  ///
  /// Arguments and the variables of other stages are judged as settings of the file.
  func readDockerfile(_ file: SourceFile, into reading: inout FileReading) {
    reading.format = FileType.dockerfile.rawValue
    let path = context.stages.evidence(
      ofPath: context.projectPath(of: file.path), context.contract)
    reading.stage = context.stages.verdict(path)
    if let problem = Self.unreadableText(of: file) {
      return add([problem], to: &reading, duplicates: "duplicate-variable")
    }
    if TemplateText.mask(file.bytes) != nil {
      reading.skipReason = "a template of a Dockerfile"
      return
    }
    let dockerfile = Dockerfile.read(file.bytes)
    guard let last = dockerfile.stages.last else {
      return add(dockerfile.problems, to: &reading, duplicates: "duplicate-variable")
    }
    let folder = FilePath.folder(of: file.path)
    var workload = Workload(
      name: folder == "." ? "image" : FilePath.name(of: folder), file: file,
      range: last.imageRange, format: reading.format)
    workload.image = last.image
    workload.isBuiltHere = true
    // Whoever runs the image sets more.
    workload.hasUnreadSources = true
    let own = Set(dockerfile.chain(of: dockerfile.stages.count - 1))
    for number in dockerfile.stages.indices.filter(own.contains) {
      for assignment in dockerfile.stages[number].assignments where !assignment.isArgument {
        workload.set(setting(assignment, in: file))
      }
    }
    workload.setCommand(
      dockerfile.start(own).flatMap { $0.commandParts(in: file) })
    let verdict = context.stages.verdict(path, environment: workload.environment)
    reading.stage = verdict
    workload.stage = verdict.stage
    workload.stageEvidence = verdict.evidence
    reading.workloads = [workload]
    refuseEncoding(of: .dockerfile, in: &reading)
    add(dockerfile.problems, to: &reading, duplicates: "duplicate-variable")
    var others = dockerfile.globalArguments
    for (number, stage) in dockerfile.stages.enumerated() {
      others += stage.assignments.filter { $0.isArgument || !own.contains(number) }
    }
    // What the last stage runs as says nothing of the stages that only build it.
    let settings =
      others.filter { $0.value != nil }.map { setting($0, in: file) }
      + dockerfile.stages.flatMap(\.instructions).compactMap { command($0, in: file) }
    judge(settings, context.stages.verdict(path).stage, into: &reading)
  }

  /// Judges settings of a file that are no part of a workload's environment.
  func judge(_ settings: [Setting], _ stage: Stage, into reading: inout FileReading) {
    let here = Surroundings(
      gate: .files, stage: stage, format: reading.format, file: reading.file,
      settings: settings, contract: context.contract, load: context.contract?.load)
    for setting in settings {
      context.trace?.add(setting, in: here, .document, reading)
      reading.drafts += context.judge.judge(setting, in: here)
    }
  }

  /// What the image starts, in which options may give secrets.
  private func command(_ instruction: Dockerfile.Instruction, in file: SourceFile) -> Setting? {
    guard ["CMD", "ENTRYPOINT", "HEALTHCHECK"].contains(instruction.name) else { return nil }
    let value = context.values.value(
      instruction.arguments, at: instruction.argumentsRange, isExact: instruction.isExact,
      syntax: .none)
    let key = instruction.name == "ENTRYPOINT" ? "ENTRYPOINT" : "CMD"
    return Setting(
      key: instruction.name, info: context.keys.info(key), value: value, file: file,
      keyRange: instruction.nameRange, keyPath: instruction.name)
  }

  private func setting(_ assignment: Dockerfile.Assignment, in file: SourceFile) -> Setting {
    let value = context.values.value(
      assignment.value ?? "", at: assignment.valueRange, isExact: assignment.isExact,
      syntax: assignment.hasReference ? .compose : .none)
    return Setting(
      key: assignment.name, info: context.keys.info(assignment.name), value: value, file: file,
      keyRange: assignment.nameRange, keyPath: assignment.name)
  }
}

extension FileReading {
  /// Keys of what is started, by format; these are judged as settings and set no variable.
  static let commandKeys: [String: Set<String>] = [
    FileType.dockerfile.rawValue: ["CMD", "ENTRYPOINT", "HEALTHCHECK"],
    "systemd-unit": ["ExecStart"],
  ]
}

extension Dockerfile {
  /// What an image starts: its entry point and its command, each from the nearest stage that says.
  ///
  /// An entry point takes away the command of the stages below it
  /// (docs.docker.com/reference/dockerfile, "ENTRYPOINT").
  func start(_ chain: Set<Int>) -> [Instruction] {
    var entry: Instruction?
    var command: Instruction?
    for number in stages.indices where chain.contains(number) {
      let own = stages[number].instructions
      if let found = own.last(where: { $0.name == "ENTRYPOINT" }) {
        entry = found
        command = nil
      }
      command = own.last { $0.name == "CMD" } ?? command
    }
    return [entry, command].compactMap { $0 }
  }

  /// A stage with the stages that it is built from, by their numbers.
  func chain(of number: Int) -> [Int] {
    var result = [number]
    while let last = result.last,
      let base = stages[..<last].lastIndex(where: { $0.name == stages[last].image.lowercased() })
    {
      result.append(base)
    }
    return result
  }
}

extension Dockerfile.Instruction {
  /// The words of a JSON list, or the whole command line.
  func commandParts(in file: SourceFile) -> [CommandPart] {
    let text = Array(arguments.utf8)
    guard text.first == UInt8(ascii: "["), text.last == UInt8(ascii: "]") else {
      return [
        CommandPart(text: arguments, file: file, range: argumentsRange, isExact: isExact)
      ]
    }
    var parts: [CommandPart] = []
    var start: Int?
    var offset = 1
    while offset < text.count {
      if text[offset] == UInt8(ascii: "\\") { offset += 1 }
      if offset < text.count, text[offset] == UInt8(ascii: "\"") {
        if let first = start {
          let range = SourceRange(
            start: argumentsRange.start + first, end: argumentsRange.start + offset)
          parts.append(
            CommandPart(
              text: String(decoding: text[first..<offset], as: UTF8.self), file: file,
              range: isExact ? range : argumentsRange, isExact: isExact))
          start = nil
        } else {
          start = offset + 1
        }
      }
      offset += 1
    }
    return parts
  }
}
