/// Computes the lists of instructions that the states of a `LazyAutomaton` stand for.
struct StateBuilder {
  private static let followsWord: UInt32 = 1
  private static let isTextStart: UInt32 = 2
  /// No match may start any more, because one that started earlier was found.
  private static let isClosed: UInt32 = 4

  private let program: PatternProgram
  private let classes: SymbolClasses
  private let hasBoundaries: Bool
  private let isUnanchored: Bool
  private var list: [UInt32] = []
  private var stack: [Int32] = []
  private var resolved: VisitMarks
  private var reached: VisitMarks
  private(set) var visits = 0

  init(_ pattern: CompiledPattern, program: PatternProgram, isUnanchored: Bool) {
    self.program = program
    self.isUnanchored = isUnanchored
    classes = pattern.classes
    hasBoundaries = pattern.hasBoundaries
    resolved = VisitMarks(count: program.instructions.count)
    reached = VisitMarks(count: program.instructions.count)
  }

  mutating func start(isTextStart: Bool, followsWord: Bool) -> [UInt32] {
    let flags =
      (isTextStart ? StateBuilder.isTextStart : 0) | (followsWord ? StateBuilder.followsWord : 0)
    list = [flags]
    reached.clear()
    let group = list.count
    reach(program.start, isTextStart: isTextStart)
    endGroup(from: group)
    return list
  }

  /// The list after `symbolClass`, and whether a match ended before it.
  mutating func step(
    _ source: [UInt32], on symbolClass: Int
  ) -> (list: [UInt32], isMatch: Bool) {
    let isEnd = symbolClass == classes.endOfText
    let ahead = (isEnd: isEnd, isWord: classes.isWord[symbolClass])
    var isMatch = false
    var index = 1
    list.removeAll(keepingCapacity: true)
    list.append(0)
    resolved.clear()
    reached.clear()
    while index < source.count, !isMatch {
      let group = list.count
      while source[index] != LazyAutomaton.groupEnd {
        let entry = Int32(source[index])
        if resolve(entry, flags: source[0], ahead: ahead, on: symbolClass) { isMatch = true }
        index += 1
      }
      endGroup(from: group)
      index += 1
    }
    let isClosed = isMatch || source[0] & StateBuilder.isClosed != 0
    if isUnanchored, !isClosed, !isEnd {
      let group = list.count
      reach(program.start, isTextStart: false)
      endGroup(from: group)
    }
    // Flags on an empty list would only tell dead states apart.
    if list.count > 1 {
      if hasBoundaries, ahead.isWord { list[0] |= StateBuilder.followsWord }
      if isUnanchored, isClosed { list[0] |= StateBuilder.isClosed }
    }
    return (list, isMatch)
  }

  /// Sorts the group that starts at `start`, as equal groups must make equal states.
  private mutating func endGroup(from start: Int) {
    guard list.count > start else { return }
    list.withUnsafeMutableBufferPointer { buffer in
      var group = UnsafeMutableBufferPointer(rebasing: buffer[start...])
      group.sort()
    }
    list.append(LazyAutomaton.groupEnd)
  }

  /// Follows `entry` now that the next symbol is known; true if that reaches the match.
  private mutating func resolve(
    _ entry: Int32, flags: UInt32, ahead: (isEnd: Bool, isWord: Bool), on symbolClass: Int
  ) -> Bool {
    var isMatch = false
    let base = stack.count
    stack.append(entry)
    while stack.count > base {
      let current = stack.removeLast()
      visits += 1
      guard resolved.insert(current) else { continue }
      switch program.instructions[Int(current)] {
      case .match:
        isMatch = true
      case .split(let first, let second):
        stack.append(first)
        stack.append(second)
      case .symbols(let set, let next):
        if !ahead.isEnd, classes.contains(set: Int(set), symbolClass: symbolClass) {
          reach(next, isTextStart: false)
        }
      case .assertion(let assertion, let next):
        let isBoundary = (flags & StateBuilder.followsWord != 0) != ahead.isWord
        let holds =
          switch assertion {
          case .textStart: flags & StateBuilder.isTextStart != 0
          case .textEnd: ahead.isEnd
          case .wordBoundary: isBoundary
          case .notWordBoundary: !isBoundary
          }
        if holds { stack.append(next) }
      }
    }
    return isMatch
  }

  /// Adds every instruction that waits for a symbol or looks ahead, from `entry` on.
  private mutating func reach(_ entry: Int32, isTextStart: Bool) {
    let base = stack.count
    stack.append(entry)
    while stack.count > base {
      let current = stack.removeLast()
      visits += 1
      guard reached.insert(current) else { continue }
      switch program.instructions[Int(current)] {
      case .split(let first, let second):
        stack.append(first)
        stack.append(second)
      case .assertion(.textStart, let next):
        if isTextStart { stack.append(next) }
      case .symbols, .match, .assertion:
        list.append(UInt32(current))
      }
    }
  }
}

/// Remembers which instructions were visited, and forgets them all in constant time.
private struct VisitMarks {
  private var marks: [UInt32]
  private var current: UInt32 = 0

  init(count: Int) {
    marks = Array(repeating: 0, count: count)
  }

  mutating func clear() {
    if current == UInt32.max {
      marks = Array(repeating: 0, count: marks.count)
      current = 0
    }
    current += 1
  }

  mutating func insert(_ instruction: Int32) -> Bool {
    if marks[Int(instruction)] == current { return false }
    marks[Int(instruction)] = current
    return true
  }
}
