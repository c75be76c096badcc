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
    for workload in reading.workloads {
      for setting in workload.environment {
        if setting.file === file { ranges.insert(setting.value.range) }
        for layer in setting.shadowed where layer.place.file === file {
          ranges.insert(layer.place.range)
        }
      }
    }
  }

  func contains(_ place: Place) -> Bool {
    if place.file === file, ranges.contains(place.range) { return true }
    return elsewhere.contains(place) || results?.contains(place) == true
  }
}
