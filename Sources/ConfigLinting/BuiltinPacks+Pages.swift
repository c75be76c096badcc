import BuiltinPages
package import ConfigGuard
package import RulePacks

extension BuiltinPacks {
  /// Pages and examples, which only `explain`, the documentation and the rule tests read.
  package static var pages: [RulePage] {
    var unpacker = Unpacker(embeddedPages.utf8Start)
    return unpacker.array()
  }
}
