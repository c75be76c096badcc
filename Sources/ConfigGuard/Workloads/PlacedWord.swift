import RulePacks

/// One word of what a workload runs, quotes and the shell's signs left out.
package struct PlacedWord: Sendable {
  package var text: String
  package var place: Place

  package init(text: String, place: Place) {
    self.text = text
    self.place = place
  }

  /// The words of a command line, or of one item of a list of arguments.
  package static func words(of text: String, at place: Place, isExact: Bool) -> [PlacedWord] {
    let bytes = Array(text.utf8)
    let isInPlace = isExact && bytes.count == place.range.count
    var words: [PlacedWord] = []
    var start = 0
    for index in 0...bytes.count where index == bytes.count || isBreak(bytes[index]) {
      if start < index {
        let range = SourceRange(
          start: place.range.start + start, end: place.range.start + index)
        words.append(
          PlacedWord(
            text: String(decoding: bytes[start..<index], as: UTF8.self),
            place: isInPlace ? Place(place.file, range) : place))
      }
      start = index + 1
    }
    return words
  }

  private static func isBreak(_ byte: UInt8) -> Bool {
    byte <= 0x20 || [0x22, 0x27, 0x60, 0x3B, 0x7C, 0x26, 0x28, 0x29].contains(byte)
  }
}

/// The options among the words of a command.
struct CommandOptions {
  let words: ArraySlice<PlacedWord>

  init(_ words: some Sequence<PlacedWord>) { self.words = ArraySlice(words) }

  /// The value of the last one of these options: `--name 4`, `--name=4`, `-n4`.
  func value(of names: [String]) -> PlacedWord? {
    var found: PlacedWord?
    for index in words.indices {
      let word = words[index]
      for name in names where word.text.hasPrefix(name) {
        let rest = word.text.dropFirst(name.count)
        let isShort = name.utf8.count == 2 && name.hasPrefix("-")
        if rest.isEmpty {
          found = index + 1 < words.endIndex ? words[index + 1] : word
        } else if rest.first == "=" {
          found = PlacedWord(text: String(rest.dropFirst()), place: word.place)
        } else if isShort, rest.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
          found = PlacedWord(text: String(rest), place: word.place)
        }
      }
    }
    return found
  }
}
