import ConfigGuard
import RulePacks

extension ProjectJudge {
  /// Variables that the program reads and its contract does not have, each one once.
  ///
  /// One that the program cannot do without weighs more than one that it has a default for.
  func readsBesideContract(_ rule: Rule, _ context: ProjectContext) -> [FindingDraft] {
    guard let contract = context.contract, !contract.variables.isEmpty else { return [] }
    let known = Self.names(of: contract)
    var found: [String: [(read: VariableRead, reading: FileReading)]] = [:]
    var names: [String] = []
    for reading in readings where reading.context === context && isProgram(reading) {
      for read in reading.reads
      where !known.contains(read.name) && !Self.isFile(read.name, of: known)
        && !EvidenceCollector.isConstant(read.name)
      {
        if found[read.name] == nil { names.append(read.name) }
        found[read.name, default: []].append((read, reading))
      }
    }
    return names.compactMap { name in
      guard !context.sources.isOfSystem(name), !context.sources.isFromOutside(name),
        let reads = found[name],
        let first = reads.first(where: \.read.isRequired) ?? reads.first
      else { return nil }
      let place = Place(first.reading.file, first.read.nameRange)
      var draft = draft(
        rule, context, place, stage: first.reading.stage.stage, key: name,
        arguments: ["hint": Self.hint(for: name, among: contract.variables.map(\.name))])
      draft?.content = .name
      let isSet = context.judge.ruleSettings[rule.id]?.severity != nil
      if !isSet, !first.read.isRequired { draft?.severity = .note }
      draft?.related = reads.map { Place($0.reading.file, $0.read.nameRange) }
        .filter { $0 != place }.prefix(Self.mostReads).map { ($0, "read here, too") }
      return draft
    }
  }

  private static let mostReads = 8

  /// Every name that the contract speaks of, for one service or for all.
  private static func names(of contract: Contract) -> Set<String> {
    var names = Set(contract.otherNames)
    for variable in Array(contract.variables) + contract.services.flatMap(\.own) {
      names.insert(variable.name)
      names.formUnion(variable.formerNames)
    }
    return names
  }

  /// `NAME_FILE` holds the path to a file with the value of `NAME`.
  private static func isFile(_ name: String, of known: Set<String>) -> Bool {
    name.hasSuffix("_FILE") && known.contains(String(name.dropLast("_FILE".count)))
  }

  private func isProgram(_ reading: FileReading) -> Bool {
    guard !reading.reads.isEmpty, reading.stage.stage != .example else { return false }
    let context = reading.context
    return context.sources.purpose(of: context.projectPath(of: reading.file.path)) == .program
  }

  /// The name that was meant, if one is a slip away.
  private static func hint(for name: String, among known: [String]) -> ReportText {
    guard let meant = NearMiss.nearest(to: name, among: known), PlainName.isPlain(meant) else {
      return ""
    }
    return "; did you mean \(setting: meant)?"
  }
}
