/// What a row of the transition table leads to; negative values ask the search loop to look.
///
/// A plain transition is the target's row. The flags mark what a loop has to act on, so that it
/// tests one sign per symbol and nothing else.
enum Transition {
  static let unknown: Int32 = -1
  static let notable = Int32.min
  static let match: Int32 = 1 << 30
  static let restart: Int32 = 1 << 29
  static let rowMask: Int32 = (1 << 29) - 1
  static let deadRow = 0
}

/// What an automaton looks for.
enum AutomatonPurpose {
  /// A match that may start anywhere.
  case search
  /// A match that starts where reading does.
  case prefix
  /// Whether everything read is a match, so that only the end of the text can show one.
  case whole
}

/// A deterministic automaton whose states are made when the input first needs them.
///
/// A state is a list of instructions that wait for the next symbol, with the facts about the
/// previous symbol that assertions need. Assertions that look ahead stay in the list until that
/// symbol is known, so a match shows one symbol late, on the transition that leaves it.
///
/// An automaton that searches keeps its list in groups, one per place a match may have started,
/// earliest first. An instruction stays only in the earliest group that reaches it, and a match
/// drops every later group, so the last match seen ends the leftmost longest one.
final class LazyAutomaton {
  /// Ends a group in a state's list.
  static let groupEnd = UInt32.max
  /// The memory states may take before all of them are dropped and made anew.
  static let memoryLimit = 512 * 1024

  let pattern: CompiledPattern
  private let purpose: AutomatonPurpose
  private let stride: Int
  private(set) var table: UnsafeMutablePointer<Int32>
  private var capacity = 4
  private var states: [[UInt32]] = []
  private var rows: [[UInt32]: Int] = [:]
  private var memory = 0
  // Each is read or set by itself; what makes one is done before it is set.
  @exclusivity(unchecked) private var startRows = [Int](repeating: -1, count: 3)
  private var builder: StateBuilder

  /// The instructions visited while making states, for measuring the work done.
  var visits: Int { builder.visits }
  /// The most memory the states ever took.
  private(set) var peakMemory = 0

  init(_ pattern: CompiledPattern, program: PatternProgram, purpose: AutomatonPurpose) {
    self.pattern = pattern
    self.purpose = purpose
    stride = pattern.classes.stride
    table = UnsafeMutablePointer<Int32>.allocate(capacity: capacity * stride)
    builder = StateBuilder(pattern, program: program, isUnanchored: purpose == .search)
    reset()
  }

  deinit { table.deallocate() }

  /// The row to begin at, given what precedes the first symbol.
  func startRow(isTextStart: Bool, followsWord: Bool) -> Int {
    let slot = isTextStart ? 2 : (followsWord && pattern.hasBoundaries ? 1 : 0)
    if startRows[slot] < 0 {
      let row = intern(builder.start(isTextStart: isTextStart, followsWord: slot == 1))
      // Interning may have dropped every state and filled the slots again.
      startRows[slot] = row
    }
    return startRows[slot]
  }

  /// Fills in a missing transition.
  func makeTransition(from row: Int, on symbolClass: Int) -> Int32 {
    let (list, isMatch) = builder.step(states[row / stride], on: symbolClass)
    let before = states.count
    let target = intern(list)
    let wasReset = states.count < before
    var transition = Int32(target)
    if isMatch, purpose != .whole || symbolClass == pattern.classes.endOfText {
      transition |= Transition.notable | Transition.match
    }
    if target == Transition.deadRow { transition |= Transition.notable }
    if purpose == .search, target == startRows[0] || target == startRows[1] {
      transition |= Transition.notable | Transition.restart
    }
    if !wasReset { table[row + symbolClass] = transition }
    return transition
  }

  private func intern(_ list: [UInt32]) -> Int {
    if list.count == 1 { return Transition.deadRow }
    if let row = rows[list] { return row }
    let cost = (stride + list.count) * MemoryLayout<Int32>.stride + 128
    if memory + cost > LazyAutomaton.memoryLimit, states.count > 8 { reset() }
    return rows[list] ?? add(list, cost: cost)
  }

  private func add(_ list: [UInt32], cost: Int) -> Int {
    if states.count == capacity {
      let grown = UnsafeMutablePointer<Int32>.allocate(capacity: 2 * capacity * stride)
      grown.update(from: table, count: capacity * stride)
      table.deallocate()
      table = grown
      capacity *= 2
    }
    let row = states.count * stride
    (table + row).update(repeating: Transition.unknown, count: stride)
    states.append(list)
    rows[list] = row
    memory += cost
    peakMemory = max(peakMemory, memory)
    return row
  }

  private func reset() {
    states.removeAll(keepingCapacity: true)
    rows.removeAll(keepingCapacity: true)
    memory = 0
    startRows = [-1, -1, -1]
    _ = add([0], cost: stride * MemoryLayout<Int32>.stride)
    (table + Transition.deadRow).update(repeating: Transition.notable, count: stride)
    // Known from the outset, so that transitions back to them can be marked.
    if purpose == .search {
      for slot in 0...(pattern.hasBoundaries ? 1 : 0) {
        startRows[slot] = intern(builder.start(isTextStart: false, followsWord: slot == 1))
      }
    }
  }
}
