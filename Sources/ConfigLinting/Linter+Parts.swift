import ConfigGuard
import RulePacks

extension Linter {
  /// Files that others take in.
  var takenIn: Set<String> {
    index.layered.reduce(into: []) { $0.formUnion(readings[$1].parts) }
  }

  /// Where the readings of some files are.
  func numbers(of paths: Set<String>) -> [Int] {
    if index.mayRepeat { return readings.indices.filter { paths.contains(readings[$0].file.path) } }
    return paths.compactMap { path in
      let number = readings.partitioningIndex { !($0.file.path < path) }
      return number < readings.count && readings[number].file.path == path ? number : nil
    }
  }

  /// Files whose workloads are judged with another file that took them in.
  ///
  /// Of files that take in one another, the first one stands for all.
  func partPaths() -> Set<String> {
    let taking = index.layered.map { readings[$0] }.filter { !$0.parts.isEmpty }
    guard !taking.isEmpty else { return [] }
    let taken = Dictionary(
      taking.map { ($0.file.path, $0.parts) }, uniquingKeysWith: { $0.union($1) })
    let named = Set(taken.values.joined())
    let paths = taking.map { $0.file.path }
    var parts: Set<String> = []
    var reached: Set<String> = []
    for root in paths.filter({ !named.contains($0) }) + paths where !parts.contains(root) {
      guard reached.insert(root).inserted else { continue }
      var open = Array(taken[root] ?? [])
      while let path = open.popLast() {
        guard path != root, parts.insert(path).inserted else { continue }
        open += taken[path] ?? []
      }
    }
    return parts
  }

  /// The stages of what is laid over each file in projects of their own.
  func overlayStages() -> [String: Set<Stage>] {
    var stages: [String: Set<Stage>] = [:]
    for reading in index.layered.lazy.map({ readings[$0] }) {
      if !reading.overlays.isEmpty {
        stages[reading.file.path, default: []].formUnion(reading.overlays)
      }
      for base in reading.bases { stages[base, default: []].insert(reading.stage.stage) }
    }
    return stages
  }

  /// Whether an overlay may add what a workload lacks: one for development adds nothing to
  /// production.
  static func mayComplete(_ overlays: Set<Stage>, _ workload: Workload) -> Bool {
    switch workload.stage {
    case .production, .staging: !overlays.isSubset(of: [.development, .test])
    default: !overlays.isEmpty
    }
  }
}
