import ConfigGuard
import RulePacks

/// A workload, or an env file that is an environment of its own, with its values as they are.
struct UnmaskedEnvironment {
  let context: ProjectContext
  let name: String
  let file: SourceFile
  let range: SourceRange
  let stage: StageVerdict
  let isComplete: Bool
  let workload: Workload?
  /// The environment in which roles and classes are decided.
  let surroundings: Surroundings

  var settings: [Setting] { surroundings.settings }
  var isEnvironmentFile: Bool { workload == nil }

  init(_ workload: Workload, _ context: ProjectContext) {
    self.context = context
    self.workload = workload
    name = workload.name
    file = workload.file
    range = workload.range
    stage = StageVerdict(workload.stage, workload.stageEvidence)
    isComplete = !workload.hasUnreadSources
    surroundings = Surroundings(
      gate: .files, stage: workload.stage, format: workload.format, file: workload.file,
      settings: workload.everySetting(context.keys, context.values), workload: workload,
      kind: workload.kind,
      contract: context.contract)
  }

  init(environmentFile reading: FileReading) {
    context = reading.context
    workload = nil
    name = reading.file.name
    file = reading.file
    range = SourceRange(at: reading.file.bytes.hasByteOrderMark ? 3 : 0)
    stage = reading.stage
    isComplete = true
    surroundings = Surroundings(
      gate: .files, stage: reading.stage.stage, format: reading.format, file: reading.file,
      settings: reading.settings, contract: reading.context.contract)
  }
}
