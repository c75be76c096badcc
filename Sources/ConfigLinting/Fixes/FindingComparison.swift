import ConfigGuard
import RulePacks

/// Compares what rules say of two states of a project.
struct FindingComparison {
  private struct Identity: Hashable {
    let rule: String
    let path: String
    let keyPath: String
    let key: String?
    let workload: String?
  }

  private let before: [Identity: [Severity]]
  private let after: [Identity: [Severity]]
  private let drafts: [FindingDraft]
  /// What the project answers, so often in each file.
  private let answers: (before: [Answered: Int], after: [Answered: Int])

  private struct Answered: Hashable {
    let rule: String
    let path: String
    let key: String?
    let workload: String?

    init(_ suppressed: Report.Suppressed) {
      let finding = suppressed.finding
      (rule, path) = (finding.rule, finding.path)
      (key, workload) = (finding.key, finding.workload)
    }
  }

  init(
    _ before: (report: Report, drafts: [FindingDraft]),
    _ after: (report: Report, drafts: [FindingDraft])
  ) {
    self.before = Self.group(before.drafts)
    self.after = Self.group(after.drafts)
    drafts = before.drafts
    answers = (Self.count(before.report.suppressed), Self.count(after.report.suppressed))
  }

  private static func count(_ suppressed: [Report.Suppressed]) -> [Answered: Int] {
    Dictionary(suppressed.map { (Answered($0), 1) }, uniquingKeysWith: +)
  }

  private static func identity(_ draft: FindingDraft) -> Identity {
    Identity(
      rule: draft.rule, path: draft.place.file.path, keyPath: draft.keyPath, key: draft.key,
      workload: draft.workload)
  }

  private static func group(_ drafts: [FindingDraft]) -> [Identity: [Severity]] {
    Dictionary(grouping: drafts, by: identity).mapValues { $0.map(\.severity).sorted(by: >) }
  }

  /// The fixes that did not do what they are for, or that brought something else; nil in the place
  /// of a fix for a new finding that belongs to none of them.
  func faults(_ candidates: [FixCandidate]) -> [FixFault] {
    var faults: [FixFault] = []
    let fixed = Dictionary(grouping: candidates.indices) { Self.identity(candidates[$0].draft) }
    for (identity, numbers) in fixed {
      let left = after[identity, default: []].count
      // What goes may make room for one more of many.
      if left > max(0, before[identity, default: []].count - numbers.count) {
        faults += numbers.map { ($0, identity.path, "the finding would stay") }
      }
    }
    faults += hidden(candidates)
    var reported: Set<Int> = []
    let least = candidates.map(\.finding.severity).min() ?? .note
    for (identity, severities) in after {
      let known = before[identity, default: []]
      let worse = severities.enumerated().contains { index, severity in
        severity >= least && (index >= known.count || severity > known[index])
      }
      guard worse else { continue }
      let owner = Self.owner(of: identity, among: candidates)
      if let owner, candidates[owner].mustBeReported,
        severities.max() ?? .note >= candidates[owner].finding.severity
      {
        reported.insert(owner)
      } else {
        faults.append((owner, identity.path, "`\(name: identity.rule)` would be found instead"))
      }
    }
    for number in candidates.indices
    where candidates[number].mustBeReported && !reported.contains(number) {
      // Two wildcards of one list end in one finding.
      let path = candidates[number].draft.keyPath
      let isShared = reported.contains { candidates[$0].draft.keyPath == path }
      if !isShared {
        faults.append(
          (number, candidates[number].file.path, "no rule would report the placeholder"))
      }
    }
    return faults
  }

  /// Findings that nobody mended, and that are gone or answered all the same.
  private func hidden(_ candidates: [FixCandidate]) -> [FixFault] {
    var faults: [FixFault] = []
    for (answered, count) in answers.after where count > answers.before[answered, default: 0] {
      faults.append(
        (nil, answered.path, "`\(name: answered.rule)` would be allowed by what is for another"))
    }
    var seen: Set<Identity> = []
    for draft in drafts {
      let identity = Self.identity(draft)
      guard seen.insert(identity).inserted,
        after[identity, default: []].count < before[identity, default: []].count,
        !candidates.contains(where: { Self.explains($0, draft) })
      else { continue }
      faults.append(
        (nil, identity.path, "`\(name: identity.rule)` elsewhere would no longer be found"))
    }
    return faults
  }

  /// Whether a fix may end a finding: it is about what is edited, or about the same setting.
  private static func explains(_ candidate: FixCandidate, _ draft: FindingDraft) -> Bool {
    if identity(candidate.draft) == identity(draft) { return true }
    if let key = candidate.draft.key, key == draft.key { return true }
    return ([draft.place, draft.subject] + draft.related.map(\.place)).contains { place in
      candidate.edits.contains { edit in
        edit.path == place.file.path && edit.range.start <= place.range.end
          && place.range.start <= edit.range.end
      }
    }
  }

  /// The fix of the same setting, or else of the one that is nearest in the document.
  private static func owner(of identity: Identity, among candidates: [FixCandidate]) -> Int? {
    let here = candidates.indices.filter {
      candidates[$0].draft.place.file.path == identity.path
    }
    let same = here.first { number in
      let draft = candidates[number].draft
      return draft.keyPath == identity.keyPath && draft.key == identity.key
    }
    if let same { return same }
    let path = identity.keyPath.split(separator: ".")
    let shared = here.map { number in
      zip(candidates[number].draft.keyPath.split(separator: "."), path).prefix { $0 == $1 }.count
    }
    guard let most = shared.max(), most > 0 else { return nil }
    return zip(here, shared).first { $1 == most }?.0
  }
}
