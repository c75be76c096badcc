import ConfigGuard
import RulePacks

/// What makes workloads in several files one service: its name, and the folder that remains when
/// stages are taken out of the path.
struct ServiceIdentity: Hashable {
  /// Folders that only say how stages are arranged.
  private static let arrangement: Set<String> = [
    "base", "bases", "overlay", "overlays", "env", "envs", "environment", "environments", "stage",
    "stages", "variant", "variants",
  ]

  let name: String
  let folder: String
  let isEnvironmentFiles: Bool

  init(_ source: UnmaskedEnvironment) {
    let stages = source.context.stages
    isEnvironmentFiles = source.isEnvironmentFile
    // Names that a template makes are not known, so that those of two files are not compared.
    let isTemplated = TemplateFiller.shown(in: source.name) != source.name
    folder = isTemplated ? source.file.path : Self.folder(of: source.file.path, stages)
    name = source.isEnvironmentFile ? "env files" : Self.name(of: source)
  }

  /// `api (production)` is the service `api` in one of the contexts of a platform's file.
  private static func name(of source: UnmaskedEnvironment) -> String {
    let hints = [source.workload?.environmentName, source.workload?.stageHint].compactMap { $0 }
    for hint in hints where source.name.hasSuffix(" (\(hint))") {
      return String(source.name.dropLast(hint.count + 3))
    }
    return source.name
  }

  /// `deploy/overlays/prod-eu` and `deploy/base/eu` become `deploy/eu`.
  private static func folder(of path: String, _ stages: StageResolver) -> String {
    let folders = FilePath.folder(of: path).split(separator: "/").compactMap { folder in
      if arrangement.contains(folder.lowercased()) { return nil as String? }
      let words = folder.split { "-_.".contains($0) }
      let kept = words.filter { !stages.isNamedForStage(String($0)) }
      if kept.count == words.count { return String(folder) }
      return kept.isEmpty ? nil : kept.joined(separator: "-")
    }
    return folders.isEmpty ? "." : folders.joined(separator: "/")
  }
}
