import ConfigGuard
package import RulePacks

/// Workflows of GitHub Actions, and of Gitea and Forgejo, which took the format over: every job is
/// a workload, and so is each step with variables of its own and each service
/// (docs.github.com/actions/reference/workflow-syntax-for-github-actions).
package enum GitHubWorkflow: ManifestFormat {
  package static let name = "github-workflow"

  package static func recognises(_ root: NodeIndex, in tree: DocumentTree, path: String) -> Bool {
    guard tree.isMapping(root), let jobs = tree.value("jobs", in: root), tree.isMapping(jobs) else {
      return false
    }
    // Readers of YAML 1.1 write the key `on` back as `true`.
    guard
      tree.value("on", in: root) != nil || tree.value("true", in: root) != nil
        || path.contains("workflows/")
    else { return false }
    return tree.writtenEntries(of: jobs).contains { entry in
      ["runs-on", "steps", "uses"].contains { tree.value(named: $0, in: entry.value) != nil }
    }
  }

  package static func read(_ root: NodeIndex, into reading: inout DocumentReading) {
    let tree = reading.tree
    reading.platformStage = CISystem.stage
    var reader = GitHubJobReader(reading)
    let shared = reader.settings(of: tree.value("env", in: root), path: "env")
    reader.layers.offer(shared)
    if let jobs = tree.value("jobs", in: root) {
      let entries = tree.entries(of: jobs).filter { tree.isMapping($0.value) }
      for isDeployed in [false, true] {
        for entry in entries
        where (tree.value("environment", in: entry.value) != nil) == isDeployed {
          reader.read(job: entry.value, key: entry.key, shared: shared, into: &reading)
        }
      }
    }
    reader.layers.readRest(of: root, into: &reading, rewriting: GitHubJobReader.judgeExpression)
  }
}

/// What the formats of CI systems have in common.
enum CISystem {
  /// A job without an environment's name builds and tests; it serves nobody.
  static let stage = StageVerdict(.test, "a job of a CI system")

  static func isFormat(_ name: String) -> Bool {
    name == GitHubWorkflow.name || name == GitHubAction.name || name == GitLabPipeline.name
  }
}

/// Actions of GitHub (`action.yml`): their steps with variables of their own are workloads
/// (docs.github.com/actions/reference/metadata-syntax-for-github-actions).
package enum GitHubAction: ManifestFormat {
  package static let name = "github-action"

  package static func recognises(_ root: NodeIndex, in tree: DocumentTree, path: String) -> Bool {
    guard tree.isMapping(root), let runs = tree.value("runs", in: root), tree.isMapping(runs),
      tree.string("using", in: runs) != nil
    else { return false }
    return FilePath.name(of: path).lowercased().hasPrefix("action.")
      || tree.value("steps", in: runs) != nil || tree.value("main", in: runs) != nil
      || tree.value("image", in: runs) != nil
  }

  package static func read(_ root: NodeIndex, into reading: inout DocumentReading) {
    let tree = reading.tree
    reading.platformStage = CISystem.stage
    var reader = GitHubJobReader(reading)
    readDefaults(root, &reader, reading)
    if let runs = tree.entry("runs", in: root) {
      let folder = FilePath.name(of: FilePath.folder(of: reading.file.path))
      let name = folder == "." || folder.isEmpty ? "action" : folder
      reader.read(action: runs.value, key: runs.key, name: name, into: &reading)
    }
    reader.layers.readRest(of: root, into: &reading, rewriting: GitHubJobReader.judgeExpression)
  }

  /// What an input holds where its user gives nothing.
  private static func readDefaults(
    _ root: NodeIndex, _ reader: inout GitHubJobReader, _ reading: DocumentReading
  ) {
    let tree = reading.tree
    guard let inputs = tree.value("inputs", in: root) else { return }
    var settings: [Setting] = []
    for entry in tree.entries(of: inputs) {
      guard let value = tree.entry("default", in: entry.value),
        var setting = reading.setting(
          key: entry.key, value: value.value,
          keyPath: "inputs.\(tree.text(of: tree.target(of: entry.key)))", syntax: .platform)
      else { continue }
      GitHubJobReader.judgeExpression(&setting, reading)
      reader.layers.open(setting.keyRange, valueAt: tree.textRange(of: value.key))
      settings.append(setting)
    }
    reader.layers.offer(settings)
  }
}
