package import ConfigGuard
package import RulePacks

/// A problem that only several files together show.
package struct JoinProblem: Sendable {
  package var problem: ReadingProblem
  package var file: SourceFile
  /// What the problem speaks of in another place.
  package var related: (place: Place, message: ReportText)?
}

/// Gives containers of Kubernetes what the ConfigMaps and Secrets of one set of objects hold for
/// them.
///
/// `env` counts over `envFrom`, a later source over an earlier one, and `$(NAME)` sees what stands
/// before it (kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1).
package struct KubernetesJoin {
  let objects: [ConfigurationObject]
  var index = NearestIndex()
  var nearNames: [ObjectName: NearNames] = [:]
  var nearKeys: [Int: NearNames] = [:]
  private let scalers: [KubernetesScaler]
  private var scalerIndex = NearestIndex()
  private(set) var keys: KeyTable
  private(set) var values: ValueReader
  /// Settings that may still be handed out: many containers may each ask for many keys.
  private var remaining: Int
  private let limit: Int
  private var isExhausted = false
  /// Names that nothing has anywhere, and nothing that could be meant by them.
  private var unknown: Set<UnknownName> = []
  /// Names of objects that were asked for and are nowhere.
  private(set) var absent: Set<String> = []
  /// References that were found, for reports about this tool.
  package private(set) var joined = 0

  package static let limit = 250_000

  package init(
    _ declarations: KubernetesDeclarations, keys: KeyTable, values: ValueReader,
    limit: Int = KubernetesJoin.limit
  ) {
    objects = declarations.objects
    scalers = declarations.scalers
    self.keys = keys
    self.values = values
    self.limit = limit
    remaining = limit
    for (number, object) in objects.enumerated() {
      index.insert(object.name, in: object.place.file.path, as: number)
    }
    for (number, scaler) in scalers.enumerated() {
      scalerIndex.insert(scaler.target, in: scaler.place.file.path, as: number)
    }
  }

  var hasScalers: Bool { !scalers.isEmpty }

  /// How many settings were handed out.
  var taken: Int { limit - remaining }

  /// The same objects for what another thread joins with tables of its own.
  func twin(_ keys: KeyTable, _ values: ValueReader) -> KubernetesJoin {
    var twin = self
    twin.keys = keys
    twin.values = values
    return twin
  }

  /// Whether workloads can have all they ask for, whoever comes first.
  func hasEnough(for workloads: some Sequence<Workload>) -> Bool {
    let most = objects.lazy.map(\.count).max() ?? 0
    var wanted = 0
    for workload in workloads {
      for source in workload.container?.sources ?? [] {
        switch source {
        case .unread, .own: break
        case .object: wanted += most
        case .key: wanted += 1
        }
      }
      if wanted > remaining { return false }
    }
    return true
  }

  /// Fills in the environment of a container, and says what does not fit.
  package mutating func join(_ workload: inout Workload) -> [JoinProblem] {
    guard let container = workload.container else { return [] }
    if !scalers.isEmpty,
      case .found(let number) = scalerIndex.find(container.owner, from: workload.file.path)
    {
      let scaler = scalers[number]
      if scaler.most >= workload.replicas ?? 0 {
        workload.replicas = scaler.most
        workload.replicasPlace = scaler.place
      }
    }
    guard !container.sources.isEmpty else { return [] }
    var environment = JoinedEnvironment(workload, container)
    for source in container.sources {
      switch source {
      case .unread: environment.isUnread = true
      case .own(let setting): environment.addOwn(setting, values)
      case .object(let reference, let prefix): add(reference, prefix, to: &environment)
      case .key(let reference, let setting): add(reference, setting, to: &environment)
      }
    }
    // Before there are two holders, for the second of which it would be copied.
    environment.workload.hasUnreadSources = environment.isUnread || container.isOpen
    environment.workload.container?.sources = []
    workload = environment.workload
    return environment.problems
  }

  private mutating func add(
    _ reference: ConfigurationReference, _ prefix: String, to environment: inout JoinedEnvironment
  ) {
    let namespace = environment.container.owner.namespace
    guard !isUnknown(reference, namespace), case .found(let number) = find(reference, namespace)
    else {
      environment.isUnread = true
      environment.problems += absence(of: reference, namespace)
      return
    }
    joined += 1
    let object = objects[number]
    if !object.isComplete { environment.isUnread = true }
    guard takesFromBudget(object.count, reference, &environment) else { return }
    let use = Layer(source: "envFrom", place: reference.place)
    for setting in object.everySetting(keys, values) {
      // Bytes are no variable.
      if setting.value.form == .reference("binary data") { continue }
      let name = prefix + setting.key
      var held = self.setting(setting, of: object, as: name, use)
      held.supplier = .object(object.name, key: setting.key)
      environment.workload.set(held)
    }
  }

  private mutating func add(
    _ reference: ObjectKeyReference, _ setting: Setting, to environment: inout JoinedEnvironment
  ) {
    let namespace = environment.container.owner.namespace
    guard !isUnknown(reference.object, namespace),
      case .found(let number) = find(reference.object, namespace)
    else {
      environment.problems += absence(of: reference.object, namespace)
      environment.workload.set(setting)
      return
    }
    let object = objects[number]
    guard let found = object.setting(reference.key, keys, values) else {
      environment.problems += absence(
        of: reference, in: number, isCertain: !environment.container.isOpen)
      // A variable from an optional key that is not there is not set at all.
      if !reference.object.isOptional || !object.isComplete { environment.workload.set(setting) }
      return
    }
    joined += 1
    guard takesFromBudget(1, reference.object, &environment) else {
      return environment.workload.set(setting)
    }
    let use = Layer(source: "env", place: reference.place)
    var held = self.setting(found, of: object, as: setting.key, use)
    held.supplier = setting.supplier
    environment.workload.set(held)
  }

  /// A key's setting as the variable that a container makes of it.
  private func setting(
    _ setting: Setting, of object: ConfigurationObject, as name: String, _ use: Layer
  ) -> Setting {
    var result = setting
    result.uses = [use]
    result.source = object.source
    guard name != setting.key else { return result }
    // A key that says what it holds says so under another name, too.
    if setting.info.holdsSecret { result.isDeclaredSecret = true }
    result.key = name
    result.info = keys.info(name)
    return result
  }

  /// A name as one of all paths from the same root looks it up.
  private struct UnknownName: Hashable {
    let name: ObjectName
    let isAbsolute: Bool

    init(_ reference: ConfigurationReference, _ namespace: String) {
      name = ObjectName(kind: reference.kind, namespace: namespace, name: reference.name)
      isAbsolute = reference.place.file.path.utf8.first == UInt8(ascii: "/")
    }
  }

  mutating func noteAbsent(_ reference: ConfigurationReference) { absent.insert(reference.name) }

  func isUnknown(_ reference: ConfigurationReference, _ namespace: String) -> Bool {
    !unknown.isEmpty && unknown.contains(UnknownName(reference, namespace))
  }

  mutating func noteUnknown(_ reference: ConfigurationReference, _ namespace: String) {
    unknown.insert(UnknownName(reference, namespace))
  }

  mutating func find(
    _ reference: ConfigurationReference, _ namespace: String
  ) -> NearestIndex.Result {
    index.find(
      ObjectName(kind: reference.kind, namespace: namespace, name: reference.name),
      from: reference.place.file.path)
  }

  private mutating func takesFromBudget(
    _ count: Int, _ reference: ConfigurationReference, _ environment: inout JoinedEnvironment
  ) -> Bool {
    remaining -= count
    guard remaining < 0 else { return true }
    environment.isUnread = true
    if !isExhausted {
      let problem = ReadingProblem(
        kind: .limit,
        message: "containers take too many variables from ConfigMaps and Secrets; "
          + "those of this one and of others are not judged",
        range: reference.place.range)
      environment.problems.append(JoinProblem(problem: problem, file: reference.place.file))
    }
    isExhausted = true
    return false
  }
}

