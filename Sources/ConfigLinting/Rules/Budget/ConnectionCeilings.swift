import ConfigGuard
import RulePacks

/// What servers take, from whatever says so.
struct ConnectionCeilings {
  struct Ceiling {
    var connections: Int
    var reserved: Int
    var place: Place
    var message: ReportText

    var usable: Int { connections - reserved }

    var text: ReportText {
      reserved == 0 ? "\(usable)" : "\(usable) (\(connections), \(reserved) reserved)"
    }
  }

  private struct ServerName: Hashable {
    let scope: String
    let host: String
  }

  private struct DatabaseName: Hashable {
    let path: String
    let supplier: Setting.Supplier
  }

  private let budget: ConnectionBudget
  private let context: ProjectContext
  /// Nil where several workloads go by one name.
  private var servers: [ServerName: Ceiling?] = [:]
  private var databases: [DatabaseName: Ceiling] = [:]
  /// Which server an image is, if it is one, by the image without its tag.
  private var serversByImage: [String: ConnectionBudget.Server?] = [:]

  /// Whether nothing says what any server takes.
  var isEmpty: Bool {
    servers.isEmpty && databases.isEmpty && context.contract?.databases.isEmpty ?? true
  }

  init(_ budget: ConnectionBudget, _ context: ProjectContext) {
    self.budget = budget
    self.context = context
  }

  // MARK: what declares them

  /// Whether a workload with this image has to be looked at.
  mutating func mayRunServer(_ image: String?) -> Bool {
    image.map { server(ofImage: $0) != nil } ?? false
  }

  /// Takes a workload in, if it runs a server.
  mutating func add(_ workload: Workload, scope: String) {
    guard let image = workload.image, !workload.isInitial else { return }
    guard let server = server(ofImage: image) else { return }
    let name =
      workload.container.map {
        ClusterHost.qualified($0.owner.name, namespace: $0.owner.namespace)
      } ?? workload.name.lowercased()
    let key = ServerName(scope: scope, host: name)
    let isKnown = servers[key] != nil
    servers.updateValue(isKnown ? nil : ceiling(of: workload, server), forKey: key)
  }

  private mutating func server(ofImage image: String) -> ConnectionBudget.Server? {
    let key = ContainerImage.untagged(image)
    if let known = serversByImage[key] { return known }
    let identity = ContainerImage.Identity(image)
    let server = budget.servers.first { identity.matches($0.images) }
    serversByImage[key] = .some(server)
    return server
  }

  mutating func add(_ database: DeclaredDatabase, scope: String, path: String) {
    guard let ceiling = ceiling(of: database) else { return }
    if let supplier = database.supplier {
      databases[DatabaseName(path: path, supplier: supplier)] = ceiling
    }
    for host in database.hosts {
      let key = ServerName(scope: scope, host: host)
      let isKnown = servers[key] != nil
      servers.updateValue(isKnown ? nil : ceiling, forKey: key)
    }
  }

  private func ceiling(of database: DeclaredDatabase) -> Ceiling? {
    switch database.ceiling {
    case .stated(let connections, let reserved):
      guard reserved >= 0, reserved < connections else { return nil }
      return Ceiling(
        connections: connections, reserved: reserved, place: database.place,
        message: "what the server takes")
    case .plan(let provider, let name):
      let plan = name.lowercased()
      let known = context.index.vocabulary.ceilings.first {
        $0.provider == provider && context.judge.patterns.matchesWhole($0.plans, plan)
      }
      return known.map {
        Ceiling(
          connections: $0.connections, reserved: $0.reserved, place: database.place,
          message: "the plan, with \($0.connections) connections as of \(prose: $0.checked)")
      }
    }
  }

  private func ceiling(
    of workload: Workload, _ server: ConnectionBudget.Server
  ) -> Ceiling? {
    // Of several servers nobody knows which one is meant.
    guard workload.replicas ?? 1 == 1 else { return nil }
    let options = CommandOptions(workload.commandWords)
    var reserved = server.reserved
    if let word = options.value(of: server.reservedOptions) {
      guard let number = Int(word.text), number >= 0 else { return nil }
      reserved = number
    }
    func ceiling(_ text: String?, _ place: Place) -> Ceiling? {
      guard let number = ConnectionFactor.count(text), reserved < number else { return nil }
      return Ceiling(
        connections: number, reserved: reserved, place: place, message: "what the server takes")
    }
    if let word = options.value(of: server.options) { return ceiling(word.text, word.place) }
    if !server.settings.isEmpty,
      let setting = workload.environment.last(where: {
        ProcessCount.matches($0, server.settings)
      })
    {
      return ceiling(setting.value.literal, setting.place)
    }
    guard let usual = server.connections, !mayStateMore(workload, server) else { return nil }
    var result = ceiling("\(usual)", Place(workload.file, workload.range))
    result?.message = "the server, which takes \(usual) where nothing else is stated"
    return result
  }

  /// Whether something that is not read may change what the server takes.
  private func mayStateMore(_ workload: Workload, _ server: ConnectionBudget.Server) -> Bool {
    guard StartedProgram(workload).isServer(server.starts) else { return true }
    let isElsewhere = workload.commandWords.contains { word in
      server.files.contains { word.text.contains($0) }
    }
    return isElsewhere
      || workload.mounts.contains { path in
        !server.data.contains { Self.isData(path, below: $0) }
      }
  }

  private static func isData(_ path: String, below folder: String) -> Bool {
    path == folder || path.hasPrefix(folder + "/") && !path.contains("conf")
  }

  // MARK: what asks for them

  /// What the server of a database takes; a contract's own word comes first.
  func ceiling(
    of identity: DatabaseIdentity, keys: Set<String>, stage: Stage, scope: String, path: String
  ) -> Ceiling? {
    let database = context.contract?.databases.first { database in
      database.stages.contains(stage) && database.urls.contains { keys.contains($0) }
    }
    if let database {
      return Ceiling(
        connections: database.connections.number, reserved: database.reserved,
        place: database.connections.place, message: "what the contract says that the server takes")
    }
    switch identity {
    case .host(let host, _): return servers[ServerName(scope: scope, host: host)] ?? nil
    case .supplier(let supplier): return databases[DatabaseName(path: path, supplier: supplier)]
    case .contract: return nil
    }
  }
}
