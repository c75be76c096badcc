import RulePacks

/// The forms in which a value is no clear text, told by how their patterns begin.
///
/// Most forms begin with fixed text. What the others have in common is asked with one pattern for
/// all of them, and hardly any value passes that.
final class ValueForms {
  private let forms: [ValueForm]
  private let patterns: PatternCache
  private let prefixes: [[UInt8]]
  /// Forms that begin with fixed text, by its first byte.
  private var byFirstByte: [UInt8: [Int]] = [:]
  private var others: [Int] = []
  private lazy var ofOthers = Self.union(others.map { forms[$0].pattern })

  init(_ forms: [ValueForm], _ patterns: PatternCache) {
    self.forms = forms
    self.patterns = patterns
    prefixes = forms.map { Array(PatternCache.literalPrefix(of: $0.pattern).utf8) }
    for (number, prefix) in prefixes.enumerated() {
      if let first = prefix.first {
        byFirstByte[first, default: []].append(number)
      } else {
        others.append(number)
      }
    }
  }

  /// The first form that a text has.
  func form(of text: String) -> ValueForm? {
    var candidates: [Int] = []
    if let first = text.utf8.first, let known = byFirstByte[first] {
      candidates = known.filter { text.utf8.starts(with: prefixes[$0]) }
    }
    if ofOthers?.matchesWhole(text) ?? true {
      candidates = (candidates + others).sorted()
    }
    return candidates.first { patterns.pattern(forms[$0].pattern)?.matchesWhole(text) == true }
      .map { forms[$0] }
  }

  /// A pattern that matches what one of several matches; nil where they are too much for one.
  private static func union(_ texts: [String]) -> Pattern? {
    let caseless = "(?i)"
    let parts = texts.map { text in
      text.hasPrefix(caseless) ? "(?i:\(text.dropFirst(caseless.count)))" : "(?:\(text))"
    }
    return try? Pattern(parts.joined(separator: "|"))
  }
}
