import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// Files of one set, read and joined.
struct Cluster {
  let linter: Linter
  let report: Report

  init(_ files: [String: String]) throws {
    let context = ProjectContext(BuiltinPacks.prepared, contract: nil)
    var linter = Linter(contexts: { _ in context }, load: { _ in .missing("nothing is there") })
    for (path, text) in files.sorted(by: { $0.key < $1.key }) {
      try linter.add(
        SourceFile(path: path, bytes: SourceBytes(text), tracking: .unknown), as: .yaml)
    }
    report = linter.report()
    linter.join()
    self.linter = linter
  }

  func workload(_ name: String, in path: String? = nil) throws -> Workload {
    let workloads = linter.readings.flatMap(\.withEverySetting.workloads)
    return try #require(
      workloads.first { $0.name == name && (path == nil || $0.file.path == path) })
  }

  /// One line for each variable: `KEY=value < source`; a value that is kept elsewhere as `?`.
  func environment(_ name: String, in path: String? = nil) throws -> [String] {
    try workload(name, in: path).environment.map { setting in
      let source = setting.source.isEmpty ? "" : " < \(setting.source)"
      return "\(setting.key)=\(setting.value.literal ?? "?")\(source)"
    }
  }

  func findings(_ rule: String) -> [String] {
    report.findings.filter { $0.rule == rule }.map { finding in
      "\(finding.path):\(finding.line ?? 0):\(finding.column ?? 0)"
    }
  }
}

/// A pod whose one container is called like the pod; `container` is written below it.
func pod(_ container: String, name: String = "web", namespace: String? = nil) -> String {
  let indented = container.split(separator: "\n").map { "      \($0)\n" }.joined()
  let space = namespace.map { ", namespace: \($0)" } ?? ""
  return """
    apiVersion: v1
    kind: Pod
    metadata: {name: \(name)\(space)}
    spec:
      containers:
        - name: \(name)
          image: registry.example.com/web:1.4.2

    """ + indented
}

func configMap(
  _ name: String, _ data: String, kind: String = "ConfigMap", field: String = "data",
  namespace: String? = nil
) -> String {
  let space = namespace.map { ", namespace: \($0)" } ?? ""
  let indented = data.split(separator: "\n").map { "  \($0)\n" }.joined()
  return """
    apiVersion: v1
    kind: \(kind)
    metadata: {name: \(name)\(space)}
    \(field):

    """ + indented
}

func set(_ documents: String...) -> [String: String] {
  ["web.yaml": documents.joined(separator: "---\n")]
}
