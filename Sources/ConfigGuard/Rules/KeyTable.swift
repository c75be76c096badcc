import RulePacks

/// What is known of a key before its value is looked at.
@usableFromInline
package final class KeyInfo: Sendable {
  // What is asked of every key comes first: those behind it are in another line of the cache.
  package let isOfInterest: Bool
  /// Rules may ask for such a setting where nothing stands above the key, whatever expressions over
  /// keys say.
  package let isAskedAlone: Bool
  /// Stages are compared by the hosts of their data stores.
  package let mayNameHost: Bool
  /// The key names a user and a password together.
  package let holdsLogin: Bool
  /// Rules ask what such settings say when they judge others.
  let isAskedFor: Bool
  package let bits: WordBits
  package let words: [String]
  /// The role by the key alone; nil where ancestors decide.
  package let role: String?
  /// The role where nothing stands above the key.
  package let ownRole: String
  /// Rules that may match settings with this key.
  package let candidates: [RuleIndex.Candidate]
  /// Rules that choose the key by an expression over all of it.
  let rules: [Int]
  /// What the only rules that ask for such a setting alone look for in its value; nil where they look
  /// at more, or others ask, too.
  package let valueTests: [ValueTest]?
  /// What the mappings around the key may make rules ask of it.
  let context: KeyContext
  /// The markers of stages that the key matches, by their places; nil where none ends in its last
  /// word.
  let stageMarkers: [Int]?

  init(
    words: [String], _ bits: WordBits, _ shape: KeyShape, rules: [Int], stageMarkers: [Int]?
  ) {
    self.words = words
    isAskedAlone = shape.isAskedAlone
    self.stageMarkers = stageMarkers
    role = shape.role
    ownRole = shape.ownRole
    candidates = shape.candidates
    holdsLogin = shape.holdsLogin
    isAskedFor = shape.isAskedFor
    self.rules = rules
    self.bits = bits
    context = shape.context
    valueTests = shape.valueTests
    mayNameHost = words.last == "host" || words.last == "hostname"
    isOfInterest =
      !candidates.isEmpty || role == KeyRole.secret || role == KeyRole.possibleSecret || role == nil
      || holdsLogin || !rules.isEmpty || isAskedFor
  }

  package var holdsSecret: Bool { ownRole == KeyRole.secret }

  /// Whether the key alone is a reason to look at a setting that nothing else announces.
  fileprivate var isTelling: Bool {
    isAskedAlone || mayNameHost || stageMarkers != nil || !rules.isEmpty
  }
}

extension KeyPattern {
  /// Whether the pattern matches a key below mappings of these words; most keys fail by their bits.
  package func matches(_ info: KeyInfo, ancestors: [String]) -> Bool {
    mayMatch(info.bits, isAlone: ancestors.isEmpty) && matches(info.words, ancestors: ancestors)
  }
}

/// Keys by their bytes, each one taken apart once in a run.
package final class KeyTable {
  // It calls nobody who could look at it.
  @exclusivity(unchecked) private var known: KnownKeys

  package init(_ index: RuleIndex) { known = KnownKeys(index) }

  var count: Int { known.count }

  package func info(_ key: String) -> KeyInfo {
    var key = key
    return key.withUTF8 { info($0) }
  }

  package func info(_ key: UnsafeBufferPointer<UInt8>) -> KeyInfo { known.info(key) }

  /// The same where some rule may ask about such a key; nil for the others.
  package func infoOfInterest(_ key: UnsafeBufferPointer<UInt8>) -> KeyInfo? {
    known.infoOfInterest(key)
  }

  /// The same where rules may ask for settings with such a key by the key alone, or compare them;
  /// nil for the others.
  package func tellingInfo(_ key: UnsafeBufferPointer<UInt8>) -> KeyInfo? {
    known.tellingInfo(key)
  }

  /// The bits of a key's words.
  package func bits(of key: UnsafeBufferPointer<UInt8>) -> WordBits { known.bits(of: key) }

  /// What the words of a key say, for those who do not keep the key.
  package func shape(of key: UnsafeBufferPointer<UInt8>) -> KeyShape { known.shape(of: key) }
}

/// What a table knows, changed in one piece: each part of an object would be guarded by itself.
private struct KnownKeys {
  private var reader: KeyReader
  private var numbers = ByteNumbers(slots: 1024)
  private var infos: [KeyInfo] = []
  // Apart from the objects, which most keys are not worth to be looked at for.
  private var areOfInterest: [Bool] = []
  private var areTelling: [Bool] = []
  private var bits: [WordBits] = []
  /// A file may have any number of keys that no rule asks for: more of them are taken apart anew.
  private static let mostPlain = 1 << 17
  private var plain = 0

  init(_ index: RuleIndex) { reader = KeyReader(index) }

  var count: Int { infos.count }

  mutating func info(_ key: UnsafeBufferPointer<UInt8>) -> KeyInfo {
    let search = numbers.search(key)
    if let number = search.number { return infos[number] }
    return freshInfo(key, search)
  }

  mutating func infoOfInterest(_ key: UnsafeBufferPointer<UInt8>) -> KeyInfo? {
    let search = numbers.search(key)
    guard let number = search.number else {
      let info = freshInfo(key, search)
      return info.isOfInterest ? info : nil
    }
    return areOfInterest[number] ? infos[number] : nil
  }

  mutating func tellingInfo(_ key: UnsafeBufferPointer<UInt8>) -> KeyInfo? {
    let search = numbers.search(key)
    guard let number = search.number else {
      let info = freshInfo(key, search)
      return info.isTelling ? info : nil
    }
    return areTelling[number] ? infos[number] : nil
  }

  mutating func bits(of key: UnsafeBufferPointer<UInt8>) -> WordBits {
    let search = numbers.search(key)
    return search.number.map { bits[$0] } ?? freshInfo(key, search).bits
  }

  private mutating func freshInfo(
    _ key: UnsafeBufferPointer<UInt8>, _ search: ByteNumbers.Search
  ) -> KeyInfo {
    let index = reader.index
    let shape = reader.read(key)
    let (words, bits) = reader.lastWords()
    let info = KeyInfo(
      words: words, bits, shape, rules: index.rules(choosing: key),
      stageMarkers: shape.mayMarkStage ? index.stageMarkers(words) : nil)
    if numbers.isFull(for: key) || !info.isOfInterest && plain >= Self.mostPlain { return info }
    if !info.isOfInterest { plain += 1 }
    numbers.add(key, search)
    infos.append(info)
    areOfInterest.append(info.isOfInterest)
    areTelling.append(info.isTelling)
    self.bits.append(bits)
    return info
  }

  mutating func shape(of key: UnsafeBufferPointer<UInt8>) -> KeyShape { reader.read(key) }
}
