/// `$NAME` or `${NAME}` with an operator, as dotenv-expand finds them.
struct RepeatedReference {
  var range: Range<Int>
  var name: String
  /// The default, or what replaces a value that is there.
  var argument: [UInt8] = []
  var isReplacement = false

  /// The first reference behind an offset, which is moved to where the next search may begin.
  static func first(in text: [UInt8], from start: inout Int) -> RepeatedReference? {
    var index = start
    // Text before this can become part of a reference only if it holds a dollar sign.
    var firstDollar: Int?
    var nextStop = -1
    while index < text.count {
      guard text[index] == UInt8(ascii: "$"),
        index == 0 || text[index - 1] != UInt8(ascii: "\\")
      else {
        index += 1
        continue
      }
      if let end = endOfName(in: text, from: index + 1) {
        start = firstDollar ?? index
        return RepeatedReference(
          range: index..<end, expression: Array(text[(index + 1)..<end]))
      }
      if index + 2 < text.count, text[index + 1] == UInt8(ascii: "{") {
        if nextStop < index + 2 {
          nextStop = index + 2
          while nextStop < text.count, !isBrace(text[nextStop]) { nextStop += 1 }
        }
        if nextStop < text.count, nextStop > index + 2, text[nextStop] == UInt8(ascii: "}") {
          start = firstDollar ?? index
          return RepeatedReference(
            range: index..<(nextStop + 1), expression: Array(text[(index + 2)..<nextStop]))
        }
      }
      if firstDollar == nil { firstDollar = index }
      index += 1
    }
    return nil
  }

  private static func isBrace(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}")
  }

  private static func endOfName(in text: [UInt8], from start: Int) -> Int? {
    var index = start
    while index < text.count, ShellScanner.isNameByte(text[index]) { index += 1 }
    guard index > start, !ShellScanner.isDigit(text[start]) else { return nil }
    return index
  }

  /// Splits an expression at its first operator.
  private init(range: Range<Int>, expression: [UInt8]) {
    self.range = range
    var operation: Range<Int>?
    for index in expression.indices where operation == nil {
      let next = index + 1 < expression.count ? expression[index + 1] : 0
      switch expression[index] {
      case UInt8(ascii: ":") where next == UInt8(ascii: "+") || next == UInt8(ascii: "-"):
        operation = index..<(index + 2)
        isReplacement = next == UInt8(ascii: "+")
      case UInt8(ascii: "+"), UInt8(ascii: "-"):
        operation = index..<(index + 1)
        isReplacement = expression[index] == UInt8(ascii: "+")
      default: break
      }
    }
    // Without an operator the reader splits at the word that JavaScript makes of no value.
    if operation == nil {
      operation = RepeatedReference.range(of: Array("null".utf8), in: expression)
    }
    name = String(
      decoding: expression[..<(operation?.lowerBound ?? expression.count)], as: UTF8.self)
    if let operation { argument = Array(expression[operation.upperBound...]) }
  }

  private static func range(of word: [UInt8], in text: [UInt8]) -> Range<Int>? {
    guard text.count >= word.count else { return nil }
    for start in 0...(text.count - word.count)
    where text[start..<(start + word.count)].elementsEqual(word) {
      return start..<(start + word.count)
    }
    return nil
  }

  /// Where a reference first stands in a text, escaped or not.
  static func place(of written: [UInt8], in text: [UInt8], before range: Range<Int>) -> Range<Int> {
    var index = 0
    while index < range.lowerBound {
      if text[index] == UInt8(ascii: "$"), index + written.count <= text.count,
        text[index..<(index + written.count)].elementsEqual(written)
      {
        return index..<(index + written.count)
      }
      index += 1
    }
    return range
  }

  /// The replacement with the patterns that JavaScript fills in: `$$`, `$&`, `` $` `` and `$'`.
  static func filled(_ replacement: [UInt8], _ text: [UInt8], _ place: Range<Int>) -> [UInt8] {
    guard replacement.contains(UInt8(ascii: "$")) else { return replacement }
    var result: [UInt8] = []
    var index = 0
    while index < replacement.count {
      let next = index + 1 < replacement.count ? replacement[index + 1] : 0
      guard replacement[index] == UInt8(ascii: "$"), "$&`'".utf8.contains(next) else {
        result.append(replacement[index])
        index += 1
        continue
      }
      switch next {
      case UInt8(ascii: "$"): result.append(next)
      case UInt8(ascii: "&"): result += text[place]
      case UInt8(ascii: "`"): result += text[..<place.lowerBound]
      default: result += text[place.upperBound...]
      }
      index += 2
    }
    return result
  }
}
