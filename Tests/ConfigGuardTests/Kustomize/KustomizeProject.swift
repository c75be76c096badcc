import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// A folder of files that exists in a test only.
struct KustomizeProject {
  private let files: [String: SourceFile]
  private let context = ProjectContext(BuiltinPacks.prepared, contract: nil)

  init(_ texts: [String: String]) {
    files = Dictionary(
      uniqueKeysWithValues: texts.map { path, text in
        (path, SourceFile(path: path, bytes: SourceBytes(text), tracking: .unknown))
      })
  }

  private func load(_ path: String) -> SiblingFile {
    files[path].map { .found($0) } ?? .missing("nothing is there")
  }

  /// What one kustomization comes to.
  func read(
    _ path: String = "kustomization.yaml", as type: FileType = .yaml
  ) throws -> FileReading {
    let file = try #require(files[path])
    return ConfigurationReader(context: context, load: load).read(file, as: type)
  }

  /// What the linter reports of all files.
  func report() throws -> Report {
    var linter = Linter(contexts: { _ in context }, load: load)
    for (path, file) in files.sorted(by: { $0.key < $1.key }) {
      guard let type = FileType(path: path) else { continue }
      try linter.add(file, as: type)
    }
    return linter.report()
  }

  /// The variables of a workload: `NAME=value @ file:line`, or `NAME @ file:line` without a value.
  func environment(
    of name: String = "web", in path: String = "kustomization.yaml"
  ) throws -> [String] {
    let reading = try read(path)
    let workload = try #require(reading.workloads.first { $0.name == name })
    return workload.environment.map { setting in
      let place = Self.place(setting.place)
      return setting.value.literal.map { "\(setting.key)=\($0) @ \(place)" }
        ?? "\(setting.key) @ \(place)"
    }
  }

  /// Problems as `rule @ file:line:column`.
  func problems(_ path: String = "kustomization.yaml") throws -> [String] {
    try read(path).drafts.map { "\($0.rule) @ \(Self.place($0.place, column: true))" }
  }

  static func place(_ place: Place, column: Bool = false) -> String {
    let location = LineIndex(place.file.bytes).location(of: place.range.start)
    return "\(place.file.path):\(location.line)" + (column ? ":\(location.column)" : "")
  }

  /// A Deployment `web` with one container and the given variables.
  static func deployment(_ variables: [(String, String)] = [], envFrom: String = "") -> String {
    var text = """
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: web
      spec:
        template:
          spec:
            containers:
              - name: web
                image: shop:1

      """
    if !envFrom.isEmpty {
      text += "          envFrom:\n            - \(envFrom)\n"
    }
    if !variables.isEmpty { text += "          env:\n" }
    for (name, value) in variables {
      text += "            - name: \(name)\n              value: \"\(value)\"\n"
    }
    return text
  }
}
