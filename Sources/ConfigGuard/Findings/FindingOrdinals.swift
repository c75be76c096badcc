import RulePacks

/// Tells findings apart that have one identity: the same rule, path and key path.
///
/// All drafts are counted, also those that a project answers and those that go under another name,
/// so that no answer changes the fingerprint of another finding.
struct FindingOrdinals {
  /// A fact that at most one finding with an identity is about.
  private struct Slot: Hashable {
    let path: String
    let range: SourceRange
    let key: String?
    let part: String?
    let message: ReportText?

    init(_ draft: FindingDraft) {
      // Of several names for a value only one stays, wherever in the value each of them points.
      let isNamed = draft.category.rankAmongSecretFacts(draft.confidence) != nil
      path = draft.place.file.path
      range = isNamed ? draft.subject.range : draft.place.range
      key = isNamed ? nil : draft.key
      part = draft.part
      message = isNamed || draft.key != nil ? nil : draft.message
    }

    func precedes(_ other: Slot) -> Bool {
      if range.start != other.range.start { return range.start < other.range.start }
      if key != other.key { return (key ?? "") < (other.key ?? "") }
      if range.end != other.range.end { return range.end < other.range.end }
      if path != other.path { return path < other.path }
      if part != other.part { return (part ?? "") < (other.part ?? "") }
      return false
    }
  }

  private var ordinals: [String: [Slot: Int]] = [:]

  /// - Parameter identity: The rule, the path and the key path of a draft as they may be shown.
  init(_ drafts: [FindingDraft], identity: (FindingDraft) -> String) {
    struct Written: Hashable {
      let rule: String
      let file: ObjectIdentifier
      let keyPath: String
    }
    var identities: [Written: String] = [:]
    var slots: [String: [Slot]] = [:]
    for draft in drafts {
      let written = Written(
        rule: draft.rule, file: ObjectIdentifier(draft.place.file), keyPath: draft.keyPath)
      let text = identities[written] ?? identity(draft)
      identities[written] = text
      let slot = Slot(draft)
      guard ordinals[text, default: [:]].updateValue(0, forKey: slot) == nil else { continue }
      slots[text, default: []].append(slot)
    }
    for (identity, slots) in slots where slots.count > 1 {
      // Messages have no order of their own; what they tell apart keeps the order of the judging.
      let order = slots.indices.sorted {
        slots[$0].precedes(slots[$1]) || !slots[$1].precedes(slots[$0]) && $0 < $1
      }
      for (ordinal, index) in order.enumerated() { ordinals[identity]?[slots[index]] = ordinal }
    }
  }

  /// The number of a draft among those of its identity; what was counted up comes behind them.
  func ordinal(of draft: FindingDraft, identity: String) -> Int {
    ordinals[identity]?[Slot(draft)] ?? ordinals[identity]?.count ?? 0
  }
}
