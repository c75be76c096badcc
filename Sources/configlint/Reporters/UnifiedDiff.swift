import ConfigGuard
import ConfigLinting
import RulePacks

/// The lines that differ between two texts, as `patch -p1` and `git apply` take them.
struct UnifiedDiff {
  private static let context = 3
  /// Texts that differ in more lines than this are shown as replaced.
  private static let mostChanges = 1000

  private let old: SourceBytes?
  private let new: SourceBytes
  private let oldLines: [SourceRange]
  private let newLines: [SourceRange]
  /// All lines of both texts, each pair that is kept together.
  private var steps: [Step] = []

  /// - Parameter old: What the file holds; nil for a file that is not there yet.
  init(_ old: SourceBytes?, _ new: SourceBytes) {
    self.old = old
    self.new = new
    oldLines = old.map(Self.lines) ?? []
    newLines = Self.lines(new)
    steps = compared()
  }

  /// The lines with their line breaks; a lone CR is none for those who read patches.
  private static func lines(_ bytes: SourceBytes) -> [SourceRange] {
    var lines: [SourceRange] = []
    var start = 0
    for (offset, byte) in bytes.buffer.enumerated() where byte == 0x0A {
      lines.append(SourceRange(start: start, end: offset + 1))
      start = offset + 1
    }
    if start < bytes.count { lines.append(SourceRange(start: start, end: bytes.count)) }
    return lines
  }

  /// - Parameters:
  ///   - path: The path as it may be shown.
  ///   - oldLine: What may be shown of a line of the file as it is, without its line break.
  ///   - newLine: The same of a line as it is going to be.
  func text(
    path: String, _ oldLine: (SourceRange) -> ShownLine, _ newLine: (SourceRange) -> ShownLine
  ) -> (text: String, isMasked: Bool) {
    guard steps.contains(where: { !$0.isKept }) else { return ("", false) }
    var text = "--- \(old == nil ? "/dev/null" : Self.quoted("a/" + path))\n"
    text += "+++ \(Self.quoted("b/" + path))\n"
    var isMasked = false
    for hunk in hunks() {
      text += header(of: hunk)
      for step in steps[hunk] {
        let (bytes, line) = step.new.map { (new, newLines[$0]) } ?? (old ?? new, oldLines[step.old])
        let (content, ending) = Self.parts(of: line, bytes)
        let shown = step.new == nil || step.isKept ? oldLine : newLine
        // A kept line has one text; it is shown as the file has it now.
        let place = step.isKept ? Self.parts(of: oldLines[step.old], old ?? new).content : content
        let result = shown(place)
        isMasked = isMasked || result.isMasked
        text += (step.isKept ? " " : step.new == nil ? "-" : "+") + result.text + ending
      }
    }
    return (text, isMasked)
  }

  /// A line without its line break, and what stands behind it in a diff.
  private static func parts(
    of line: SourceRange, _ bytes: SourceBytes
  ) -> (content: SourceRange, ending: String) {
    guard line.end > line.start, bytes[line.end - 1] == 0x0A else {
      return (line, "\n\\ No newline at end of file\n")
    }
    var end = line.end - 1
    let hasReturn = end > line.start && bytes[end - 1] == 0x0D
    if hasReturn { end -= 1 }
    return (SourceRange(start: line.start, end: end), hasReturn ? "\r\n" : "\n")
  }

  // MARK: hunks

  /// One line of a diff: kept, gone or new.
  private struct Step {
    /// The line of the old text, or the one in front of which a new line stands.
    var old: Int
    var new: Int?
    var isKept: Bool
  }

  private func header(of hunk: Range<Int>) -> String {
    let isOld = { (step: Step) in step.isKept || step.new == nil }
    let isNew = { (step: Step) in step.new != nil }
    func range(_ belongs: (Step) -> Bool) -> String {
      let (before, count) = (
        steps[..<hunk.lowerBound].count(where: belongs), steps[hunk].count(where: belongs)
      )
      // Of nothing, the line in front of it is named.
      return count == 1 ? "\(before + 1)" : "\(count == 0 ? before : before + 1),\(count)"
    }
    return "@@ -\(range(isOld)) +\(range(isNew)) @@\n"
  }

  private func hunks() -> [Range<Int>] {
    var hunks: [Range<Int>] = []
    for index in steps.indices where !steps[index].isKept {
      let start = max(0, index - Self.context)
      let end = min(steps.count, index + 1 + Self.context)
      if let last = hunks.last, last.upperBound >= start {
        hunks[hunks.count - 1] = last.lowerBound..<max(end, last.upperBound)
      } else {
        hunks.append(start..<end)
      }
    }
    return hunks
  }

