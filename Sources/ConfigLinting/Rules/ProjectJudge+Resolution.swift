import ConfigGuard
import RulePacks

/// A whole environment of a project: a workload's, or an env file's that nobody consumes.
struct ProjectUnit {
  let name: String
  let format: String
  let stage: Stage
  let file: SourceFile
  let settings: [Setting]
  let workload: Workload?
  /// What the settings are from that no rule about single ones asks for.
  var reading: FileReading?
  /// The place of the workload among those of its file, and what reads the files beside it.
  var position = 0
  var load: ((String) -> SiblingFile)?

  /// The settings of which no other rule has anything to say, too.
  var everySetting: [Setting] {
    guard let reading else { return settings }
    return load.map { reading.everySetting(of: position, $0) } ?? reading.everySetting()
  }

  /// The settings that may name a data store; documents leave none of these out.
  var settingsWithHosts: [Setting] { workload == nil ? everySetting : settings }

  var folder: String { FilePath.folder(of: file.path) }
}

/// The units of the project that was judged last: several rules ask for them in turn.
final class ProjectUnits {
  private var known: (context: ProjectContext, units: [ProjectUnit])?

  func all(of context: ProjectContext, _ find: () -> [ProjectUnit]) -> [ProjectUnit] {
    if let known, known.context === context { return known.units }
    let units = find()
    known = (context, units)
    return units
  }
}

extension ProjectJudge {
  func resolution(
    _ rule: Rule, _ context: ProjectContext, _ what: Resolution
  ) -> [FindingDraft] {
    if what == .notInContract { return readsBesideContract(rule, context) }
    let units = knownUnits.all(of: context) { self.units(of: context) }
    switch what {
    case .nearMiss: return nearMisses(rule, context, units)
    case .differs: return differences(rule, context, units)
    case .missingInStage: return missingInStage(rule, context, units)
    case .productionHost: return productionHosts(rule, context, units)
    case .shadowed, .notInContract: return []
    }
  }

  private func units(of context: ProjectContext) -> [ProjectUnit] {
    readings.filter { $0.context === context }.flatMap { reading in
      reading.format == EnvironmentFile.name
        ? [
          ProjectUnit(
            name: reading.file.name, format: reading.format, stage: reading.stage.stage,
            file: reading.file, settings: reading.settings, workload: nil, reading: reading)
        ]
        : reading.workloads.enumerated().map { position, workload in
          ProjectUnit(
            name: workload.name, format: workload.format, stage: workload.stage,
            file: workload.file, settings: workload.environment, workload: workload,
            reading: reading.leavesOutSettings ? reading : nil, position: position, load: load)
        }
    }
  }

  // MARK: names

  /// Names that somebody asks for, and that a slip of the pen keeps from being set.
  private func nearMisses(
    _ rule: Rule, _ context: ProjectContext, _ units: [ProjectUnit]
  ) -> [FindingDraft] {
    var examples: [String: [String]] = [:]
    let folders = Set(units.lazy.filter { $0.stage != .example }.map(\.folder))
    for unit in units
    where unit.workload == nil && unit.stage == .example && folders.contains(unit.folder) {
      examples[unit.folder, default: []] += unit.everySetting.map(\.key)
    }
    return units.filter { $0.stage != .example }.flatMap { unit in
      let wanted = names(wantedBy: unit, context, examples)
      return nearMisses(rule, context, unit, wanted.names, asker: wanted.asker)
    }
  }

  private func names(
    wantedBy unit: ProjectUnit, _ context: ProjectContext, _ examples: [String: [String]]
  ) -> (names: [String], asker: ReportText) {
    if let contract = context.contract, !contract.variables.isEmpty,
      unit.workload.map({ context.isContractual($0) }) ?? true
    {
      let service = unit.workload.flatMap { context.service(of: $0) }
      return (service?.variables.map(Array.init) ?? contract.variables.map(\.name), "the contract")
    }
    return (examples[unit.folder] ?? [], "the example file")
  }

