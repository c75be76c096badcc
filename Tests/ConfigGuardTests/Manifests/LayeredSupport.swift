import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// Files beside one another, as a run finds them.
struct FileSet {
  private let context = ProjectContext(BuiltinPacks.prepared, contract: nil)
  private var files: [String: SourceFile] = [:]

  init(_ texts: [String: String]) {
    for (path, text) in texts {
      files[path] = SourceFile(path: path, bytes: SourceBytes(text), tracking: .unknown)
    }
  }

  private func load(_ path: String) -> SiblingFile {
    files[FilePath.normalized(path)].map { .found($0) } ?? .missing("nothing is there")
  }

  func read(_ path: String) throws -> FileReading {
    let file = try #require(files[path])
    let type = try #require(FileType(path: path))
    return ConfigurationReader(context: context, load: load).read(file, as: type)
  }

  func report() throws -> Report {
    var linter = Linter(contexts: { [context] _ in context }, load: load)
    for (path, file) in files.sorted(by: { $0.key < $1.key }) {
      try linter.add(file, as: #require(FileType(path: path)))
    }
    return linter.report()
  }

  /// `file line rule severity` of every finding.
  func rows() throws -> [String] {
    try report().findings.map {
      "\(FilePath.name(of: $0.path)) \($0.line ?? 0) \($0.rule) \($0.severity.rawValue)"
    }
  }
}

extension FileReading {
  func workload(_ name: String) throws -> Workload {
    try #require(self.workloads.first { $0.name == name })
  }
}
