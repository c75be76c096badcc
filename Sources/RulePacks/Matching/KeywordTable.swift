/// Every transition of an automaton, worked out.
final class KeywordTable: Sendable {
  /// Marks a transition into a state where a word ends.
  private static let ends: UInt32 = 1 << 31

  private let classOfByte: [UInt8]
  private let stride: Int
  private let table: [UInt32]
  /// The length of the longest word, behind which nothing matters to a state.
  private let longest: Int

  init(_ states: KeywordStates) {
    let stride = states.stride
    self.stride = stride
    classOfByte = states.classOfByte
    // Shorter states come first.
    longest = states.count > 0 ? states.length(of: states.count - 1) : 0
    table = [UInt32](unsafeUninitializedCapacity: states.count * stride) { table, size in
      for state in 0..<states.count {
        let row = UnsafeMutableBufferPointer(
          rebasing: table[state * stride..<(state + 1) * stride])
        if state == 0 {
          row.initialize(repeating: 0)
        } else {
          // So the row of the suffix is complete.
          let suffix = states.suffix(of: state) * stride
          _ = row.initialize(from: table[suffix..<suffix + stride])
        }
        states.forEachChild(of: state) { symbolClass, child in
          row[symbolClass] =
            UInt32(child * stride) | (states.endsWords(child) ? KeywordTable.ends : 0)
          return true
        }
      }
      size = states.count * stride
    }
  }

  /// Tells each place at which words end, with the state there, until told `false`.
  func forEachEnd(
    in bytes: UnsafeBufferPointer<UInt8>, from: Int,
    _ body: (_ state: Int, _ end: Int) -> Bool
  ) {
    table.withUnsafeBufferPointer { table in
      classOfByte.withUnsafeBufferPointer { classOfByte in
        let steps = Steps(table: table, classOfByte: classOfByte)
        if bytes.count - from >= Self.shortestInLanes, longest <= Self.longestInLanes {
          forEachEndInLanes(bytes, from: from, steps, body)
        } else {
          _ = forEachEnd(bytes, from: from, row: 0, steps, body)
        }
      }
    }
  }

  /// The transitions where they can be read without asking for bounds.
  private struct Steps {
    let table: UnsafeBufferPointer<UInt32>
    let classOfByte: UnsafeBufferPointer<UInt8>

    // Rows and classes are small, so that their sum is a place in the table.
    @inline(__always)
    func next(_ row: UInt32, _ byte: UInt8) -> UInt32 {
      table[Int(row &+ UInt32(classOfByte[Int(byte)]))]
    }
  }

  /// Goes on from a state, byte by byte; false when told to stop.
  private func forEachEnd(
    _ bytes: UnsafeBufferPointer<UInt8>, from: Int, row: UInt32, _ steps: Steps,
    _ body: (_ state: Int, _ end: Int) -> Bool
  ) -> Bool {
    let count = bytes.count
    var row = row
    var index = from
    while index < count {
      // Hardly ever does a word end within four bytes.
      if index &+ 4 <= count {
        let first = steps.next(row, bytes[index])
        if first < KeywordTable.ends {
          let second = steps.next(first, bytes[index &+ 1])
          if second < KeywordTable.ends {
            let third = steps.next(second, bytes[index &+ 2])
            if third < KeywordTable.ends {
              let fourth = steps.next(third, bytes[index &+ 3])
              if fourth < KeywordTable.ends {
                row = fourth
                index &+= 4
                continue
              }
            }
          }
        }
      }
      row = steps.next(row, bytes[index])
      index &+= 1
      if row >= KeywordTable.ends {
        row &= ~KeywordTable.ends
        guard body(Int(row) / stride, index) else { return false }
      }
    }
    return true
  }
}

/// Searching a text in four lanes at once: a step in one of them need not wait for those in the
/// others, and most of the time of a step is waiting for the one before it.
extension KeywordTable {
  private static let shortestInLanes = 2048
  /// With longer words the lanes would read too much of the text twice.
  private static let longestInLanes = 128
  private static let usuallyFound = 24

  private func forEachEndInLanes(
    _ bytes: UnsafeBufferPointer<UInt8>, from: Int, _ steps: Steps,
    _ body: (_ state: Int, _ end: Int) -> Bool
  ) {
    let length = (bytes.count - from) / 4
    let (start1, start2, start3) = (from + length, from + 2 * length, from + 3 * length)
    var row0: UInt32 = 0
    var row1 = row(at: start1, in: bytes, steps)
    var row2 = row(at: start2, in: bytes, steps)
    var row3 = row(at: start3, in: bytes, steps)
    // What the later lanes find has its turn when the ones in front are through.
    var found1: [(row: UInt32, end: Int)] = []
    var found2: [(row: UInt32, end: Int)] = []
    var found3: [(row: UInt32, end: Int)] = []
    found1.reserveCapacity(Self.usuallyFound)
    found2.reserveCapacity(Self.usuallyFound)
    found3.reserveCapacity(Self.usuallyFound)
    var index = 0
    while index < length {
      row0 = steps.next(row0, bytes[from &+ index])
      row1 = steps.next(row1, bytes[start1 &+ index])
      row2 = steps.next(row2, bytes[start2 &+ index])
      row3 = steps.next(row3, bytes[start3 &+ index])
      index &+= 1
      guard row0 | row1 | row2 | row3 >= KeywordTable.ends else { continue }
      if row0 >= KeywordTable.ends {
        row0 &= ~KeywordTable.ends
        guard body(Int(row0) / stride, from + index) else { return }
      }
      if row1 >= KeywordTable.ends {
        row1 &= ~KeywordTable.ends
        found1.append((row1, start1 + index))
      }
      if row2 >= KeywordTable.ends {
        row2 &= ~KeywordTable.ends
        found2.append((row2, start2 + index))
      }
      if row3 >= KeywordTable.ends {
        row3 &= ~KeywordTable.ends
        found3.append((row3, start3 + index))
      }
    }
    for found in [found1, found2, found3] {
      for (row, end) in found {
        guard body(Int(row) / stride, end) else { return }
      }
    }
    _ = forEachEnd(bytes, from: start3 + length, row: row3, steps, body)
  }

  /// The row of the state that a search from the start of the text is in at a place.
  private func row(
    at place: Int, in bytes: UnsafeBufferPointer<UInt8>, _ steps: Steps
  ) -> UInt32 {
    var row: UInt32 = 0
    for index in place - longest..<place {
      row = steps.next(row, bytes[index]) & ~KeywordTable.ends
    }
    return row
  }
}
