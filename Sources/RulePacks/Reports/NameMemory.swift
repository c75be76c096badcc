/// What a screen has found out of names: folders, files and workloads of one project share most of
/// their words.
final class NameMemory {
  /// More are forgotten: those of one project come one after another.
  private static let most = 1 << 11

  // It calls nobody who could look at it.
  @exclusivity(unchecked) private var words = ByteNumbers(slots: 256)
  @exclusivity(unchecked) private var areSecrets: [Bool] = []
  /// The folder that was shown last, up to its slash, and as it is shown.
  @exclusivity(unchecked) var folder: (text: String, shown: String)?

  /// Whether a word of ASCII is a secret, found out once.
  func isSecret(_ word: UnsafeBufferPointer<UInt8>, _ find: () -> Bool) -> Bool {
    if let known = words.search(word).number { return areSecrets[known] }
    let isSecret = find()
    if areSecrets.count == Self.most || words.isFull(for: word) {
      words = ByteNumbers(slots: 256)
      areSecrets = []
    }
    words.add(word, words.search(word))
    areSecrets.append(isSecret)
    return isSecret
  }
}
