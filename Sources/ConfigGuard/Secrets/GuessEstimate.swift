/// Estimates how many guesses an attacker needs who tries words, runs of keys and dates first.
///
/// The text is cut where that makes the product of the parts' guesses smallest, as password
/// strength meters do; everything is in powers of ten.
struct GuessEstimate {
  /// What the cheapest cut consists of, for the reason that a finding gives.
  enum Ground: String, CaseIterable {
    case words = "it is made of common words"
    case keys = "it is a run of neighbouring keys"
    case other = "too few guesses find it"
  }

  let exponent: Double
  let ground: Ground

  /// Longer texts are too long to be guessed, whatever they are made of.
  private static let longest = 40

  /// The lists are looked at in turn.
  init?(_ text: String, words: [RankedWords]) {
    let longestWord = words.map(\.longest).max() ?? 0
    let bytes = Array(text.utf8)
    guard bytes.count <= Self.longest, bytes.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
      return nil
    }
    let folded = bytes.map { Self.plainLetter(of: $0) }
    let small = bytes.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    let isSpelled = folded != small
    var best = [Double](repeating: .infinity, count: bytes.count + 1)
    /// The exponents of what was found by words and by runs on the way to each position.
    var shares = [(words: Int, keys: Int)](repeating: (0, 0), count: bytes.count + 1)
    best[0] = 0
    func offer(_ end: Int, _ start: Int, _ cost: Double, words: Int = 0, keys: Int = 0) {
      guard best[start] + cost < best[end] else { return }
      best[end] = best[start] + cost
      shares[end] = (shares[start].words + words, shares[start].keys + keys)
    }
    for start in bytes.indices {
      offer(start + 1, start, Self.cost(of: bytes[start]))
      if let run = Self.runEnd(in: small, from: start), run - start >= 3 {
        // Any shorter part of a run is one, too.
        for end in (start + 3)...run {
          offer(end, start, 1.3 + 0.1 * Double(end - start), keys: end - start)
        }
      }
      if let end = Self.yearEnd(in: bytes, from: start) { offer(end, start, 2) }
      for (letters, extra) in isSpelled ? [(small, 0.0), (folded, 0.6)] : [(small, 0.0)] {
        var hash = RankedWords.seed
        for end in start..<min(bytes.count, start + longestWord) {
          hash = RankedWords.hash(letters[end], after: hash)
          guard end - start >= 2, let rank = words.lazy.compactMap({ $0.rank(hash) }).first else {
            continue
          }
          let word = start..<end + 1
          let cost = Self.exponent(rank) + extra + Self.costOfCapitals(bytes[word])
          offer(end + 1, start, cost, words: word.count)
        }
      }
    }
    exponent = best[bytes.count]
    let share = shares[bytes.count]
    ground = share.words > share.keys ? .words : share.keys > 0 ? .keys : .other
  }

  /// Small whole numbers alone are needed, and the standard library has no logarithm.
  private static func exponent(_ rank: Int) -> Double {
    switch rank {
    case ..<10: 1
    case ..<32: 1.5
    case ..<100: 2
    case ..<320: 2.5
    case ..<1000: 3
    default: 3.3
    }
  }

  private static func cost(of byte: UInt8) -> Double {
    switch byte {
    case 0x30...0x39: 1
    case 0x2D, 0x5F, 0x2E, 0x21, 0x40, 0x23: 0.9
    case 0x61...0x7A: 1.4
    default: 1.6
    }
  }

  private static func costOfCapitals(_ word: ArraySlice<UInt8>) -> Double {
    let capitals = word.count { (0x41...0x5A).contains($0) }
    if capitals == 0 { return 0 }
    let isUsual =
      capitals == word.count || (capitals == 1 && (0x41...0x5A).contains(word.first ?? 0))
    return isUsual ? 0.3 : 1
  }

  /// The letter that a digit or sign stands for in `p@ssw0rd`.
  private static func plainLetter(of byte: UInt8) -> UInt8 {
    switch byte {
    case 0x41...0x5A: byte | 0x20
    case UInt8(ascii: "0"): UInt8(ascii: "o")
    case UInt8(ascii: "1"), UInt8(ascii: "!"): UInt8(ascii: "i")
    case UInt8(ascii: "3"): UInt8(ascii: "e")
    case UInt8(ascii: "4"), UInt8(ascii: "@"): UInt8(ascii: "a")
    case UInt8(ascii: "5"), UInt8(ascii: "$"): UInt8(ascii: "s")
    case UInt8(ascii: "7"): UInt8(ascii: "t")
    default: byte
    }
  }

  private static func yearEnd(in bytes: [UInt8], from start: Int) -> Int? {
    guard start + 4 <= bytes.count else { return nil }
    let year = bytes[start..<start + 4]
    return (year.starts(with: "19".utf8) || year.starts(with: "20".utf8))
      && year.allSatisfy { (0x30...0x39).contains($0) } ? start + 4 : nil
  }

  private static let rows: [[UInt8]] = [
    Array("1234567890".utf8), Array("0123456789".utf8), Array("1q2w3e4r5t6y7u8i9o0p".utf8),
    Array("q1w2e3r4t5y6u7i8o9p0".utf8), Array("qwertyuiop".utf8), Array("asdfghjkl".utf8),
    Array("zxcvbnm".utf8), Array("qwertz".utf8), Array("azerty".utf8),
    Array("abcdefghijklmnopqrstuvwxyz".utf8), Array("1qaz2wsx3edc4rfv5tgb6yhn7ujm".utf8),
    Array("!@#$%^&*()".utf8),
  ]

  /// Where a run of one key, of neighbouring keys, or of the alphabet ends.
  private static func runEnd(in bytes: [UInt8], from start: Int) -> Int? {
    guard start + 2 < bytes.count else { return nil }
    var longest = start + 1
    var same = start + 1
    while same < bytes.count, bytes[same] == bytes[start] { same += 1 }
    longest = max(longest, same)
    for row in rows {
      guard let position = row.firstIndex(of: bytes[start]) else { continue }
      for step in [1, -1] {
        var (end, place) = (start + 1, position + step)
        while end < bytes.count, row.indices.contains(place), row[place] == bytes[end] {
          end += 1
          place += step
        }
        longest = max(longest, end)
      }
    }
    return longest
  }
}

/// Words by the place in which they are tried, found by the hash of their letters.
struct RankedWords {
  private var ranks: [UInt64: Int] = [:]
  /// The bytes of the longest word.
  private(set) var longest = 0

  /// Words of small letters and digits; the first place that a word is given stays.
  mutating func insert(_ word: String, rank: Int) {
    guard word.utf8.count >= 3 else { return }
    let hash = word.utf8.reduce(Self.seed) { Self.hash($1, after: $0) }
    guard ranks.updateValue(ranks[hash] ?? rank, forKey: hash) == nil else { return }
    longest = max(longest, word.utf8.count)
  }

  func rank(_ hash: UInt64) -> Int? { ranks[hash] }

  /// FNV-1a, which goes on from any prefix.
  static let seed: UInt64 = 0xCBF2_9CE4_8422_2325

  static func hash(_ byte: UInt8, after hash: UInt64) -> UInt64 {
    (hash ^ UInt64(byte)) &* 0x100_0000_01B3
  }
}
