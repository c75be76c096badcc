import ConfigGuard
import RulePacks

extension Linter {
  /// The linter once everything was added: what one file holds for another is in its place.
  func resolved() -> Linter {
    var joined = self
    joined.wakeAll()
    // What was read once more has to be joined, too.
    joined.joinDrafts = nil
    joined.join()
    return joined
  }

  /// The environments of all workloads, or of those with one name.
  package func resolution() -> ResolvedProject { resolved().resolution(of: service) }

  /// The environments of each service side by side.
  package func matrix() -> StageMatrix { resolved().matrix(of: service) }

  private func resolution(of service: String?) -> ResolvedProject {
    let sources = unmaskedEnvironments(of: service)
    var resolver = EnvironmentResolver(knownSecrets(in: sources), classifiers)
    var counts = ResolvedProject.Counts()
    counts.files = readings.count
    counts.workloads = sources.count
    for setting in sources.lazy.flatMap(\.settings) { counts.add(setting) }
    let environments = sources.map { resolver.resolve($0) }
    return ResolvedProject(
      environments: environments, problems: readingProblems(&resolver), counts: counts)
  }

  private func matrix(of service: String?) -> StageMatrix {
    let sources = unmaskedEnvironments(of: service, withExamples: true)
    var builder = StageMatrixBuilder(knownSecrets(in: sources), classifiers)
    return builder.matrix(of: sources) { readingProblems(&$0) }
  }

  /// Workloads, each one where it is judged, and env files that are environments of their own.
  func unmaskedEnvironments(
    of service: String?, withExamples: Bool = false
  ) -> [UnmaskedEnvironment] {
    let parts = partPaths()
    var sources: [UnmaskedEnvironment] = []
    for reading in readings where !parts.contains(reading.file.path) {
      sources += reading.workloads.map { UnmaskedEnvironment($0, reading.context) }
    }
    let files = readings.filter {
      $0.format == EnvironmentFile.name && consumers[$0.file.path] == nil
    }
    let whole = files.filter {
      isWholeEnvironment($0) || withExamples && $0.stage.stage == .example
    }
    // Whoever names nothing but an env file wants to see it.
    let shown = sources.isEmpty && whole.isEmpty ? files : whole
    sources += shown.map { UnmaskedEnvironment(environmentFile: $0) }
    if let service {
      sources.removeAll { $0.name != service && ServiceIdentity($0).name != service }
    }
    return sources.sorted {
      ($0.file.path, $0.range.start, $0.name) < ($1.file.path, $1.range.start, $1.name)
    }
  }

  package var fileCount: Int { readings.count }

  /// Names of everything that could be asked for.
  package var environmentNames: [String] {
    readings.flatMap { reading in
      reading.format == EnvironmentFile.name
        ? [reading.file.name] : reading.workloads.map(\.name)
    }
  }

  /// All secrets in what was read, so that none is shown where it has another name.
  func knownSecrets(in sources: [UnmaskedEnvironment]) -> KnownSecrets {
    var secrets = KnownSecrets()
    var read: Set<ObjectIdentifier> = []
    for reading in readings {
      read.insert(ObjectIdentifier(reading.file))
      secrets.add(reading.settings, in: reading.context)
      for document in reading.documents { secrets.add(document.settings, in: reading.context) }
      for workload in reading.workloads { secrets.add(workload.environment, in: reading.context) }
    }
    // A file that only references lead to was not added, and only what they name was taken from it.
    for source in sources {
      for setting in source.settings where read.insert(ObjectIdentifier(setting.file)).inserted {
        guard FileType(path: setting.file.path) == .environment else { continue }
        let context = source.context
        let settings = EnvironmentFile.settings(
          of: setting.file, keys: context.keys, values: context.values)
        secrets.add(settings.settings, in: context)
      }
    }
    return secrets
  }

  /// What could not be read, so that the answer may be wrong.
  func readingProblems(_ resolver: inout EnvironmentResolver) -> [ResolvedProject.Problem] {
    var problems: [ResolvedProject.Problem] = []
    var seen: Set<ResolvedProject.Problem> = []
    for draft in readings.lazy.flatMap({ $0.drafts })
    where draft.category == .syntax || draft.category == .unchecked {
      let problem = ResolvedProject.Problem(
        location: resolver.location(draft.place.file, draft.place.range),
        message: resolver.screen.text(draft.message))
      if seen.insert(problem).inserted { problems.append(problem) }
    }
    return problems
  }
}

extension KnownSecrets {
  fileprivate mutating func add(_ settings: [Setting], in context: ProjectContext) {
    add(settings, context.judge, context.contract)
  }
}

extension ResolvedProject.Counts {
  fileprivate mutating func add(_ setting: Setting) {
    settings += 1
    switch setting.value.form {
    case .passedThrough: suppliedElsewhere += 1
    case .reference where setting.value.literal == nil: referencesOpen += 1
    case .reference: referencesResolved += 1
    default: if !setting.uses.isEmpty { referencesResolved += 1 }
    }
  }
}
