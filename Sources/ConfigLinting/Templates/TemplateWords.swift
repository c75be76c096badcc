import RulePacks

/// The words by which template languages steer what they write.
enum TemplateWords {
  static func first(
    _ bytes: UnsafeBufferPointer<UInt8>, _ range: SourceRange, is word: StaticString
  ) -> Bool {
    let end = range.start + word.utf8CodeUnitCount
    guard end <= range.end else { return false }
    for index in 0..<word.utf8CodeUnitCount
    where bytes[range.start + index] != word.utf8Start[index] {
      return false
    }
    guard end < range.end else { return true }
    return !TemplateByte.isLetter(bytes[end]) && !TemplateByte.isDigit(bytes[end])
  }

  /// The word an expression begins with, empty where it begins with none.
  static func first(_ bytes: UnsafeBufferPointer<UInt8>, _ range: SourceRange) -> String {
    var end = range.start
    while end < min(range.end, range.start + 24),
      TemplateByte.isLetter(bytes[end]) || TemplateByte.isDigit(bytes[end])
    {
      end += 1
    }
    return String(decoding: bytes[range.start..<end], as: UTF8.self)
  }

  static func isJinjaStatement(
    _ bytes: UnsafeBufferPointer<UInt8>, _ range: SourceRange
  ) -> Bool {
    let word = first(bytes, range)
    return jinjaOpeners.contains(word) || jinjaDividers.contains(word) || jinjaPlain.contains(word)
      || word.hasPrefix("end")
  }

  /// Whether an expression begins with one of some words.
  static func first(
    _ bytes: UnsafeBufferPointer<UInt8>, _ range: SourceRange, isOf words: [StaticString]
  ) -> Bool {
    words.contains { first(bytes, range, is: $0) }
  }

  static let goOpeners: [StaticString] = ["if", "with", "range", "block", "define"]
  static let goPlain: [StaticString] = ["break", "continue"]
  static let jinjaOpeners: Set<String> = [
    "if", "for", "block", "macro", "call", "filter", "set", "raw", "autoescape", "with", "trans",
    "verbatim", "unless", "case", "capture",
  ]
  static let jinjaDividers: Set<String> = ["elif", "elsif", "else", "pluralize", "when"]
  static let jinjaPlain: Set<String> = [
    "include", "import", "from", "extends", "do", "break", "continue", "debug", "load", "assign",
    "include_relative",
  ]
  static let erbOpeners: Set<String> = [
    "if", "unless", "case", "while", "until", "for", "begin", "def",
  ]
  static let erbDividers: Set<String> = ["else", "elsif", "when", "in", "rescue", "ensure"]
}
