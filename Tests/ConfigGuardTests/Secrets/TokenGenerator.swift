/// Makes texts that match a pattern, as short or as long as it lets them be.
///
/// It knows the notation that the patterns of tokens use: literals, escapes, classes, groups with
/// alternatives, and repeats.
struct TokenGenerator {
  private let pattern: [UInt8]
  private let isLongest: Bool
  private var index = 0
  private var state: UInt64
  /// Whether the pattern sets no upper limit, so that nothing is too long for it.
  private(set) var isOpen = false

  init(_ pattern: String, isLongest: Bool = false, seed: UInt64 = 7) {
    self.pattern = Array(pattern.utf8)
    self.isLongest = isLongest
    state = seed
  }

  mutating func token() -> [UInt8] {
    index = 0
    return alternatives()
  }

  private mutating func alternatives() -> [UInt8] {
    var all = [sequence()]
    while index < pattern.count, pattern[index] == UInt8(ascii: "|") {
      index += 1
      all.append(sequence())
    }
    let lengths = all.map(\.count)
    let best = isLongest ? lengths.max() : lengths.min()
    return all.first { $0.count == best } ?? []
  }

  private mutating func sequence() -> [UInt8] {
    var text: [UInt8] = []
    while index < pattern.count, pattern[index] != UInt8(ascii: "|"),
      pattern[index] != UInt8(ascii: ")")
    {
      let start = index
      let first = atom()
      let end = index
      let count = repeats()
      let behind = index
      if count > 0 { text += first }
      for _ in 1..<max(count, 1) {
        index = start
        text += atom()
      }
      index = count > 1 ? behind : max(behind, end)
    }
    return text
  }

  private mutating func atom() -> [UInt8] {
    let byte = pattern[index]
    index += 1
    switch byte {
    case UInt8(ascii: "("):
      let inner = alternatives()
      index += 1
      return inner
    case UInt8(ascii: "["): return [pick(members())]
    case UInt8(ascii: "\\"):
      index += 1
      return pattern[index - 1] == UInt8(ascii: "s") ? [0x20] : [pattern[index - 1]]
    default: return [byte]
    }
  }

  private mutating func members() -> [UInt8] {
    var members: [UInt8] = []
    while pattern[index] != UInt8(ascii: "]") {
      if pattern[index + 1] == UInt8(ascii: "-"), pattern[index + 2] != UInt8(ascii: "]") {
        members += Array(pattern[index]...pattern[index + 2])
        index += 3
      } else {
        members.append(pattern[index])
        index += 1
      }
    }
    index += 1
    return members
  }

  /// A member of a class, letters and digits first: a token at its edge is then a word.
  private mutating func pick(_ members: [UInt8]) -> UInt8 {
    let words = members.filter {
      (0x30...0x39).contains($0) || (0x41...0x5A).contains($0 & 0xDF)
    }
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    let among = words.isEmpty ? members : words
    return among[Int((state >> 33) % UInt64(among.count))]
  }

  private mutating func repeats() -> Int {
    guard index < pattern.count else { return 1 }
    switch pattern[index] {
    case UInt8(ascii: "?"):
      index += 1
      return isLongest ? 1 : 0
    case UInt8(ascii: "*"), UInt8(ascii: "+"):
      isOpen = true
      index += 1
      return pattern[index - 1] == UInt8(ascii: "+") ? 1 : 0
    case UInt8(ascii: "{"):
      let end = pattern[index...].firstIndex(of: UInt8(ascii: "}")) ?? index
      let parts = String(decoding: pattern[(index + 1)..<end], as: UTF8.self)
        .split(separator: ",", omittingEmptySubsequences: false)
      index = end + 1
      let least = Int(parts[0]) ?? 1
      if parts.count == 1 { return least }
      guard let most = Int(parts[1]) else {
        isOpen = true
        return least
      }
      return isLongest ? most : least
    default: return 1
    }
  }
}
