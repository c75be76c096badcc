/// Switches in the spellings that they have: what is `Yes` becomes `No`.
enum FlagSpelling {
  private static let pairs: [(on: String, off: String)] = [
    ("true", "false"), ("1", "0"), ("yes", "no"), ("on", "off"), ("t", "f"), ("y", "n"),
    ("enabled", "disabled"), ("enable", "disable"), ("always", "never"),
  ]

  /// The word for the other position, in capitals where the word is; nil for a word that is none
  /// of a switch, or that says so already.
  static func turned(_ word: String, on isOn: Bool) -> String? {
    let small = word.lowercased()
    for pair in pairs where (isOn ? pair.off : pair.on) == small {
      let other = isOn ? pair.on : pair.off
      if word == small { return other }
      if word == small.uppercased() { return other.uppercased() }
      guard word.dropFirst() == small.dropFirst() else { return nil }
      return other.prefix(1).uppercased() + other.dropFirst()
    }
    return nil
  }
}
