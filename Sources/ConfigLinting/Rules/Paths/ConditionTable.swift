import ConfigGuard
import RulePacks

/// Something that conditions ask of a document: what stands at a path.
struct PathQuestion {
  enum Start {
    /// The branch of the trie that the path ends in.
    case root(branch: Int)
    case parent
    /// One of the mappings around the place that is judged.
    case mapping
  }

  let path: DocumentPath
  let test: ValueTest?
  let start: Start
}

/// Conditions taken apart into parts that are known by their numbers.
struct ConditionTable {
  enum Part {
    case all(Range<Int>)
    case any(Range<Int>)
    case not(Int)
    case question(Int)
    /// What the surroundings answer.
    case other(Int)
  }

  private(set) var parts: ContiguousArray<Part> = []
  private(set) var questions: [PathQuestion] = []
  private(set) var others: [Condition] = []
  private var known: [String: [Int]] = [:]

  /// Takes a condition apart.
  ///
  /// - Returns: The number of the whole.
  mutating func add(_ condition: Condition, _ trie: inout PathTrie) -> Int {
    let number = parts.count
    parts.append(.all(0..<0))
    fill(number, condition, &trie)
    return number
  }

  /// Parts stand behind the whole that they belong to.
  private mutating func fill(_ number: Int, _ condition: Condition, _ trie: inout PathTrie) {
    switch condition {
    case .all(let conditions): parts[number] = .all(add(conditions, &trie))
    case .any(let conditions): parts[number] = .any(add(conditions, &trie))
    case .not(let condition): parts[number] = .not(add([condition], &trie).lowerBound)
    case .sibling(let key, let test):
      let path = DocumentPath(mapping: 1, steps: [.key([key])], text: key)
      parts[number] = .question(question(path, test, .parent, key))
    case .at(let path, let test):
      let start: PathQuestion.Start =
        path.mapping == nil ? .root(branch: trie.add(path)) : .mapping
      parts[number] = .question(question(path, test, start, path.text))
    default:
      parts[number] = .other(others.count)
      others.append(condition)
    }
  }

  private mutating func add(_ conditions: [Condition], _ trie: inout PathTrie) -> Range<Int> {
    let range = parts.count..<parts.count + conditions.count
    parts += repeatElement(.all(0..<0), count: conditions.count)
    for (number, condition) in zip(range, conditions) { fill(number, condition, &trie) }
    return range
  }

  /// The number of a question; the same one of several conditions is asked once.
  private mutating func question(
    _ path: DocumentPath, _ test: ValueTest?, _ start: PathQuestion.Start, _ text: String
  ) -> Int {
    let same = known[text]?.first { number in
      let other = questions[number]
      return other.path == path && other.test == test && other.start.isParent == start.isParent
    }
    if let same { return same }
    known[text, default: []].append(questions.count)
    questions.append(PathQuestion(path: path, test: test, start: start))
    return questions.count - 1
  }

  /// What the parts come to by the stage, the format and the kind alone; nil where more is asked.
  func settled(_ judge: Judge, _ here: Surroundings) -> ContiguousArray<ConditionVerdict?> {
    var verdicts = ContiguousArray<ConditionVerdict?>(repeating: nil, count: parts.count)
    for number in parts.indices.reversed() {
      switch parts[number] {
      case .all(let range): verdicts[number] = Self.settled(verdicts[range], .no)
      case .any(let range): verdicts[number] = Self.settled(verdicts[range], .yes)
      case .not(let part): verdicts[number] = verdicts[part]?.negated
      case .question: continue
      case .other(let other):
        switch others[other] {
        case .stage, .format, .kind: verdicts[number] = judge.verdict(others[other], here)
        default: continue
        }
      }
    }
    return verdicts
  }

  /// The verdict on parts of which one decides that is `decisive`.
  private static func settled(
    _ parts: ArraySlice<ConditionVerdict?>, _ decisive: ConditionVerdict
  ) -> ConditionVerdict? {
    if parts.contains(decisive) { return decisive }
    if parts.contains(nil) { return nil }
    return parts.contains(.unknown) ? .unknown : decisive.negated
  }
}

extension PathQuestion.Start {
  /// Of what is at the root of a document, too, the parent is known.
  fileprivate var isParent: Bool {
    if case .parent = self { true } else { false }
  }
}
