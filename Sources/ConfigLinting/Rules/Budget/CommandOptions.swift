import ConfigGuard
import RulePacks

/// The options among the words of a command.
struct CommandOptions {
  let words: ArraySlice<StartWord>

  init(_ words: some Sequence<StartWord>) { self.words = ArraySlice(words) }

  /// The value of the last one of these options: `--name 4`, `--name=4`, `-n4`.
  func value(of names: [String]) -> StartWord? {
    var found: StartWord?
    for index in words.indices {
      let word = words[index]
      for name in names where word.text.hasPrefix(name) {
        let rest = word.text.dropFirst(name.count)
        let isShort = name.utf8.count == 2 && name.hasPrefix("-")
        if rest.isEmpty {
          found = index + 1 < words.endIndex ? words[index + 1] : word
        } else if rest.first == "=" {
          found = word.saying(rest.dropFirst())
        } else if isShort, rest.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
          found = word.saying(rest)
        }
      }
    }
    return found
  }
}

extension StartWord {
  var place: Place { Place(file, range) }

  fileprivate func saying(_ text: Substring) -> StartWord {
    var word = self
    word.text = String(text)
    return word
  }
}
