/// What one file may ask of this tool before it is told so.
package enum ReadingLimits {
  /// Block and flow collections inside one another.
  package static let depth = 256
  /// Flow collections inside one another; libyaml's own cost grows with this depth.
  package static let flowDepth = 40
  /// How deep merge keys may lead into one another.
  package static let mergeDepth = 16
  /// Entries gathered for one mapping through merge keys.
  package static let mergedEntries = 20_000
  /// Nodes that one alias may stand for; Compose's own reader gives up at as many.
  package static let aliasVisits = 100_000
  /// Problems reported for one file; the rest are counted.
  package static let problems = 100
}