  // MARK: comparison

  private func compared() -> [Step] {
    var numbers: [ArraySlice<UInt8>: Int] = [:]
    func number(_ bytes: SourceBytes, _ line: SourceRange) -> Int {
      let text = Array(bytes.buffer(line))[...]
      return numbers[text]
        ?? {
          numbers[text] = numbers.count
          return numbers.count - 1
        }()
    }
    let left = oldLines.map { number(old ?? new, $0) }
    let right = newLines.map { number(new, $0) }
    let start = zip(left, right).prefix { $0 == $1 }.count
    let most = min(left.count, right.count) - start
    let end = zip(left.reversed(), right.reversed()).prefix { $0 == $1 }.prefix(most).count
    var steps = (0..<start).map { Step(old: $0, new: $0, isKept: true) }
    let middle = LineComparison(
      left[start..<(left.count - end)], right[start..<(right.count - end)],
      limit: Self.mostChanges)
    var oldNumber = start
    var newNumber = start
    for move in middle.moves {
      switch move {
      case .keep:
        steps.append(Step(old: oldNumber, new: newNumber, isKept: true))
        oldNumber += 1
        newNumber += 1
      case .remove:
        steps.append(Step(old: oldNumber, new: nil, isKept: false))
        oldNumber += 1
      case .add:
        steps.append(Step(old: oldNumber, new: newNumber, isKept: false))
        newNumber += 1
      }
    }
    for _ in 0..<end {
      steps.append(Step(old: oldNumber, new: newNumber, isKept: true))
      oldNumber += 1
      newNumber += 1
    }
    return steps
  }

  /// A path as git writes it: in quotes where it has signs that would end it.
  private static func quoted(_ path: String) -> String {
    let isPlain = path.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x5C }
    if isPlain { return path }
    var text = "\""
    for byte in path.utf8 {
      switch byte {
      case 0x22: text += "\\\""
      case 0x5C: text += "\\\\"
      case 0x20..<0x7F: text.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 8)
        text += "\\" + String(repeating: "0", count: 3 - digits.count) + digits
      }
    }
    return text + "\""
  }
}

/// The shortest way from one list of lines to another, after Myers' "An O(ND) Difference
/// Algorithm and Its Variations" (1986).
struct LineComparison {
  enum Move {
    case keep
    case remove
    case add
  }

  /// Removals stand before additions.
  private(set) var moves: [Move] = []

  init(_ old: ArraySlice<Int>, _ new: ArraySlice<Int>, limit: Int) {
    let (old, new) = (Array(old), Array(new))
    var furthest: [Int: Int] = [1: 0]
    var trace: [[Int: Int]] = []
    for distance in 0...min(limit, old.count + new.count) {
      trace.append(furthest)
      for diagonal in stride(from: -distance, through: distance, by: 2) {
        var x = Self.start(diagonal, distance, furthest)
        while x < old.count, x - diagonal < new.count, old[x] == new[x - diagonal] { x += 1 }
        furthest[diagonal] = x
        if x >= old.count, x - diagonal >= new.count {
          moves = Self.moves(trace, old.count, new.count)
          return
        }
      }
    }
    moves = old.map { _ in .remove } + new.map { _ in .add }
  }

  private static func start(_ diagonal: Int, _ distance: Int, _ furthest: [Int: Int]) -> Int {
    let (below, above) = (furthest[diagonal - 1] ?? -1, furthest[diagonal + 1] ?? -1)
    return diagonal == -distance || diagonal != distance && below < above ? above : below + 1
  }

  private static func moves(_ trace: [[Int: Int]], _ oldCount: Int, _ newCount: Int) -> [Move] {
    var moves: [Move] = []
    var (x, y) = (oldCount, newCount)
    for (distance, furthest) in trace.enumerated().reversed() {
      let diagonal = x - y
      let (below, above) = (furthest[diagonal - 1] ?? -1, furthest[diagonal + 1] ?? -1)
      let isAddition = diagonal == -distance || diagonal != distance && below < above
      let previousX = distance == 0 ? 0 : isAddition ? above : below
      let previousY = distance == 0 ? 0 : previousX - (isAddition ? diagonal + 1 : diagonal - 1)
      while x > previousX, y > previousY {
        moves.append(.keep)
        x -= 1
        y -= 1
      }
      guard distance > 0 else { break }
      moves.append(isAddition ? .add : .remove)
      (x, y) = (previousX, previousY)
    }
    return moves.reversed()
  }
}
