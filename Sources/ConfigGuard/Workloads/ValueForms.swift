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
  /// Forms that may begin with anything and have no signs.
  private var unsigned: [Int] = []
  /// Forms that may begin with anything, by the texts of which one stands in each of their values.
  private var bySign: [String: [Int]] = [:]
  private lazy var signs = Signs(bySign)

  /// All signs, which are looked for at once.
  private struct Signs {
    let words: KeywordSet
    let forms: [[Int]]

    init(_ bySign: [String: [Int]]) {
      let sorted = bySign.sorted { $0.key < $1.key }
      words = KeywordSet(sorted.map(\.key))
      forms = sorted.map(\.value)
    }
  }

  init(_ forms: [ValueForm], _ patterns: PatternCache) {
    self.forms = forms
    self.patterns = patterns
    prefixes = forms.map { Array(PatternCache.literalPrefix(of: $0.pattern).utf8) }
    for (number, prefix) in prefixes.enumerated() {
      if let first = prefix.first {
        byFirstByte[first, default: []].append(number)
      } else if forms[number].signs.isEmpty {
        unsigned.append(number)
      } else {
        for sign in forms[number].signs { bySign[sign, default: []].append(number) }
      }
    }
  }

  /// The first form that a text has.
  func form(of text: String) -> ValueForm? {
    var copy = text
    let possible = copy.withUTF8 { candidates(for: $0) }
    return possible.first { patterns.pattern(forms[$0].pattern)?.matchesWhole(text) == true }
      .map { forms[$0] }
  }

  /// The forms that a text may have, in their order.
  private func candidates(for text: UnsafeBufferPointer<UInt8>) -> [Int] {
    var found = unsigned
    for number in text.first.flatMap({ byFirstByte[$0] }) ?? []
    where text.starts(with: prefixes[number]) {
      found.append(number)
    }
    let signs = signs
    signs.words.forEachMatch(in: text) { word, _ in
      found += signs.forms[word]
      return true
    }
    return found.count > 1 ? Set(found).sorted() : found
  }
}
