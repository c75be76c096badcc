import ConfigGuard
import RulePacks

extension Linter {
  /// Gives containers what ConfigMaps and Secrets of the same project hold for them; what does not
  /// fit is a finding.
  mutating func joinKubernetes() -> [FindingDraft] {
    let parts = takenIn
    workers.forgetNeighbours()
    return index.projects.indices.flatMap { position -> [FindingDraft] in
      let made = joinWithinLimit(index.projects[position], besides: parts)
      for number in index.projects[position].open {
        guard let joined = readings[number].early?.joined else { continue }
        readings[number].workloads = joined
      }
      let project = index.projects[position]
      let open = joining(project, besides: parts).filter { !readings[$0].isListed }
      let isNeeded = open.contains { readings[$0].workloads.contains { $0.container != nil } }
      guard isNeeded else { return [] }
      return join(open, made ?? makeJoin(of: project).join)
    }
  }

  /// A project that a file is a part of has seen more than the file alone.
  private func joining(_ project: ReadingIndex.Project, besides parts: Set<String>) -> [Int] {
    parts.isEmpty
      ? project.open : project.open.filter { !parts.contains(readings[$0].file.path) }
  }

  /// Drops what containers have got from objects of their own files, where all together could get more
  /// than there is: who comes first gets it, and it was not known who that is.
  ///
  /// - Returns: What joins the others, if it had to be made.
  private mutating func joinWithinLimit(
    _ project: ReadingIndex.Project, besides parts: Set<String>
  ) -> KubernetesJoin? {
    let taking = project.claiming.filter { readings[$0].early?.claims?.taken ?? 0 > 0 }
    guard !taking.isEmpty else { return nil }
    let made = makeJoin(of: project)
    let others = joining(project, besides: parts).filter { readings[$0].early == nil }
    if made.taken <= KubernetesJoin.limit, hasEnough(made.join, for: others) { return made.join }
    var stale = Set(taking)
    addSupplied(to: &stale)
    drop(stale)
    return nil
  }

  /// What joins the containers of a project that are left, and how much the others have taken.
  private func makeJoin(
    of project: ReadingIndex.Project
  ) -> (join: KubernetesJoin, taken: Int) {
    var declarations = KubernetesDeclarations()
    for number in project.open { declarations.add(readings[number].kubernetes) }
    let taken = project.claiming.reduce(0) { $0 + (readings[$1].early?.claims?.taken ?? 0) }
    let join = KubernetesJoin(
      declarations, keys: project.context.keys, values: project.context.values,
      limit: KubernetesJoin.limit - taken)
    return (join, taken)
  }

  private mutating func join(_ numbers: [Int], _ join: KubernetesJoin) -> [FindingDraft] {
    // Who comes first gets the settings: nobody may overtake another where they could run short.
    let workers = hasEnough(join, for: numbers) ? workers : WorkerPool()
    let drafts = readings.withUnsafeMutableBufferPointer { readings in
      let base = readings.baseAddress
      return workers.map(numbers) { worker, number -> [FindingDraft] in
        // Each file is changed by one thread.
        guard let place = base.map({ $0 + number }) else { return [] }
        let context = worker.context(of: place.pointee.context)
        return Self.joinWorkloads(of: &place.pointee, context, worker.join(like: join, context))
      }
    }
    return Array(drafts.joined())
  }

  private func hasEnough(_ join: KubernetesJoin, for numbers: [Int]) -> Bool {
    join.hasEnough(for: numbers.lazy.flatMap { readings[$0].workloads })
  }

  static func joinWorkloads(
    of reading: inout FileReading, _ context: ProjectContext, _ own: OwnJoin
  ) -> [FindingDraft] {
    // What a path says is asked only where a ConfigMap could say more.
    var isDecided: Bool?
    var drafts: [FindingDraft] = []
    for index in reading.workloads.indices {
      guard let isAlone = reading.workloads[index].container?.sources.isEmpty,
        !isAlone || own.join.hasScalers
      else { continue }
      let joined = own.join.joined
      let problems = own.join.join(&reading.workloads[index])
      // A ConfigMap may say what the workload is for.
      if !isAlone, isDecided != true,
        own.join.joined != joined
          || !context.stages.isMarkedLiterally(reading.workloads[index].environment),
        let marked = context.stages.marker(in: reading.workloads[index].environment)
      {
        let isSettled = isDecided ?? isStageDecided(ofPathOf: reading, context)
        isDecided = isSettled
        if !isSettled {
          reading.workloads[index].stage = marked.stage
          reading.workloads[index].stageEvidence = marked.evidence
        }
      }
      let stage = reading.workloads[index].stage
      for problem in problems {
        var found = context.judge.draft(
          problem.problem, in: problem.file, stage: stage, duplicates: "duplicate-key")
        for index in found.indices {
          found[index].content = problem.problem.key == nil ? .value : .name
          if let related = problem.related { found[index].related.append(related) }
        }
        drafts += found
      }
    }
    return drafts
  }

  private static func isStageDecided(
    ofPathOf reading: FileReading, _ context: ProjectContext
  ) -> Bool {
    return context.stages.evidence(
      ofPath: context.projectPath(of: reading.file.path), context.contract
    ).decided != nil
  }
}
