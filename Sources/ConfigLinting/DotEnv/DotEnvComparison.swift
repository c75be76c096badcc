package import ConfigGuard
package import RulePacks

/// What several readers make of one .env file, and where they disagree.
package struct DotEnvComparison {
  /// What one reader does with one key.
  private enum Outcome: Hashable {
    case absent
    case passedThrough
    case runsCommand
    case value(String)
  }

  private struct Reading {
    let dialect: DotEnvDialect
    let file: DotEnvFile
    /// The last entry of each key.
    let entries: [String: DotEnvEntry]
    let outcomes: [String: Outcome]
  }

  private let bytes: SourceBytes
  private let first: Reading
  private let others: [Reading]

  /// - Parameter dialects: The readers; the others are compared with the first one.
  package init?(_ bytes: SourceBytes, _ dialects: [DotEnvDialect]) {
    guard let first = dialects.first, dialects.count > 1 else { return nil }
    self.bytes = bytes
    self.first = Self.read(bytes, first)
    others = dialects.dropFirst().map { Self.read(bytes, $0) }
  }

  private static func read(_ bytes: SourceBytes, _ dialect: DotEnvDialect) -> Reading {
    let file = DotEnvFile.parse(bytes, dialect: dialect)
    let resolution = file.resolved(environment: { _ in nil })
    let commands = Set(resolution.wouldRunCommand)
    var entries: [String: DotEnvEntry] = [:]
    var outcomes: [String: Outcome] = [:]
    for entry in file.entries {
      let key = entry.key
      entries[key] = entry
      outcomes[key] =
        if let value = resolution.values[key] {
          .value(value)
        } else if commands.contains(key) {
          .runsCommand
        } else {
          entry.hasValue ? .absent : .passedThrough
        }
    }
    return Reading(dialect: dialect, file: file, entries: entries, outcomes: outcomes)
  }

  /// One problem for each reader that refuses the file, and one for each key that is not read alike.
  package func problems() -> [ReadingProblem] {
    var problems: [ReadingProblem] = []
    let readers = others.filter { other in
      guard other.file.isRefused != first.file.isRefused else { return !other.file.isRefused }
      if other.file.isRefused { problems.append(refusal(by: other)) }
      return false
    }
    guard !first.file.isRefused else { return problems }
    for key in keys(of: readers) {
      if let problem = difference(in: key, among: readers) { problems.append(problem) }
    }
    return problems.sorted { $0.range.start < $1.range.start }
  }

  private func refusal(by other: Reading) -> ReadingProblem {
    let cause = other.file.problems.first { $0.kind == .syntax } ?? other.file.problems.first
    let reason = cause.map { ": \($0.message)" as ReportText } ?? ""
    return ReadingProblem(
      kind: .readerRefuses,
      message:
        "\(name: other.dialect.name) refuses this file, which \(name: first.dialect.name) reads\(reason)",
      range: cause?.range ?? SourceRange(at: 0))
  }

  /// All keys in the order of the file; what another reader makes of a line that the first one reads
  /// otherwise is told with that line's own key.
  private func keys(of readers: [Reading]) -> [String] {
    var known = Set(first.entries.keys)
    var keys = first.entries.values.sorted { $0.keyRange.start < $1.keyRange.start }.map(\.key)
    let lines = first.file.entries.map(\.range)
    for reader in readers {
      let others = reader.entries.sorted {
        ($0.value.keyRange.start, $0.key) < ($1.value.keyRange.start, $1.key)
      }
      for (key, entry) in others where !known.contains(key) {
        guard Self.range(containing: entry.keyRange, in: lines) == nil else { continue }
        known.insert(key)
        keys.append(key)
      }
    }
    return keys
  }

  private func difference(in key: String, among readers: [Reading]) -> ReadingProblem? {
    let own = first.outcomes[key] ?? .absent
    var parts: [(shape: DotEnvDifference, readers: [ReportText])] = []
    for reader in readers where reader.outcomes[key] ?? .absent != own {
      let shape = self.shape(of: key, by: reader)
      if let index = parts.firstIndex(where: { $0.shape == shape }) {
        parts[index].readers.append("\(name: reader.dialect.name)")
      } else {
        parts.append((shape, ["\(name: reader.dialect.name)"]))
      }
    }
    guard !parts.isEmpty,
      let entry = first.entries[key]
        ?? readers.lazy.compactMap({
          $0.entries[key]
        }).first
    else { return nil }
    let name: ReportText = PlainName.isPlain(key) ? "\(setting: key)" : "this variable"
    let clauses = parts.map { part -> ReportText in
      "\(Self.list(part.readers)) \(part.shape.phrase(isPlural: part.readers.count > 1))"
    }
    let range = entry.hasValue && !entry.valueRange.isEmpty ? entry.valueRange : entry.keyRange
    return ReadingProblem(
      kind: .readersDiffer,
      message:
        "\(name) is not read alike: \(Self.list(clauses)), unlike \(name: first.dialect.name)",
      range: range, key: key)
  }

  private func shape(of key: String, by reader: Reading) -> DotEnvDifference {
    switch (first.outcomes[key] ?? .absent, reader.outcomes[key] ?? .absent) {
    case (.value(let own), .value(let other)):
      return DotEnvDifference(
        between: own, and: other, written: first.entries[key].map { bytes.text($0.range) } ?? "")
    case (_, .runsCommand): return .runsCommand
    case (_, .passedThrough): return .takenFromHost
    case (_, .absent):
      guard let line = first.entries[key]?.keyRange else { return .notSet }
      let entry = Self.entry(covering: line, in: reader.file.entries)
      guard let entry else { return .notSet }
      if entry.valueRange.contains(line), entry.keyRange.end < line.start { return .swallowed }
      return entry.key == key ? .notSet : .named
    case (_, .value): return .set
    }
  }

  private static func entry(
    covering range: SourceRange, in entries: [DotEnvEntry]
  ) -> DotEnvEntry? {
    let index = Self.index(of: range.start, in: entries) { $0.range.start }
    guard let index, entries[index].range.contains(range) else { return nil }
    return entries[index]
  }

  private static func range(
    containing range: SourceRange, in ranges: [SourceRange]
  ) -> SourceRange? {
    // A name may begin earlier for one reader than for another: `export A`.
    let index = Self.index(of: range.end, in: ranges) { $0.start }
    guard let index, ranges[index].end > range.start else { return nil }
    return ranges[index]
  }

  /// The last element that starts at or before an offset.
  private static func index<T>(of offset: Int, in elements: [T], start: (T) -> Int) -> Int? {
    var low = 0
    var high = elements.count
    while low < high {
      let middle = (low + high) / 2
      if start(elements[middle]) <= offset { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? nil : low - 1
  }

  private static func list(_ names: [ReportText]) -> ReportText {
    guard let last = names.last, names.count > 1 else { return names.first ?? "" }
    return "\(names.dropLast().joined(separator: ", ")) and \(last)"
  }
}
