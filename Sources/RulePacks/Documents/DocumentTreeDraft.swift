/// A tree that a reader is making.
struct DocumentTreeDraft {
  let bytes: SourceBytes
  var nodes: ContiguousArray<DocumentNode> = []
  var documents: [NodeIndex] = []
  var tags = [""]
  var problems: [ReadingProblem] = []
  var comments: [SourceRange] = []
  var origins: ContiguousArray<UInt16> = []
  var originBytes: [SourceBytes] = []
  var replaced: [NodeIndex: [ReplacedScalar]] = [:]
  var cooked: ContiguousArray<UInt8> = []
  /// Duplicate keys that were counted and not reported, and the first of them.
  private var omittedDuplicates = 0
  private var firstOmitted: SourceRange?

  init(_ bytes: SourceBytes) { self.bytes = bytes }
}

extension DocumentTreeDraft {
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
    nodes[index].withText(in: bytes, cooked) { text in
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
    var child = mapping + 1
    let end = Int(nodes[mapping].next)
    while child < end {
      let key = child
      child = Int(nodes[Int(nodes[key].next)].next)
      guard nodes[key].kind == .scalar else { continue }
      let name = nodes[key].withText(in: bytes, cooked) { String(decoding: $0, as: UTF8.self) }
      if nodes[key].mayMerge, name == "<<" { continue }
      guard let earlier = first[name] else {
        first[name] = key
        continue
      }
      // The last one is kept for the count of the rest.
      guard problems.count < ReadingLimits.problems - 1 else {
        omittedDuplicates += 1
        firstOmitted = firstOmitted ?? nodes[key].range
        continue
      }
      problems.append(
        ReadingProblem(
          kind: .duplicateKey,
          message:
            "\(name.isEmpty ? "this key" : PlainName.shown(name)) is given twice in one mapping",
          range: nodes[key].range, related: nodes[earlier].range))
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
