package import RulePacks

/// Docker Compose files: every service is a workload (compose-spec, "services").
///
/// The `.env` beside the file supplies what `${…}` comes to, as Compose does it; the environment
/// of whoever runs this tool does not.
package enum ComposeFile: ManifestFormat {
  package static let name = "compose"

  package static func recognises(_ root: NodeIndex, in tree: DocumentTree, path: String) -> Bool {
    guard tree.isMapping(root), let services = tree.value("services", in: root),
      tree.isMapping(services)
    else { return false }
    if isComposeName(FilePath.name(of: path).lowercased()) { return true }
    return tree.entries(of: services).contains { entry in
      tree.value("image", in: entry.value) != nil || tree.value("build", in: entry.value) != nil
        || tree.value("extends", in: entry.value) != nil
    }
  }

  package static func isComposeName(_ name: String) -> Bool {
    guard name.hasSuffix(".yml") || name.hasSuffix(".yaml") else { return false }
    return name.hasPrefix("compose.") || name.hasPrefix("docker-compose.")
      || name.hasPrefix("docker-compose-")
  }

  package static func read(_ root: NodeIndex, into reading: inout DocumentReading) {
    let tree = reading.tree
    guard let services = tree.value("services", in: root) else { return }
    let project = projectEnvironment(&reading)
    let isPart = isPartOfProject(root, reading)
    // What a service is read by holds no workloads: adding one must not copy all that are there.
    let empty = reading
    // Services that share an environment share what is wrong with it.
    var known: Set<ReadingProblem> = []
    for entry in tree.entries(of: services)
    where tree.isMapping(entry.value) && !tree.isRemoved(entry.value) {
      var service = ComposeService(
        name: tree.text(of: tree.target(of: entry.key)), key: entry.key, node: entry.value,
        project: project, reading: empty)
      service.read()
      // What an `extends` or another file adds is not read, so nothing can be called missing.
      service.workload.hasUnreadSources =
        service.workload.hasUnreadSources || isPart || tree.value("extends", in: entry.value) != nil
      reading.workloads.append(service.workload)
      for problem in service.problems where known.insert(problem).inserted {
        reading.problems.append(problem)
      }
      reading.consumed += service.consumed
      readLabels(entry.value, into: &reading)
    }
  }

  /// Whether other Compose files belong to the same project: an override, or a base to this one.
  private static func isPartOfProject(_ root: NodeIndex, _ reading: DocumentReading) -> Bool {
    if reading.tree.value("include", in: root) != nil { return true }
    let bases = ["compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml"]
    let overrides = bases.map { name in
      name.split(separator: ".").joined(separator: ".override.")
    }
    let isBase = bases.contains(reading.file.name)
    return (isBase ? overrides : bases).contains { name in
      if case .found = reading.sibling(name) { return true }
      return false
    }
  }

  /// The project's `.env`, as the variables that interpolation sees.
  private static func projectEnvironment(
    _ reading: inout DocumentReading
  ) -> [String: Setting] {
    guard case .found(let file) = reading.sibling(".env") else { return [:] }
    var result: [String: Setting] = [:]
    let environment = EnvironmentFile.settings(
      of: file, keys: reading.keys, values: reading.values)
    for setting in environment.settings { result[setting.key] = setting }
    return result
  }

  /// Labels carry proxies' settings (`traefik.http.middlewares…`).
  private static func readLabels(_ service: NodeIndex, into reading: inout DocumentReading) {
    guard let labels = reading.tree.entry("labels", in: service),
      !reading.tree.isRemoved(labels.value),
      reading.tree.isMapping(labels.value)
    else { return }
    var walk = SettingWalk(reading, syntax: .compose, below: [labels.key])
    walk.visit(reading.tree.target(of: labels.value))
    reading.settings += walk.settings
  }
}

extension DocumentTree {
  /// Whether Compose drops the node, as its tag asks.
  func isRemoved(_ index: NodeIndex) -> Bool {
    let node = target(of: index)
    return nodes[node].tag != 0 && tag(of: node) == "!reset"
  }
}

/// One service of a Compose file, while it is being read.
struct ComposeService {
  private let node: NodeIndex
  private let project: [String: Setting]
  private let reading: DocumentReading
  var workload: Workload
  private(set) var problems: [ReadingProblem] = []
  private(set) var consumed: [ConsumedFile] = []

