import ConfigGuard
import RulePacks

/// Looks whether a text speaks of exceptions at all, before it is read for them.
enum SuppressionSearch {
  private static let set = KeywordSet(TextKeywords.suppressionTexts)

  static func finds(in bytes: SourceBytes) -> Bool {
    set.firstMatch(in: bytes.buffer, from: 0) != nil
  }
}

extension FileReading {
  /// Whether comments or annotations of the file may allow something.
  var mentionsSuppressions: Bool {
    self.type == .sourceCode
      ? SuppressionSearch.finds(in: self.file.bytes) : self.scan.mentionsSuppressions
  }
}
