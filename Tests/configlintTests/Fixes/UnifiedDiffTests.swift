import ConfigGuard
import ConfigLinting
import RulePacks
import Testing

@testable import configlint

/// The shortest way between two lists of lines.
@Suite struct LineComparisonTests {
  private static func applied(_ old: [Int], _ new: [Int], limit: Int = 1000) -> [Int]? {
    var result: [Int] = []
    var (left, right) = (0, 0)
    for move in LineComparison(old[...], new[...], limit: limit).moves {
      switch move {
      case .keep:
        guard old[left] == new[right] else { return nil }
        result.append(old[left])
        left += 1
        right += 1
      case .remove: left += 1
      case .add:
        result.append(new[right])
        right += 1
      }
    }
    return left == old.count && right == new.count ? result : nil
  }

  @Test(arguments: 0..<200) func everyWayLeadsToTheNewLines(seed: Int) {
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
    func next(_ count: Int) -> Int {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int(state % UInt64(count))
    }
    let old = (0..<next(12)).map { _ in next(4) }
    let new = (0..<next(12)).map { _ in next(4) }
    #expect(Self.applied(old, new) == new)
    #expect(Self.applied(old, new, limit: 2) == new)
  }

  @Test func theWayIsShort() {
    let moves = LineComparison([1, 2, 3, 4], [1, 5, 3, 4], limit: 10).moves
    #expect(moves == [.keep, .remove, .add, .keep, .keep])
  }
}
