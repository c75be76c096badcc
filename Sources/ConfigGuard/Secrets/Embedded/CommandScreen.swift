import RulePacks

/// Tells word by word whether a command may hold a secret, before it is read for one.
///
/// A word without a sign is no secret by itself: it has to be the value of an option whose name says
/// so, or that its program takes for one. Words come in their order, as `EmbeddedScan` takes them.
package struct CommandScreen {
  private let reader: EmbeddedReader
  private let clients: ClientOptions
  /// Words of the keys around the command, which decide with an option's name what it is.
  private let ancestors: [String]
  /// The options of the program that stands in front, if it is known.
  private var options: [ClientOptions.Option]?
  /// An option stands in front, whose value the next word is.
  private var isValueNext = false

  package init(_ reader: EmbeddedReader, below ancestors: [String]) {
    self.reader = reader
    clients = reader.clients
    self.ancestors = ancestors
  }

  /// Whether nothing can be hidden in a word, but for what an option in front makes of it.
  private static func isPlain(_ word: UnsafeBufferPointer<UInt8>) -> Bool {
    var start = 0
    while start < word.count, word[start] == UInt8(ascii: "-") { start += 1 }
    return word.count <= EmbeddedReader.longest
      && PlainValue.isPlain(UnsafeBufferPointer(rebasing: word[start...]))
  }

  /// Whether a word may be a secret, or make one of the next word; any word may that is not plain.
  package mutating func isTelling(_ word: UnsafeBufferPointer<UInt8>) -> Bool {
    guard Self.isPlain(word) else { return true }
    let isOption = word.count > 1 && word[0] == UInt8(ascii: "-")
    let isValue = isValueNext && word.first != UInt8(ascii: "-")
    isValueNext = false
    guard isOption else {
      if !isValue { readProgram(word) }
      return false
    }
    if let options, ClientOptions.meaning(of: word, among: options) != nil { return true }
    let isLong = word.count > 2 && word[1] == UInt8(ascii: "-")
    let isDefinition = word.count > 3 && word[1] == UInt8(ascii: "D")
    let name = UnsafeBufferPointer(rebasing: word[(isLong || isDefinition ? 2 : 1)...])
    guard isLong || name.count > 3 else { return false }
    isValueNext = true
    return mayNameSecret(name)
  }

  /// Users' names count, too: some words are secrets where one stands beside them.
  private func mayNameSecret(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
    let info = reader.keys.info(name)
    let role = reader.index.role(of: info, ancestors: ancestors)
    return role == KeyRole.secret || role == KeyRole.userName
      || reader.userKeys.contains(info.words)
      || name.count == 4 && String(decoding: name, as: UTF8.self).lowercased() == "pass"
  }

  private mutating func readProgram(_ word: UnsafeBufferPointer<UInt8>) {
    // What has both signs is an address or a place on another host.
    guard word.count <= 120,
      !(word.contains(UInt8(ascii: ":")) && word.contains(UInt8(ascii: "/")))
    else { return }
    guard clients.mayBeNamed(in: word) else { return }
    let name = FilePath.name(of: String(decoding: word, as: UTF8.self))
    if let options = clients.options(of: name) { self.options = options }
  }
}
