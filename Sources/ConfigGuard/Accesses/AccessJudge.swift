import RulePacks

/// Compares what a running service read with its contract.
struct AccessJudge {
  private let context: ProcessContext
  private let here: Surroundings
  private let place: Place

  init(_ context: ProcessContext, _ here: Surroundings, at place: Place) {
    self.context = context
    self.here = here
    self.place = place
  }

  func judge(
    _ content: AccessLedger.Content, expecting variables: ContractVariables
  ) -> [FindingDraft] {
    let known = Set(variables.flatMap { [$0.name] + $0.formerNames })
    let entries = content.entries.values.sorted { $0.key < $1.key }
    var drafts: [FindingDraft?] = []
    for entry in entries {
      if here.contract != nil, !known.contains(entry.variable), !isStageMarker(entry.variable) {
        drafts.append(draft("access-undeclared", entry, Self.description(entry, entry.place)))
      }
      if let fault = entry.replaced { drafts.append(replaced(entry, fault)) }
      if let fault = entry.otherDefault {
        drafts.append(draft("access-default", entry, Self.description(entry, fault.place)))
      }
      let isSecret = isSecret(entry.variable)
      if isSecret, let fault = entry.literalDefault {
        drafts.append(draft("access-secret-default", entry, Self.description(entry, fault.place)))
      }
      if isSecret, let fault = entry.unmarked {
        drafts.append(draft("access-secret", entry, Self.description(entry, fault.place)))
      }
    }
    let read = Set(entries.map(\.variable))
    // What was left out may be what seems to be missing.
    for variable in variables
    where content.omitted == 0 && read.isDisjoint(with: [variable.name] + variable.formerNames) {
      drafts.append(draft("access-unread", variable: variable.name))
    }
    return (drafts + collisions(entries)).compactMap { $0 }
  }

  private func replaced(_ entry: AccessLedger.Entry, _ fault: AccessLedger.Fault) -> FindingDraft? {
    let owner = fault.provider.map { " of \(name: ProviderName.shown($0))" as ReportText } ?? ""
    let instead: ReportText = fault.gotDefault ? "a default" : "nothing"
    return draft(
      "access-replaced", entry,
      "the value\(owner) was of no use, and \(Self.description(entry, fault.place)) got \(instead)")
  }

  /// Keys for which one provider looks under one name.
  private func collisions(_ entries: [AccessLedger.Entry]) -> [FindingDraft?] {
    var keys: [SettingAccess.Lookup: [AccessLedger.Entry]] = [:]
    for entry in entries { for lookup in entry.lookups { keys[lookup, default: []].append(entry) } }
    var seen: Set<[String]> = []
    return keys.values.filter { $0.count > 1 }.sorted { $0[0].key < $1[0].key }.map { entries in
      guard seen.insert(entries.map(\.key)).inserted else { return nil }
      let names = entries.map { "\(key: $0.key)" as ReportText }.joined(separator: " and ")
      return draft("access-collision", entries[0], names)
    }
  }

  private func isSecret(_ variable: String) -> Bool {
    if here.contract?.variable(variable)?.isSecret == true { return true }
    return context.index.role(of: context.keys.info(variable), ancestors: []) == KeyRole.secret
  }

  private func isStageMarker(_ variable: String) -> Bool {
    let words = context.keys.info(variable).words
    return context.index.vocabulary.stages.markers.contains { $0.matches(words, ancestors: []) }
  }

  private static func description(
    _ entry: AccessLedger.Entry, _ place: SettingAccess.Place?
  ) -> ReportText {
    guard let place else { return "\(key: entry.key)" }
    return "\(key: entry.key) in \(path: place.file), line \(place.line),"
  }

  private func draft(
    _ check: String, _ entry: AccessLedger.Entry, _ problem: ReportText
  ) -> FindingDraft? {
    draft(check, variable: entry.variable, problem)
  }

  private func draft(
    _ check: String, variable: String, _ problem: ReportText = ""
  ) -> FindingDraft? {
    guard let rule = context.index.contractRules[check],
      context.judge.isEnabled(rule, here.gate),
      let severity = context.judge.severity(rule, in: here.stage)
    else { return nil }
    return FindingDraft(
      rule, severity, at: place, keyPath: variable, key: variable, workload: here.workload?.name,
      stage: here.stage, arguments: ["problem": problem])
  }
}

/// The name of a provider of settings, in signs of which names are made.
package enum ProviderName {
  /// `FileProvider<JSONSnapshot>` with other brackets.
  package static func shown(_ name: String) -> String {
    String(name.map { $0 == "<" ? "[" : $0 == ">" ? "]" : $0 })
  }
}
