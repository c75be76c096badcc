import ConfigGuard
import ConfigLinting
import RulePacks

extension Finding {
  /// Why the finding matters, by its own pack or by the page of its rule.
  var reason: String? { why ?? Self.reasons[rule] }

  private static let reasons = Dictionary(
    BuiltinPacks.pages.map { ($0.id, onOneLine($0.why)) }, uniquingKeysWith: { $1 })

  private static func onOneLine(_ text: String) -> String {
    text.split(whereSeparator: { $0 == "\n" || $0 == " " }).joined(separator: " ")
  }
}
