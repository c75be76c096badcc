/// Commands in values as Ruby's reader knows them: `$(…)` with balanced parentheses.
enum DotEnvCommands {
  /// The text with `$(` for `\$(` where a command would follow, or nil if a command would be run.
  static func unescaped(_ text: [UInt8]) -> [UInt8]? {
    let openings = commandOpenings(in: text)
    guard !openings.isEmpty else { return text }
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    var index = 0
    while index < text.count {
      let isEscaped = text[index] == UInt8(ascii: "\\")
      let dollar = isEscaped ? index + 1 : index
      guard dollar + 1 < text.count, text[dollar] == UInt8(ascii: "$"),
        let closing = openings[dollar + 1]
      else {
        result.append(text[index])
        index += 1
        continue
      }
      guard isEscaped else { return nil }
      result += text[dollar...closing]
      index = closing + 1
    }
    return result
  }

  /// The opening parentheses with something in them, and where each is closed; all inside are
  /// of that kind, too.
  private static func commandOpenings(in text: [UInt8]) -> [Int: Int] {
    var closings: [Int: Int] = [:]
    var open: [(place: Int, isValid: Bool)] = []
    for (index, byte) in text.enumerated() {
      if byte == UInt8(ascii: "(") {
        open.append((index, true))
      } else if byte == UInt8(ascii: ")"), let last = open.popLast() {
        if last.isValid, index > last.place + 1 {
          closings[last.place] = index
        } else if !open.isEmpty {
          open[open.count - 1].isValid = false
        }
      }
    }
    return closings
  }
}
