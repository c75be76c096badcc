import ConfigGuard
import ConfigLinting
import RulePacks

extension Finding {
  /// Why the finding matters, by its own pack or by the page of its rule.
  var reason: String? { why ?? BuiltinPacks.page(of: rule).map { Self.onOneLine($0.why) } }

  private static func onOneLine(_ text: String) -> String {
    text.split(whereSeparator: { $0 == "\n" || $0 == " " }).joined(separator: " ")
  }
}
