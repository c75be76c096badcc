import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// Files in memory, before and after everything in them was mended.
struct MendedFiles {
  let before: [String: String]
  let session: FixSession

  /// - Parameter unread: Paths that are loaded where something asks for them, and not checked.
  init(
    _ files: [String: String], dialects: [DotEnvDialect] = [], stage: Stage? = nil,
    contract: String? = nil, movesSecrets: Bool = false, only: Set<String> = [],
    unread: Set<String> = []
  ) throws {
    before = files
    let known = try contract.map { text in
      try ContractReader.read(
        SourceBytes(text), path: "configguard.yaml",
        load: { path throws(FileError) in
          throw FileError(path: path, kind: .notFound)
        })
    }
    let original = files.mapValues { SourceBytes($0) }
    var session = FixSession(
      movesSecrets: movesSecrets, isWanted: { only.isEmpty || only.contains($0.rule) },
      load: { path in
        original[path].map { SourceFile(path: path, bytes: $0, tracking: .ignored) }
      }, obstacle: { _, _ in nil }
    ) { replaced, everything in
      let context = ProjectContext(
        BuiltinPacks.prepared, contract: known, stage: stage, dialects: dialects)
      context.readsEverything = everything
      let sources = original.merging(replaced) { $1 }.map { path, bytes in
        SourceFile(path: path, bytes: bytes, tracking: .unknown)
      }
      let byPath = Dictionary(uniqueKeysWithValues: sources.map { ($0.path, $0) })
      var linter = Linter(
        contexts: { _ in context },
        load: { byPath[$0].map(SiblingFile.found) ?? .missing("it is not there") },
        isStageGiven: stage != nil)
      for file in sources.sorted(by: { $0.path < $1.path })
      where original[file.path] != nil && !unread.contains(file.path) {
        try linter.add(file, as: try #require(FileType(path: file.path)))
      }
      return linter
    }
    try session.run()
    self.session = session
  }

  /// What a file holds by now.
  func text(_ path: String) -> String {
    session.files[path].map { $0.text(SourceRange(start: 0, end: $0.count)) }
      ?? before[path] ?? ""
  }

  var rules: [String] { session.fixes.map(\.rule) }

  /// `rule: reason` of what was not done.
  var refusals: [String] { session.refused.map { "\($0.rule): \($0.reason)" } }

  /// The variables that a reader makes of an env file.
  func values(
    _ path: String, by dialect: DotEnvDialect, isAfter: Bool, host: String? = nil
  ) -> [String: String] {
    let text = isAfter ? text(path) : before[path] ?? ""
    return DotEnvFile.parse(SourceBytes(text), dialect: dialect)
      .resolved(environment: { _ in host }).values
  }
}
