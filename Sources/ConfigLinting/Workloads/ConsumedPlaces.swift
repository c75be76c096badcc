import ConfigGuard
import RulePacks

/// What of a file is judged where a workload gets it, and not once more where it stands.
struct ConsumedPlaces {
  private let file: SourceFile
  private var ranges: Set<SourceRange> = []
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
        if owner === file { ranges.insert(place().range) }
      }
    }
  }

  /// Whether nothing is judged elsewhere.
  var isEmpty: Bool { ranges.isEmpty && elsewhere.isEmpty && results?.isEmpty != false }

  func contains(_ place: Place) -> Bool {
    if place.file === file, ranges.contains(place.range) { return true }
    return elsewhere.contains(place) || results?.contains(place) == true
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
