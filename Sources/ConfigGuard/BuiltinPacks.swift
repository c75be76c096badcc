import BuiltinRules
package import RulePacks

/// The packs that are built into the binary.
package enum BuiltinPacks {
  package static let rules = RuleSet(embedded: embeddedRules)

  /// The rules with what is worked out from them, for programs that make many contexts.
  package static let prepared = PreparedRules(rules)
}
