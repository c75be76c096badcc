/// A set of the symbols a pattern reads: code points, and one extra symbol for an invalid byte.
///
/// The ranges are sorted and neither overlap nor touch, so equal sets compare equal.
struct SymbolSet: Hashable, Sendable {
  /// The symbol every byte outside valid UTF-8 reads as.
  static let invalidByte: UInt32 = 0x11_0000

  let ranges: [ClosedRange<UInt32>]

  /// One number for all ranges: to feed each bound to the hasher is most of the work of a pattern.
  func hash(into hasher: inout Hasher) {
    var mixed: UInt64 = 0
    for range in ranges {
      mixed ^= UInt64(range.lowerBound) << 32 | UInt64(range.upperBound)
      mixed = (mixed ^ mixed >> 29) &* 0x9E37_79B9_7F4A_7C15
    }
    hasher.combine(mixed)
  }

  init(_ unordered: [ClosedRange<UInt32>]) {
    var merged: [ClosedRange<UInt32>] = []
    for range in unordered.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = merged.last, range.lowerBound <= last.upperBound + 1 {
        let upper = max(last.upperBound, range.upperBound)
        merged[merged.count - 1] = last.lowerBound...upper
      } else {
        merged.append(range)
      }
    }
    ranges = merged
  }

  init(_ symbol: UInt32) {
    ranges = [symbol...symbol]
  }

  /// Everything outside the set, the symbol of an invalid byte included.
  var complement: SymbolSet {
    var gaps: [ClosedRange<UInt32>] = []
    var next: UInt32 = 0
    for range in ranges {
      if range.lowerBound > next { gaps.append(next...(range.lowerBound - 1)) }
      next = range.upperBound + 1
    }
    if next <= SymbolSet.invalidByte { gaps.append(next...SymbolSet.invalidByte) }
    return SymbolSet(gaps)
  }

  /// The set with the other case of each of its ASCII letters added.
  var ignoringASCIICase: SymbolSet {
    var folded = ranges
    for range in ranges {
      if let upper = SymbolSet.overlap(range, 0x41...0x5A) {
        folded.append((upper.lowerBound + 0x20)...(upper.upperBound + 0x20))
      }
      if let lower = SymbolSet.overlap(range, 0x61...0x7A) {
        folded.append((lower.lowerBound - 0x20)...(lower.upperBound - 0x20))
      }
    }
    return SymbolSet(folded)
  }

  private static func overlap(
    _ first: ClosedRange<UInt32>, _ second: ClosedRange<UInt32>
  ) -> ClosedRange<UInt32>? {
    first.overlaps(second) ? first.clamped(to: second) : nil
  }
}

extension SymbolSet {
  static let digit = SymbolSet([0x30...0x39])
  static let word = SymbolSet([0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A])
  static let space = SymbolSet([0x09...0x0D, 0x20...0x20])
  static let notNewline = SymbolSet(0x0A).complement
}

@inline(__always)
func isWordByte(_ byte: UInt8) -> Bool {
  switch byte {
  case 0x30...0x39, 0x41...0x5A, 0x5F, 0x61...0x7A: true
  default: false
  }
}
