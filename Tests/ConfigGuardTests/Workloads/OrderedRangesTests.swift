import RulePacks
import Testing

@testable import ConfigLinting

/// Ranges are found whatever order they came in.
@Suite struct OrderedRangesTests {
  @Test(arguments: [
    [], [(0, 4)], [(0, 4), (4, 8), (9, 9)], [(9, 9), (4, 8), (0, 4)],
    [(4, 8), (4, 6), (4, 8), (0, 4), (0, 4)], [(5, 5), (5, 5), (5, 6), (1, 9)],
  ])
  func ranges(pairs: [(Int, Int)]) {
    var ranges = OrderedRanges()
    for (start, end) in pairs { ranges.add(SourceRange(start: start, end: end)) }
    ranges.sort()
    #expect(ranges.isEmpty == pairs.isEmpty)
    for start in 0..<10 {
      for end in start..<10 {
        let isThere = pairs.contains { $0 == (start, end) }
        #expect(ranges.contains(SourceRange(start: start, end: end)) == isThere)
      }
    }
  }
}
