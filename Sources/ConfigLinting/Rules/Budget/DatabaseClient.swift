import ConfigGuard
import RulePacks

/// A workload with its settings that speak of databases.
struct DatabaseClient {
  let workload: Workload
  private let service: ContractService?
  private let keys: BudgetKeys
  private let context: ProjectContext
  private var addresses: [Setting] = []
  private var hosts: [Setting] = []
  private var ports: [Setting] = []
  private var pools: [Setting] = []
  private var overflows: [Setting] = []
  private var others: [Setting] = []

  init(
    _ workload: Workload, _ service: ContractService?, _ keys: BudgetKeys, _ context: ProjectContext
  ) {
    self.workload = workload
    self.context = context
    self.service = service
    self.keys = keys
    for setting in workload.environment {
      let uses = keys.uses(of: setting)
      guard !uses.isEmpty else { continue }
      if uses.contains(.address) { addresses.append(setting) }
      if uses.contains(.host) { hosts.append(setting) }
      if uses.contains(.port) { ports.append(setting) }
      if uses.contains(.pool) { pools.append(setting) }
      if uses.contains(.overflow) { overflows.append(setting) }
      if uses.contains(.other) { others.append(setting) }
    }
  }

  /// A database that the workload uses, as far as one of its settings says.
  private struct Use {
    var identity: DatabaseIdentity?
    var prefix: [String]
    var keys: Set<String>
    var pool: (factor: ConnectionFactor, setting: Setting)?
  }

  /// What the workload may open at each database, with the names of the variables that lead there.
  func shares(
    _ contract: Contract?
  ) -> [(identity: DatabaseIdentity, keys: Set<String>, share: ConnectionShare)] {
    guard let replicas = replicas else { return [] }
    var uses = addresses.map { use($0, contract) }
    for host in hosts {
      let use = hostUse(host, contract)
      // One and the same database may be given as an address and in its parts.
      if let same = uses.firstIndex(where: { $0.prefix == use.prefix }) {
        if uses[same].identity == nil { uses[same].identity = use.identity }
      } else {
        uses.append(use)
      }
    }
    guard !uses.isEmpty else { return [] }
    uses = Self.merged(uses)
    let count = ProcessCount(workload, others, keys.budget.programs, context)
    var processes = count.processes
    if processes.place == nil, let stated = service?.processes {
      processes = ConnectionFactor(number: stated.number, place: stated.place)
    }
    return uses.compactMap { use in
      guard let identity = use.identity,
        var share = share(use, isOnly: uses.count == 1, processes, replicas)
      else { return nil }
      share.threads = count.threads
      return (identity, use.keys, share)
    }
  }

  private static func merged(_ uses: [Use]) -> [Use] {
    var result: [Use] = []
    var positions: [DatabaseIdentity: Int] = [:]
    for use in uses {
      guard let identity = use.identity, let position = positions[identity] else {
        if let identity = use.identity { positions[identity] = result.count }
        result.append(use)
        continue
      }
      result[position].keys.formUnion(use.keys)
      if let pool = use.pool, pool.factor.number < result[position].pool?.factor.number ?? .max {
        result[position].pool = pool
      }
    }
    return result
  }

  // MARK: databases

  private var namespace: String { workload.container?.owner.namespace ?? "" }

  private func use(_ setting: Setting, _ contract: Contract?) -> Use {
    let address = DatabaseAddress(setting, keys.budget)
    var use = Use(
      identity: address.host.map { .host(qualified($0), port: address.port) },
      prefix: keys.prefix(ofAddress: setting), keys: [setting.key])
    use.pool = address.pool.map { ($0, setting) }
    if use.identity == nil, setting.value.isSupplied {
      use.identity = identity(bySupplierOf: setting, contract)
    }
    return use
  }

