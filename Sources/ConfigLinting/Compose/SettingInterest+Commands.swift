import ConfigGuard
import RulePacks

/// Commands are read for tokens, for addresses and for the secrets that options take.
extension SettingInterest {
  /// Whether rules ask settings under a name that no file has for nothing but tokens and addresses.
  func seeksAnnouncedAlone(under info: KeyInfo) -> Bool {
    !info.isAskedAlone && !index.mayBeChosen(info)
  }

  /// What tells whether the words of a command hold secrets.
  func commandScreen(named info: KeyInfo) -> CommandScreen {
    CommandScreen(embedded, below: info.words)
  }

  /// Whether a plain word of a command holds neither a token nor an address that rules ask for.
  func passesOver(word range: SourceRange, in bytes: SourceBytes) -> Bool {
    let text = bytes.buffer(range)
    guard !found.overlaps(range.start..<range.end), !ciphertexts.mayBegin(text) else {
      return false
    }
    if isQuiet(text, range) { return true }
    // Options and the names of programs are announced, too, and say nothing by themselves.
    return !ComposeCommandWords.holdsAddress(text)
      && holdsNoToken(String(decoding: text, as: UTF8.self))
  }

  /// Services of one file mostly have the same programs and options.
  private func holdsNoToken(_ word: String) -> Bool {
    if wordsWithoutTokens.contains(word) { return true }
    guard classifier.tokens(in: word).isEmpty else { return false }
    if wordsWithoutTokens.count < Self.mostWords { wordsWithoutTokens.insert(word) }
    return true
  }

  private static var mostWords: Int { 64 }
}
