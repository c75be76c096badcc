/// What a screen has found out of names: folders, files and workloads of one project share most of
/// their words.
final class NameMemory {
  /// More are forgotten: those of one project come one after another.
  private static let most = 1 << 11

  // It calls nobody who could look at it.
  @exclusivity(unchecked) private var words = ByteNumbers(slots: 256)
  @exclusivity(unchecked) private var areSecrets: [Bool] = []
  /// The folder of the path that was shown last as it is, up to its slash.
  @exclusivity(unchecked) var folder: [UInt8] = []

  /// How much of a path is that folder; zero where it lies in another one.
  func countOfKnownFolder(of path: UnsafeBufferPointer<UInt8>) -> Int {
    guard path.count >= folder.count else { return 0 }
    return folder.withUnsafeBufferPointer {
      $0.hasSameBytes(as: UnsafeBufferPointer(rebasing: path[..<folder.count])) ? folder.count : 0
    }
  }

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
