import ConfigGuard

/// The order in which the files of a walk are read.
///
/// Neighbours are read together, as they often ask for the same files, and among them those of one
/// name in turn: they are mostly of one format, whose code and tables are at hand then.
struct ReadingOrder {
  /// How many neighbours one thread takes at a time.
  let grain: Int
  /// The positions of all paths, as they are read.
  let positions: [Int32]

  private static let mostNeighbours = 64
  /// Threads wait for one another at the end, the longer the fewer parts there are.
  private static let fewestParts = 64

  init(_ paths: [String]) {
    let grain = max(1, min(Self.mostNeighbours, paths.count / Self.fewestParts))
    self.grain = grain
    var positions: [Int32] = []
    positions.reserveCapacity(paths.count)
    for start in stride(from: 0, to: paths.count, by: grain) {
      let part = start..<min(start + grain, paths.count)
      if grain < Self.fewestOfOneName {
        positions += part.lazy.map { Int32($0) }
        continue
      }
      let named = part.map { (name: FilePath.name(of: paths[$0]), position: Int32($0)) }
      positions += named.sorted { ($0.name, $0.position) < ($1.name, $1.position) }.lazy.map(
        \.position)
    }
    self.positions = positions
  }

  /// Among fewer neighbours hardly two have one name.
  private static let fewestOfOneName = 16

  /// Where the results stand of the first paths that were read, in the order of the paths.
  func places(of count: Int) -> [Int] {
    positions.indices.prefix(count).sorted { positions[$0] < positions[$1] }
  }
}
