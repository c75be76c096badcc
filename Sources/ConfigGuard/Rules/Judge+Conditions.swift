import RulePacks

extension Judge {
  /// Whether a rule applies to a setting here.
  package func holds(
    _ condition: Condition, _ setting: Setting, _ role: String, _ here: Surroundings
  ) -> Bool {
    verdict(condition, setting, role, here) == .yes
  }

  func verdict(
    _ condition: Condition, _ setting: Setting, _ role: String, _ here: Surroundings
  ) -> ConditionVerdict {
    switch condition {
    case .all(let parts): .all(parts) { verdict($0, setting, role, here) }
    case .any(let parts): .any(parts) { verdict($0, setting, role, here) }
    case .not(let part): verdict(part, setting, role, here).negated
    case .role(let roles): ConditionVerdict(roles.contains(role))
    case .tracking(let states):
      ConditionVerdict(states.contains(setting.file.tracking.rawValue))
    case .fileKind(let kinds): ConditionVerdict(kinds.contains(fileKind(of: setting.file)))
    case .declaredSecret: ConditionVerdict(setting.isDeclaredSecret)
    case .besideCiphertext: ConditionVerdict(here.hasCiphertext(in: setting.file))
    default: verdict(condition, here)
    }
  }

  /// Whether a rule applies to a workload or a file here.
  package func holds(_ condition: Condition, _ here: Surroundings) -> Bool {
    verdict(condition, here) == .yes
  }

  /// Whether a condition holds for a workload or a document, as far as that is known.
  package func verdict(_ condition: Condition, _ here: Surroundings) -> ConditionVerdict {
    switch condition {
    case .all(let parts): .all(parts) { verdict($0, here) }
    case .any(let parts): .any(parts) { verdict($0, here) }
    case .not(let part): verdict(part, here).negated
    case .keepsData(let isWanted):
      ConditionVerdict(here.workload?.keepsData.map { $0 == isWanted })
    case .published(let isWanted):
      ConditionVerdict(here.workload?.isPublished.map { $0 == isWanted })
    case .probed(let isWanted): ConditionVerdict(here.workload?.isProbed.map { $0 == isWanted })
    case .workload(let other):
      here.neighbours?.verdict(other, stage: here.stage, besides: here.workload?.identity)
        ?? .unknown
    case .document(let query):
      here.neighbours?.verdict(
        DocumentQuestion(
          query: query, stage: here.stage, namespace: here.workload?.container?.owner.namespace,
          value: nil, asker: DocumentIdentity(here.file, at: SourceRange(at: 0))))
        ?? .unknown
    default: ConditionVerdict(isMet(condition, here))
    }
  }

  /// Whether a condition holds of which everything is known.
  private func isMet(_ condition: Condition, _ here: Surroundings) -> Bool {
    switch condition {
    case .stage(let stages): stages.contains(here.stage)
    case .format(let names): names.contains(here.format)
    case .kind(let names): here.kind.map { names.contains($0) } ?? false
    case .image(let products):
      image(in: here)?.identity.matches(products) ?? false
    case .replicasAtLeast(let count): here.workload?.replicas.map { $0 >= count } ?? false
    case .setting(let keys, let test): hasSetting(condition, keys, test, here)
    case .load(let loads): here.load.map { loads.contains($0) } ?? false
    case .tracking(let states): states.contains(here.file.tracking.rawValue)
    case .fileKind(let kinds): kinds.contains(fileKind(of: here.file))
    case .command(let words): here.workload?.runs(words) ?? false
    case .named(let words): here.workload?.isNamed(words) ?? false
    case .starts(let programs): here.workload.map { StartedProgram($0).isServer(programs) } ?? false
    case .readableByAll(let isReadable): here.file.isReadableByAll == isReadable
    default: false
    }
  }

  /// The image of the workload, taken apart once for all that have the same.
  func image(in here: Surroundings) -> JudgeMemory.KnownImage? {
    if let known = here.shared.memory.image { return known }
    guard let name = here.workload?.image else { return nil }
    let image = memory.image(name, workloadSigns)
    here.shared.memory.image = image
    return image
  }

  private static let fewSettings = 32

  private func hasSetting(
    _ condition: Condition, _ keys: [KeyPattern], _ test: ValueTest?, _ here: Surroundings
  ) -> Bool {
    // Asked for each of many settings, the same question would cost the square of their number.
    let isMany = here.settings.count > Self.fewSettings
    if isMany, let known = here.shared.memory.conditions?[condition] { return known }
    let holds = here.settings.contains { other in
      keys.contains { $0.matches(other.info, ancestors: other.ancestors) }
        && (test.map { passes($0, other) } ?? other.value.isSupplied)
    }
    if isMany { here.shared.memory.keep(holds, of: condition) }
    return holds
  }

  /// `env-file`, `credential-file`, `manifest` or `environment`.
  func fileKind(of file: SourceFile) -> String { memory.kind(of: file, Self.kind) }

  private static func kind(of file: SourceFile) -> String {
    if file.isEnvironment { return "environment" }
    if EnvironmentFile.isEnvironmentName(file.name) { return "env-file" }
    return CredentialFile(path: file.path) == nil ? "manifest" : "credential-file"
  }

  /// Whether a value passes a rule's test, as a whole or in one of its items.
  func passes(_ test: ValueTest, _ setting: Setting) -> Bool {
    !valueCheck.violations(test, setting.value, key: setting.info.words).isEmpty
  }
}
