import ConfigGuard
import RulePacks

/// What of a file is judged where a workload gets it, and not once more where it stands.
struct ConsumedPlaces {
  private let file: SourceFile
  private var ranges = OrderedRanges()
  private let elsewhere: Set<Place>
  private let results: Set<Place>?

  /// - Parameters:
  ///   - elsewhere: What workloads of other files get.
  ///   - results: What became of the file where it was taken in by others; nil for a file that is
  ///     no part of another.
  init(in reading: FileReading, elsewhere: Set<Place>, results: Set<Place>?) {
    file = reading.file
    self.elsewhere = elsewhere
    self.results = results
    // The workloads of a part are those of the file that takes it in.
    guard results == nil, !reading.documents.isEmpty else { return }
    for number in reading.workloads.indices {
      reading.workloads[number].forEachPlace { owner, place in
        if owner === file { ranges.add(place().range) }
      }
    }
    ranges.sort()
  }

  /// Whether nothing is judged elsewhere.
  var isEmpty: Bool { ranges.isEmpty && elsewhere.isEmpty && results?.isEmpty != false }

  func contains(_ place: Place) -> Bool {
    if place.file === file, ranges.contains(place.range) { return true }
    return elsewhere.contains(place) || results?.contains(place) == true
  }
}

/// Ranges that are looked for once all of them are known; most come in their order.
struct OrderedRanges {
  private var ranges: [SourceRange] = []
  private var isSorted = true

  var isEmpty: Bool { ranges.isEmpty }

  mutating func add(_ range: SourceRange) {
    if let last = ranges.last, !Self.precedes(last, range) {
      if last == range { return }
      isSorted = false
    }
    ranges.append(range)
  }

  mutating func sort() {
    if !isSorted { ranges.sort(by: Self.precedes) }
    isSorted = true
  }

  /// Whether a range is one of them; asked once they are sorted.
  func contains(_ range: SourceRange) -> Bool {
    var (low, high) = (0, ranges.count)
    while low < high {
      let middle = (low + high) / 2
      if Self.precedes(ranges[middle], range) { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count && ranges[low] == range
  }

  private static func precedes(_ left: SourceRange, _ right: SourceRange) -> Bool {
    left.start == right.start ? left.end < right.end : left.start < right.start
  }
}

extension Workload {
  /// Calls `body` with the file and the place of each value that the workload gets, or that lies
  /// below one.
  func forEachPlace(_ body: (_ file: SourceFile, _ place: () -> Place) -> Void) {
    for position in environment.indices {
      body(environment[position].file) { environment[position].place }
      for layer in environment[position].shadowed.indices {
        let place = environment[position].shadowed[layer].place
        body(place.file) { place }
      }
    }
  }
}
