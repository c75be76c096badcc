import ConfigGuard
import RulePacks

/// Proves that edits change the target in a structured file, and no other node, tag or comment.
struct DocumentProof {
  private let edited: EditedBytes
  private let before: DocumentTree
  private let after: DocumentTree

  init(_ edited: EditedBytes, _ type: FileType) {
    self.edited = edited
    before = ConfigurationReader.tree(of: edited.before, type)
    after = ConfigurationReader.tree(of: edited.after, type)
  }

  func holds() -> Bool {
    guard before.documents.count == after.documents.count, !ReadingProblems.hide(before.problems),
      ReadingProblems.areNoMore(after.problems, than: before.problems),
      texts(of: before.comments, in: edited.before) == texts(of: after.comments, in: edited.after)
    else { return false }
    var other = 0
    var index = 0
    while index < before.nodes.count {
      if edited.removes(before.nodes[index].range) {
        index += 1
        continue
      }
      guard other < after.nodes.count, isSame(index, other) else { return false }
      index += 1
      other += 1
    }
    return other == after.nodes.count && !isUsedElsewhere()
  }

  private func texts(of ranges: [SourceRange], in bytes: SourceBytes) -> [String] {
    ranges.map { bytes.text($0) }
  }

  private func isSame(_ index: NodeIndex, _ other: NodeIndex) -> Bool {
    let (node, new) = (before.nodes[index], after.nodes[other])
    guard node.kind == new.kind, before.tag(of: index) == after.tag(of: other) else {
      return false
    }
    switch node.kind {
    case .mapping, .sequence: return node.style == new.style
    case .alias:
      let (target, newTarget) = (before.target(of: index), after.target(of: other))
      return edited.moved(Int(before.nodes[target].start)) == Int(after.nodes[newTarget].start)
    case .scalar:
      guard !edited.edits(touching: node.range).isEmpty else {
        return node.style == new.style && before.text(of: index) == after.text(of: other)
      }
      let range =
        node.isCooked
        ? node.range
        : SourceRange(
          start: Int(node.textStart), end: Int(node.textStart) + Int(node.textCount))
      return edited.explains(after.text(of: other), from: before.text(of: index), at: range)
    }
  }

  /// Whether an edited value also stands where an alias repeats it.
  private func isUsedElsewhere() -> Bool {
    before.nodes.indices.contains { index in
      guard before.nodes[index].kind == .alias else { return false }
      return !edited.edits(touching: before.nodes[before.target(of: index)].range).isEmpty
    }
  }
}

enum ReadingProblems {
  /// Whether a part of a file was not read, so that nobody knows what stands there.
  static func hide(_ problems: [ReadingProblem]) -> Bool {
    problems.contains { $0.kind == .syntax || $0.kind == .limit }
  }

  /// Whether no kind of problem has become more frequent.
  static func areNoMore(_ new: [ReadingProblem], than old: [ReadingProblem]) -> Bool {
    var counts: [ReadingProblem.Kind: Int] = [:]
    for problem in old { counts[problem.kind, default: 0] += 1 }
    for problem in new { counts[problem.kind, default: 0] -= 1 }
    return counts.values.allSatisfy { $0 >= 0 }
  }
}

/// The same for a Dockerfile: its instructions, variables and comments.
struct DockerfileProof {
  private let edited: EditedBytes

  init(_ edited: EditedBytes) { self.edited = edited }

  func holds() -> Bool {
    let (old, new) = (Dockerfile.read(edited.before), Dockerfile.read(edited.after))
    let (instructions, newInstructions) = (
      old.stages.flatMap(\.instructions), new.stages.flatMap(\.instructions)
    )
    guard !ReadingProblems.hide(old.problems),
      ReadingProblems.areNoMore(new.problems, than: old.problems), old.escape == new.escape,
      old.stages.map(\.image) == new.stages.map(\.image),
      instructions.count == newInstructions.count,
      old.comments.map({ edited.before.text($0) }) == new.comments.map({ edited.after.text($0) })
    else { return false }
    let areInstructionsSame = zip(instructions, newInstructions).allSatisfy { old, new in
      guard old.name == new.name, old.flags.count == new.flags.count,
        old.heredocs.count == new.heredocs.count
      else { return false }
      return old.arguments == new.arguments || !edited.edits(touching: old.range).isEmpty
    }
    let assignments = old.globalArguments + old.stages.flatMap(\.assignments)
    let newAssignments = new.globalArguments + new.stages.flatMap(\.assignments)
    return areInstructionsSame && assignments.count == newAssignments.count
      && zip(assignments, newAssignments).allSatisfy { old, new in
        guard old.name == new.name, old.isArgument == new.isArgument else { return false }
        if old.value == new.value { return true }
        guard let value = old.value, let newValue = new.value else { return false }
        return edited.explains(newValue, from: value, at: old.valueRange)
      }
  }
}