  private func hostUse(_ setting: Setting, _ contract: Contract?) -> Use {
    let prefix = keys.prefix(ofAddress: setting)
    var use = Use(identity: nil, prefix: prefix, keys: [setting.key])
    if let text = setting.value.literal?.trimmedASCII.lowercased(), DatabaseAddress.isName(text) {
      let port = ports.last { keys.prefix(ofAddress: $0) == prefix }?.value.literal
      use.identity = .host(
        qualified(text), port: port.flatMap { Int($0.trimmedASCII) } ?? 0)
    } else if setting.value.isSupplied {
      use.identity = identity(bySupplierOf: setting, contract)
    }
    return use
  }

  private func identity(
    bySupplierOf setting: Setting, _ contract: Contract?
  ) -> DatabaseIdentity? {
    // Text that names a host which is this machine's own is no address of a shared server.
    if setting.value.literal != nil { return nil }
    if case .database = setting.supplier { return setting.supplier.map { .supplier($0) } }
    if let database = contract?.databases.first(where: { $0.urls.contains(setting.key) }) {
      return .contract(database.name, namespace: namespace)
    }
    return setting.supplier.map { .supplier($0) }
  }

  private func qualified(_ host: String) -> String {
    workload.container == nil ? host : ClusterHost.qualified(host, namespace: namespace)
  }

  // MARK: factors

  private func share(
    _ use: Use, isOnly: Bool, _ processes: ConnectionFactor, _ replicas: ConnectionFactor
  ) -> ConnectionShare? {
    // Of several statements the smallest is certain, whichever of them the program reads.
    var stated = pools.compactMap { setting -> (factor: ConnectionFactor, setting: Setting)? in
      guard
        keys.prefix(ofPool: setting) == use.prefix || isOnly && keys.namesDatabase(setting),
        let number = ConnectionFactor.count(setting.value.literal)
      else { return nil }
      return (ConnectionFactor(number: number, place: setting.place), setting)
    }
    if let own = use.pool { stated.append(own) }
    guard let least = stated.min(by: { $0.factor.number < $1.factor.number }) else {
      guard let pool = service?.pool, isOnly else { return nil }
      return ConnectionShare(
        workload: workload, pool: ConnectionFactor(number: pool.number, place: pool.place),
        processes: processes, replicas: replicas)
    }
    var share = ConnectionShare(
      workload: workload, setting: least.setting, pool: least.factor, processes: processes,
      replicas: replicas)
    share.pool.isExact = stated.allSatisfy { $0.factor.number == least.factor.number }
    share.overflow = overflow(beside: least.setting)
    return share
  }

  /// What is opened beyond the size of a pool, if the setting is that size and no maximum.
  private func overflow(beside pool: Setting) -> ConnectionFactor? {
    guard pool.info.words.suffix(2).elementsEqual(["pool", "size"]),
      !pool.info.words.contains("max"), !pool.info.words.contains("maximum")
    else { return nil }
    let prefix = keys.prefix(ofPool: pool)
    guard let setting = overflows.last(where: { keys.prefix(ofPool: $0) == prefix }),
      let number = ConnectionFactor.count(setting.value.literal)
    else { return nil }
    return ConnectionFactor(number: number, place: setting.place)
  }

  /// Nil where none is started.
  private var replicas: ConnectionFactor? {
    if let count = workload.replicas {
      guard count > 0 else { return nil }
      return ConnectionFactor(
        number: min(count, ConnectionFactor.most), place: workload.replicasPlace)
    }
    if let stated = service?.replicas {
      return ConnectionFactor(number: stated.number, place: stated.place)
    }
    let isOne = workload.replicasPlace == nil && Self.startsOne(workload)
    return ConnectionFactor(number: 1, isExact: isOne)
  }

  /// Kinds of which there is one where nothing says more.
  private static let single: Set<String> = [
    "Deployment", "StatefulSet", "ReplicaSet", "Pod", "Job", "CronJob",
  ]

  private static func startsOne(_ workload: Workload) -> Bool {
    switch workload.format {
    case KubernetesManifest.name: single.contains(workload.kind ?? "")
    case ComposeFile.name, DigitalOceanAppSpec.name, RenderBlueprint.name: true
    default: false
    }
  }
}
