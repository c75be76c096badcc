import ConfigGuard
package import RulePacks

extension DocumentReading {
  /// Whether any rule may have something to say of an entry; the cheap question comes first.
  @inline(__always)
  package func isWorthReading(key: NodeIndex, value: NodeIndex) -> Bool {
    let info = tree.withText(of: key) { keys.info($0) }
    if info.isOfInterest { return true }
    return hints.contains(tree.nodes[value].range)
  }
}

extension DocumentReading {
  /// The places of a setting of which no rule can have anything to say; nil where one has to be made.
  ///
  /// - Parameter position: How many settings were made before.
  func passedOver(
    key: NodeIndex, value: NodeIndex, position: Int
  ) -> PassedOverSettings.Entry? {
    interest?.passedOver(key: key, value: value, in: tree, position: position)
  }
}

/// Places in a file where a fixed text stands that some rule asks for in every value.
package struct ByteHints: Sendable {
  private let offsets: [Int]
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
      var place = offsets.count
      while place > 0, offsets[place - 1] > range.lowerBound { place -= 1 }
      offsets.insert(range.lowerBound, at: place)
    }
  }

  /// Of a file in which nothing is looked for.
  static let none = ByteHints(offsets: [])

  private init(offsets: [Int], isEverywhere: Bool = false) {
    self.offsets = offsets
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
    guard !offsets.isEmpty else { return false }
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
