import ConfigGuard
package import RulePacks

/// Places in a file where a fixed text stands that some rule asks for in every value.
package struct ByteHints: Sendable {
  private let offsets: [Int]
  private let blocks: HintBlocks
  private var isEverywhere = false

  package init(_ bytes: SourceBytes, keywords: KeywordSet) {
    var gathering = Gathering()
    bytes.withBuffer { text in
      keywords.forEachMatch(in: text) { _, range in
        gathering.add(range)
        return true
      }
    }
    self.init(gathering)
  }

  package init(_ gathering: Gathering) {
    offsets = gathering.isFull ? [] : gathering.offsets
    blocks = HintBlocks(offsets)
    isEverywhere = gathering.isFull
  }

  /// Places that a search finds one after another.
  package struct Gathering {
    /// With more of them than this, all values are read.
    private static let most = 1 << 20
    fileprivate var offsets: [Int] = []
    fileprivate var isFull: Bool { offsets.count > Self.most }

    /// Adds a keyword; they come in the order in which they end, and may overlap.
    mutating func add(_ range: Range<Int>) {
      guard !isFull else { return }
      if offsets.last.map({ $0 <= range.lowerBound }) ?? true {
        return offsets.append(range.lowerBound)
      }
      var place = offsets.count
      while place > 0, offsets[place - 1] > range.lowerBound { place -= 1 }
      offsets.insert(range.lowerBound, at: place)
    }
  }

  /// Of a file in which nothing is looked for.
  static let none = ByteHints(offsets: [])

  private init(offsets: [Int], isEverywhere: Bool = false) {
    self.offsets = offsets
    blocks = HintBlocks(offsets)
    self.isEverywhere = isEverywhere
  }

  /// Nothing is known of where such texts stand: they may stand in every value.
  package static let everywhere = ByteHints(offsets: [], isEverywhere: true)

  package var isEmpty: Bool { !isEverywhere && offsets.isEmpty }

  /// The places within a part of the file, counted from its start.
  package func within(_ range: SourceRange) -> ByteHints {
    let first = position(of: range.start)
    let end = position(of: range.end)
    return ByteHints(offsets: offsets[first..<max(first, end)].map { $0 - range.start })
  }

  package func contains(_ range: SourceRange) -> Bool {
    guard !isEverywhere else { return true }
    guard blocks.mayMeet(range) else { return false }
    let first = position(of: range.start)
    return first < offsets.count && offsets[first] < range.end
  }

  /// The place in a range, if there is exactly one.
  func only(in range: SourceRange) -> Int? {
    let first = position(of: range.start)
    guard !isEverywhere, first < offsets.count, offsets[first] < range.end,
      first + 1 == offsets.count || offsets[first + 1] >= range.end
    else { return nil }
    return offsets[first]
  }

  /// The number of places in front of an offset.
  private func position(of offset: Int) -> Int {
    var low = 0
    var high = offsets.count
    while low < high {
      let middle = (low + high) / 2
      if offsets[middle] < offset { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

/// The short blocks of a file in which places lie, a bit for each: nearly every value has none.
private struct HintBlocks: Sendable {
  private static let shift = 4
  private let bits: [UInt64]

  /// - Parameter offsets: In their order.
  init(_ offsets: [Int]) {
    guard let last = offsets.last else {
      bits = []
      return
    }
    var bits = [UInt64](repeating: 0, count: (last >> Self.shift) >> 6 + 1)
    for offset in offsets {
      let block = offset >> Self.shift
      bits[block >> 6] |= 1 << UInt64(block & 63)
    }
    self.bits = bits
  }

  /// Whether a range that is not empty may hold a place.
  @inline(__always)
  func mayMeet(_ range: SourceRange) -> Bool {
    var block = range.start >> Self.shift
    let last = min(range.end >> Self.shift, bits.count << 6 - 1)
    while block <= last {
      // All bits of a word that are left from here on, without those behind the range.
      var word = bits[block >> 6] >> UInt64(block & 63)
      let left = 64 - block & 63
      if last - block < left - 1 { word &= 1 << UInt64(last - block + 1) - 1 }
      if word != 0 { return true }
      block += left
    }
    return false
  }
}
