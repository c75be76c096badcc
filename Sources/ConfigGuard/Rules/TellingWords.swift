/// The words that tell the keys of a group apart.
final class TellingWords {
  /// In order, some more than once.
  private let words: [Int32]
  private let bits: UInt64

  init(_ words: [Int32]) {
    self.words = words.sorted()
    bits = words.reduce(0) { $0 | 1 << UInt64($1 & 63) }
  }

  func contains(_ word: Int32) -> Bool {
    guard bits & 1 << UInt64(word & 63) != 0 else { return false }
    var low = 0
    var high = words.count
    while low < high {
      let middle = (low + high) / 2
      if words[middle] < word { low = middle + 1 } else { high = middle }
    }
    return low < words.count && words[low] == word
  }
}
