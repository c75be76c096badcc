import ConfigGuard
import RulePacks

/// One service of a Compose project, while its environment is put together.
///
/// The lowest layer is the image's own environment, then come the env files in their order, then
/// `environment` (docs.docker.com/compose/how-tos/environment-variables/envvars-precedence).
struct ComposeService {
  let entry: LayeredNode.Entry
  let attributes: ComposeAttributes
  let values: ComposeValues
  var workload: Workload
  private(set) var consumed: [ConsumedFile] = []

  init(_ entry: LayeredNode.Entry, _ values: ComposeValues) {
    self.entry = entry
    self.values = values
    attributes = ComposeAttributes(entry.value, values.project.loader)
    let place = values.project.declaration(of: entry)
    workload = Workload(
      name: entry.name, file: place.file, range: place.range, format: ComposeFile.name)
  }

  private var project: ComposeProject { values.project }
  var loader: ComposeLoader { values.project.loader }

  mutating func read() {
    workload.image = project.text(attributes[.image])
    workload.isBuiltHere = attributes[.build] != nil
    let deployment = attributes[.deploy]
    let replicas = deployment?["replicas"] ?? attributes[.scale]
    workload.replicas = project.text(replicas).flatMap { Int($0) }
    workload.replicasPlace = (replicas ?? deployment?["mode"]).map { project.place(of: $0) }
    let volumes = attributes[.volumes]?.items.map { ComposeVolume($0, project) }
    workload.mounts = mounts(of: volumes ?? [])
    workload.setCommand(command([attributes[.entrypoint], attributes[.command]]))
    if let profile = project.missingProfile(of: attributes) {
      workload.startsWith = "the profile \(PlainName.shown(profile))"
      workload.stageHint = profile
    }
    workload.hasUnreadSources =
      project.model.incomplete.contains(entry.name) || loader.hasUnreadParts
      || attributes[.image] == nil && !workload.isBuiltHere && attributes[.provider] == nil
    workload.keepsData = keepsData(in: volumes)
    workload.isPublished = isPublished()
    workload.isProbed = isProbed()
    let image = imageSettings()
    for setting in image { workload.set(setting) }
    let files = attributes[.envFile].flatMap { loader.document.isNull($0) ? nil : $0 }
    // What lies over something else is compared with that.
    let isAlone = image.isEmpty && files == nil
    let own = environment(leavesOut: isAlone)
    if isAlone {
      workload.begin(with: own.settings)
    } else {
      if let files { readEnvironmentFiles(files, below: own.settings) }
      for setting in own.settings { workload.set(setting) }
    }
    // What only has a name takes the variable away again where nothing supplies it.
    workload.remove(own.removed)
    workload.passedOver = own.passedOver
  }

  /// What the container runs; what Compose fills in is part of it.
  private func command(_ nodes: [LayeredNode?]) -> [CommandPart] {
    nodes.compactMap { $0 }.flatMap { $0.isSequence ? $0.items : [$0] }.compactMap { node in
      guard var part = project.commandPart(node) else { return nil }
      if let text = values.value(of: node)?.literal, text != part.text {
        part.text = text
        part.isExact = false
      }
      return part
    }
  }

  /// Where volumes and configs lie in the container.
  private func mounts(of volumes: [ComposeVolume]) -> [String] {
    let mounted = volumes.compactMap(\.target)
    guard let configs = attributes[.configs] else { return mounted }
    return mounted + configs.items.map { _ in "/" }
  }

  /// What `environment` sets, and what it takes away.
  private func environment(leavesOut: Bool) -> OwnEnvironment {
    var own = OwnEnvironment()
    guard let environment = attributes[.environment] else { return own }
    if environment.isScalar, !loader.document.isNull(environment) {
      loader.report(.syntax, "`environment` is a mapping or a list", at: environment)
      return own
    }
    let path = "services.\(entry.name).environment"
    if leavesOut, let written = ComposeWrittenEntries(environment, loader) {
      read(written, below: path, to: &own)
    } else {
      for entry in loader.keyed(environment).entries { add(entry, below: path + ".", to: &own) }
    }
    return own
  }