  private func nearMisses(
    _ rule: Rule, _ context: ProjectContext, _ unit: ProjectUnit, _ wanted: [String],
    asker: ReportText
  ) -> [FindingDraft] {
    guard !wanted.isEmpty else { return [] }
    let settings = unit.everySetting
    let present = Set(settings.map(\.key))
    let known = Set(wanted)
    let lacking = wanted.filter { !present.contains($0) }
    guard !lacking.isEmpty else { return [] }
    var families: [[String]: [String]] = [:]
    for name in lacking {
      for family in Self.families(of: name) { families[family, default: []].append(name) }
    }
    return settings.compactMap { setting in
      guard !known.contains(setting.key) else { return nil }
      let words = NearMiss.words(of: setting.key)
      let meant = Self.families(of: setting.key).lazy.flatMap { families[$0] ?? [] }
        .first { NearMiss.isSlip(words, of: NearMiss.words(of: $0)) }
      guard let meant, PlainName.isPlain(meant) else { return nil }
      var draft = draft(
        rule, context, Place(setting.file, setting.keyRange), stage: unit.stage,
        key: setting.key, arguments: ["other": "\(setting: meant)", "problem": asker])
      draft?.workload = unit.workload?.name
      draft?.content = .name
      return draft
    }
  }

  /// The words of a name with each of them left open in turn, and all letters without separators.
  private static func families(of name: String) -> [[String]] {
    let words = NearMiss.words(of: name)
    guard words.count <= 12 else { return [] }
    return words.indices.map { index in
      var family = words
      family[index] = "*"
      return family
    } + [[words.joined()]]
  }

  // MARK: manifests of one stage

  /// Switches and numbers that two manifests of one stage give to one service in two ways.
  private func differences(
    _ rule: Rule, _ context: ProjectContext, _ units: [ProjectUnit]
  ) -> [FindingDraft] {
    struct Identity: Hashable {
      let service: String
      let stage: Stage
      let folder: String?
    }
    var groups: [Identity: [ProjectUnit]] = [:]
    for unit in units {
      guard let workload = unit.workload, unit.stage == .production || unit.stage == .staging
      else { continue }
      let service = context.service(of: workload)?.name
      // Without a contract nothing says that two manifests far apart deploy one service.
      let identity = Identity(
        service: service ?? unit.name, stage: unit.stage,
        folder: service == nil ? unit.folder : nil)
      groups[identity, default: []].append(unit)
    }
    return groups.values.flatMap { group -> [FindingDraft] in
      guard let first = group.min(by: { Self.precedes($0, $1) }) else { return [] }
      return group.filter { $0.format != first.format }.sorted { Self.precedes($0, $1) }
        .flatMap { differences(rule, context, first, $0) }
    }
  }

  private static func precedes(_ left: ProjectUnit, _ right: ProjectUnit) -> Bool {
    (left.format, left.file.path, left.name) < (right.format, right.file.path, right.name)
  }

  private func differences(
    _ rule: Rule, _ context: ProjectContext, _ first: ProjectUnit, _ other: ProjectUnit
  ) -> [FindingDraft] {
    let known = Dictionary(
      first.everySetting.map { ($0.key, $0) }, uniquingKeysWith: { _, last in last })
    return other.everySetting.compactMap { setting in
      guard let counterpart = known[setting.key],
        let value = Self.comparable(setting), let expected = Self.comparable(counterpart),
        value != expected, counterpart.place != setting.place
      else { return nil }
      var draft = draft(
        rule, context, setting.place, stage: other.stage, key: setting.key,
        arguments: ["other": "\(path: counterpart.file.name)"])
      draft?.workload = other.name
      draft?.related = [(counterpart.place, "another value for the same service")]
      return draft
    }
  }

  /// A switch or a number; names of hosts, ports and paths differ between platforms on purpose.
  private static func comparable(_ setting: Setting) -> String? {
    let own = setting.info.words.last ?? ""
    guard !setting.info.holdsSecret, !["port", "ports", "version"].contains(own),
      let text = setting.value.literal?.trimmedASCII.lowercased(), !text.isEmpty
    else { return nil }
    switch text {
    case "true", "yes", "on": return "true"
    case "false", "no", "off": return "false"
    default: return Double(text).map { "\($0)" }
    }
  }
}