  init(
    name: String, key: NodeIndex, node: NodeIndex, project: [String: Setting],
    reading: DocumentReading
  ) {
    self.node = node
    self.project = project
    self.reading = reading
    workload = Workload(
      name: name, file: reading.file, range: reading.tree.nodes[key].range,
      format: ComposeFile.name)
  }

  private var tree: DocumentTree { reading.tree }

  mutating func read() {
    workload.image = tree.string("image", in: node).map { image in
      reading.values.value(
        image, at: SourceRange(at: 0), isExact: false, syntax: .compose,
        lookup: { project[$0]?.value.literal }
      ).literal ?? image
    }
    workload.isBuiltHere = tree.value("build", in: node) != nil
    let replicas =
      tree.node(at: ["deploy", "replicas"], from: node) ?? tree.value("scale", in: node)
    workload.replicas = replicas.flatMap { Int(tree.text(of: tree.target(of: $0))) }
    workload.command = tree.joinedText(of: ["entrypoint", "command"], in: node)
    readEnvironmentFiles()
    readEnvironment()
  }

  private mutating func readEnvironmentFiles() {
    guard let list = tree.value("env_file", in: node), !tree.isRemoved(list) else { return }
    for item in tree.isSequence(list) ? tree.items(of: list) : [list] {
      let isLong = tree.isMapping(item)
      guard let pathNode = isLong ? tree.value("path", in: item) : item, tree.isScalar(pathNode)
      else { continue }
      let isRequired = !isLong || tree.string("required", in: item) != "false"
      let isRaw = isLong && tree.string("format", in: item) == "raw"
      readEnvironmentFile(pathNode, isRequired: isRequired, isRaw: isRaw)
    }
  }

  private mutating func readEnvironmentFile(_ node: NodeIndex, isRequired: Bool, isRaw: Bool) {
    let text = tree.text(of: tree.target(of: node))
    let path = reading.values.value(
      text, at: SourceRange(at: 0), isExact: false, syntax: .compose,
      lookup: { project[$0]?.value.literal })
    guard let path = path.literal else {
      workload.hasUnreadSources = true
      return
    }
    switch reading.sibling(path) {
    case .found(let file):
      let dialect: DotEnvDialect = isRaw ? .raw : .compose
      consumed.append(
        ConsumedFile(file: file, dialect: dialect, consumer: reading.file.name))
      let settings = EnvironmentFile.settings(
        of: file, keys: reading.keys, values: reading.values,
        dialect: dialect, environment: { [project] in project[$0]?.value.literal })
      for var setting in settings.settings {
        setting.uses = [
          Layer(source: "env_file", place: Place(reading.file, tree.textRange(of: node)))
        ]
        workload.set(setting)
      }
    case .missing:
      // A file that is kept out of version control is supplied where the service runs.
      workload.hasUnreadSources = workload.hasUnreadSources || isRequired
    }
  }

  private mutating func readEnvironment() {
    guard let environment = tree.value("environment", in: node), !tree.isRemoved(environment)
    else { return }
    if tree.isSequence(environment) {
      for item in tree.items(of: environment) where tree.isScalar(item) { readListItem(item) }
      return
    }
    for entry in tree.entries(of: environment) where !tree.isRemoved(entry.value) {
      readEntry(entry.key, tree.target(of: entry.value))
    }
  }

  private mutating func readEntry(_ key: NodeIndex, _ value: NodeIndex) {
    let name = tree.text(of: tree.target(of: key))
    let path = "services.\(workload.name).environment.\(name)"
    let scalar = composeScalar(value)
    if scalar == .null {
      return addBareKey(name, keyRange: tree.nodes[key].range, path: path)
    }
    guard
      var setting = reading.setting(
        key: key, value: value, keyPath: path, syntax: .compose,
        lookup: { project[$0]?.value.literal })
    else { return }
    switch scalar {
    case .rewritten(let text, let reading):
      setting.value.effective = text
      report(
        .valueRewritten, "\(PlainName.shown(name)) is read as \(reading)", setting.value.range)
    case .refused(let what):
      report(
        .valueRefused, "\(PlainName.shown(name)) is read as \(what), which Compose refuses",
        setting.value.range)
    default: break
    }
    add(setting)
  }

