/// An expression of an Azure Resource Manager template, as the text of a value
/// (learn.microsoft.com/azure/azure-resource-manager/templates/template-expressions).
package enum AzureExpression {
  /// `[…]`; a second bracket in front makes it a text.
  package static func isExpression(_ text: String) -> Bool {
    text.hasPrefix("[") && text.hasSuffix("]") && !text.hasPrefix("[[")
  }

  /// The name in `[parameters('name')]`, if that is all of it.
  package static func argument(of function: String, in text: String) -> String? {
    let (start, end) = ("[\(function)('", "')]")
    guard text.hasPrefix(start), text.hasSuffix(end),
      text.utf8.count > start.utf8.count + end.utf8.count
    else { return nil }
    let name = text.dropFirst(start.count).dropLast(end.count)
    return name.contains("'") ? nil : String(name)
  }
}
