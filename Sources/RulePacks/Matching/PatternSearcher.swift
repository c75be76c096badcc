/// Runs one pattern, keeping the states its inputs have needed so far.
///
/// A search takes two linear passes. The forward automaton finds where the leftmost match ends;
/// from there the backward one finds where the longest match that ends there starts, which is the
/// same match. A forward pass alone would have to carry a start for every group of a state.
final class PatternSearcher {
  private let pattern: CompiledPattern
  private var forward: LazyAutomaton?
  private var backward: LazyAutomaton?
  private var whole: LazyAutomaton?
  private var symbolsRead = 0

  init(_ pattern: CompiledPattern) {
    self.pattern = pattern
  }

  /// The symbols read and instructions visited over the searcher's life.
  var steps: Int {
    symbolsRead + (forward?.visits ?? 0) + (backward?.visits ?? 0) + (whole?.visits ?? 0)
  }

  var peakMemory: Int {
    (forward?.peakMemory ?? 0) + (backward?.peakMemory ?? 0) + (whole?.peakMemory ?? 0)
  }

  func matchesWhole(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let automaton = wholeAutomaton()
    let classOfByte = pattern.classes.classOfByte
    var row = automaton.startRow(isTextStart: true, followsWord: false)
    var table = automaton.table
    var read = 0
    defer { symbolsRead += read }
    var index = 0
    while index < bytes.count {
      let (symbolClass, width) = nextClass(in: bytes, at: index, classOfByte)
      read += 1
      var transition = table[row + symbolClass]
      if transition < 0 {
        if transition == Transition.unknown {
          transition = automaton.makeTransition(from: row, on: symbolClass)
          table = automaton.table
        }
        transition &= Transition.rowMask
        if transition == Transition.deadRow { return false }
      }
      row = Int(transition)
      index += width
    }
    return endsMatch(automaton, row: row, before: pattern.classes.endOfText)
  }

  func firstMatch(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Range<Int>? {
    guard let end = endOfMatch(in: bytes, from: start, stopsAtFirst: false) else { return nil }
    return startOfMatch(in: bytes, from: start, endingAt: end)..<end
  }

  /// The end of the leftmost longest match, or of whichever ends first.
  func endOfMatch(
    in bytes: UnsafeBufferPointer<UInt8>, from start: Int, stopsAtFirst: Bool
  ) -> Int? {
    let automaton = forwardAutomaton()
    let classOfByte = pattern.classes.classOfByte
    var row = automaton.startRow(
      isTextStart: start == 0, followsWord: start > 0 && isWordByte(bytes[start - 1]))
    var table = automaton.table
    var found: Int?
    var read = 0
    defer { symbolsRead += read }
    var index = start
    while index < bytes.count {
      let (symbolClass, width) = nextClass(in: bytes, at: index, classOfByte)
      read += 1
      var transition = table[row + symbolClass]
      if transition < 0 {
        if transition == Transition.unknown {
          transition = automaton.makeTransition(from: row, on: symbolClass)
          table = automaton.table
        }
        if transition < 0 {
          if transition & Transition.match != 0 {
            found = index
            if stopsAtFirst { return found }
          }
          if transition & Transition.rowMask == Transition.deadRow { return found }
          // Where a match may start right here, stepping on is as good as looking for a start.
          if transition & Transition.restart != 0, let opening = pattern.openingBytes,
            index + width < bytes.count, !opening[Int(bytes[index + width])]
          {
            let next = indexOfOpening(opening, in: bytes, from: index + width)
            read += next - index - width
            index = next
            row = automaton.startRow(
              isTextStart: false, followsWord: isWordByte(bytes[index - 1]))
            continue
          }
          transition &= Transition.rowMask
        }
      }
      row = Int(transition)
      index += width
    }
    if endsMatch(automaton, row: row, before: pattern.classes.endOfText) { found = bytes.count }
    return found
  }

  private func startOfMatch(
    in bytes: UnsafeBufferPointer<UInt8>, from start: Int, endingAt end: Int
  ) -> Int {
    let automaton = backwardAutomaton()
    let classes = pattern.classes
    var row = automaton.startRow(
      isTextStart: end == bytes.count, followsWord: end < bytes.count && isWordByte(bytes[end]))
    var found = end
    var index = end
    while index > start {
      let read = symbol(in: bytes, endingAt: index, from: start)
      let symbolClass = classes.classOf(read.symbol)
      symbolsRead += 1
      var transition = automaton.table[row + symbolClass]
      if transition == Transition.unknown {
        transition = automaton.makeTransition(from: row, on: symbolClass)
      }
      if transition < 0 {
        if transition & Transition.match != 0 { found = index }
        transition &= Transition.rowMask
        if transition == Transition.deadRow { return found }
      }
      row = Int(transition)
      index -= read.width
    }
    // The symbol before the search is not part of a match, but assertions may look at it.
    let before =
      start == 0
      ? classes.endOfText
      : classes.classOf(isWordByte(bytes[start - 1]) ? UInt32(bytes[start - 1]) : 0x20)
    return endsMatch(automaton, row: row, before: before) ? start : found
  }

  private func endsMatch(_ automaton: LazyAutomaton, row: Int, before symbolClass: Int) -> Bool {
    var transition = automaton.table[row + symbolClass]
    if transition == Transition.unknown {
      transition = automaton.makeTransition(from: row, on: symbolClass)
    }
    return transition < 0 && transition & Transition.match != 0
  }

  @inline(__always)
  private func nextClass(
    in bytes: UnsafeBufferPointer<UInt8>, at index: Int, _ classOfByte: UnsafePointer<UInt16>
  ) -> (symbolClass: Int, width: Int) {
    let symbolClass = classOfByte[Int(bytes[index])]
    if symbolClass != SymbolClasses.needsDecoding { return (Int(symbolClass), 1) }
    let read = symbol(in: bytes, at: index)
    return (pattern.classes.classOf(read.symbol), read.width)
  }

  @inline(__always)
  private func indexOfOpening(
    _ opening: [Bool], in bytes: UnsafeBufferPointer<UInt8>, from start: Int
  ) -> Int {
    opening.withUnsafeBufferPointer { opening in
      var index = start
      while index < bytes.count, !opening[Int(bytes[index])] { index += 1 }
      return index
    }
  }

  private func forwardAutomaton() -> LazyAutomaton {
    if let forward { return forward }
    let made = LazyAutomaton(pattern, program: pattern.forward, purpose: .search)
    forward = made
    return made
  }

  private func backwardAutomaton() -> LazyAutomaton {
    if let backward { return backward }
    let made = LazyAutomaton(pattern, program: pattern.backward, purpose: .prefix)
    backward = made
    return made
  }

  private func wholeAutomaton() -> LazyAutomaton {
    if let whole { return whole }
    let made = LazyAutomaton(pattern, program: pattern.forward, purpose: .whole)
    whole = made
    return made
  }
}
