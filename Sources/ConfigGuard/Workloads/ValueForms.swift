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
  private var others: [Other] = []

  /// A form that may begin with anything.
  private struct Other {
    let number: Int
    /// The bytes of each of its signs; empty where it has none.
    let signs: [ByteSet]
  }

  init(_ forms: [ValueForm], _ patterns: PatternCache) {
    self.forms = forms
    self.patterns = patterns
    prefixes = forms.map { Array(PatternCache.literalPrefix(of: $0.pattern).utf8) }
    for (number, prefix) in prefixes.enumerated() {
      if let first = prefix.first {
        byFirstByte[first, default: []].append(number)
      } else {
        others.append(
          Other(number: number, signs: forms[number].signs.map { ByteSet($0.utf8) }))
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
    let possible = copy.withUTF8 { bytes -> [Int] in
      let held = ByteSet(bytes)
      // Texts without the bytes of a sign need not be searched for it.
      return others.filter { other in
        (other.signs.isEmpty || other.signs.contains { $0.isSubset(of: held) })
          && forms[other.number].mayBe(of: bytes)
      }.map(\.number)
    }
    if !possible.isEmpty { candidates = (candidates + possible).sorted() }
    return candidates.first { patterns.pattern(forms[$0].pattern)?.matchesWhole(text) == true }
      .map { forms[$0] }
  }
}

/// The ASCII bytes of a text, whatever the case of its letters.
private struct ByteSet {
  private var low: UInt64 = 0
  private var high: UInt64 = 0

  init(_ bytes: some Sequence<UInt8>) {
    for byte in bytes {
      let byte = (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
      if byte < 64 {
        low |= 1 << UInt64(byte)
      } else if byte < 128 {
        high |= 1 << UInt64(byte & 63)
      }
    }
  }

  func isSubset(of other: ByteSet) -> Bool {
    low & ~other.low == 0 && high & ~other.high == 0
  }
}
