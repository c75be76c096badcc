import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// What names of files and folders say of a stage.
@Suite struct StageNameTests {
  private let stages = StageResolver(BuiltinPacks.rules.vocabulary, explicit: nil)

  private func stage(_ path: String) -> Stage { stages.verdict(path: path, contract: nil).stage }

  @Test(arguments: [
    ("values-production.yaml", Stage.production), ("prod-eu.yaml", .production),
    ("values-qa.yaml", .staging), ("qa.values.yaml", .staging), (".env.live", .production),
    ("config/live/app.yaml", .production), ("/srv/prod/a/b/app.yaml", .production),
    ("prod//a/app.yaml", .production), ("/prod/app.yaml", .production),
    ("prod/dev/app.yaml", .development), ("prod/dev/a/app.yaml", .development),
    ("prod/a/app.yaml", .production),
    ("config/live/app.yaml", .production), ("deploy-preview/app.yaml", .staging),
  ])
  func names(path: String, expected: Stage) { #expect(stage(path) == expected) }

  /// What is remembered of a folder is not said of those beside it.
  @Test func foldersAreApart() {
    #expect(stage("prod/a/b/app.yaml") == .production)
    #expect(stage("prod/a/test/app.yaml") == .test)
    #expect(stage("other/a/b/app.yaml") == .unknown)
    #expect(stage("prod/a/app.yaml") == .production)
  }

  @Test func markersAreThoseOfTheKey() {
    let keys = KeyTable(BuiltinPacks.prepared.index)
    let file = SourceFile(path: "a", bytes: SourceBytes(""), tracking: .unknown)
    func marked(_ key: String, _ text: String) -> Stage? {
      let value = Value(
        form: .literal, text: text, effective: text, range: SourceRange(at: 0), isExact: false)
      let setting = Setting(
        key: key, info: keys.info(key), value: value, file: file, keyRange: SourceRange(at: 0),
        keyPath: key)
      return stages.marker(in: [setting])?.stage
    }
    for _ in 0..<2 {
      #expect(marked("NODE_ENV", "production") == .production)
      #expect(marked("APP_ENV", "dev") == .development)
      #expect(marked("LOG_LEVEL", "production") == nil)
      #expect(marked("NODE_ENV", "/etc/production") == nil)
      #expect(marked("NODE_ENV", String(repeating: "x ", count: 40) + "production") == .production)
    }
  }

  @Test(arguments: [
    "live-deployment.yaml", "acceptance-pipeline.yaml", "kstreams-live-update/app.yaml",
    "qa-app/app.yaml", "stage-manager.yaml", "preview-images/app.yaml",
  ])
  func wordsWithOtherMeanings(path: String) { #expect(stage(path) == .unknown) }
}
