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
    for set in separated {
      refinement.split(SymbolClasses.intervals(of: set, in: starts))
    }
    let (classes, count) = refinement.numbered()
    let wordsPerSet = (count + 63) / 64
    var membership = [UInt64](repeating: 0, count: wordsPerSet * sets.count)
    for (index, set) in sets.enumerated() {
      for interval in SymbolClasses.intervals(of: set, in: starts) {
        let symbolClass = Int(classes[interval])
        membership[index * wordsPerSet + symbolClass >> 6] |= 1 << UInt64(symbolClass & 63)
      }
    }
    var isWord = [Bool](repeating: false, count: count + 1)
    if separatingWords {
      for interval in SymbolClasses.intervals(of: .word, in: starts) {
        isWord[Int(classes[interval])] = true
      }
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
    for byte in 0..<0x80 {
      byteTable[byte] = UInt16(classOf(UInt32(byte)))
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
    var starts: Set<UInt32> = [0]
    for set in sets {
      for range in set.ranges {
        starts.insert(range.lowerBound)
        if range.upperBound < SymbolSet.invalidByte { starts.insert(range.upperBound + 1) }
      }
    }
    return starts.sorted()
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

  private static func intervals(of set: SymbolSet, in starts: [UInt32]) -> [Int] {
    set.ranges.flatMap { range in
      interval(of: range.lowerBound, in: starts)...interval(of: range.upperBound, in: starts)
    }
  }
}

/// Splits intervals into classes one set at a time, touching only the members of each set.
private struct ClassRefinement {
  private var classOfInterval: [Int]
  private var nextClass = 1

  init(intervalCount: Int) {
    classOfInterval = Array(repeating: 0, count: intervalCount)
  }

  mutating func split(_ members: [Int]) {
    var moved: [Int: Int] = [:]
    for interval in members {
      let old = classOfInterval[interval]
      if let new = moved[old] {
        classOfInterval[interval] = new
      } else {
        moved[old] = nextClass
        classOfInterval[interval] = nextClass
        nextClass += 1
      }
    }
  }

  func numbered() -> (classes: [UInt16], count: Int) {
    var numbers: [Int: UInt16] = [:]
    let classes = classOfInterval.map { old -> UInt16 in
      if let number = numbers[old] { return number }
      let number = UInt16(numbers.count)
      numbers[old] = number
      return number
    }
    return (classes, numbers.count)
  }
}
