extension DocumentTree {
  /// Adds a problem for each key that a mapping, whose entries are the last nodes, gives again.
  ///
  /// `hashes` is memory that is used again from mapping to mapping.
  mutating func reportDuplicateKeys(in mapping: NodeIndex, hashes: inout [UInt32]) {
    hashes.removeAll(keepingCapacity: true)
    var child = mapping + 1
    let end = nodes.count
    while child < end {
      hashes.append(nodes[child].kind == .scalar ? hash(ofKey: child) : UInt32(child) | 1)
      child = Int(nodes[Int(nodes[child].next)].next)
    }
    guard mayRepeat(hashes) else { return }
    reportDuplicates(in: mapping)
  }

  private func hash(ofKey index: NodeIndex) -> UInt32 {
    withText(of: index) { text in
      var hash: UInt32 = 2_166_136_261
      for byte in text { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
      return hash & ~1
    }
  }

  private func mayRepeat(_ hashes: [UInt32]) -> Bool {
    if hashes.count > 24 { return Set(hashes).count < hashes.count }
    for first in hashes.indices {
      for second in (first + 1)..<hashes.count where hashes[first] == hashes[second] {
        return true
      }
    }
    return false
  }

  mutating func reportDuplicates(in mapping: NodeIndex) {
    var first: [String: NodeIndex] = [:]
    for entry in writtenEntries(of: mapping)
    where nodes[entry.key].kind == .scalar && !isMergeKey(entry.key) {
      let name = text(of: entry.key)
      if let earlier = first[name] {
        // The last one is kept for the count of the rest.
        guard problems.count < ReadingLimits.problems - 1 else {
          omittedDuplicates += 1
          firstOmitted = firstOmitted ?? nodes[entry.key].range
          continue
        }
        problems.append(
          ReadingProblem(
            kind: .duplicateKey,
            message:
              "\(name.isEmpty ? "this key" : PlainName.shown(name)) is given twice in one mapping",
            range: nodes[entry.key].range, related: nodes[earlier].range))
      } else {
        first[name] = entry.key
      }
    }
  }

  /// Says how many duplicates there are beyond those that were reported.
  mutating func reportOmittedDuplicates() {
    guard let range = firstOmitted else { return }
    problems.append(
      ReadingProblem(
        kind: .duplicateKey,
        message: "this key and \(omittedDuplicates - 1) more in this file are given twice",
        range: range))
    firstOmitted = nil
  }
}
