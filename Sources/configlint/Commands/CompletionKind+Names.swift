import ArgumentParser
import ConfigGuard
import ConfigLinting
import RulePacks

extension CompletionKind {
  /// The ids of the rules, those of the packs that the contract in this folder names among them.
  static let rules = CompletionKind.custom { _, _, _ in
    let contract = try? ContractFinder.readIfPresent(ContractFinder.name)
    let rules = (try? ContractFinder.rules(for: contract))?.set ?? BuiltinPacks.rules
    return rules.rules.map(\.id).sorted()
  }

  /// Branches and tags of the repository here, those of remotes among them.
  static let revisions = CompletionKind.shellCommand(
    "git for-each-ref --format='%(refname:short)' 2>/dev/null")

  /// The readers of env files.
  static let dialects = CompletionKind.list(DotEnvDialect.all.map(\.id))
}
