import ConfigGuard

/// The rules for numbers.
enum TOMLNumber {
  /// Why a word is no number, or nil where it is one.
  static func fault(of word: UnsafeBufferPointer<UInt8>) -> ReportText? {
    var index = 0
    if word[0] == UInt8(ascii: "+") || word[0] == UInt8(ascii: "-") { index = 1 }
    let rest = UnsafeBufferPointer(rebasing: word[index...])
    if rest.elementsEqual("inf".utf8) || rest.elementsEqual("nan".utf8) { return nil }
    guard let first = rest.first, first &- UInt8(ascii: "0") < 10 || first == UInt8(ascii: ".")
    else { return "this is no value; a string must stand in quotes" }
    if first == UInt8(ascii: "0"), rest.count > 1, let radix = radix(of: rest[1]) {
      guard index == 0 else { return "a number with a prefix must have no sign" }
      return fault(ofDigits: UnsafeBufferPointer(rebasing: rest[2...]), radix: radix)
    }
    return fault(ofDecimal: rest)
  }

  private static func radix(of prefix: UInt8) -> UInt8? {
    switch prefix {
    case UInt8(ascii: "x"): 16
    case UInt8(ascii: "o"): 8
    case UInt8(ascii: "b"): 2
    default: nil
    }
  }

  private static func fault(ofDigits digits: UnsafeBufferPointer<UInt8>, radix: UInt8)
    -> ReportText?
  {
    guard !digits.isEmpty else { return "digits must follow the prefix of the number" }
    var index = 0
    if let fault = skipDigits(in: digits, from: &index, radix: radix) { return fault }
    return index == digits.count ? nil : "the number has a character that is no digit of it"
  }

  private static func fault(ofDecimal word: UnsafeBufferPointer<UInt8>) -> ReportText? {
    var index = 0
    if let fault = skipDigits(in: word, from: &index, radix: 10) { return fault }
    guard index > 0 else { return "a number needs a digit before its point" }
    if index > 1, word[0] == UInt8(ascii: "0") {
      return "a number must not begin with a needless zero"
    }
    if index < word.count, word[index] == UInt8(ascii: ".") {
      index += 1
      let start = index
      if let fault = skipDigits(in: word, from: &index, radix: 10) { return fault }
      guard index > start else { return "a number needs a digit after its point" }
    }
    if index < word.count, word[index] | 0x20 == UInt8(ascii: "e") {
      index += 1
      if index < word.count, word[index] == UInt8(ascii: "+") || word[index] == UInt8(ascii: "-") {
        index += 1
      }
      let start = index
      if let fault = skipDigits(in: word, from: &index, radix: 10) { return fault }
      guard index > start else { return "a number needs a digit in its exponent" }
    }
    return index == word.count ? nil : "this is no number; a string must stand in quotes"
  }

  /// Skips digits and the underscores between them; gives back what is wrong with those.
  private static func skipDigits(
    in word: UnsafeBufferPointer<UInt8>, from index: inout Int, radix: UInt8
  ) -> ReportText? {
    var afterDigit = false
    while index < word.count {
      if word[index] == UInt8(ascii: "_") {
        guard afterDigit else { return underscoreFault }
        afterDigit = false
      } else if let digit = HexadecimalDigits.digit(word[index]), digit < UInt32(radix) {
        afterDigit = true
      } else {
        break
      }
      index += 1
    }
    let endsInUnderscore = index > 0 && word[index - 1] == UInt8(ascii: "_")
    return endsInUnderscore ? underscoreFault : nil
  }

  private static var underscoreFault: ReportText { "an underscore must stand between two digits" }
}