/// The environment of one container, while it is being put together.
struct JoinedEnvironment {
  var workload: Workload
  let container: KubernetesContainer
  var isUnread = false
  var problems: [JoinProblem] = []
  private var expanded = ExpansionBudget()

  init(_ workload: Workload, _ container: KubernetesContainer) {
    self.workload = workload
    self.workload.removeSettings()
    self.container = container
  }

  /// What `$(NAME)` comes to: of a name that nothing sets, the kubelet leaves the text as it is.
  private func text(of name: String) -> String? {
    guard let setting = workload.setting(name) else { return isUnread ? nil : "$(\(name))" }
    return setting.value.isEmpty ? "" : setting.value.literal
  }

  /// Adds a variable of the container's own; more may be known now of what it refers to.
  mutating func addOwn(_ setting: Setting, _ values: ValueReader) {
    guard case .reference = setting.value.form, setting.value.text.utf8.contains(0x24) else {
      return workload.set(setting)
    }
    var setting = setting
    setting.value = values.value(
      setting.value.text, at: setting.value.range, isExact: setting.value.isExact,
      syntax: .kubernetes, lookup: { text(of: $0) })
    if let problem = expanded.spend(&setting) {
      problems.append(JoinProblem(problem: problem, file: setting.file))
    }
    workload.set(setting)
  }
}

/// A join as one thread goes on with it.
final class OwnJoin {
  var join: KubernetesJoin

  init(_ join: KubernetesJoin) { self.join = join }
}
