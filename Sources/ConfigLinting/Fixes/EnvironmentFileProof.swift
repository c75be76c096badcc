import ConfigGuard
import RulePacks

/// Proves that edits change the target in an env file, for every reader of the file, and nothing
/// else: no other value, name, order or comment.
struct EnvironmentFileProof {
  private let edited: EditedBytes
  private let dialects: [DotEnvDialect]
  private let effects: [(range: SourceRange, effect: FixCandidate.Effect)]

  /// - Parameter dialects: The readers; the first one's values are those that count.
  init(_ edited: EditedBytes, _ dialects: [DotEnvDialect], _ candidates: [FixCandidate]) {
    self.edited = edited
    self.dialects = dialects
    effects = candidates.flatMap { candidate in
      candidate.edits.map { ($0.range, candidate.effect) }
    }
  }

  /// What speaks against the edits.
  func objection() -> ReportText? {
    guard let first = dialects.first else { return Self.objection(of: .compose) }
    let file = DotEnvFile.parse(edited.before, dialect: first)
    guard !ReadingProblems.hide(file.problems) else { return Self.objection(of: first) }
    let wanted = file.resolved(environment: { _ in nil }).values
    let touched = file.entries.filter { !edited.edits(touching: Self.whole($0)).isEmpty }
    let names = Set(touched.map { Self.name(of: $0) })
    return dialects.first { !holds(for: $0, wanted, names) }.map { Self.objection(of: $0) }
  }

  private static func objection(of dialect: DotEnvDialect) -> ReportText {
    "it is not proven that nothing else would change for \(name: dialect.name)"
  }

  /// The name in small letters; some readers take `export` for a part of it.
  private static func name(of entry: DotEnvEntry) -> String {
    entry.key.split { $0 == " " || $0 == "\t" }.last?.lowercased() ?? ""
  }

  /// - Parameter names: What the first reader calls the targets.
  private func holds(
    for dialect: DotEnvDialect, _ wanted: [String: String], _ names: Set<String>
  ) -> Bool {
    let old = DotEnvFile.parse(edited.before, dialect: dialect)
    let new = DotEnvFile.parse(edited.after, dialect: dialect)
    guard !new.isRefused || old.isRefused,
      ReadingProblems.areNoMore(new.problems, than: old.problems),
      old.comments.map({ edited.before.text($0) }) == new.comments.map({ edited.after.text($0) }),
      old.dropped.filter({ !edited.removes($0) }).map({ edited.before.text($0) })
        == new.dropped.map({ edited.after.text($0) })
    else { return false }
    let kept = old.entries.filter { !edited.removes($0.range) }
    // A line may be added behind all others.
    let end = edited.before.count
    let additions = edited.edits.count { $0.range == SourceRange(at: end) }
    let added = Set(new.entries.dropFirst(kept.count).map(\.key))
    guard new.entries.count >= kept.count, new.entries.count - kept.count <= additions,
      added.isDisjoint(with: kept.map(\.key)),
      zip(kept, new.entries).allSatisfy({ isSame($0, $1) })
    else { return false }
    // What a removed line was for is decided by the values alone.
    var targets: [String: (entry: DotEnvEntry, effect: FixCandidate.Effect)] = [:]
    for entry in kept {
      let touching = edited.edits(touching: Self.whole(entry))
      if let effect = effects.first(where: { touching.map(\.range).contains($0.range) })?.effect {
        // For another reader the same bytes may belong to another variable.
        guard names.contains(Self.name(of: entry)) else { return false }
        targets[entry.key] = (entry, effect)
      }
    }
    // A name that the host sets must not change more than a name that it does not know.
    return [nil, "x", ""].allSatisfy { host in
      areValuesSame(
        old.resolved(environment: { _ in host }), new.resolved(environment: { _ in host }),
        targets, wanted, added, isUnset: (host ?? "").isEmpty,
        isFromHost: dialect.prefersHost && host?.isEmpty == false)
    }
  }

  /// The entry with the quotes around its value.
  private static func whole(_ entry: DotEnvEntry) -> SourceRange {
    let start = min(entry.keyRange.start, entry.range.start)
    return SourceRange(start: start, end: max(entry.range.end, entry.valueRange.end))
  }

  private func isSame(_ old: DotEnvEntry, _ new: DotEnvEntry) -> Bool {
    guard old.key == new.key, old.isExported == new.isExported, old.hasValue == new.hasValue,
      edited.moved(old.keyRange.start) == new.keyRange.start
    else { return false }
    if !edited.edits(touching: Self.whole(old)).isEmpty { return true }
    return old.quote == new.quote && old.value == new.value
  }

  private func areValuesSame(
    _ old: DotEnvResolution, _ new: DotEnvResolution,
    _ targets: [String: (entry: DotEnvEntry, effect: FixCandidate.Effect)],
    _ wanted: [String: String], _ added: Set<String>, isUnset: Bool, isFromHost: Bool
  ) -> Bool {
    let required = targets.filter { $0.value.effect == .requiresVariable }.count
    guard new.errors.count <= old.errors.count + required,
      new.wouldRunCommand == old.wouldRunCommand, new.undetermined == old.undetermined,
      Set(old.values.keys).union(new.values.keys).allSatisfy({ key in
        if added.contains(key) { return true }
        guard !isFromHost, let target = targets[key] else {
          return old.values[key] == new.values[key]
        }
        return isExpected(
          new.values[key], from: old.values[key], key, target.entry, target.effect, wanted,
          isUnset: isUnset)
      })
    else { return false }
    return true
  }

  private func isExpected(
    _ new: String?, from old: String?, _ key: String, _ entry: DotEnvEntry,
    _ effect: FixCandidate.Effect, _ wanted: [String: String], isUnset: Bool
  ) -> Bool {
    switch effect {
    case .removesEntry: return new == old
    case .unitesReaders: return new != nil && new == wanted[key]
    case .requiresVariable: return isUnset ? new == nil || new == old : new == old
    case .replacesValue, .movesValue:
      // A host's own variable may win over the file.
      if new == old { return true }
      guard let new, let old else { return false }
      return edited.explains(new, from: old, at: entry.valueRange)
    }
  }
}
