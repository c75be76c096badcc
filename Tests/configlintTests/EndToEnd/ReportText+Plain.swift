import RulePacks

extension ReportText {
  /// The text with all its plain names.
  var plain: String { NameScreen.plain.text(self).text }
}
