import ConfigGuard
import RulePacks

extension Linter {
  /// Decides which files were judged rightly when only they were known.
  ///
  /// Of the others the judgement is dropped; those that were given back are read once more.
  mutating func settle() {
    guard index.hasEarly else { return }
    var stale = staleByFiles()
    if projects.contains(where: { $0.contract?.packs.isEmpty == false }) {
      // Names are shown by what the packs of all projects say, and were by those of one.
      stale.formUnion(readings.indices.filter { readings[$0].early?.remains != nil })
    }
    for project in index.projects {
      let claims = ClaimedNames(readings, project.claiming)
      for number in project.claiming {
        if let early = readings[number].early, claims.touch(early) { stale.insert(number) }
      }
      guard let isCompared = comparedRemains(project) else { continue }
      for number in project.numbers {
        if let remains = readings[number].early?.remains, isCompared(remains) {
          stale.insert(number)
        }
      }
    }
    addSupplied(to: &stale)
    drop(stale)
  }

  /// Reads all files once more that were given back.
  mutating func wakeAll() {
    drop(Set(readings.indices.filter { readings[$0].early?.remains != nil }))
  }

  /// Takes early judgements back.
  mutating func drop(_ stale: Set<Int>) {
    let spent = stale.filter { readings[$0].early?.remains != nil }.sorted()
    let whole = workers.map(spent.map { readings[$0] }) { [self] worker, reading in
      reading.type.map { read(reading.file, as: $0, in: reading.context, on: worker) }
        ?? reading
    }
    index.reopen(spent, of: readings)
    for (number, reading) in zip(spent, whole) { readings[number] = reading }
    index.noteLayers(of: spent, in: readings)
    for number in stale { readings[number].early = nil }
  }

  /// Files that others are laid over, or that others take in, and those that were gathered twice.
  private func staleByFiles() -> Set<Int> {
    let parts = takenIn
    let overlays = overlayStages()
    let repeated = repeatedFiles()
    guard !parts.isEmpty || !overlays.isEmpty || !repeated.isEmpty else { return [] }
    var stale: Set<Int> = []
    let concerned =
      repeated.isEmpty ? numbers(of: parts.union(overlays.keys)) : Array(readings.indices)
    for number in concerned {
      let reading = readings[number]
      guard let early = reading.early else { continue }
      let path = reading.file.path
      if repeated.contains(ObjectIdentifier(reading.file)) || overlays[path] != nil
        || parts.contains(path) && !early.holdsAsPart
      {
        stale.insert(number)
      }
    }
    return stale
  }

  /// Files that several of the paths have led to: what they declare is there more than once.
  private func repeatedFiles() -> Set<ObjectIdentifier> {
    guard index.mayRepeat else { return [] }
    var met = Set<ObjectIdentifier>(minimumCapacity: readings.count)
    var repeated: Set<ObjectIdentifier> = []
    for reading in readings where !met.insert(ObjectIdentifier(reading.file)).inserted {
      repeated.insert(ObjectIdentifier(reading.file))
    }
    return repeated
  }

  /// Adds those files that others have something from of which something is found, or may be.
  func addSupplied(to stale: inout Set<Int>) {
    let receiving = index.receiving.filter { readings[$0].early?.remains != nil }
    guard !receiving.isEmpty else { return }
    var files = Set(scanned.lazy.map { ObjectIdentifier($0.file) })
    var paths: Set<String> = []
    func note(_ reading: FileReading) {
      files.insert(ObjectIdentifier(reading.file))
      paths.insert(reading.file.path)
    }
    for number in index.open where readings[number].early?.remains == nil { note(readings[number]) }
    for number in stale { note(readings[number]) }
    var hasGrown = true
    while hasGrown {
      hasGrown = false
      for number in receiving where !stale.contains(number) {
        let reading = readings[number]
        let suppliers = reading.early?.remains?.suppliers ?? []
        guard
          suppliers.contains(where: { files.contains(ObjectIdentifier($0)) })
            || !paths.isDisjoint(with: reading.parts)
        else { continue }
        stale.insert(number)
        note(reading)
        hasGrown = true
      }
    }
  }

