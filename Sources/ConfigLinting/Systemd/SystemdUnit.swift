import ConfigGuard
package import RulePacks

/// A systemd unit file, or a drop-in for one.
package struct SystemdUnit: Sendable {
  /// One assignment of the file, in its order.
  package struct Entry: Sendable {
    package var section: String
    package var key: String
    package var keyRange: SourceRange
    /// The text behind `=`, lines joined, quotes and specifiers as they stand.
    package var value: String
    package var valueRange: SourceRange
    /// Whether the file holds the value's text byte for byte at its range.
    package var isExact: Bool
  }

  /// One variable of `Environment=`.
  package struct Variable: Sendable {
    package var name: String
    package var nameRange: SourceRange
    /// The text without quotes and escapes; specifiers other than `%%` stand in it as written.
    package var value: String
    package var valueRange: SourceRange
    package var isExact: Bool
    /// Whether systemd replaces a part of the value.
    package var hasSpecifier: Bool
  }

  /// One file of `EnvironmentFile=`.
  package struct EnvironmentFile: Sendable {
    package var path: String
    package var range: SourceRange
    /// Whether a `-` says that the file may be missing.
    package var isOptional: Bool
  }

  /// A text with its place.
  package struct Item: Sendable {
    package var text: String
    package var range: SourceRange
  }

  package internal(set) var entries: [Entry] = []
  /// The variables of `[Service]` that no later empty assignment takes back; of a name that is set
  /// again all are here, and the last counts.
  package internal(set) var environment: [Variable] = []
  package internal(set) var environmentFiles: [EnvironmentFile] = []
  package internal(set) var execStart: [Item] = []
  package internal(set) var passEnvironment: [Item] = []
  package internal(set) var unsetEnvironment: [Item] = []
  /// Every comment from its mark to the end of the line.
  package internal(set) var comments: [SourceRange] = []
  /// In the order of their places.
  package internal(set) var problems: [ReadingProblem] = []
  let bytes: SourceBytes

  init(_ bytes: SourceBytes) {
    self.bytes = bytes
  }

  package static func read(_ bytes: SourceBytes) -> SystemdUnit {
    var reader = SystemdUnitReader(bytes)
    return reader.read()
  }
}

extension SystemdUnit {
  /// The sections as mappings of their keys; what is assigned several times is a sequence.
  ///
  /// An empty assignment takes back those before it.
  package var tree: DocumentTree {
    var builder = DocumentTreeBuilder(bytes, reportsDuplicates: false)
    for comment in comments { builder.comment(comment) }
    for problem in problems {
      builder.report(problem.kind, problem.message, problem.range, related: problem.related)
    }
    guard builder.begin(.mapping, at: 0) else { return builder.finish() }
    for section in groups(of: entries.indices, by: \.section) {
      guard let first = section.first else { continue }
      builder.scalar(
        .plain, SourceRange(at: entries[first].keyRange.start),
        cooked: entries[first].section.utf8)
      guard builder.begin(.mapping, at: entries[first].keyRange.start) else { continue }
      for assignments in groups(of: section, by: \.key) { add(assignments, to: &builder) }
      builder.end(at: section.map { entries[$0].valueRange.end }.max() ?? 0)
    }
    builder.end(at: bytes.count)
    builder.endDocument()
    return builder.finish()
  }

  /// The numbers of entries that have a text in common, in the order in which it first appears.
  private func groups(
    of numbers: some Sequence<Int>, by text: KeyPath<Entry, String>
  ) -> [[Int]] {
    var places: [String: Int] = [:]
    var groups: [[Int]] = []
    for number in numbers {
      let name = entries[number][keyPath: text]
      if let place = places[name] {
        groups[place].append(number)
      } else {
        places[name] = groups.count
        groups.append([number])
      }
    }
    return groups
  }

  private func add(_ assignments: [Int], to builder: inout DocumentTreeBuilder) {
    guard let first = assignments.first, let last = assignments.last else { return }
    var kept = assignments[...]
    if let empty = kept.lastIndex(where: { entries[$0].value.isEmpty }) {
      kept = kept[(empty + 1)...]
    }
    if kept.isEmpty { kept = [last] }
    builder.scalar(.plain, entries[first].keyRange, text: entries[first].keyRange)
    guard kept.count > 1, let start = kept.first else {
      for number in kept { add(entries[number], to: &builder) }
      return
    }
    guard builder.begin(.sequence, at: entries[start].valueRange.start) else { return }
    for number in kept { add(entries[number], to: &builder) }
    builder.end(at: entries[last].valueRange.end)
  }

  private func add(_ entry: Entry, to builder: inout DocumentTreeBuilder) {
    if entry.isExact {
      builder.scalar(.plain, entry.valueRange, text: entry.valueRange)
    } else {
      builder.scalar(.plain, entry.valueRange, cooked: entry.value.utf8)
    }
  }
}
