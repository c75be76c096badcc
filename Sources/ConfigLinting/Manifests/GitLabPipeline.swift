import ConfigGuard
package import RulePacks

/// Pipelines of GitLab CI: every job is a workload, and so is each of its services
/// (docs.gitlab.com/ci/yaml).
package enum GitLabPipeline: ManifestFormat {
  package static let name = "gitlab-pipeline"

  /// Keys at the top that are no jobs.
  static let reserved: Set<String> = [
    "default", "include", "stages", "variables", "workflow", "spec", "image", "services", "cache",
    "before_script", "after_script", "types",
  ]

  package static func recognises(_ root: NodeIndex, in tree: DocumentTree, path: String) -> Bool {
    guard tree.isMapping(root) else { return false }
    if isNamed(path) { return true }
    guard let stages = tree.value("stages", in: root), tree.isSequence(stages),
      tree.items(of: stages).allSatisfy({ tree.isScalar($0) })
    else { return false }
    return tree.writtenEntries(of: root).contains { entry in
      tree.value("stage", in: entry.value) != nil && tree.value("script", in: entry.value) != nil
    }
  }

  /// `.gitlab-ci.yml`, `Docker.gitlab-ci.yml`, `.gitlab/ci/test.yml`.
  private static func isNamed(_ path: String) -> Bool {
    guard FilePath.path(path, mayHold: "gitlab") else { return false }
    let name = FilePath.name(of: path).lowercased()
    guard name.hasSuffix(".yml") || name.hasSuffix(".yaml") else { return false }
    let stem = name.dropLast(name.hasSuffix(".yml") ? 4 : 5)
    if stem.hasSuffix("gitlab-ci") { return true }
    let folders = PathParts.of(path).dropLast()
    return folders.contains(".gitlab-ci")
      || zip(folders, folders.dropFirst()).contains { $0 == ".gitlab" && $1 == "ci" }
  }

  package static func read(_ root: NodeIndex, into reading: inout DocumentReading) {
    reading.platformStage = CISystem.stage
    var reader = GitLabJobReader(root, reading)
    reader.read(into: &reading)
  }
}
