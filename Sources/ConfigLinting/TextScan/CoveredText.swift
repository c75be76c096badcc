import ConfigGuard
import RulePacks

/// Parts of one file that were judged as settings.
struct CoveredText {
  private var ranges: [SourceRange] = []
  private var isSorted = true

  init() {}

  /// What the search of a file's bytes found.
  init(_ scan: TextScan) {
    for token in scan.tokens {
      add(SourceRange(start: token.range.lowerBound, end: token.range.upperBound))
    }
    for match in scan.matches { add(match.range) }
    sort()
  }

  mutating func add(_ range: SourceRange) {
    guard !range.isEmpty else { return }
    ranges.append(range)
    isSorted = false
  }

  /// Brings the ranges into order and joins those that overlap.
  mutating func sort() {
    guard !isSorted else { return }
    var joined: [SourceRange] = []
    for range in ranges.sorted(by: { $0.start < $1.start }) {
      if let last = joined.last, range.start <= last.end {
        joined[joined.count - 1].end = max(last.end, range.end)
      } else {
        joined.append(range)
      }
    }
    ranges = joined
    isSorted = true
  }

  /// Whether a range shares a byte with one that was added; asked once they are sorted.
  func overlaps(_ range: Range<Int>) -> Bool {
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].end <= range.lowerBound { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count && ranges[low].start < range.upperBound
  }
}

extension SourceBytes {
  /// The lines of a block of text that begins at `start` and has this many bytes without the
  /// indentation that its lines share.
  func block(at start: Int, _ length: Int) -> SourceRange {
    withBuffer { text in
      var lineStart = start
      while lineStart > 0, text[lineStart - 1] == 0x20 { lineStart -= 1 }
      let indentation = start - lineStart
      var end = start
      var rest = length
      while end < text.count, rest > 0 {
        let isLineEnd = text[end] == 0x0A
        end += 1
        rest -= 1
        guard isLineEnd else { continue }
        var column = 0
        while end < text.count, column < indentation, text[end] == 0x20 {
          column += 1
          end += 1
        }
      }
      return SourceRange(start: min(start, end), end: end)
    }
  }
}
