import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// Files with exceptions, checked as one project on a day of 2026.
struct SuppressedProject {
  var files: [(path: String, text: String)]
  var contract: String?
  /// In seconds since 1970: 2026-11-21, noon.
  var now = 1_795_262_400
  var only: Set<String> = []
  var skip: Set<String> = []
  var service: String?
  var stage: Stage?
  var honoursInlineSuppressions = true
  /// Whether the whole folder is walked.
  var isWhole = true
  /// Paths that are added to the run; the others are there for who refers to them.
  var added: Set<String>?

  init(_ path: String, _ text: String) { files = [(path, text)] }

  init(_ files: [(path: String, text: String)], contract: String? = nil) {
    self.files = files
    self.contract = contract
  }

  func report() throws -> Report {
    let contract = try contract.map { try Contract(yaml: "version: 1\n" + $0) }
    let context = ProjectContext(
      BuiltinPacks.prepared, contract: contract, stage: stage, only: only, skip: skip, now: now)
    let sources = Dictionary(
      uniqueKeysWithValues: files.map {
        ($0.path, SourceFile(path: $0.path, bytes: SourceBytes($0.text), tracking: .tracked))
      })
    var linter = Linter(
      contexts: { _ in context },
      load: { path in sources[path].map { .found($0) } ?? .missing("nothing is there") },
      isStageGiven: stage != nil, service: service)
    linter.honoursInlineSuppressions = honoursInlineSuppressions
    if isWhole { linter.noteWalk(of: ".") }
    for file in files where added?.contains(file.path) ?? true {
      let source = try #require(sources[file.path])
      try linter.add(source, as: FileType(path: file.path) ?? .yaml)
    }
    return linter.report()
  }
}

extension Report {
  /// Lines of findings that nothing answers, by rule.
  func open(_ rule: String) -> [Int] {
    findings.filter { $0.rule == rule }.map { $0.line ?? 0 }
  }

  func allowed(_ rule: String) -> [Int] {
    suppressed.filter { $0.finding.rule == rule }.map { $0.finding.line ?? 0 }
  }

  /// What is wrong with exceptions.
  var faults: [String] {
    findings.filter { $0.category == .suppression }.map { "\($0.line ?? 0) \($0.rule)" }
  }
}
