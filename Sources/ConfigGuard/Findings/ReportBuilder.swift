import RulePacks

/// Turns drafts into findings: one fact once, sorted, with lines, columns and fingerprints.
package struct ReportBuilder {
  private var indexes: [ObjectIdentifier: LineIndex] = [:]
  private let screen: NameScreen

  package init(_ screen: NameScreen) { self.screen = screen }

  /// Fills a report; what a project answers is taken out before one name is chosen for one fact, so
  /// that allowing the one does not hide the other.
  ///
  /// - Parameter baseline: What a baseline says to findings as they would be reported.
  /// - Returns: What each of the report's findings was made of, in their order.
  @discardableResult
  package mutating func fill(
    _ report: inout Report, with drafts: [FindingDraft],
    baseline: (any BaselineAnswers)? = nil
  ) -> [FindingDraft] {
    let ordinals = ordinals(of: drafts)
    var open = merged(drafts.filter { $0.answer == nil }, ordinals)
    var answered = merged(drafts.filter { $0.answer != nil }, ordinals)
    if let baseline {
      // Before the rest of many is counted: the count would hide what is new.
      for index in open.indices {
        open[index].draft.answer = baseline.answer(
          to: open[index].identity, open[index].draft.severity)
      }
      answered += open.filter { $0.draft.answer != nil }
      open.removeAll { $0.draft.answer != nil }
      let late = baseline.unmet()
      open += merged(late, self.ordinals(of: late))
    }
    let located = located(firstOfMany(open))
    report.findings = located.map(\.finding)
    report.suppressed = self.located(firstOfMany(answered)).compactMap { finding, draft in
      draft.answer.map { suppressed(finding, by: $0) }
    }
    return located.map(\.draft)
  }

  package mutating func findings(from drafts: [FindingDraft]) -> [Finding] {
    located(firstOfMany(merged(drafts, ordinals(of: drafts)))).map(\.finding)
  }

  /// A draft that is going to be reported, unless there are too many of its kind.
  private typealias Identified = (draft: FindingDraft, identity: FindingIdentity)

  /// One fact once.
  private func merged(_ drafts: [FindingDraft], _ ordinals: FindingOrdinals) -> [Identified] {
    oneFactOnce(sameRangeOnce(drafts)).map { draft in
      var identity = identity(of: draft)
      identity.ordinal = ordinals.ordinal(of: draft, identity: identity.text)
      return (draft, identity)
    }
  }

  /// Findings with the drafts that they were made of, sorted.
  private mutating func located(
    _ drafts: [Identified]
  ) -> [(finding: Finding, draft: FindingDraft)] {
    drafts.map { (locate($0.draft, $0.identity), $0.draft) }
      .sorted { Self.precedes($0.finding, $1.finding) }
  }

  private mutating func suppressed(_ finding: Finding, by answer: Answer) -> Report.Suppressed {
    var place: RelatedPlace?
    if let written = answer.place { place = related(written, "answered here") }
    return Report.Suppressed(
      finding: finding, kind: answer.kind, reason: screen.text(answer.reason),
      expires: answer.expires, owner: answer.owner.map { screen.text($0) }, place: place)
  }

  private func ordinals(of drafts: [FindingDraft]) -> FindingOrdinals {
    var paths: [ObjectIdentifier: String] = [:]
    return FindingOrdinals(drafts) { draft in
      let file = ObjectIdentifier(draft.place.file)
      let path = paths[file] ?? path(of: draft.place.file).text
      paths[file] = path
      return identity(of: draft, at: path).text
    }
  }

  private func identity(of draft: FindingDraft) -> FindingIdentity {
    identity(of: draft, at: path(of: draft.place.file).text)
  }

  private func identity(of draft: FindingDraft, at path: String) -> FindingIdentity {
    FindingIdentity(
      path: path, rule: draft.rule, keyPath: identity(ofKeyPath: draft.keyPath), ordinal: 0)
  }

  /// A key path without what may be a secret: nobody shall try guesses against a fingerprint.
  private func identity(ofKeyPath path: String) -> String {
    path.split(separator: ".", omittingEmptySubsequences: false).map { part in
      part.isEmpty || screen.isName(String(part)) ? String(part) : NameScreen.mask
    }.joined(separator: ".")
  }

  private static func precedes(_ left: Finding, _ right: Finding) -> Bool {
    if left.path != right.path { return left.path < right.path }
    if left.line != right.line { return (left.line ?? 0) < (right.line ?? 0) }
    if left.column != right.column { return (left.column ?? 0) < (right.column ?? 0) }
    if left.rule != right.rule { return left.rule < right.rule }
    return (left.key ?? "", left.message) < (right.key ?? "", right.message)
  }

  /// Findings of one rule that a report lists for one file; the rest are counted.
  private static let mostOfOneRule = 100
  /// Other names of one value that are listed.
  private static let mostOthers = 8

  /// Keeps a broken or hostile file from filling a report with one rule's findings.
  ///
  /// The first ones stay; one more says how many there are besides, as serious as the worst of them.
  private func firstOfMany(_ drafts: [Identified]) -> [Identified] {
    struct Group: Hashable {
      let rule: String
      let file: ObjectIdentifier
    }
    var groups: [Group: [Int]] = [:]
    for (index, (draft, _)) in drafts.enumerated() where !draft.place.file.isEnvironment {
      groups[Group(rule: draft.rule, file: ObjectIdentifier(draft.place.file)), default: []]
        .append(index)
    }
    var omitted: Set<Int> = []
    var counts: [Identified] = []
    for indices in groups.values where indices.count > Self.mostOfOneRule {
      let ordered = indices.sorted {
        let (left, right) = (
          drafts[$0].draft.place.range.start, drafts[$1].draft.place.range.start
        )
        return left == right ? $0 < $1 : left < right
      }
      let rest = ordered.dropFirst(Self.mostOfOneRule)
      omitted.formUnion(rest)
      counts += Self.count(of: rest.map { drafts[$0].draft }).map { ($0, identity(of: $0)) }
    }
    guard !omitted.isEmpty else { return drafts }
    return drafts.indices.filter { !omitted.contains($0) }.map { drafts[$0] } + counts
  }

  private static func count(of drafts: [FindingDraft]) -> [FindingDraft] {
    guard var count = drafts.first else { return [] }
    for draft in drafts where draft.severity > count.severity { count.severity = draft.severity }
    count.category = .unchecked
    count.message = "and \(drafts.count) more of this rule in this file"
    count.keyPath = "more"
    count.key = nil
    count.workload = nil
    count.related = []
    return [count]
  }

  /// One rule at one range, judged for several workloads or stages, is one finding: the worst.
  private func sameRangeOnce(_ drafts: [FindingDraft]) -> [FindingDraft] {
    struct Identity: Hashable {
      let rule: String
      let place: Place
      let key: String?
      let part: String?
      let message: ReportText?
    }
    var positions: [Identity: Int] = [:]
    var result: [FindingDraft] = []
    for draft in drafts {
      // What is missing has no range of its own; the key, or else the message, tells such apart.
      let identity = Identity(
        rule: draft.rule, place: draft.place, key: draft.key, part: draft.part,
        message: draft.key == nil ? draft.message : nil)
      guard let position = positions[identity] else {
        positions[identity] = result.count
        result.append(draft)
        continue
      }
      let known = result[position]
      var worse = draft.severity > known.severity ? draft : known
      let other = draft.severity > known.severity ? known : draft
      worse.related = known.related
      if let workload = other.workload, workload != worse.workload {
        let message: ReportText = "also for \(name: workload) (\(other.stage))"
        worse.related.append((other.place, message))
      }
      for place in draft.related where !worse.related.contains(where: { $0.place == place.place }) {
        worse.related.append(place)
      }
      result[position] = worse
    }
    return result
  }

  /// Several names for one fact about a value: only the first that fits stays.
  private func oneFactOnce(_ drafts: [FindingDraft]) -> [FindingDraft] {
    struct Subject: Hashable {
      let place: Place
      let key: String?
      let part: String?
    }
    func subject(_ draft: FindingDraft) -> Subject {
      Subject(
        place: draft.subject, key: draft.subject.file.isEnvironment ? draft.key : nil,
        part: draft.part)
    }
    /// Names in their order, then the more serious one, then the contract's, then the project's.
    func precedes(_ left: (Int, FindingDraft), _ right: (Int, FindingDraft)) -> Bool {
      if left.0 != right.0 { return left.0 < right.0 }
      if left.1.severity != right.1.severity { return left.1.severity > right.1.severity }
      if left.1.isContractual != right.1.isContractual { return left.1.isContractual }
      return left.1.isOwn && !right.1.isOwn
    }
    var best: [Subject: (rank: Int, index: Int)] = [:]
    for (index, draft) in drafts.enumerated() {
      guard let rank = draft.category.rankAmongSecretFacts(draft.confidence) else { continue }
      let known = best[subject(draft)]
      if known.map({ precedes((rank, draft), ($0.rank, drafts[$0.index])) }) ?? true {
        best[subject(draft)] = (rank, index)
      }
    }
    // Of a number that the contract judges, the contract's word is the one that counts.
    func setting(_ draft: FindingDraft) -> Subject {
      Subject(place: draft.subject, key: draft.key, part: draft.part)
    }
    let contractual = Set(drafts.filter { $0.isContractual && $0.key != nil }.map(setting))
    // The one that stays is as serious as the worst: no softened name hides a broken contract.
    var worst: [Subject: Severity] = [:]
    for draft in drafts
    where draft.category.rankAmongSecretFacts(draft.confidence) != nil && draft.isContractual {
      worst[subject(draft)] = max(worst[subject(draft)] ?? .note, draft.severity)
    }
    // One value under several names is one finding, which names the others.
    var others: [Int: [(place: Place, message: ReportText)]] = [:]
    for draft in drafts where draft.category.rankAmongSecretFacts(draft.confidence) != nil {
      guard let kept = best[subject(draft)]?.index, let workload = draft.workload,
        let key = draft.key, workload != drafts[kept].workload || key != drafts[kept].key,
        others[kept, default: []].count < Self.mostOthers
      else { continue }
      let message: ReportText = "also for \(name: workload) as \(setting: key)"
      if !others[kept, default: []].contains(where: { $0.message == message }) {
        others[kept, default: []].append((draft.related.first?.place ?? draft.place, message))
      }
    }
    let drafts = drafts.enumerated().map { index, draft in
      var draft = draft
      draft.related += others[index] ?? []
      return draft
    }
    return drafts.enumerated().filter { index, draft in
      if !draft.isContractual, draft.category == .pool || draft.category == .limits,
        contractual.contains(setting(draft))
      {
        return false
      }
      guard draft.category.rankAmongSecretFacts(draft.confidence) != nil else { return true }
      return best[subject(draft)]?.index == index
    }.map { _, draft in
      guard draft.category.rankAmongSecretFacts(draft.confidence) != nil,
        let severity = worst[subject(draft)], severity > draft.severity
      else { return draft }
      var raised = draft
      raised.severity = severity
      return raised
    }
  }

  private mutating func locate(
    _ draft: FindingDraft, _ identity: FindingIdentity
  ) -> Finding {
    var span: Finding.Span?
    var excerpt: Excerpt?
    if !draft.place.file.isEnvironment {
      let index = lineIndex(draft.place.file)
      let start = index.location(of: draft.place.range.start)
      span = Finding.Span(start: start, end: index.location(of: draft.place.range.end))
      // What is absent from a whole file has no line to show.
      let isWholeFile = draft.place.range.isEmpty && start.line == 1 && start.column == 1
      if !isWholeFile {
        excerpt = ExcerptMaker(screen: screen).excerpt(
          of: draft, line: index.range(ofLine: start.line))
      }
    }
    let related = draft.related.map { self.related($0.place, $0.message) }
    return Finding(
      draft, screen, identity, path: path(of: draft.place.file), span: span, excerpt: excerpt,
      related: related)
  }

  private func path(of file: SourceFile) -> ScreenedText {
    file.isEnvironment ? screen.text("<environment>") : screen.path(file.path)
  }

  private mutating func related(_ place: Place, _ message: ReportText) -> RelatedPlace {
    RelatedPlace(
      path: path(of: place.file),
      at: place.file.isEnvironment
        ? nil : lineIndex(place.file).location(of: place.range.start),
      message: screen.text(message))
  }

  private mutating func lineIndex(_ file: SourceFile) -> LineIndex {
    if let known = indexes[ObjectIdentifier(file)] { return known }
    let index = LineIndex(file.bytes)
    indexes[ObjectIdentifier(file)] = index
    return index
  }
}

/// The identity of a finding across runs (FNV-1a, 64 bits).
package enum Fingerprint {
  package static func text(of identity: String) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in identity.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
