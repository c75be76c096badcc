import ConfigGuard
import RulePacks

/// Every setting of a project as it is resolved, to compare one state of the files with another.
struct SettingSnapshot {
  struct Identity: Hashable {
    /// The file that was read, and the workload or document in it.
    let owner: String
    let keyPath: String
    let ordinal: Int
  }

  struct Entry {
    let key: String
    let place: Place
    let stage: Stage
    let form: Value.Form
    let text: String
    let effective: String?
    let fallbacks: [String]
    let isSecret: Bool
  }

  private var ranges: [String: [SourceRange]] = [:]
  private var list: [(owner: String, keyPath: String, entry: Entry)] = []

  /// - Parameter linter: A linter that was told to read everything.
  init(_ linter: Linter) {
    for reading in linter.resolved().readings {
      let path = reading.file.path
      for setting in reading.settings { add(setting, path, reading.stage.stage) }
      for (number, document) in reading.documents.enumerated() {
        for setting in document.settings {
          add(setting, "\(path)\u{0}\(number)", document.surroundings.stage)
        }
      }
      for workload in reading.workloads {
        for setting in workload.environment {
          add(setting, "\(path)\u{0}workload \(workload.name)", workload.stage)
        }
      }
    }
  }

  /// Where in a file values stand that are compared.
  func ranges(in path: String) -> [SourceRange] { ranges[path] ?? [] }

  /// The settings by what names them, without those that stand in what an edit removes.
  private func entries(besides edited: [String: EditedBytes] = [:]) -> [Identity: Entry] {
    var entries: [Identity: Entry] = [:]
    var counts: [String: Int] = [:]
    for (owner, keyPath, entry) in list {
      if edited[entry.place.file.path]?.removes(entry.place.range) ?? false { continue }
      let name = "\(owner)\u{0}\(keyPath)"
      let ordinal = counts[name, default: 0]
      counts[name] = ordinal + 1
      entries[Identity(owner: owner, keyPath: keyPath, ordinal: ordinal)] = entry
    }
    return entries
  }

  private mutating func add(_ setting: Setting, _ owner: String, _ stage: Stage) {
    let value = setting.value
    let layers = setting.uses + setting.shadowed
    for place in [setting.place] + layers.map(\.place) + setting.written.map(\.place) {
      ranges[place.file.path, default: []].append(place.range)
    }
    let entry = Entry(
      key: setting.key, place: setting.place, stage: stage, form: value.form, text: value.text,
      effective: value.effective, fallbacks: value.fallbacks.map(\.text),
      isSecret: setting.isDeclaredSecret)
    list.append((owner, "\(setting.keyPath)\u{0}\(setting.key)", entry))
  }

  /// The fixes that change something else than they are for, with a reason each; nil in the place of
  /// a fix for a change that belongs to none of them.
  func faults(
    _ after: SettingSnapshot, _ candidates: [FixCandidate], _ edited: [String: EditedBytes],
    ignoring newPaths: Set<String>
  ) -> [FixFault] {
    var faults: [FixFault] = []
    let (entries, newEntries) = (entries(besides: edited), after.entries())
    for (identity, old) in Self.sorted(entries) {
      let path = old.place.file.path
      guard let new = newEntries[identity] else {
        faults.append((nil, path, "\(setting: old.key) would be gone"))
        continue
      }
      if Self.isSame(old, new) { continue }
      // Two settings of one file may be edited by one fix.
      let touching = edited[path]?.edits(touching: old.place.range) ?? []
      let owner = candidates.indices.first { number in
        candidates[number].edits.contains { edit in
          edit.path == path && touching.contains { $0.range == edit.range }
        }
      }
      guard let owner, let bytes = edited[path] else {
        faults.append((nil, path, "\(setting: old.key) would change with it"))
        continue
      }
      let candidate = candidates[owner]
      if candidate.draft.key.map({ !Self.isSameKey($0, old.key) }) ?? false,
        candidate.edits.count == 1
      {
        faults.append((owner, path, "another setting takes its value from here"))
      } else if old.stage == .development || old.stage == .test {
        faults.append((owner, path, "something for development uses the same value"))
      } else if !Self.isExpected(old, new, candidate.effect, bytes) {
        faults.append((owner, path, "the value would become another one than was meant"))
      }
    }
    let known = Set(entries.keys)
    for (identity, new) in Self.sorted(newEntries) where !known.contains(identity) {
      let owner = identity.owner.split(separator: "\u{0}").first.map(String.init) ?? ""
      if newPaths.contains(owner) { continue }
      faults.append((nil, new.place.file.path, "\(setting: new.key) would be added"))
    }
    return faults
  }

  /// In the order of files and places, so that every run gives the same reasons.
  private static func sorted(_ entries: [Identity: Entry]) -> [(Identity, Entry)] {
    entries.map { ($0.key, $0.value) }.sorted { left, right in
      let (one, other) = (left.1.place, right.1.place)
      return (one.file.path, one.range.start, left.0.owner, left.0.keyPath, left.0.ordinal)
        < (other.file.path, other.range.start, right.0.owner, right.0.keyPath, right.0.ordinal)
    }
  }

  private static func isSameKey(_ one: String, _ other: String) -> Bool {
    one == other || one.hasSuffix("." + other) || other.hasSuffix("." + one)
  }

  private static func isSame(_ old: Entry, _ new: Entry) -> Bool {
    old.form == new.form && old.text == new.text && old.effective == new.effective
      && old.fallbacks == new.fallbacks && old.isSecret == new.isSecret
  }

  private static func isExpected(
    _ old: Entry, _ new: Entry, _ effect: FixCandidate.Effect, _ bytes: EditedBytes
  ) -> Bool {
    switch effect {
    case .unitesReaders, .removesEntry: return false
    case .replacesValue:
      return bytes.explains(new.text, from: old.text, at: old.place.range)
        && (old.effective == nil) == (new.effective == nil)
    case .requiresVariable:
      // Where the variable is set, the process gets what it got.
      return new.effective == old.effective || new.effective == nil
    case .movesValue:
      return new.effective == (old.effective ?? old.text)
    }
  }
}
