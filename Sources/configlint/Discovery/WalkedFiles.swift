import ConfigGuard
import RulePacks

/// What walks know of the files that they have met, by paths.
///
/// Nearly all files are asked for once, by whoever walks, so that no table is made of them: a walk
/// lists its files in the order of their paths.
struct WalkedFiles {
  private enum Source {
    case list([WalkEntry])
    /// The number of a table.
    case table(Int)
  }

  /// Of several that know a path the last one counts: repositories within others have a view of
  /// their own, and who names a folder of theirs asks for it.
  private var sources: [Source] = []
  private var tables: [PathTable<Tracking>] = []

  /// - Parameter entries: What a walk has listed.
  mutating func add(_ entries: [WalkEntry]) {
    if Self.isInOrder(entries) {
      sources.append(.list(entries))
    } else {
      for case .file(let path, let tracking) in entries { self[path] = tracking }
    }
  }

  subscript(path: String) -> Tracking? {
    get {
      let path = FilePath.normalized(path)
      for source in sources.reversed() {
        let known =
          switch source {
          case .list(let entries): Self.tracking(of: path, in: entries)
          case .table(let number): tables[number][path]
          }
        if let known { return known }
      }
      return nil
    }
    set {
      if !endsInTable {
        sources.append(.table(tables.count))
        tables.append(PathTable())
      }
      tables[tables.count - 1][FilePath.normalized(path)] = newValue
    }
  }

  private var endsInTable: Bool {
    if case .table? = sources.last { true } else { false }
  }

  /// What a walk skips it may list in another place, and a root may be written in many ways.
  private static func isInOrder(_ entries: [WalkEntry]) -> Bool {
    guard let first = entries.first else { return true }
    guard FilePath.normalized(first.path).utf8.elementsEqual(first.path.utf8) else { return false }
    return entries.indices.dropFirst().allSatisfy {
      precedes(entries[$0 - 1].path, entries[$0].path)
    }
  }

  private static func tracking(of path: String, in list: [WalkEntry]) -> Tracking? {
    let place = list.partitioningIndex { !precedes($0.path, path) }
    guard place < list.count, case .file(let found, let tracking) = list[place],
      !precedes(path, found)
    else { return nil }
    return tracking
  }

  private static func precedes(_ left: String, _ right: String) -> Bool {
    left.withBytes { left in right.withBytes { Platform.compare(left, $0) < 0 } }
  }
}
