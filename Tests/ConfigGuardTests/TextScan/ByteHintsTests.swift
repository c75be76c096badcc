import RulePacks
import Testing

@testable import ConfigLinting

/// Where ranges meet hints is what comparing them with each hint says.
@Suite struct ByteHintsTests {
  @Test(arguments: [[], [0], [15], [16], [63], [1023, 1024], [5, 17, 17, 400, 2000, 2047]])
  func ranges(offsets: [Int]) {
    var gathering = ByteHints.Gathering()
    for offset in offsets { gathering.add(offset..<offset + 3) }
    let hints = ByteHints(gathering)
    let borders = [
      0, 1, 15, 16, 17, 18, 63, 64, 399, 400, 1022, 1023, 1024, 1025, 2047, 2048, 9000,
    ]
    for start in borders {
      for end in borders where end >= start {
        let range = SourceRange(start: start, end: end)
        #expect(
          hints.contains(range) == offsets.contains { (start..<end).contains($0) }, "\(range)")
      }
    }
  }

  @Test func overlappingWordsAreInOrder() {
    var gathering = ByteHints.Gathering()
    for range in [5..<8, 3..<9, 9..<10, 2..<10] { gathering.add(range) }
    let hints = ByteHints(gathering)
    for start in 0..<12 {
      #expect(
        hints.contains(SourceRange(start: start, end: start + 1)) == [2, 3, 5, 9].contains(start))
    }
  }
}
