/// Tells text that a generator made from text that somebody wrote.
///
/// The measure is the logarithm of how much likelier the text is under the letter pairs of
/// technical English than under chance, less two bits for each change between small letters,
/// capitals and digits, which names make rarely and generators all the time.
package enum Randomness {
  /// In bits: far below zero for generated text, above it for words and names.
  package static func score(_ text: some Sequence<UInt8>) -> Double {
    var score = 0
    var previous: UInt8 = 0
    for byte in text {
      if let left = letter(previous), let right = letter(byte) {
        score += halfBits(left, right)
      }
      if isTurn(from: previous, to: byte) { score -= turn }
      previous = byte
    }
    return Double(score) / 2
  }

  /// Whether the text was made by a generator rather than written; only for ten bytes or more.
  ///
  /// Of names in configuration files 1 % are taken for random, of random texts 2 % for names, most
  /// of those being small letters alone or shorter than 16 bytes.
  package static func looksRandom(_ text: String) -> Bool {
    let bytes = text.utf8
    guard bytes.count >= shortest, bytes.count <= longest else { return false }
    if bytes.contains(0x20) || bytes.contains(0x0A) { return false }
    // A time has turns from digit to letter, too.
    return isHexadecimal(text) || bytes.count { letter($0) != nil } >= 4 && score(bytes) < limit
  }

  private static let shortest = 10
  private static let longest = 4096
  private static let limit = -4.0
  /// In half bits.
  private static let turn = 4

  /// Sixteen hexadecimal digits or more, whose letters are too few for the pairs of a language.
  package static func isHexadecimal(_ text: String) -> Bool {
    let bytes = text.utf8
    guard bytes.count >= 16 else { return false }
    var digits = 0
    var seen: UInt32 = 0
    for byte in bytes {
      guard let value = HexadecimalDigits.digit(byte) else { return false }
      if value < 10 { digits += 1 }
      seen |= 1 << UInt32(value)
    }
    return digits >= 2 && digits < bytes.count && seen.nonzeroBitCount >= 6
  }

  private enum Class { case small, capital, digit, other }

  private static func isTurn(from left: UInt8, to right: UInt8) -> Bool {
    let (left, right) = (kind(left), kind(right))
    guard left != .other, right != .other else { return false }
    return left != right && !(left == .capital && right == .small)
  }

  private static func kind(_ byte: UInt8) -> Class {
    switch byte {
    case 0x61...0x7A: .small
    case 0x41...0x5A: .capital
    case 0x30...0x39: .digit
    default: .other
    }
  }

  private static func letter(_ byte: UInt8) -> Int? {
    let small = byte | 0x20
    return (0x61...0x7A).contains(small) ? Int(small) - 0x61 : nil
  }

  private static func halfBits(_ left: Int, _ right: Int) -> Int {
    Int(pairs[left * 26 + right]) - 0x49
  }

  /// The likelihood of pairs of letters.
  ///
  /// Rows are the first letter, columns the second one; `I` stands for chance, each letter after or
  /// before it for half a bit. Counted in two million pairs of documentation and source text.
  private static let pairs: [UInt8] = Array(
    """
    BKJICDJBHBDKKKBJBKKMFFDFGC
    NEEFOEEEHHDKFEIFEHGEKDEFGE
    LDFDLCDKHCJJCCNFCKHLHBECEB
    LGGIPEFDKEDGFFKGDHIFIDEDGD
    IEIJGGJBCBAKILDHGMMJCHEIEA
    KEEFJIEENDFIDFNDFJHHLEEEHE
    HDEENEFHNDEGGFHEDMIGIDEDEL
    NCDEODDEMDDFDDKEDFEMFDECDD
    FFJIHFHBBBBJINMGBILKCGADAG
    JFFGLFHGHGGGGFHGJHOGHHHGFG
    IGGHNGGFKGFHGKFHGGIGMFGFGG
    LDDHNCCDLBEKDBKIBDIHLJDCHA
    MHDEOCDDKKDJHGKLCDFDGEDCHD
    KDKKKHLCHCFEEFJJBBKNIGCEDB
    FFHJCFFBEBELKNGIANIIJGIDFA
    LCDDMCDEHCCMJDLICLKJHECDDC
    HHHGGGHFGHGLHGHGGFHHOGGHHH
    KCHGOEJAKAFEHHKCAGKIJGBBJA
    ICHCMGBKLCEFEDKIFDKNGEECGB
    KCGCMBIMLABFDCJIBLHJGBDBKA
    FJGFLEKBKDCLKLDHDLLJDCDDCC
    MEFDPEGELEEFEDJFEEGEFCEDED
    KGFFLFGLLFFGFLLGFIIGGGHGFF
    LGIHIGHGIGGHHGHMHGHMGGHGIH
    LGHFHGFEGIFHIKKNFGMHFFGFGF
    KHHHMIIHIHHHIHIIHHHHJIIHIH
    """.utf8.filter { $0 != 0x0A })
}
