package import RulePacks

/// What stands between two controls of one block: the part of an `if` up to its `else`, say.
package struct TemplateBranch: Sendable, Hashable {
  /// From the end of the control that begins the branch to the start of the one that ends it.
  package var range: SourceRange
  /// Branches of the same block exclude one another.
  package var block: Int
  /// The branch's place in its block, counted from 0.
  package var position: Int
}

/// How the controls of a file lie inside one another.
struct TemplateBlocks: Sendable {
  struct Block: Sendable {
    var range: SourceRange
    var isDefinition: Bool
    var engine: TemplateAction.Engine
    var branches: [Int] = []
    /// The actions that begin and end the block, for the last one where there is any.
    var opener: Int
    var closer: Int?
    /// Whether the block begins and ends on one line.
    var isInline = false
  }

  private struct Boundary: Sendable {
    var offset: Int
    /// The innermost branch from here on; -1 outside all blocks.
    var branch: Int
  }

  private(set) var blocks: [Block] = []
  private(set) var branches: [TemplateBranch] = []
  /// The block that each action begins, divides or ends; -1 for all other actions.
  private(set) var blockOfAction: [Int]
  private(set) var strayActions: [Int] = []
  private var boundaries: [Boundary] = []

  init(_ actions: [TemplateAction], end: Int) {
    blockOfAction = Array(repeating: -1, count: actions.count)
    var open: [Int] = []
    for (index, action) in actions.enumerated() {
      switch action.role {
      case .none: continue
      case .opens(let isDefinition):
        blockOfAction[index] = blocks.count
        open.append(blocks.count)
        blocks.append(
          Block(
            range: SourceRange(start: action.range.start, end: end), isDefinition: isDefinition,
            engine: action.engine, opener: index))
        beginBranch(of: blocks.count - 1, after: action, end: end)
      case .divides, .closes:
        guard let block = open.last, blocks[block].engine == action.engine else {
          strayActions.append(index)
          continue
        }
        blockOfAction[index] = block
        endBranch(of: block, at: action.range.start)
        if action.role == .divides {
          beginBranch(of: block, after: action, end: end)
        } else {
          open.removeLast()
          blocks[block].range.end = action.range.end
          blocks[block].closer = index
          let outer = open.last.flatMap { blocks[$0].branches.last } ?? -1
          boundaries.append(Boundary(offset: action.range.end, branch: outer))
        }
      }
    }
  }

  private mutating func beginBranch(of block: Int, after action: TemplateAction, end: Int) {
    boundaries.append(Boundary(offset: action.range.end, branch: branches.count))
    branches.append(
      TemplateBranch(
        range: SourceRange(start: action.range.end, end: end), block: block,
        position: blocks[block].branches.count))
    blocks[block].branches.append(branches.count - 1)
  }

  private mutating func endBranch(of block: Int, at offset: Int) {
    guard let branch = blocks[block].branches.last else { return }
    branches[branch].range.end = offset
  }

  /// Marks the blocks that begin and end on one line.
  mutating func markInline(_ lines: [TemplateLine]) {
    for line in lines where line.actions.count > 1 {
      for action in line.actions where blockOfAction[action] >= 0 {
        let block = blockOfAction[action]
        if blocks[block].closer == action, line.actions.contains(blocks[block].opener) {
          blocks[block].isInline = true
        }
      }
    }
  }

  /// The innermost branch around an offset.
  func branch(at offset: Int) -> Int? {
    var low = 0
    var high = boundaries.count
    while low < high {
      let middle = (low + high) / 2
      if boundaries[middle].offset <= offset { low = middle + 1 } else { high = middle }
    }
    guard low > 0, boundaries[low - 1].branch >= 0 else { return nil }
    let branch = boundaries[low - 1].branch
    // Between two branches of a block stands the control that divides them.
    return offset <= branches[branch].range.end ? branch : nil
  }

  /// The blocks around an offset, the innermost first, at most `limit` of them.
  func blocks(around offset: Int, limit: Int) -> [Int] {
    guard var block = branch(at: offset).map({ branches[$0].block }) else { return [] }
    var result = [block]
    while result.count < limit,
      let outer = branch(at: blocks[block].range.start),
      branches[outer].range.contains(blocks[block].range), branches[outer].block != block
    {
      block = branches[outer].block
      result.append(block)
    }
    return result
  }

  /// The innermost block around both places, where they lie in different branches of it.
  func dividing(_ first: Int, _ second: Int) -> Int? {
    for block in blocks(around: first, limit: 64) where blocks[block].range.contains(second) {
      let isTogether = blocks[block].branches.contains { index in
        branches[index].range.contains(first) && branches[index].range.contains(second)
      }
      return isTogether ? nil : block
    }
    return nil
  }

  /// The outermost branch around one place that does not hold the other.
  func outermost(around offset: Int, without other: Int) -> SourceRange? {
    var result: SourceRange?
    for block in blocks(around: offset, limit: 64) {
      guard
        let branch = blocks[block].branches.first(where: { branches[$0].range.contains(offset) }),
        !branches[branch].range.contains(other)
      else { break }
      result = branches[branch].range
    }
    return result
  }
}

extension SourceRange {
  func contains(_ offset: Int) -> Bool { start <= offset && offset < end }
}
