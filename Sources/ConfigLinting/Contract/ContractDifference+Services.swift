import ConfigGuard
import RulePacks

extension ContractDifference {
  mutating func compareServices(_ old: Contract, _ new: Contract) {
    for service in new.services {
      guard let before = old.services.first(where: { $0.name == service.name }) else {
        // Without services a contract is for every workload that it could mean.
        add(
          .services, old.services.isEmpty ? .alters : .tightens,
          "the service \(name: service.name) is new")
        continue
      }
      self.service = service.name
      compare(before, service)
      compareVariables(of: service, old.scoped(to: before), new.scoped(to: service), before)
      compareGroups(before.groups, service.groups)
      compareComparisons(before.comparisons, service.comparisons)
      self.service = nil
    }
    for service in old.services where !new.services.contains(where: { $0.name == service.name }) {
      add(
        .services, new.services.isEmpty ? .alters : .loosens,
        "the service \(name: service.name) is removed")
    }
  }

  private mutating func compare(_ old: ContractService, _ new: ContractService) {
    compareLoad(old.load, new.load)
    let globs = { (service: ContractService) in service.workloads.map(\.text) }
    add(.workloads, .demands(globs(old), globs(new)), from: globs(old), to: globs(new), of: "") {
      "`\(path: $0)`"
    }
    compareNeeds(old.variables, new.variables)
    // More connections than before may be too many for the database.
    let counts: [(ContractField, KeyPath<ContractService, ContractCount?>)] = [
      (.replicas, \.replicas), (.processes, \.processes), (.pool, \.pool),
    ]
    for (field, count) in counts {
      let (before, now) = (old[keyPath: count]?.number, new[keyPath: count]?.number)
      add(field, .lowerBound(before, now), from: before, to: now, words: Self.words)
    }
  }

  private mutating func compareNeeds(_ old: [String]?, _ new: [String]?) {
    switch (old, new) {
    case (nil, nil): return
    case (nil, _): add(.variables, .loosens, "it no longer needs all variables")
    case (_, nil): add(.variables, .tightens, "it needs all variables now")
    case (let old?, let new?):
      add(.variables, .demands(old, new), from: old, to: new, of: "") { "\(setting: $0)" }
    }
  }

  /// Variables that are other ones for this service than for all.
  private mutating func compareVariables(
    of service: ContractService, _ old: Contract, _ new: Contract, _ before: ContractService
  ) {
    var names = before.own.map(\.name)
    names += service.own.map(\.name).filter { !names.contains($0) }
    compareVariables(
      ContractVariables(names.compactMap { old.variables[$0] }),
      ContractVariables(names.compactMap { new.variables[$0] }), prefixes: new.prefixes)
  }

  mutating func compareLoad(_ old: String?, _ new: String?) {
    // The sizes of pools are judged by it, and not at all without it.
    let order = ["small": 1, "medium": 2, "large": 3]
    add(
      .load, .lowerBound(old.flatMap { order[$0] }, new.flatMap { order[$0] }), from: old, to: new
    ) { load in
      switch load {
      case "small"?: "small"
      case "medium"?: "medium"
      case "large"?: "large"
      default: "not set"
      }
    }
  }

  // MARK: databases

  mutating func compareDatabases(_ old: [ContractDatabase], _ new: [ContractDatabase]) {
    for database in new {
      guard let before = old.first(where: { $0.name == database.name }) else {
        add(.databases, .tightens, "the database \(name: database.name) is new")
        continue
      }
      compare(before, database)
    }
    for database in old where !new.contains(where: { $0.name == database.name }) {
      add(.databases, .loosens, "the database \(name: database.name) is removed")
    }
  }

  private mutating func compare(_ old: ContractDatabase, _ new: ContractDatabase) {
    let owner: ReportText = "the database \(name: new.name): "
    if old.connections.number != new.connections.number {
      add(
        .connections, .upperBound(old.connections.number, new.connections.number),
        "\(owner)`max-connections` is \(new.connections.number), was \(old.connections.number)")
    }
    if old.reserved != new.reserved {
      add(
        .reserved, .lowerBound(old.reserved, new.reserved),
        "\(owner)`reserved` is \(new.reserved), was \(old.reserved)")
    }
    add(.urls, .demands(old.urls, new.urls), from: old.urls, to: new.urls, of: owner) {
      "\(setting: $0)"
    }
    let effect = ContractEffect.stages(old.stages, new.stages)
    if effect != .none {
      add(
        .stages, effect, "\(owner)it holds\(Self.words(new.stages)), held\(Self.words(old.stages))")
    }
  }
}
