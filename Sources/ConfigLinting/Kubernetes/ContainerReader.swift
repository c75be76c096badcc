import ConfigGuard
import RulePacks

/// Reads `envFrom` and `env` of a container.
struct ContainerReader {
  private let node: NodeIndex
  private let tree: DocumentTree
  private let owner: ObjectName
  private(set) var workload: Workload
  private(set) var problems: [ProblemElsewhere] = []
  private var sources: [EnvironmentSource] = []
  /// Whether anything depends on more than the container itself.
  private var needsJoining = false
  private var expanded = ExpansionBudget()
  private var passedOver: [PassedOverSettings.Entry] = []
  /// The way to the variables, for fingerprints; empty where there are none.
  private var path = ""

  init(
    _ node: NodeIndex, workload: consuming Workload, owner: ObjectName, in tree: DocumentTree
  ) {
    self.node = node
    self.workload = workload
    self.owner = owner
    self.tree = tree
  }

  mutating func read(_ reading: DocumentReading) {
    if let list = tree.value("envFrom", in: node) {
      for item in tree.items(of: list) where tree.isMapping(item) { readSource(item, reading) }
    }
    // An action may stand where `envFrom` or a list item should.
    workload.hasUnreadSources = needsJoining
    if let list = tree.value("env", in: node) {
      path = workload.name + ".env"
      let items = tree.items(of: list).filter { tree.isMapping($0) }.map { Item($0, in: tree) }
      let leavesOut = mayLeaveOut(items, reading)
      if leavesOut { passedOver.reserveCapacity(items.count) }
      for item in items where !(leavesOut && passesOver(item, reading)) {
        readVariable(item, reading)
      }
    }
    if !passedOver.isEmpty {
      workload.passedOver = PassedOverSettings(
        passedOver, in: reading.file, path: path, syntax: .kubernetes)
    }
    var container = KubernetesContainer(owner: owner)
    container.isOpen = reading.template != nil
    if needsJoining { container.sources = sources }
    workload.container = container
  }

  /// An entry of `env`, whose members are looked for once.
  private struct Item {
    let node: NodeIndex
    let name: NodeIndex?
    let value: NodeIndex?

    init(_ node: NodeIndex, in tree: DocumentTree) {
      self.node = node
      name = tree.value("name", in: node)
      value = tree.value("value", in: node)
    }
  }

  /// Whether no variable depends on others: none is given twice, and no text names one.
  private func mayLeaveOut(_ items: [Item], _ reading: DocumentReading) -> Bool {
    guard reading.variableInterest != nil, !needsJoining else { return false }
    var names = MetNames()
    return items.allSatisfy { item in
      if let name = item.name.map({ tree.target(of: $0) }), tree.isScalar(name) {
        let isNew =
          tree.writtenText(of: name).map { names.insert($0) }
          ?? tree.withText(of: name) { names.insert($0) }
        guard isNew else { return false }
      }
      guard let value = item.value.map({ tree.target(of: $0) }) else { return true }
      guard tree.isScalar(value) else { return false }
      let refers =
        tree.writtenText(of: value)?.contains(0x24)
        ?? tree.withText(of: value) { $0.contains(0x24) }
      return !refers
    }
  }

  private mutating func passesOver(_ item: Item, _ reading: DocumentReading) -> Bool {
    guard let name = item.name, let value = item.value,
      let entry = reading.passedOver(
        key: name, value: value, position: workload.environment.count),
      KubernetesManifest.takes(value, in: tree)
    else { return false }
    passedOver.append(entry)
    return true
  }

  private mutating func readSource(_ item: NodeIndex, _ reading: DocumentReading) {
    needsJoining = true
    for (field, kind) in Self.objectFields {
      guard let reference = reference(tree.value(field, in: item), kind, reading) else { continue }
      let prefix = tree.string("prefix", in: item) ?? ""
      sources.append(.object(reference, prefix: prefix))
      return
    }
    sources.append(.unread)
  }

  private static let objectFields: [(StaticString, String)] = [
    ("configMapRef", ConfigurationObject.configMap), ("secretRef", ConfigurationObject.secret),
  ]
  private static let keyFields: [(StaticString, String)] = [
    ("configMapKeyRef", ConfigurationObject.configMap),
    ("secretKeyRef", ConfigurationObject.secret),
  ]