  /// What tells of a file that was given back whether its workloads are compared with others; nil
  /// where none are.
  private func comparedRemains(_ project: ReadingIndex.Project) -> ((FileRemains) -> Bool)? {
    // Folders with an example of an env file, and those with manifests of several formats.
    var examples: Set<Int> = []
    var formats = project.formats
    for number in project.open {
      let reading = readings[number]
      if reading.format == EnvironmentFile.name {
        if reading.stage.stage == .example {
          examples.insert(FileRemains.hash(ofFolderOf: reading.file.path))
        }
      } else {
        for position in reading.workloads.indices {
          let file = reading.workloads[position].file
          formats.note(
            reading.workloads[position].format, in: FileRemains.hash(ofFolderOf: file.path))
        }
      }
    }
    let mixed = formats.mixed()
    let hasServers = project.speaksOfDatabases && self.hasServers(project)
    guard hasServers || !examples.isEmpty || !mixed.isEmpty else { return nil }
    return { remains in
      guard remains.hasWorkloads else { return false }
      return hasServers && remains.speaksOfDatabases || examples.contains(remains.folder)
        || remains.isDeployed && mixed.contains(remains.folder)
    }
  }

  /// Whether a server is known that workloads of several files may share.
  private func hasServers(_ project: ReadingIndex.Project) -> Bool {
    let context = project.context
    let shared = project.open.lazy.map { readings[$0] }.filter {
      $0.early?.remains == nil && !ConnectionBudgetJudge.isAlone($0)
    }
    let judge = ProjectJudge(readings: Array(shared), consumed: [], load: load)
    return context.index.projectRules.contains { number in
      let rule = context.index.rules[number]
      guard case .connectionBudget(let budget) = rule.check else { return false }
      return !ConnectionBudgetJudge(judge, rule, number, budget, context).ceilings().isEmpty
    }
  }
}

/// Names by which the files of a project may mean each other's objects.
private struct ClaimedNames {
  /// Names that one file asks for and another one has, or nearly has.
  private var disputed: Set<String> = []
  /// What is scaled by something that stands in a file.
  private var scaled: Set<String> = []
  /// There are more names than slips are looked for among.
  private var isCrowded = false

  init(_ readings: [FileReading], _ numbers: [Int]) {
    var wanted: Set<String> = []
    var offered: Set<String> = []
    for number in numbers {
      let reading = readings[number]
      if let claims = reading.early?.claims {
        wanted.formUnion(claims.wanted)
        offered.formUnion(claims.offered)
      } else if reading.early == nil {
        for workload in reading.workloads {
          wanted.formUnion(
            workload.container?.sources.lazy.compactMap { $0.reference?.name } ?? [])
        }
        for object in reading.kubernetes.objects { offered.insert(object.name.name) }
        for scaler in reading.kubernetes.scalers { scaled.insert(scaler.target.name) }
      }
    }
    isCrowded = max(wanted.count, offered.count) > NearNames.most
    // Slips are looked for in names of usual length only.
    disputed = wanted.intersection(offered)
    guard !wanted.isEmpty, !offered.isEmpty, !isCrowded else { return }
    let near = NearNames(Array(wanted))
    for name in offered {
      let meant = near.all(near: name)
      if !meant.isEmpty { disputed.formUnion(meant + [name]) }
    }
  }

  /// Whether a file may have something to do with objects of another one.
  func touch(_ early: EarlyJudgement) -> Bool {
    guard isCrowded || !scaled.isEmpty || !disputed.isEmpty, let claims = early.claims else {
      return false
    }
    return isCrowded || claims.owners.contains { scaled.contains($0) }
      || claims.wanted.contains { disputed.contains($0) }
      || claims.offered.contains { disputed.contains($0) }
  }
}