  /// What Compose reads into a value; text where it is no scalar.
  private func composeScalar(_ value: NodeIndex) -> ComposeScalar {
    let node = tree.nodes[value]
    guard node.kind == .scalar else { return .unchanged }
    return ScalarTyping.compose(
      tree.text(of: value), style: node.style, tag: tree.tag(of: value))
  }

  private mutating func report(_ kind: ReadingProblem.Kind, _ message: String, _ range: SourceRange)
  {
    problems.append(ReadingProblem(kind: kind, message: message, range: range))
  }

  /// An item `KEY=value`, or `KEY` alone.
  private mutating func readListItem(_ item: NodeIndex) {
    let index = tree.target(of: item)
    let text = tree.text(of: index)
    let range = tree.textRange(of: index)
    let isExact = !tree.nodes[index].isCooked
    let name = String(text.prefix { $0 != "=" })
    let path = "services.\(workload.name).environment.\(name)"
    let length = name.utf8.count
    guard length < text.utf8.count else { return addBareKey(name, keyRange: range, path: path) }
    let value = String(text.dropFirst(name.count + 1))
    let valueRange =
      isExact ? SourceRange(start: range.start + length + 1, end: range.end) : range
    let read = reading.values.value(
      value, at: valueRange, isExact: isExact, syntax: .compose,
      lookup: { project[$0]?.value.literal })
    add(
      Setting(
        key: name, info: reading.keys.info(name), value: read, file: reading.file,
        keyRange: SourceRange(start: range.start, end: range.start + length), keyPath: path))
  }

  /// A key without a value is filled from the project's environment, else from the host's.
  private mutating func addBareKey(_ name: String, keyRange: SourceRange, path: String) {
    if var supplied = project[name] {
      supplied.uses = [Layer(source: "environment", place: Place(reading.file, keyRange))]
      return workload.set(supplied)
    }
    let value = Value(
      form: .passedThrough, text: "", effective: nil, range: keyRange, isExact: false)
    workload.set(
      Setting(
        key: name, info: reading.keys.info(name), value: value, file: reading.file,
        keyRange: keyRange, keyPath: path))
  }

  /// Looks for references in a value that nobody meant, or that nothing sets.
  private mutating func advise(on setting: Setting) {
    guard setting.value.isExact, setting.value.text.utf8.contains(UInt8(ascii: "$")) else { return }
    // The value's own text has `$$` undone already.
    var text = reading.file.bytes.text(setting.value.range)
    let start = setting.value.range.start
    guard let parsed = text.withUTF8({ try? Interpolation.parse($0, at: start) }) else { return }
    let advice = ReferenceAdvice(
      isSet: { [project] in project[$0] != nil }, isSetLater: { _ in false },
      names: { [project] in project.keys.sorted() })
    let found = advice.problems(
      in: parsed, key: setting.key, isSecret: setting.info.role == KeyRole.secret)
    // Without a `.env` all variables come from whoever starts the project.
    problems += found.filter { $0.kind != .referenceUnset || !project.isEmpty }
  }

  /// A value that is just one variable is held where that variable is set.
  private mutating func add(_ setting: Setting) {
    advise(on: setting)
    let written =
      setting.value.isExact ? setting.file.bytes.text(setting.value.range) : setting.value.text
    guard let name = soleReference(in: written), let held = project[name],
      held.value.literal.map({ !$0.isEmpty }) ?? false
    else { return workload.set(setting) }
    var resolved = setting
    resolved.value = held.value
    resolved.value.fallbacks = setting.value.fallbacks
    resolved.file = held.file
    resolved.keyRange = held.keyRange
    resolved.uses = [Layer(source: "environment", place: setting.place)]
    workload.set(resolved)
  }

  private func soleReference(in text: String) -> String? {
    var text = text
    let parsed = text.withUTF8 { try? Interpolation.parse($0) }
    guard let segments = parsed?.segments, segments.count == 1,
      case .reference(let reference) = segments[0], reference.operation?.yieldsArgument != true
    else { return nil }
    return reference.name
  }
}
