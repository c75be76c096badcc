import ConfigGuard
import RulePacks

extension Linter {
  /// All findings with what the project answers to them, and with what is wrong with its answers.
  ///
  /// This is the one place where the answers of comments, annotations and contracts are decided;
  /// baselines are asked for what is left.
  func answered(_ drafts: [FindingDraft]) -> (drafts: [FindingDraft], ledger: SuppressionLedger) {
    var ledger = SuppressionLedger(self)
    return (drafts.map { ledger.answered($0) } + ledger.findings(), ledger)
  }

  /// Whether the run judges what every run judges, so that it can tell what is needless.
  var judgesAsUsual: Bool {
    service == nil && !isStageGiven && options.environmentFiles.isEmpty
      && options.composeFiles.isEmpty && options.profiles.isEmpty
  }

  /// Whether all files of a project were gathered.
  func hasWalked(_ context: ProjectContext) -> Bool {
    let root = FilePath.normalized(context.root)
    return walked.contains { folder in
      folder == root || folder == "." && !root.hasPrefix("/") && !root.hasPrefix("..")
        || root.hasPrefix(folder + "/")
    }
  }
}
