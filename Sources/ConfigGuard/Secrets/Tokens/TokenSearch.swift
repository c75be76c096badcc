import RulePacks

/// Tries the kinds of a catalogue where their keywords were found, each of them once on a line.
package struct TokenSearch {
  private let catalogue: TokenCatalogue
  private var found: [TokenMatch] = []
  private(set) var line = SearchedLine()
  /// For each kind the end of the line that it read last.
  private var tried: [Int]
  private let limit: Int

  /// - Parameter limit: The number of tokens after which no more are looked for.
  package init(_ catalogue: TokenCatalogue, limit: Int = .max) {
    self.catalogue = catalogue
    self.limit = limit
    tried = [Int](repeating: -1, count: catalogue.shapes.count)
  }

  /// Takes note of a keyword; they come in the order in which they end.
  package mutating func visit(
    _ word: Int, at range: Range<Int>, in bytes: UnsafeBufferPointer<UInt8>
  ) {
    guard catalogue.announces(word), found.count < limit else { return }
    line.move(to: range, in: bytes)
    for number in catalogue.shapes(ofWord: word) where tried[number] != line.range.upperBound {
      tried[number] = line.range.upperBound
      found.append(
        anyOf: catalogue.matches(of: catalogue.shapes.shared(number), on: line.range, in: bytes))
    }
  }

  /// The tokens in their order; of those that overlap only the surest.
  package func finish() -> [TokenMatch] { TokenCatalogue.withoutOverlaps(found) }
}

/// The line that a search is on; moving on never reads a line twice.
package struct SearchedLine {
  package private(set) var range = 0..<0

  package init() {}

  /// Goes on to the line of a place that ends no earlier than those before it.
  package mutating func move(to place: Range<Int>, in bytes: UnsafeBufferPointer<UInt8>) {
    guard place.upperBound > range.upperBound else { return }
    var start = place.lowerBound
    while start > range.upperBound, bytes[start - 1] != 0x0A { start -= 1 }
    var end = place.upperBound
    while end < bytes.count, bytes[end] != 0x0A { end += 1 }
    range = min(start, end)..<end
  }
}
