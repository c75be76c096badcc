import ConfigGuard
import RulePacks

/// A whole environment of a project: a workload's, or an env file's that nobody consumes.
struct ProjectUnit {
  private let reading: FileReading
  /// Which of the reading's workloads this is, if it is one.
  private let position: Int?
  let stage: Stage
  let file: SourceFile
  /// The same for all units of one file.
  let folder: String

  init(_ reading: FileReading, workload position: Int, inFolder folder: String) {
    self.reading = reading
    self.position = position
    stage = reading.workloads[position].stage
    file = reading.workloads[position].file
    self.folder = file === reading.file ? folder : FilePath.folder(of: file.path)
  }

  init(environmentFile reading: FileReading) {
    self.reading = reading
    position = nil
    stage = reading.stage.stage
    file = reading.file
    folder = FilePath.folder(of: file.path)
  }

  var workload: Workload? { position.map { reading.workloads[$0] } }
  var isWorkload: Bool { position != nil }
  var name: String { position.map { reading.workloads[$0].name } ?? reading.file.name }
  var format: String { position.map { reading.workloads[$0].format } ?? reading.format }

  var settings: [Setting] {
    position.map { reading.workloads[$0].environment } ?? reading.settings
  }

  /// The settings of which no other rule has anything to say, too.
  func everySetting(_ load: @escaping (String) -> SiblingFile) -> [Setting] {
    guard let position else { return reading.everySetting() }
    let context = reading.context
    return reading.leavesOutSettings
      ? reading.everySetting(of: position, load)
      : reading.workloads[position].everySetting(context.keys, context.values)
  }

  /// The settings that may name a host; of a workload those are all among its own.
  func settingsWithHosts(_ load: @escaping (String) -> SiblingFile) -> [Setting] {
    isWorkload ? settings : everySetting(load)
  }
}

extension ProjectJudge {
  func resolution(
    _ rule: Rule, _ context: ProjectContext, _ what: Resolution, among units: () -> [ProjectUnit]
  ) -> [FindingDraft] {
    switch what {
    case .nearMiss: nearMisses(rule, context, units())
    case .differs: differences(rule, context, units())
    case .missingInStage: missingInStage(rule, context, units())
    case .productionHost: productionHosts(rule, context, units())
    case .notInContract: readsBesideContract(rule, context)
    case .shadowed: []
    }
  }

  func units(of context: ProjectContext) -> [ProjectUnit] {
    var units: [ProjectUnit] = []
    for reading in readings where reading.context === context {
      if reading.format == EnvironmentFile.name {
        units.append(ProjectUnit(environmentFile: reading))
      } else {
        guard !reading.workloads.isEmpty else { continue }
        let folder = FilePath.folder(of: reading.file.path)
        for position in reading.workloads.indices {
          units.append(ProjectUnit(reading, workload: position, inFolder: folder))
        }
      }
    }
    return units
  }

  // MARK: names

  /// Names that somebody asks for, and that a slip of the pen keeps from being set.
  private func nearMisses(
    _ rule: Rule, _ context: ProjectContext, _ units: [ProjectUnit]
  ) -> [FindingDraft] {
    var examples: [String: [String]] = [:]
    let folders = Set(units.lazy.filter { $0.stage != .example }.map(\.folder))
    for unit in units
    where !unit.isWorkload && unit.stage == .example && folders.contains(unit.folder) {
      examples[unit.folder, default: []] += unit.everySetting(load).map(\.key)
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
    let settings = unit.everySetting(load)
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
    // Without a contract only what stands in one folder is compared, and most folders have one format.
    let mixed = context.contract == nil ? Self.foldersOfSeveralFormats(units) : []
    for unit in units where context.contract != nil || mixed.contains(unit.folder) {
      guard unit.stage == .production || unit.stage == .staging, let workload = unit.workload
      else { continue }
      let service = context.service(of: workload)?.name
      // Without a contract nothing says that two manifests far apart deploy one service.
      let identity = Identity(
        service: service ?? unit.name, stage: unit.stage,
        folder: service == nil ? unit.folder : nil)
      groups[identity, default: []].append(unit)
    }
    return groups.values.flatMap { group -> [FindingDraft] in
      guard group.count > 1, let first = group.min(by: { Self.precedes($0, $1) }) else {
        return []
      }
      return group.filter { $0.format != first.format }.sorted { Self.precedes($0, $1) }
        .flatMap { differences(rule, context, first, $0) }
    }
  }

  private static func foldersOfSeveralFormats(_ units: [ProjectUnit]) -> Set<String> {
    var formats: [String: String] = [:]
    var mixed: Set<String> = []
    var last: (folder: String, format: String)?
    for unit in units where unit.isWorkload {
      let format = unit.format
      if let last, last.folder == unit.folder, last.format == format { continue }
      last = (unit.folder, format)
      if let known = formats[unit.folder] {
        if known != format { mixed.insert(unit.folder) }
      } else {
        formats[unit.folder] = format
      }
    }
    return mixed
  }

  private static func precedes(_ left: ProjectUnit, _ right: ProjectUnit) -> Bool {
    (left.format, left.file.path, left.name) < (right.format, right.file.path, right.name)
  }

  private func differences(
    _ rule: Rule, _ context: ProjectContext, _ first: ProjectUnit, _ other: ProjectUnit
  ) -> [FindingDraft] {
    let known = Dictionary(
      first.everySetting(load).map { ($0.key, $0) }, uniquingKeysWith: { _, last in last })
    return other.everySetting(load).compactMap { setting in
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
