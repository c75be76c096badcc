/// The symbols of one pattern grouped into classes that no set of the pattern tells apart.
///
/// Automata step on classes, so a transition row is as long as the pattern needs rather than as
/// long as Unicode. One more class past the last, `endOfText`, stands for the end of the input.
final class SymbolClasses: @unchecked Sendable {
  /// What `classOfByte` holds for a byte that has to be decoded first.
  static let needsDecoding = UInt16.max

  let count: Int
  /// The class of each ASCII byte; written only before the initialiser returns.
  let classOfByte: UnsafePointer<UInt16>
  let isWord: [Bool]
  private let byteTable: UnsafeMutablePointer<UInt16>
  private let intervalStarts: [UInt32]
  private let intervalClasses: [UInt16]
  private let membership: [UInt64]
  private let wordsPerSet: Int

  var endOfText: Int { count }
  var stride: Int { count + 1 }

  /// Builds the coarsest classes that respect `sets` and, for boundaries, the word characters.
  init(_ sets: [SymbolSet], separatingWords: Bool) {
    let separated = separatingWords ? sets + [.word] : sets
    let starts = SymbolClasses.intervalStarts(of: separated)
    var refinement = ClassRefinement(intervalCount: starts.count)
    let intervals = separated.map { SymbolClasses.intervals(of: $0, in: starts) }
    for members in intervals { refinement.split(members) }
    let (classes, count) = refinement.numbered()
    let wordsPerSet = (count + 63) / 64
    var membership = [UInt64](repeating: 0, count: wordsPerSet * sets.count)
    for index in sets.indices {
      for interval in intervals[index].joined() {
        let symbolClass = Int(classes[interval])
        membership[index * wordsPerSet + symbolClass >> 6] |= 1 << UInt64(symbolClass & 63)
      }
    }
    var isWord = [Bool](repeating: false, count: count + 1)
    if separatingWords, let members = intervals.last {
      for interval in members.joined() { isWord[Int(classes[interval])] = true }
    }
    byteTable = UnsafeMutablePointer<UInt16>.allocate(capacity: 256)
    byteTable.initialize(repeating: SymbolClasses.needsDecoding, count: 256)
    classOfByte = UnsafePointer(byteTable)
    self.count = count
    self.isWord = isWord
    self.membership = membership
    self.wordsPerSet = wordsPerSet
    intervalStarts = starts
    intervalClasses = classes
    for (number, start) in starts.enumerated() where start < 0x80 {
      let end = number + 1 < starts.count ? min(starts[number + 1], 0x80) : 0x80
      for byte in start..<end { byteTable[Int(byte)] = classes[number] }
    }
  }

  deinit { byteTable.deallocate() }

  @inline(__always)
  func contains(set: Int, symbolClass: Int) -> Bool {
    membership[set * wordsPerSet + symbolClass >> 6] >> UInt64(symbolClass & 63) & 1 == 1
  }

  func classOf(_ symbol: UInt32) -> Int {
    Int(intervalClasses[SymbolClasses.interval(of: symbol, in: intervalStarts)])
  }

  /// The classes of every symbol that is not an ASCII character.
  var classesBeyondASCII: Set<Int> {
    let first = SymbolClasses.interval(of: 0x80, in: intervalStarts)
    return Set(intervalClasses[first...].map(Int.init))
  }

  private static func intervalStarts(of sets: [SymbolSet]) -> [UInt32] {
    var bounds: [UInt32] = [0]
    for set in sets {
      for range in set.ranges {
        bounds.append(range.lowerBound)
        if range.upperBound < SymbolSet.invalidByte { bounds.append(range.upperBound + 1) }
      }
    }
    bounds.sort()
    var starts: [UInt32] = []
    for bound in bounds where starts.last != bound { starts.append(bound) }
    return starts
  }

  private static func interval(of symbol: UInt32, in starts: [UInt32]) -> Int {
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= symbol { low = middle } else { high = middle }
    }
    return low
  }

  private static func intervals(
    of set: SymbolSet, in starts: [UInt32]
  ) -> [ClosedRange<Int>] {
    set.ranges.map { range in
      interval(of: range.lowerBound, in: starts)...interval(of: range.upperBound, in: starts)
    }
  }
}

/// Splits intervals into classes one set at a time, touching only the members of each set.
private struct ClassRefinement {
  private var classOfInterval: [Int]
  private var nextClass = 1
  /// For each class the one that its members in a set move to, and the set that it is of.
  private var moved = [(class: 0, set: 0)]
  private var sets = 0

  init(intervalCount: Int) {
    classOfInterval = Array(repeating: 0, count: intervalCount)
  }

  mutating func split(_ members: [ClosedRange<Int>]) {
    sets += 1
    for interval in members.joined() {
      let old = classOfInterval[interval]
      if moved[old].set != sets {
        moved[old] = (nextClass, sets)
        moved.append((0, 0))
        nextClass += 1
      }
      classOfInterval[interval] = moved[old].class
    }
  }

  func numbered() -> (classes: [UInt16], count: Int) {
    var numbers = [Int](repeating: -1, count: nextClass)
    var count = 0
    let classes = classOfInterval.map { old -> UInt16 in
      if numbers[old] < 0 {
        numbers[old] = count
        count += 1
      }
      return UInt16(numbers[old])
    }
    return (classes, count)
  }
}