  private func read(
    _ written: ComposeWrittenEntries, below path: String, to own: inout OwnEnvironment
  ) {
    var passedOver: [PassedOverSettings.Entry] = []
    passedOver.reserveCapacity(written.count)
    written.forEach { place in
      let outcome = written.outcome(
        of: place, position: own.settings.count, source: "environment", below: path, values)
      switch outcome {
      case .passedOver(let entry): passedOver.append(entry)
      case .made(let setting):
        // Most services have a few, none of which is to be moved.
        if own.settings.isEmpty { own.settings.reserveCapacity(Self.fewSettings) }
        own.settings.append(setting)
      case .open:
        if let entry = written.entry(place) { add(entry, below: path + ".", to: &own) }
      }
    }
    guard !passedOver.isEmpty else { return }
    // They stay as long as the workload, so that no room is kept for more of them.
    own.passedOver = PassedOverSettings(
      passedOver.map { $0 }, in: loader.reading.file, path: path, source: "environment",
      syntax: .compose)
  }

  /// - Parameter prefix: What stands before the name in the path of its key.
  private func add(
    _ entry: LayeredNode.Entry, below prefix: String, to own: inout OwnEnvironment
  ) {
    if let setting = values.setting(
      entry, source: "environment", keyPath: prefix + entry.name)
    {
      own.settings.append(setting)
    } else if loader.isBare(entry.value) {
      own.removed.insert(entry.name)
    }
  }

  private static let fewSettings = 4

  // MARK: env files

  private mutating func readEnvironmentFiles(_ list: LayeredNode, below own: [Setting]) {
    var known = EnvironmentFileTexts()
    for setting in own { known.own[setting.key] = setting.suppliedText }
    for item in list.isSequence ? list.items : [list] {
      let path = item.isMapping ? item["path"] : item
      guard let path, path.isScalar else { continue }
      readEnvironmentFile(
        path, isRequired: !item.isMapping || project.text(item["required"]) != "false",
        isRaw: item.isMapping && project.text(item["format"]) == "raw", &known)
    }
  }

  private mutating func readEnvironmentFile(
    _ node: LayeredNode, isRequired: Bool, isRaw: Bool, _ known: inout EnvironmentFileTexts
  ) {
    let origin = project.origin(of: node)
    guard let path = loader.document.text(of: node).flatMap({ origin.interpolated($0) }),
      !path.isEmpty
    else {
      workload.hasUnreadSources = true
      return
    }
    let found = loader.file(
      at: path, of: origin, named: node, refusal: isRequired ? .unlessSuppliedElsewhere : nil)
    guard let file = found else {
      workload.hasUnreadSources = workload.hasUnreadSources || isRequired
      return
    }
    let dialect: DotEnvDialect = isRaw ? .raw : .compose
    consumed.append(
      ConsumedFile(file: file, dialect: dialect, consumer: loader.reading.file.name))
    let environment = project.environment
    let own = known.own
    let read = EnvironmentFile.settings(
      of: file, keys: loader.reading.keys, values: loader.reading.values, dialect: dialect,
      earlier: known.earlier, environment: { environment.text($0) ?? own[$0] })
    let use = Layer(source: "env_file", place: project.place(of: node))
    for setting in read.settings {
      var setting = setting
      setting.source = "env_file"
      setting.uses = [use]
      if setting.value.form == .passedThrough, let held = environment.setting(setting.key) {
        let named = Layer(source: "env_file", place: Place(file, setting.keyRange))
        setting = held
        setting.uses = [named, use]
      }
      known.earlier[setting.key] = setting.suppliedText
      workload.set(setting)
    }
  }
}

/// What `environment` of a service sets, and what it takes away.
private struct OwnEnvironment {
  var settings: [Setting] = []
  var removed: Set<String> = []
  var passedOver: PassedOverSettings?
}

/// What references in env files come to, apart from the project's own variables.
private struct EnvironmentFileTexts {
  /// The service's `environment`, which comes before all env files.
  var own: [String: String] = [:]
  var earlier: [String: String] = [:]
}
