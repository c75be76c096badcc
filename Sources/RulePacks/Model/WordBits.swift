/// Words as bits, by which most patterns are told not to match before any word is compared.
///
/// Several words share a bit, so a bit that is there proves nothing.
@usableFromInline
package struct WordBits: Sendable, Equatable {
  @usableFromInline
  package let bits: UInt64

  /// No word has this bit, and every key.
  @inlinable static var always: UInt64 { 1 << 63 }

  package init(_ words: [String]) {
    self = words.reduce(Self.none) { $0.union(WordBits(word: $1)) }
  }

  /// Of one word.
  package init(word: String) {
    // Swift takes texts for equal whose bytes differ, and only beyond ASCII.
    let isASCII = word.utf8.allSatisfy { $0 < 0x80 }
    bits = isASCII ? Self.always | Self.bit(of: word) : .max
  }

  @inlinable
  init(bits: UInt64) { self.bits = bits }

  /// Of no words.
  @inlinable package static var none: WordBits { WordBits(bits: always) }

  /// The words of both.
  @inlinable @inline(__always)
  package func union(_ other: WordBits) -> WordBits { WordBits(bits: bits | other.bits) }

  private static func bit(of word: String) -> UInt64 {
    var hash: UInt32 = 0x811C_9DC5
    for byte in word.utf8 { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
    return 1 << UInt64((hash ^ hash >> 15) % 63)
  }

  /// What a pattern needs of a key: of each of these one bit.
  @usableFromInline
  package struct Needs: Sendable {
    @usableFromInline var first = WordBits.always
    @usableFromInline var second = WordBits.always
    @usableFromInline var third = WordBits.always

    init(_ elements: [KeyPattern.Element]) {
      var needs: [UInt64] = []
      for element in elements.reversed() {
        switch element {
        case .word(let words, isOptional: false): needs.append(Self.bits(of: words))
        case .anyOrder(let groups): needs += groups.map { Self.bits(of: $0) }
        case .word, .gap: break
        }
      }
      // The rarest say most.
      needs.sort { $0.nonzeroBitCount < $1.nonzeroBitCount }
      if !needs.isEmpty { first = needs[0] }
      if needs.count > 1 { second = needs[1] }
      if needs.count > 2 { third = needs[2] }
    }

    private static func bits(of words: [String]) -> UInt64 {
      words.reduce(0) { $0 | WordBits.bit(of: $1) }
    }

    /// Whether the words of a key may be what the pattern asks for.
    @inlinable @inline(__always)
    package func mayBeMet(by words: WordBits) -> Bool {
      first & words.bits != 0 && second & words.bits != 0 && third & words.bits != 0
    }
  }
}

extension WordBits.Needs: Packable {
  package init(from u: inout Unpacker) {
    first = Self.unpacked(u.int())
    second = Self.unpacked(u.int())
    third = Self.unpacked(u.int())
  }

  package func pack(into p: inout Packer) {
    for bits in [first, second, third] { p.add(Self.packed(bits)) }
  }

  // Most patterns need less than three things, and nothing takes one byte.
  private static func packed(_ bits: UInt64) -> Int {
    bits == WordBits.always ? 0 : Int(truncatingIfNeeded: bits)
  }

  private static func unpacked(_ number: Int) -> UInt64 {
    number == 0 ? WordBits.always : UInt64(truncatingIfNeeded: number)
  }
}
