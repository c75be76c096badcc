/// Finds the name that somebody probably meant.
package enum NearMiss {
  /// The candidate with the fewest edits, if that is few for the name's length.
  package static func nearest(to name: String, among candidates: some Sequence<String>) -> String? {
    let bytes = Array(name.utf8)
    guard bytes.count <= 64 else { return nil }
    let limit = bytes.count <= 4 ? 1 : 2
    var best: (name: String, distance: Int)?
    for candidate in candidates where candidate != name {
      let other = Array(candidate.utf8)
      guard abs(other.count - bytes.count) <= limit else { continue }
      let distance = Self.distance(bytes, other)
      if distance <= limit, distance < best?.distance ?? Int.max { best = (candidate, distance) }
    }
    return best?.name
  }

  /// Whether two names of several words are the same but for a slip of the pen: one word of at
  /// least four letters with a letter or two wrong, or a separator that is missing.
  package static func isSlip(_ name: [String], of other: [String]) -> Bool {
    if name != other, name.joined() == other.joined() { return true }
    guard name.count == other.count,
      let index = name.indices.first(where: { name[$0] != other[$0] }),
      name[(index + 1)...] == other[(index + 1)...]
    else { return false }
    let (a, b) = (Array(name[index].utf8), Array(other[index].utf8))
    let length = min(a.count, b.count)
    // `DB_HOST1` and `DB_HOST2` are two names on purpose.
    guard length >= 4, letters(a) != letters(b) else { return false }
    return abs(a.count - b.count) <= 2 && distance(a, b) <= (length >= 7 ? 2 : 1)
  }

  /// The words of a variable's name, as its separators show them.
  package static func words(of name: String) -> [String] {
    name.lowercased().split { "_-.".contains($0) }.map(String.init)
  }

  private static func letters(_ word: [UInt8]) -> [UInt8] {
    word.filter { !(0x30...0x39).contains($0) }
  }

  /// Insertions, deletions, replacements and swaps of neighbours that turn one into the other.
  private static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var beforeLast = [Int](repeating: 0, count: b.count + 1)
    var last = Array(0...b.count)
    for i in a.indices {
      var row = [i + 1] + [Int](repeating: 0, count: b.count)
      for j in b.indices {
        let cost = a[i] == b[j] ? 0 : 1
        row[j + 1] = min(last[j + 1] + 1, row[j] + 1, last[j] + cost)
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
          row[j + 1] = min(row[j + 1], beforeLast[j - 1] + 1)
        }
      }
      beforeLast = last
      last = row
    }
    return last[b.count]
  }
}
