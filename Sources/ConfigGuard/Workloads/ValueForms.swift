import RulePacks

/// The forms in which a value is no clear text, told by how their patterns begin.
///
/// Most forms begin with fixed text, and the others hold signs that hardly any value has.
final class ValueForms {
  private let forms: [ValueForm]
  private let patterns: PatternCache
  private let prefixes: [[UInt8]]
  /// Forms that begin with fixed text, by its first byte.
  private var byFirstByte: [UInt8: [Int]] = [:]
  private var others: [Int] = []

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
    var copy = text
    let possible = copy.withUTF8 { bytes in others.filter { forms[$0].mayBe(of: bytes) } }
    if !possible.isEmpty { candidates = (candidates + possible).sorted() }
    return candidates.first { patterns.pattern(forms[$0].pattern)?.matchesWhole(text) == true }
      .map { forms[$0] }
  }
}
