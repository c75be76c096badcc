import RulePacks

@testable import ConfigGuard
@testable import ConfigLinting

/// A format with documents in which probes stand.
struct ProbeFormat: Sendable {
  enum Room: Sendable {
    /// A document has a service for each probe.
    case services(@Sendable ([Probe]) -> RowOutline)
    /// A document has one environment, which all of its probes share.
    case environment(@Sendable ([Probe.Variable]) -> String)
  }

  let name: String
  let path: String
  let room: Room

  static let all = services + environments
  static let names = Set(all.map(\.name))

  /// The texts of documents with all probes; no name stands twice in one environment.
  func documents(with probes: [Probe]) -> [String] {
    switch room {
    case .services(let outline):
      let text = outline(probes)
      return [path.hasSuffix(".json") ? text.json() : text.yaml() + "\n"]
    case .environment(let text):
      return Self.groups(of: probes).map { text($0.flatMap(\.variables)) }
    }
  }

  static func groups(of probes: [Probe]) -> [[Probe]] {
    var groups: [(names: Set<String>, probes: [Probe])] = []
    for probe in probes where !probe.variables.isEmpty {
      let names = Set(probe.variables.map { $0.name.lowercased() })
      if let index = groups.firstIndex(where: { $0.names.isDisjoint(with: names) }) {
        groups[index].names.formUnion(names)
        groups[index].probes.append(probe)
      } else {
        groups.append((names, [probe]))
      }
    }
    return groups.map(\.probes)
  }
}

extension RowOutline {
  /// A mapping of variables.
  init(_ variables: [Probe.Variable]) {
    self = .mapping(variables.map { ($0.name, .text($0.value)) })
  }

  /// A list of pairs, whose keys formats write in capitals or not.
  static func pairs(
    _ variables: [Probe.Variable], _ name: String = "name", _ value: String = "value"
  ) -> RowOutline {
    .list(variables.map { .mapping([(name, .text($0.name)), (value, .text($0.value))]) })
  }

  /// The entries that there are.
  static func entries(_ entries: [(String, RowOutline?)]) -> RowOutline {
    .mapping(
      entries.compactMap { key, value in
        switch value {
        case nil: nil
        case .mapping(let inner)? where inner.isEmpty: nil
        case .list(let items)? where items.isEmpty: nil
        case .some(let value): (key: key, value: value)
        }
      })
  }

  static func text(_ text: String?) -> RowOutline? { text.map { .text($0) } }

  /// One entry for each probe, by its number.
  static func named(_ probes: [Probe], _ entry: (Probe) -> RowOutline) -> RowOutline {
    .mapping(probes.enumerated().map { ("p\($0.offset)", entry($0.element)) })
  }

  static func listed(_ probes: [Probe], _ entry: (Probe, String) -> RowOutline) -> RowOutline {
    .list(probes.enumerated().map { entry($0.element, "p\($0.offset)") })
  }
}
