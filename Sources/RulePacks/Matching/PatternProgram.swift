/// One step of a nondeterministic automaton.
enum PatternInstruction: Sendable {
  case symbols(set: Int32, next: Int32)
  case split(Int32, Int32)
  case assertion(PatternAssertion, next: Int32)
  case match
}

/// A Thompson automaton, built for reading the input forwards or backwards.
struct PatternProgram: Sendable {
  let instructions: [PatternInstruction]
  let start: Int32
}

/// Everything about a pattern that never changes once it is read.
final class CompiledPattern: Sendable {
  let forward: PatternProgram
  let backward: PatternProgram
  let classes: SymbolClasses
  let hasBoundaries: Bool
  /// For each byte whether a match may start with it; nil where looking for one does not pay.
  let openingBytes: [Bool]?

  init(_ root: PatternNode) {
    var forward = ProgramBuilder(isReversed: false)
    self.forward = forward.program(for: root)
    // The second builder takes the sets of the first, so both programs share their numbering.
    var backward = ProgramBuilder(isReversed: true, sets: forward.sets)
    self.backward = backward.program(for: root)
    hasBoundaries = forward.hasBoundaries
    classes = SymbolClasses(forward.sets.members, separatingWords: hasBoundaries)
    openingBytes = CompiledPattern.openingBytes(of: self.forward, classes: classes)
  }

  private static func openingBytes(
    of program: PatternProgram, classes: SymbolClasses
  ) -> [Bool]? {
    var seen = Set<Int32>()
    var pending = [program.start]
    var sets = Set<Int32>()
    while let next = pending.popLast() {
      guard seen.insert(next).inserted else { continue }
      switch program.instructions[Int(next)] {
      case .symbols(let set, _): sets.insert(set)
      case .split(let first, let second): pending += [first, second]
      case .assertion(_, let next): pending.append(next)
      case .match: return nil
      }
    }
    let opens = { (symbolClass: Int) in
      sets.contains { classes.contains(set: Int($0), symbolClass: symbolClass) }
    }
    var bytes = (0..<0x80).map { opens(Int(classes.classOfByte[$0])) }
    // Past this many bytes the search stops so often that stepping the automaton is faster.
    guard bytes.count(where: { $0 }) <= 16 else { return nil }
    let opensBeyondASCII = classes.classesBeyondASCII.contains(where: opens)
    bytes += Array(repeating: opensBeyondASCII, count: 0x80)
    return bytes
  }
}

/// The distinct symbol sets of a pattern, numbered in the order they were first needed.
private struct SetTable {
  private(set) var members: [SymbolSet] = []
  private var numbers: [SymbolSet: Int32] = [:]

  mutating func number(of set: SymbolSet) -> Int32 {
    if let number = numbers[set] { return number }
    let number = Int32(members.count)
    members.append(set)
    numbers[set] = number
    return number
  }
}

/// Expands a syntax tree from its end to its start, so each node knows what follows it.
private struct ProgramBuilder {
  private let isReversed: Bool
  private var instructions: [PatternInstruction] = []
  private(set) var sets: SetTable
  private(set) var hasBoundaries = false

  init(isReversed: Bool, sets: SetTable = SetTable()) {
    self.isReversed = isReversed
    self.sets = sets
  }

  mutating func program(for root: PatternNode) -> PatternProgram {
    let match = append(.match)
    let start = expand(root, before: match)
    return PatternProgram(instructions: instructions, start: start)
  }

  private mutating func append(_ instruction: PatternInstruction) -> Int32 {
    instructions.append(instruction)
    return Int32(instructions.count - 1)
  }

  private mutating func expand(_ node: PatternNode, before next: Int32) -> Int32 {
    switch node {
    case .empty:
      return next
    case .symbols(let set):
      return append(.symbols(set: sets.number(of: set), next: next))
    case .assertion(let assertion):
      if assertion == .wordBoundary || assertion == .notWordBoundary { hasBoundaries = true }
      return append(.assertion(isReversed ? assertion.reversed : assertion, next: next))
    case .sequence(let parts):
      var entry = next
      if isReversed {
        for part in parts { entry = expand(part, before: entry) }
      } else {
        for part in parts.reversed() { entry = expand(part, before: entry) }
      }
      return entry
    case .alternatives(let branches):
      var entry = expand(branches[0], before: next)
      for branch in branches.dropFirst() {
        entry = append(.split(entry, expand(branch, before: next)))
      }
      return entry
    case .repetition(let node, let minimum, let maximum):
      return expand(node, minimum: minimum, maximum: maximum, before: next)
    }
  }

  private mutating func expand(
    _ node: PatternNode, minimum: Int, maximum: Int?, before next: Int32
  ) -> Int32 {
    var entry = next
    var required = minimum
    if let maximum {
      for _ in minimum..<maximum {
        entry = append(.split(expand(node, before: entry), next))
      }
    } else {
      let loop = append(.split(next, next))
      let body = expand(node, before: loop)
      instructions[Int(loop)] = .split(body, next)
      // The loop's own body serves as the last required copy.
      entry = minimum == 0 ? loop : body
      required = max(minimum - 1, 0)
    }
    for _ in 0..<required { entry = expand(node, before: entry) }
    return entry
  }
}