  /// The object that a mapping with `name:` refers to, if that is known here.
  private func reference(
    _ node: NodeIndex?, _ kind: String, _ reading: DocumentReading
  ) -> ConfigurationReference? {
    guard let node, let name = tree.value("name", in: node), tree.isScalar(name),
      !reading.isTemplated(name)
    else { return nil }
    let text = tree.text(of: tree.target(of: name))
    guard !text.isEmpty else { return nil }
    return ConfigurationReference(
      kind: kind, name: text, place: reading.place(of: name),
      isOptional: tree.string("optional", in: node) == "true")
  }

  private mutating func readVariable(_ item: Item, _ reading: DocumentReading) {
    guard let name = item.name, tree.isScalar(name), !reading.isTemplated(name) else { return }
    let source = tree.value("valueFrom", in: item.node)
    if let value = item.value, source == nil || !isEmpty(value) {
      if let problem = KubernetesManifest.refusal(of: value, named: name, reading) {
        problems.append(ProblemElsewhere(file: reading.file(of: value), problem: problem))
      }
      guard
        var setting = reading.setting(
          key: name, value: value, keyPath: path, isBelowPath: true, syntax: .kubernetes,
          lookup: { workload.setting($0)?.value.literal })
      else { return }
      if let problem = expanded.spend(&setting) {
        problems.append(ProblemElsewhere(file: setting.file, problem: problem))
      }
      add(.own(setting), setting)
      return
    }
    let key = tree.text(of: tree.target(of: name))
    let place = reading.place(of: name)
    var setting = Setting(
      key: key, info: reading.keys.info(key), value: referenceValue(item.node, source),
      file: place.file, keyRange: place.range, keyPath: path, isBelowPath: true)
    guard let source, let reference = keyReference(source, reading) else {
      return add(.own(setting), setting)
    }
    needsJoining = true
    setting.supplier = .object(
      ObjectName(
        kind: reference.object.kind, namespace: owner.namespace, name: reference.object.name),
      key: reference.key)
    add(.key(reference, setting), setting)
  }

  private mutating func add(_ source: EnvironmentSource, _ setting: Setting) {
    sources.append(source)
    workload.set(setting)
  }

  private func isEmpty(_ value: NodeIndex) -> Bool {
    let target = tree.target(of: value)
    return tree.isNull(target) || tree.isScalar(target) && tree.nodes[target].textCount == 0
  }

  private func keyReference(
    _ source: NodeIndex, _ reading: DocumentReading
  ) -> ObjectKeyReference? {
    for (field, kind) in Self.keyFields {
      guard let node = tree.value(field, in: source),
        let object = reference(node, kind, reading), let key = tree.value("key", in: node),
        tree.isScalar(key), !reading.isTemplated(key)
      else { continue }
      return ObjectKeyReference(
        object: object, key: tree.text(of: tree.target(of: key)), place: reading.place(of: key))
    }
    return nil
  }

  private func referenceValue(_ item: NodeIndex, _ source: NodeIndex?) -> Value {
    let range = tree.nodes[tree.target(of: item)].range
    var first: NodeIndex?
    if let source {
      tree.forEachEntry(of: source) { key, _ in
        first = key
        return false
      }
    }
    guard let first else {
      return Value(form: .empty, text: "", effective: "", range: range, isExact: false)
    }
    let kind = tree.text(of: tree.target(of: first))
    return Value(
      form: .reference(kind), text: "", effective: nil, range: tree.nodes[first].range,
      isExact: false)
  }
}

/// What the references of one environment may come to: values that double from one variable to the
/// next would take all memory.
struct ExpansionBudget {
  private static let limit = 1 << 20
  private var spent = 0

  /// Takes the text of a value that refers to others from the budget, or takes the text away.
  mutating func spend(_ setting: inout Setting) -> ReadingProblem? {
    guard case .reference = setting.value.form, let text = setting.value.effective else {
      return nil
    }
    let isFirst = spent <= Self.limit
    spent += text.utf8.count
    guard spent > Self.limit else { return nil }
    setting.value.effective = nil
    guard isFirst else { return nil }
    return ReadingProblem(
      kind: .limit, message: "the references of this container expand to too much text",
      range: setting.value.range)
  }
}
