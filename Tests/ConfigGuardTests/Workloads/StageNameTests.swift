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
    ("config/live/app.yaml", .production), ("deploy-preview/app.yaml", .staging),
  ])
  func names(path: String, expected: Stage) { #expect(stage(path) == expected) }

  @Test(arguments: [
    "live-deployment.yaml", "acceptance-pipeline.yaml", "kstreams-live-update/app.yaml",
    "qa-app/app.yaml", "stage-manager.yaml", "preview-images/app.yaml",
  ])
  func wordsWithOtherMeanings(path: String) { #expect(stage(path) == .unknown) }
}
