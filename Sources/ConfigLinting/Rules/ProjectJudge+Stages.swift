import ConfigGuard
import RulePacks

extension ProjectJudge {
  /// Variables that production has and staging lacks, or the reverse.
  ///
  /// Secrets are left out: that they are supplied elsewhere in one stage is good practice.
  func missingInStage(
    _ rule: Rule, _ context: ProjectContext, _ units: [ProjectUnit]
  ) -> [FindingDraft] {
    var folders: [String: [ProjectUnit]] = [:]
    // A file that a manifest refers to is not all that its service gets.
    for unit in units
    where !unit.isWorkload && unit.stage != .example && !consumed.contains(unit.file.path) {
      folders[unit.folder, default: []].append(unit)
    }
    return folders.values.flatMap { files -> [FindingDraft] in
      guard let production = Self.file(for: .production, among: files),
        let staging = Self.file(for: .staging, among: files)
      else { return [] }
      // Loaders with files by stage read the plain one below them.
      let shared = files.filter { $0.name == ".env" || $0.name == ".env.local" }
        .flatMap { $0.everySetting(load).map(\.key) }
      return [(production, staging), (staging, production)].compactMap { lacking, having in
        missing(rule, context, in: lacking, from: having, shared: Set(shared))
      }
    }
  }

  private static func file(for stage: Stage, among files: [ProjectUnit]) -> ProjectUnit? {
    let named = files.filter { $0.stage == stage && $0.name.lowercased() != ".env" }
    return named.count == 1 ? named[0] : nil
  }

  private func missing(
    _ rule: Rule, _ context: ProjectContext, in lacking: ProjectUnit, from having: ProjectUnit,
    shared: Set<String>
  ) -> FindingDraft? {
    let present = shared.union(lacking.everySetting(load).map(\.key))
    let missing = having.everySetting(load).filter {
      !present.contains($0.key) && !$0.info.holdsSecret && PlainName.isPlain($0.key)
    }
    guard let first = missing.first else { return nil }
    let names = missing.prefix(Self.mostNamed).map { "\(setting: $0.key)" as ReportText }
      .joined(separator: ", ")
    let more = missing.count - Self.mostNamed
    var draft = draft(
      rule, context, Place(lacking.file, SourceRange(at: 0)), stage: lacking.stage, key: nil,
      arguments: [
        "other": "\(path: having.file.name)",
        "problem": more > 0 ? "\(names) and \(more) more" : names,
      ])
    draft?.related = [(Place(having.file, first.keyRange), "\(setting: first.key) is set here")]
    return draft
  }

  private static let mostNamed = 8

  /// Data stores of production that an environment of development or test uses, too.
  func productionHosts(
    _ rule: Rule, _ context: ProjectContext, _ units: [ProjectUnit]
  ) -> [FindingDraft] {
    let schemes = Self.dataStoreSchemes(of: context)
    var hosts: [String: Setting] = [:]
    let others = units.filter { $0.stage == .development || $0.stage == .test }
    guard !others.isEmpty else { return [] }
    for unit in units where unit.stage == .production {
      for setting in unit.settingsWithHosts(load) {
        if let host = Self.dataStore(setting, schemes) { hosts[host] = hosts[host] ?? setting }
      }
    }
    guard !hosts.isEmpty else { return [] }
    return others.flatMap { unit in
      unit.settingsWithHosts(load).compactMap { setting in
        guard let host = Self.dataStore(setting, schemes), let other = hosts[host],
          other.place != setting.place
        else { return nil }
        var draft = draft(
          rule, context, setting.place, stage: unit.stage, key: setting.key, arguments: [:])
        draft?.workload = unit.workload?.name
        draft?.related = [(other.place, "production uses it here")]
        return draft
      }
    }
  }

  static func dataStoreSchemes(of context: ProjectContext) -> Set<String> {
    Set(context.index.vocabulary.lists["data-store-scheme"] ?? [])
  }

  /// The host of a data store that more than one machine can reach.
  static func dataStore(_ setting: Setting, _ schemes: Set<String>) -> String? {
    // Most settings are neither an address nor the name of a host.
    guard setting.info.mayNameHost || setting.mayBeAddress, let text = setting.value.literal
    else { return nil }
    if let url = URLParts(text) {
      var scheme = url.scheme
      if scheme.utf8.contains(UInt8(ascii: "+")) {
        scheme = scheme.split(separator: "+").first.map(String.init) ?? scheme
      }
      guard schemes.contains(scheme) else { return nil }
      let host = url.host
      return isShared(host) ? host : nil
    }
    let words = setting.info.words
    guard setting.info.mayNameHost,
      words.contains(where: { $0 == "db" || $0 == "database" || schemes.contains($0) }),
      isShared(text.lowercased())
    else { return nil }
    return text.lowercased()
  }

  private static func isShared(_ host: String) -> Bool {
    host.contains(".") && !HostName.isLoopback(host) && !host.hasSuffix(".svc")
      && !host.hasSuffix(".cluster.local")
  }
}
