import RulePacks

@testable import ConfigGuard
@testable import ConfigLinting

/// What makes a rule fire, taken out of one of its examples: a service with its variables, or the
/// variables alone.
struct Probe: Hashable {
  struct Variable: Hashable {
    let name: String
    let value: String
  }

  let rule: String
  let stage: Stage
  let image: String?
  let command: String?
  let variables: [Variable]

  /// For each rule about settings or services the smallest probe that its bad examples hold.
  static func all(_ rules: PreparedRules, _ pages: [RulePage]) -> [Probe] {
    pages.compactMap { page -> Probe? in
      guard let rule = rules.index.rule(page.id) else { return nil }
      switch rule.scope {
      case .setting, .workload: break
      default: return nil
      }
      return page.examples.filter { $0.isBad && $0.contract == nil }
        .flatMap { probes(of: $0, rule, rules) }
        .min { $0.size < $1.size }
    }
  }

  private var size: Int { variables.count + (image == nil ? 0 : 1) + (command == nil ? 0 : 1) }

  private static func probes(
    of example: RuleExample, _ rule: Rule, _ rules: PreparedRules
  ) -> [Probe] {
    guard !example.files.isEmpty else {
      let variables = example.environment.sorted { $0.key < $1.key }
        .map { Variable(name: $0.key, value: $0.value) }
      return [probe(rule.id, example.stage ?? .production, nil, nil, variables)].compactMap { $0 }
    }
    let context = ProjectContext(rules, contract: nil, stage: example.stage)
    context.readsEverything = true
    let reader = ConfigurationReader(context: context, load: { _ in .missing("it is not read") })
    return example.files.flatMap { file -> [Probe?] in
      let marked = ExampleText(file.text)
      guard !marked.marks.isEmpty, let type = FileType(path: file.path) else { return [] }
      let source = SourceFile(
        path: file.path, bytes: SourceBytes(marked.plain), tracking: .unknown)
      let reading = reader.read(source, as: type)
      // A rule that asks for nothing beside a setting needs nothing beside it.
      let isAlone = rule.condition == nil && rule.scope != .workload
      func variables(_ settings: [Setting]) -> [Variable] {
        settings.filter { setting in
          !isAlone || marked.marks.contains { $0.overlaps(setting.value.range) }
        }.compactMap(variable)
      }
      let services = reading.workloads.map { workload in
        probe(
          rule.id, workload.stage, isAlone ? nil : workload.image,
          isAlone ? nil : workload.command, variables(workload.environment))
      }
      // Other keys of a document may be what its format is known by.
      let marks = reading.documents.flatMap(\.settings).filter { setting in
        marked.marks.contains { $0.overlaps(setting.value.range) }
      }
      let settings = variables(reading.settings) + marks.compactMap(variable)
      return services + [probe(rule.id, reading.stage.stage, nil, nil, settings)]
    }.compactMap { $0 }
  }

  private static func probe(
    _ rule: String, _ stage: Stage, _ image: String?, _ command: String?, _ all: [Variable]
  ) -> Probe? {
    var names: Set<String> = []
    let variables = all.filter { names.insert($0.name).inserted }
    guard !variables.isEmpty || image != nil else { return nil }
    let isDevelopment = stage == .development || stage == .test
    return Probe(
      rule: rule, stage: isDevelopment ? .development : .production, image: image,
      command: command, variables: variables)
  }

  /// A setting as a variable: the names of the mappings above it stand in front of its own.
  private static func variable(_ setting: Setting) -> Variable? {
    let name = (setting.ancestors + [setting.key]).joined(separator: "_")
    let isName = name.utf8.allSatisfy {
      (0x30...0x39).contains($0) || (0x41...0x5A).contains($0 & 0xDF) || $0 == 0x5F
    }
    let text = setting.value.text
    guard isName, name.first?.isNumber == false, text.utf8.count < 4000,
      text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F && $0 != 0x27 })
    else { return nil }
    return Variable(name: name, value: text)
  }
}

extension SourceRange {
  fileprivate func overlaps(_ other: SourceRange) -> Bool {
    start < other.end && other.start < end || start == other.start
  }
}
