import BuiltinRules
package import RulePacks

/// The packs that are built into the binary.
package enum BuiltinPacks {
  package static var rules: RuleSet { RuleSet(embedded: embeddedRules) }

  /// The rules with what is worked out from them, for programs that make many contexts.
  package static let prepared = PreparedRules(rules)

  /// Pages and examples, which only `explain`, the documentation and the rule tests read.
  package static var pages: [RulePage] {
    var unpacker = Unpacker(embeddedPages.utf8Start)
    return unpacker.array()
  }
}
