import ConfigGuard
import RulePacks

/// How many processes a workload starts, and how many requests one of them serves at once.
struct ProcessCount {
  private(set) var processes = ConnectionFactor(number: 1, isExact: false)
  private(set) var threads: ConnectionFactor?
  private let context: ProjectContext

  /// - Parameter settings: Those of the workload that some program reads.
  init(
    _ workload: Workload, _ settings: [Setting], _ programs: [ConnectionBudget.Program],
    _ context: ProjectContext
  ) {
    self.context = context
    guard workload.command == nil, workload.commandWords.isEmpty else {
      for (index, word) in workload.commandWords.enumerated() {
        let name = FilePath.name(of: word.text)
        guard let program = programs.first(where: { $0.names.contains(name) }) else { continue }
        read(
          program, CommandOptions(workload.commandWords.dropFirst(index + 1)), settings, workload)
        return
      }
      return
    }
    // The image's own command is not known; what only a server of many processes reads says enough.
    for program in programs {
      if let count = Self.count(program.settings, settings) {
        processes = count
        return
      }
    }
  }

  private mutating func read(
    _ program: ConnectionBudget.Program, _ command: CommandOptions, _ settings: [Setting],
    _ workload: Workload
  ) {
    let holder = settings.last { Self.matches($0, program.arguments) }
    let held = CommandOptions(
      holder.map { setting in
        StartWords.words(
          of: CommandPart(
            text: setting.value.literal ?? "", file: setting.file, range: setting.value.range,
            isExact: setting.value.isExact), isFirst: true)
      } ?? [])
    func option(_ names: [String]) -> StartWord? {
      names.isEmpty ? nil : command.value(of: names) ?? held.value(of: names)
    }
    let kind = option(program.classes)
    let isSingle = kind.map { program.single.contains($0.text) } ?? true
    if let stated = option(program.options) {
      if let count = count(stated, workload) { processes = count }
    } else if let count = Self.count(program.settings, settings) {
      processes = count
    } else if let count = program.count {
      // What names a configuration file may state more there.
      processes = ConnectionFactor(number: count, isExact: kind == nil)
    }
    if let stated = option(program.threads) {
      threads = count(stated, workload)
    } else if !program.classes.isEmpty, isSingle {
      threads = ConnectionFactor(number: 1)
    } else if program.threads.isEmpty, !program.classes.isEmpty {
      // What is counted then is threads of one process.
      threads = processes
      processes = ConnectionFactor(number: 1, isExact: false)
    }
  }

  private static func count(
    _ patterns: [KeyPattern], _ settings: [Setting]
  ) -> ConnectionFactor? {
    for setting in settings.reversed() where matches(setting, patterns) {
      if let number = ConnectionFactor.count(setting.value.literal) {
        return ConnectionFactor(number: number, place: setting.place)
      }
    }
    return nil
  }

  static func matches(_ setting: Setting, _ patterns: [KeyPattern]) -> Bool {
    patterns.contains { $0.matches(setting.info.words, ancestors: setting.ancestors) }
  }

  /// The number of an option: `4`, `1:5` of threads, or a variable of the workload.
  private func count(_ word: StartWord, _ workload: Workload) -> ConnectionFactor? {
    if word.text.hasPrefix("$") {
      let name = word.text.drop { "$({".contains($0) }.prefix {
        $0.isLetter || $0.isNumber || $0 == "_"
      }
      guard let setting = workload.setting(String(name), context.keys, context.values) else {
        return nil
      }
      return ConnectionFactor.count(setting.value.literal).map {
        ConnectionFactor(number: $0, place: setting.place)
      }
    }
    let last = word.text.split(separator: ":").last.map(String.init)
    return ConnectionFactor.count(last).map { ConnectionFactor(number: $0, place: word.place) }
  }
}
