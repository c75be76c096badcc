import ConfigGuard
import RulePacks

extension Linter {
  /// Decides which files were judged rightly when only they were known.
  ///
  /// Of the others the judgement is dropped; those that were given back are read once more.
  mutating func settle() {
    guard readings.contains(where: { $0.early != nil }) else { return }
    var stale = staleByFiles()
    if projects.contains(where: { $0.contract?.packs.isEmpty == false }) {
      // Names are shown by what the packs of all projects say, and were by those of one.
      stale.formUnion(readings.indices.filter { readings[$0].early?.remains != nil })
    }
    for numbers in numbersByProject() {
      let claims = ClaimedNames(readings, numbers)
      let isCompared = comparedRemains(numbers)
      for number in numbers {
        guard let early = readings[number].early else { continue }
        if early.remains.map(isCompared) ?? false || claims.touch(early) { stale.insert(number) }
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
    for (number, reading) in zip(spent, whole) { readings[number] = reading }
    for number in stale { readings[number].early = nil }
  }

  /// Files that others are laid over, or that others take in, and those that were gathered twice.
  private func staleByFiles() -> Set<Int> {
    let parts = Set(readings.lazy.flatMap { $0.parts })
    let overlays = overlayStages()
    let repeated = repeatedFiles()
    guard !parts.isEmpty || !overlays.isEmpty || !repeated.isEmpty else { return [] }
    var stale: Set<Int> = []
    for (number, reading) in readings.enumerated() {
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
    var met = Set<ObjectIdentifier>(minimumCapacity: readings.count)
    var repeated: Set<ObjectIdentifier> = []
    for reading in readings where !met.insert(ObjectIdentifier(reading.file)).inserted {
      repeated.insert(ObjectIdentifier(reading.file))
    }
    return repeated
  }

  /// Adds those files that others have something from of which something is found, or may be.
  func addSupplied(to stale: inout Set<Int>) {
    let receiving = readings.indices.filter { number in
      guard let remains = readings[number].early?.remains else { return false }
      return !remains.suppliers.isEmpty || !readings[number].parts.isEmpty
    }
    guard !receiving.isEmpty else { return }
    var files = Set(scanned.lazy.map { ObjectIdentifier($0.file) })
    var paths: Set<String> = []
    func note(_ reading: FileReading) {
      files.insert(ObjectIdentifier(reading.file))
      paths.insert(reading.file.path)
    }
    for (number, reading) in readings.enumerated()
    where reading.early?.remains == nil || stale.contains(number) {
      note(reading)
    }
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

  func numbersByProject() -> [[Int]] {
    var projects: [[Int]] = []
    var positions: [ObjectIdentifier: Int] = [:]
    var latest: (context: ProjectContext, position: Int)?
    for (number, reading) in readings.enumerated() {
      let context = reading.context
      if latest.map({ $0.context !== context }) ?? true {
        let position = positions[ObjectIdentifier(context)] ?? projects.count
        positions[ObjectIdentifier(context)] = position
        if position == projects.count { projects.append([]) }
        latest = (context, position)
      }
      if let latest { projects[latest.position].append(number) }
    }
    return projects
  }

  /// What tells of a file that was given back whether its workloads are compared with others.
  private func comparedRemains(_ numbers: [Int]) -> (FileRemains) -> Bool {
    // Folders with an example of an env file, and those with manifests of several formats.
    var examples: Set<Int> = []
    var formats: [Int: String] = [:]
    var mixed: Set<Int> = []
    var speaksOfDatabases = false
    func note(_ format: String, in folder: Int) {
      if let known = formats[folder] {
        if known != format { mixed.insert(folder) }
      } else {
        formats[folder] = format
      }
    }
    for number in numbers {
      let reading = readings[number]
      if reading.format == EnvironmentFile.name {
        if reading.stage.stage == .example {
          examples.insert(FileRemains.hash(ofFolderOf: reading.file.path))
        }
      } else if let remains = reading.early?.remains {
        if remains.hasWorkloads { note(reading.format, in: remains.folder) }
        for format in remains.otherFormats { note(format, in: remains.folder) }
        speaksOfDatabases = speaksOfDatabases || remains.speaksOfDatabases
      } else {
        for position in reading.workloads.indices {
          let file = reading.workloads[position].file
          note(
            reading.workloads[position].format, in: FileRemains.hash(ofFolderOf: file.path))
        }
      }
    }
    let hasServers = speaksOfDatabases && self.hasServers(numbers)
    return { remains in
      guard remains.hasWorkloads else { return false }
      return hasServers && remains.speaksOfDatabases || examples.contains(remains.folder)
        || remains.isDeployed && mixed.contains(remains.folder)
    }
  }

  /// Whether a server is known that workloads of several files may share.
  private func hasServers(_ numbers: [Int]) -> Bool {
    guard let context = numbers.first.map({ readings[$0].context }) else { return false }
    let shared = numbers.lazy.map { readings[$0] }.filter {
      $0.early?.remains == nil && !ConnectionBudgetJudge.isAlone($0)
    }
    let project = ProjectJudge(readings: Array(shared), consumed: [], load: load)
    return context.index.projectRules.contains { number in
      let rule = context.index.rules[number]
      guard case .connectionBudget(let budget) = rule.check else { return false }
      return !ConnectionBudgetJudge(project, rule, number, budget, context).ceilings().isEmpty
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
