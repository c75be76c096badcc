import ConfigGuard
import RulePacks

/// Fills the environments of a document's workloads, layer over layer, and knows which entries of
/// the document no workload holds in the end.
///
/// What many workloads inherit is copied into each of them, so the copies are limited.
struct EnvironmentLayers {
  /// Settings that the workloads of one document may inherit altogether.
  private static let mostInherited = 50_000
  /// Entries that may be looked through for them.
  private static let mostSearched = 300_000

  private var left = EnvironmentLayers.mostInherited
  private var searchesLeft = EnvironmentLayers.mostSearched
  /// Every entry that was offered, by the place of its name.
  private var offered: [Int: Setting] = [:]
  private var order: [Int] = []
  private var held: Set<Int> = []
  /// What workloads hold that are deployed nowhere.
  private var heldByTests: Set<Int> = []
  /// Names with more below them than their value, and the names of those values.
  private var opened: Set<Int> = []
  private var inner: Set<Int> = []
  private(set) var problem: ReadingProblem?

  /// Remembers settings of the document; those that no workload takes are left over.
  mutating func offer(_ settings: [Setting]) {
    for setting in settings {
      let start = setting.keyRange.start
      if offered.updateValue(setting, forKey: start) == nil { order.append(start) }
    }
  }

  /// The value of a name is one entry of several below it (`value:`, `default:`).
  mutating func open(_ name: SourceRange, valueAt key: SourceRange) {
    opened.insert(name.start)
    inner.insert(key.start)
  }

  /// Whether another collection may still be looked through for something that is inherited.
  mutating func maySearch(_ collection: NodeIndex, in tree: DocumentTree) -> Bool {
    let node = tree.nodes[tree.target(of: collection)]
    guard node.childCount <= searchesLeft else {
      exceed(node.range)
      return false
    }
    searchesLeft -= Int(node.childCount)
    return true
  }

  private mutating func exceed(_ range: SourceRange) {
    guard problem == nil else { return }
    problem = ReadingProblem(
      kind: .limit, message: "too much is inherited in this file to follow all of it",
      range: range)
  }

  /// Lays settings that stand elsewhere over those that a workload has.
  ///
  /// Workloads that are deployed nowhere must have been finished before those that are.
  mutating func inherit(_ settings: [Setting], into workload: inout Workload) {
    guard settings.count <= left else {
      exceed(workload.range)
      workload.hasUnreadSources = true
      return
    }
    left -= settings.count
    // What jobs that test share with a job that deploys was written for the tests.
    let isDeployed = workload.environmentName != nil
    for setting in settings where !isDeployed || !heldByTests.contains(setting.keyRange.start) {
      workload.set(setting)
    }
  }

  /// Lays the workload's own settings over those that it has.
  mutating func add(_ settings: [Setting], to workload: inout Workload) {
    offer(settings)
    for setting in settings { workload.set(setting) }
  }

  /// Takes a finished workload.
  mutating func finish(_ workload: Workload, into reading: inout DocumentReading) {
    for setting in workload.environment where setting.file === reading.file {
      held.insert(setting.keyRange.start)
      if workload.environmentName == nil { heldByTests.insert(setting.keyRange.start) }
    }
    reading.workloads.append(workload)
  }

  /// Reads the rest of a document: entries that no workload holds, and all other settings.
  mutating func readRest(
    of root: NodeIndex, into reading: inout DocumentReading,
    skipping skips: @escaping (NodeIndex) -> Bool = { _ in false },
    rewriting rewrite: (inout Setting, DocumentReading) -> Void = { _, _ in }
  ) {
    if let problem { reading.problems.append(problem) }
    for start in order where !held.contains(start) {
      if let setting = offered[start] { reading.settings.append(setting) }
    }
    let tree = reading.tree
    let known = Set(order).union(held).subtracting(opened).union(inner)
    let rest = reading.settings(
      under: root, syntax: .platform,
      skipping: { known.contains(tree.textRange(of: $0).start) || skips($0) })
    for var setting in rest {
      rewrite(&setting, reading)
      reading.settings.append(setting)
    }
  }
}

extension Workload {
  /// Works out what references to other variables of the workload come to.
  mutating func resolveReferences(_ values: ValueReader) {
    let isOpen = environment.map { setting in
      if case .reference = setting.value.form {
        return setting.value.effective == nil && setting.value.text.utf8.contains(0x24)
      }
      return false
    }
    guard isOpen.contains(true) else { return }
    var resolved: [(Int, String)] = []
    for (index, setting) in environment.enumerated() where isOpen[index] {
      let value = values.value(
        setting.value.text, at: setting.value.range, isExact: setting.value.isExact,
        syntax: .platform, lookup: { name in name == setting.key ? nil : literal(of: name) })
      if let text = value.effective, value.form == setting.value.form {
        resolved.append((index, text))
      }
    }
    for (index, text) in resolved { environment[index].value.effective = text }
  }

  private func literal(of name: String) -> String? {
    guard let value = setting(name)?.value, value.form == .literal else { return nil }
    return value.literal
  }
}
