import BuiltinPages
package import ConfigGuard
package import RulePacks

extension BuiltinPacks {
  /// Pages and examples, which only `explain`, the documentation and the rule tests read.
  package static var pages: [RulePage] { Array(book.pages) }

  package static func page(of rule: String) -> RulePage? { book[rule] }

  private static let book = PageBook(embedded: embeddedPages)
}
