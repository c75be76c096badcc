/// Why a pattern was refused.
package struct PatternError: Error, Sendable, Hashable {
  /// One plain clause without a full stop, such as "back-references are not supported".
  package let message: ReportText
  /// Where the refused syntax starts, in code points from the start of the pattern.
  package let offset: Int

  package init(message: ReportText, offset: Int) {
    self.message = message
    self.offset = offset
  }
}

/// The bounds that keep reading and running any pattern cheap.
enum PatternLimits {
  static let length = 4096
  static let nesting = 100
  static let instructions = 20_000
}

/// What a position has to satisfy for a zero-width step.
enum PatternAssertion: Sendable {
  case textStart
  case textEnd
  case wordBoundary
  case notWordBoundary

  /// The same condition for an automaton that reads the input backwards.
  var reversed: PatternAssertion {
    switch self {
    case .textStart: .textEnd
    case .textEnd: .textStart
    case .wordBoundary, .notWordBoundary: self
    }
  }
}

/// The syntax tree of a pattern.
indirect enum PatternNode: Sendable {
  case empty
  case symbols(SymbolSet)
  case assertion(PatternAssertion)
  case sequence([PatternNode])
  case alternatives([PatternNode])
  case repetition(PatternNode, minimum: Int, maximum: Int?)

  var isAssertion: Bool {
    if case .assertion = self { true } else { false }
  }
}

/// A node with an upper bound on the instructions it expands to.
///
/// The bound is known before anything is expanded, so nested repeats are refused without the work
/// they ask for. An empty node counts as one for the same reason: repeating it takes time.
struct SizedNode {
  let node: PatternNode
  let size: Int

  init(_ node: PatternNode, size: Int = 1) {
    self.node = node
    self.size = size
  }

  static func sequence(_ parts: [SizedNode]) -> SizedNode {
    switch parts.count {
    case 0: SizedNode(.empty)
    case 1: parts[0]
    default: SizedNode(.sequence(parts.map(\.node)), size: parts.reduce(0) { $0 + $1.size })
    }
  }

  static func alternatives(_ branches: [SizedNode]) -> SizedNode {
    if branches.count == 1 { return branches[0] }
    let size = branches.reduce(branches.count - 1) { $0 + $1.size }
    return SizedNode(.alternatives(branches.map(\.node)), size: size)
  }

  func repeated(_ bounds: RepeatBounds) -> SizedNode {
    let optional =
      switch bounds.maximum {
      case .none: bounds.minimum == 0 ? size + 1 : 1
      case .some(let maximum): (maximum - bounds.minimum) * (size + 1)
      }
    return SizedNode(
      .repetition(node, minimum: bounds.minimum, maximum: bounds.maximum),
      size: bounds.minimum * size + optional)
  }
}

/// How often a repeat runs; no maximum means any number of times.
struct RepeatBounds: Equatable {
  let minimum: Int
  let maximum: Int?
}
