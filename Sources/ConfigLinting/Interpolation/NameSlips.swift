import RulePacks

/// Finds among many names the one that another is a slip of the pen away from.
///
/// Such names have all words but one in common, or all letters: only those are compared.
struct NameSlips {
  private struct Link {
    var name: UInt32
    /// The number of the next link and one, or zero.
    var next: UInt32
    var tag: UInt32
  }

  private let names: EntryNames
  private var heads: [UInt32]
  private var links: [Link] = []
  /// Names that may still be looked at, and those that may still be compared.
  private var looks = 10_000_000
  private var comparisons = 500_000
  /// A file of nothing but variants of one name was too much.
  private(set) var isExhausted = false

  init(_ names: EntryNames) {
    self.names = names
    var families: [(name: UInt32, hash: UInt64)] = []
    names.forEachSet { number, entry in
      Self.forEachFamily(of: entry) { families.append((UInt32(number), $0)) }
    }
    var size = 16
    while size < families.count { size *= 2 }
    heads = Array(repeating: 0, count: size)
    links.reserveCapacity(families.count)
    // From the end, so that each list begins with the name that stands first.
    for (name, hash) in families.reversed() {
      let head = Int(truncatingIfNeeded: hash) & (size - 1)
      links.append(
        Link(name: name, next: heads[head], tag: UInt32(truncatingIfNeeded: hash >> 32)))
      heads[head] = UInt32(links.count)
    }
  }

  /// The first name in the file that may be meant by another.
  mutating func meant(by name: String) -> String? {
    let words = NearMiss.words(of: name)
    let letters = NameLetters(name)
    var first: (number: UInt32, name: String)?
    var families: [UInt64] = []
    Self.forEachFamily(of: words.map { Array($0.utf8) }) { families.append($0) }
    for hash in families {
      var next = heads[Int(truncatingIfNeeded: hash) & (heads.count - 1)]
      while next > 0 {
        let link = links[Int(next) - 1]
        next = link.next
        guard link.tag == UInt32(truncatingIfNeeded: hash >> 32) else { continue }
        if let first, first.number <= link.name { break }
        guard looks > 0, comparisons > 0 else {
          isExhausted = true
          return nil
        }
        looks -= 1
        guard names[Int(link.name)].withKey({ letters.mayBeSlip(of: NameLetters($0)) }) else {
          continue
        }
        comparisons -= 1
        let other = names[Int(link.name)].key
        if NearMiss.isSlip(words, of: NearMiss.words(of: other)) {
          first = (link.name, other)
          break
        }
      }
    }
    return first?.name
  }

  private static func forEachFamily(of entry: DotEnvEntry, _ body: (UInt64) -> Void) {
    let words: [[UInt8]]? = entry.withKey { key in
      guard key.allSatisfy({ $0 < 0x80 }) else { return nil }
      return key.split(whereSeparator: { [0x5F, 0x2D, 0x2E].contains($0) }).map { word in
        word.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
      }
    }
    forEachFamily(of: words ?? NearMiss.words(of: entry.key).map { Array($0.utf8) }, body)
  }

  /// The words of a name with each of them left open in turn, and all letters without separators.
  private static func forEachFamily(of words: [[UInt8]], _ body: (UInt64) -> Void) {
    var letters: UInt64 = 0xCBF2_9CE4_8422_2325
    var sum: UInt64 = 0
    var parts: [UInt64] = []
    for (position, word) in words.enumerated() {
      var hash = 0xCBF2_9CE4_8422_2325 &+ UInt64(position)
      for byte in word {
        hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
        letters = (letters ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
      }
      parts.append(mixed(hash))
      sum &+= mixed(hash)
    }
    body(mixed(letters))
    for (position, part) in parts.enumerated() {
      body(mixed(sum &- part &+ UInt64(position) &* 0x9E37_79B9 &+ UInt64(words.count) << 48))
    }
  }

  private static func mixed(_ hash: UInt64) -> UInt64 {
    var hash = (hash ^ hash >> 30) &* 0xBF58_476D_1CE4_E5B9
    hash = (hash ^ hash >> 27) &* 0x94D0_49BB_1331_11EB
    return hash ^ hash >> 31
  }
}
