import ConfigGuard
import RulePacks

extension Linter {
  /// Gives containers what ConfigMaps and Secrets of the same project hold for them; what does not
  /// fit is a finding.
  mutating func joinKubernetes() -> [FindingDraft] {
    let parts = Set(readings.lazy.flatMap { $0.parts })
    var projects: [[Int]] = []
    var positions: [ObjectIdentifier: Int] = [:]
    for (number, reading) in readings.enumerated() {
      let position = positions[ObjectIdentifier(reading.context)] ?? projects.count
      positions[ObjectIdentifier(reading.context)] = position
      if position == projects.count { projects.append([]) }
      projects[position].append(number)
    }
    return projects.flatMap { numbers -> [FindingDraft] in
      guard let context = numbers.first.map({ readings[$0].context }) else { return [] }
      let isNeeded = numbers.contains { readings[$0].workloads.contains { $0.container != nil } }
      guard isNeeded else { return [] }
      var declarations = KubernetesDeclarations()
      for number in numbers { declarations.add(readings[number].kubernetes) }
      var join = KubernetesJoin(declarations, keys: context.keys, values: context.values)
      return numbers.flatMap { number -> [FindingDraft] in
        // A project that a file is a part of has seen more than the file alone.
        parts.contains(readings[number].file.path) ? [] : joinWorkloads(of: number, &join)
      }
    }
  }

  private mutating func joinWorkloads(
    of number: Int, _ join: inout KubernetesJoin
  ) -> [FindingDraft] {
    let context = readings[number].context
    // What a path says is asked only where a ConfigMap could say more.
    var isDecided: Bool?
    var drafts: [FindingDraft] = []
    for index in readings[number].workloads.indices {
      guard let isAlone = readings[number].workloads[index].container?.sources.isEmpty else {
        continue
      }
      let joined = join.joined
      let problems = join.join(&readings[number].workloads[index])
      // A ConfigMap may say what the workload is for.
      if !isAlone, isDecided != true,
        join.joined != joined
          || !context.stages.isMarkedLiterally(readings[number].workloads[index].environment),
        let marked = context.stages.marker(in: readings[number].workloads[index].environment)
      {
        let isSettled = isDecided ?? isStageDecided(ofPathOf: readings[number])
        isDecided = isSettled
        if !isSettled {
          readings[number].workloads[index].stage = marked.stage
          readings[number].workloads[index].stageEvidence = marked.evidence
        }
      }
      let stage = readings[number].workloads[index].stage
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

  private func isStageDecided(ofPathOf reading: FileReading) -> Bool {
    let context = reading.context
    return context.stages.evidence(
      ofPath: context.projectPath(of: reading.file.path), context.contract
    ).decided != nil
  }
}
