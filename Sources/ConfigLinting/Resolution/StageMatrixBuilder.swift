import ConfigGuard
import RulePacks

/// Lays the environments of each service side by side.
struct StageMatrixBuilder {
  private static let mostColumns = 64

  private var resolver: EnvironmentResolver
  private var limits: [ResolvedProject.Problem] = []

  init(_ secrets: KnownSecrets, _ classifiers: [SecretClassifier]) {
    resolver = EnvironmentResolver(secrets, classifiers)
  }

  mutating func matrix(
    of sources: [UnmaskedEnvironment],
    problems: (inout EnvironmentResolver) -> [ResolvedProject.Problem]
  ) -> StageMatrix {
    var groups: [ServiceIdentity: [UnmaskedEnvironment]] = [:]
    for source in sources { groups[ServiceIdentity(source), default: []].append(source) }
    // An example alone is compared with nothing, unless there is nothing else at all.
    let others = groups.filter { $1.contains { $0.stage.stage != .example } }
    if !others.isEmpty { groups = others }
    let names = Dictionary(grouping: groups.keys, by: \.name).mapValues(\.count)
    var services = groups.map { identity, members in
      let isAlone =
        names[identity.name] == 1 && (!identity.isEnvironmentFiles || identity.folder == ".")
      return service(members, isAlone ? nil : identity.folder, identity)
    }
    services.sort {
      ($0.name.text, $0.columns[0].location.text) < ($1.name.text, $1.columns[0].location.text)
    }
    return StageMatrix(services: services, problems: problems(&resolver) + limits)
  }

  private mutating func service(
    _ members: [UnmaskedEnvironment], _ folder: String?, _ identity: ServiceIdentity
  ) -> StageMatrix.Service {
    var members = members.sorted { left, right in
      let (a, b) = (Self.order(left.stage.stage), Self.order(right.stage.stage))
      return a != b
        ? a < b : (left.file.path, left.range.start) < (right.file.path, right.range.start)
    }
    var name = resolver.describer(for: members[0].context).name(identity.name)
    if let folder { name = name + resolver.screen.text(" in \(path: folder)") }
    if members.count > Self.mostColumns {
      let next = members[Self.mostColumns]
      limits.append(
        ResolvedProject.Problem(
          location: resolver.location(next.file, next.range),
          message: resolver.screen.text(
            "this and \(members.count - Self.mostColumns - 1) more environments of one "
              + "service are not compared; up to \(Self.mostColumns) are")))
      members.removeSubrange(Self.mostColumns...)
    }
    return StageMatrix.Service(name: name, columns: columns(of: members), rows: rows(of: members))
  }

  private static func order(_ stage: Stage) -> Int {
    Stage.allCases.firstIndex(of: stage) ?? Stage.allCases.count
  }

  private mutating func columns(of members: [UnmaskedEnvironment]) -> [StageMatrix.Column] {
    var columns: [StageMatrix.Column] = []
    for member in members {
      let stage = member.stage.stage
      let others = members.count { $0.stage.stage == stage }
      let number = columns.count { $0.stage == stage } + 1
      columns.append(
        StageMatrix.Column(
          stage: stage,
          stageEvidence: resolver.screen.text(member.stage.evidence),
          workload: member.workload.map { resolver.screen.name($0.name) },
          location: resolver.location(member.file, member.range),
          title: others > 1 ? "\(stage.rawValue) \(number)" : stage.rawValue))
    }
    return columns
  }

  private mutating func rows(of members: [UnmaskedEnvironment]) -> [StageMatrix.Row] {
    var cells: [String: [StageMatrix.Cell]] = [:]
    let empty = members.map { StageMatrix.Cell($0.isComplete ? .missing : .unknown) }
    var secrets: [String: [(column: Int, hash: Int)]] = [:]
    var expected: Set<String> = []
    for (column, member) in members.enumerated() {
      let describer = resolver.describer(for: member.context)
      for setting in member.settings {
        let value = describer.describe(setting, in: member.surroundings)
        cells[setting.key, default: empty][column].state = StageMatrix.State(value.kind)
        cells[setting.key, default: empty][column].isSecret = value.kind == .secret
        // The hash has a key that is made for each process, and ends with this function.
        if let hash = Self.hash(of: setting, in: member) {
          secrets[setting.key, default: []].append((column, hash))
        }
      }
      for variable in member.expected {
        expected.insert(variable.name)
        guard variable.requirement.holds(in: member.stage.stage) else { continue }
        cells[variable.name, default: empty][column].isRequired = true
      }
    }
    for name in expected where cells[name] == nil { cells[name] = empty }
    for (key, found) in secrets { Self.compare(found, members, in: &cells[key, default: empty]) }
    let describer = resolver.describer(for: members[0].context)
    var rows = cells.map { key, cells in
      (
        key: key,
        row: StageMatrix.Row(
          key: describer.name(key), isInContract: expected.contains(key), cells: cells)
      )
    }
    // Two names that are shown alike have an order, too.
    rows.sort { left, right in
      if left.row.differs != right.row.differs { return left.row.differs }
      return (left.row.key.text, left.key) < (right.row.key.text, right.key)
    }
    return rows.map(\.row)
  }

  private static func hash(of setting: Setting, in member: UnmaskedEnvironment) -> Int? {
    guard setting.value.form == .literal, let text = setting.value.literal, !text.isEmpty,
      member.context.comparesAcrossStages(setting, in: member.surroundings)
    else { return nil }
    return text.hashValue
  }

  /// Marks the cells of stages that must not share a secret and do.
  private static func compare(
    _ found: [(column: Int, hash: Int)], _ members: [UnmaskedEnvironment],
    in cells: inout [StageMatrix.Cell]
  ) {
    for (_, group) in Dictionary(grouping: found, by: \.hash) {
      let stages = Set(group.map { members[$0.column].stage.stage })
      for (column, _) in group {
        let own = members[column].stage.stage
        cells[column].sameAs = Stage.allCases.filter { other in
          stages.contains(other) && ProjectJudge.mustDiffer(own, other)
        }
      }
    }
  }
}

extension UnmaskedEnvironment {
  /// What the contract expects of this environment.
  fileprivate var expected: [ContractVariable] {
    guard let contract = context.contract else { return [] }
    guard let workload else { return Array(contract.variables) }
    guard context.isContractual(workload) else { return [] }
    return Array(contract.scoped(to: context.service(of: workload)).variables)
  }
}

extension StageMatrix.State {
  fileprivate init(_ kind: ValueDescription.Kind) {
    self =
      switch kind {
      case .text, .secret, .hidden, .hash: .set
      case .empty: .empty
      case .placeholder: .placeholder
      case .defaultValue: .defaultValue
      case .weak: .weak
      case .reference: .reference
      case .template: .template
      case .encrypted: .encrypted
      case .suppliedElsewhere: .suppliedElsewhere
      }
  }
}
