import RulePacks

/// What is known of a key before its value is looked at.
@usableFromInline
package final class KeyInfo: Sendable {
  // What is asked of every key comes first: those behind it are in another line of the cache.
  package let isOfInterest: Bool
  /// Stages are compared by the hosts of their data stores.
  package let mayNameHost: Bool
  package let bits: WordBits
  /// What all keys of such words have in common.
  private let shape: KeyShape
  /// What the mappings around the key may make rules ask of it; the shape holds it.
  let context: Unmanaged<KeyContext>
  package let words: [String]
  /// Rules that choose the key by an expression over all of it.
  let rules: [Int]
  /// The markers of stages that the key matches, by their places; nil where none ends in its last
  /// word.
  let stageMarkers: [Int]?

  init(
    words: [String], _ bits: WordBits, _ shape: KeyShape, rules: [Int], stageMarkers: [Int]?
  ) {
    self.words = words
    self.stageMarkers = stageMarkers
    self.rules = rules
    self.bits = bits
    self.shape = shape
    context = .passUnretained(shape.context)
    mayNameHost = Self.mayNameHost(words.last)
    isOfInterest = shape.isOfInterest(chosenBy: rules)
  }

  /// Rules may ask for such a setting where nothing stands above the key, whatever expressions over
  /// keys say.
  package var isAskedAlone: Bool { shape.isAskedAlone }
  /// The key names a user and a password together.
  package var holdsLogin: Bool { shape.holdsLogin }
  /// Rules ask what such settings say when they judge others.
  var isAskedFor: Bool { shape.isAskedFor }
  /// The role by the key alone; nil where ancestors decide.
  package var role: String? { shape.role }
  /// The role where nothing stands above the key.
  package var ownRole: String { shape.ownRole }
  /// Rules that may match settings with this key.
  package var candidates: [RuleIndex.Candidate] { shape.candidates }
  /// What the only rules that ask for such a setting alone look for in its value; nil where they look
  /// at more, or others ask, too.
  package var valueTests: [ValueTest]? { shape.valueTests }

  package var holdsSecret: Bool { ownRole == KeyRole.secret }

  fileprivate static func mayNameHost(_ lastWord: String?) -> Bool {
    lastWord == "host" || lastWord == "hostname"
  }
}

extension KeyShape {
  /// Whether rules may have something to say of a setting with such a key.
  fileprivate func isOfInterest(chosenBy rules: [Int]) -> Bool {
    !candidates.isEmpty || role == KeyRole.secret || role == KeyRole.possibleSecret || role == nil
      || holdsLogin || !rules.isEmpty || isAskedFor
  }

  /// Whether the key alone is a reason to look at a setting that nothing else announces.
  fileprivate func isTelling(lastWord: String?, chosenBy rules: [Int]) -> Bool {
    isAskedAlone || mayMarkStage || !rules.isEmpty || KeyInfo.mayNameHost(lastWord)
  }
}

extension KeyPattern {
  /// Whether the pattern matches a key below mappings of these words; most keys fail by their bits.
  package func matches(_ info: KeyInfo, ancestors: [String]) -> Bool {
    mayMatch(info.bits, isAlone: ancestors.isEmpty) && matches(info.words, ancestors: ancestors)
  }
}

/// Keys by their bytes, those that come again and again taken apart once in a run.
package final class KeyTable {
  /// How many keys are known at once.
  package static let most = 1 << 14

  // It calls nobody who could look at it.
  @exclusivity(unchecked) private var known: KnownKeys
  private let index: RuleIndex

  package init(_ index: RuleIndex) {
    self.index = index
    known = KnownKeys(index)
  }

  var count: Int { known.count }

  /// Gives back what was learned; whoever has it from here keeps it.
  package func forget() { known = KnownKeys(index) }

  package func info(_ key: String) -> KeyInfo {
    key.withBytes { info($0) }
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
  /// Nil for keys that nobody has asked more about than whether they matter, which are most.
  private var infos: [KeyInfo?] = []
  // Apart from the objects, which most keys are not worth to be looked at for.
  private var areOfInterest: [Bool] = []
  private var areTelling: [Bool] = []
  private var bits: [WordBits] = []
  /// How often each key was asked for again, up to `often`.
  private var uses: [UInt8] = []
  /// Whatever is asked for so often is asked for in most files.
  private static let often: UInt8 = 8
  /// The key that was read last, and its number: who finds that it says nothing often asks for it
  /// because of its value next.
  private var latest: (number: Int, fresh: FreshKey)?

  init(_ index: RuleIndex) { reader = KeyReader(index) }

  var count: Int { infos.count }

  mutating func info(_ key: UnsafeBufferPointer<UInt8>) -> KeyInfo {
    let search = numbers.search(key)
    guard let number = search.number else {
      let fresh = FreshKey(key, &reader)
      let info = fresh.info(reader)
      keep(key, search, fresh, info)
      return info
    }
    noteUse(of: number)
    if let info = infos[number] { return info }
    let fresh =
      if let latest, latest.number == number { latest.fresh } else { read(key) }
    let info = fresh.info(reader)
    infos[number] = info
    return info
  }

  mutating func infoOfInterest(_ key: UnsafeBufferPointer<UInt8>) -> KeyInfo? {
    let search = numbers.search(key)
    guard let number = search.number else {
      let (fresh, info) = add(key, search)
      return fresh.isOfInterest ? info : nil
    }
    noteUse(of: number)
    return areOfInterest[number] ? infos[number] : nil
  }

  mutating func tellingInfo(_ key: UnsafeBufferPointer<UInt8>) -> KeyInfo? {
    let search = numbers.search(key)
    guard let number = search.number else {
      let (fresh, info) = add(key, search)
      return fresh.isTelling ? info : nil
    }
    noteUse(of: number)
    return areTelling[number] ? infos[number] : nil
  }

  mutating func bits(of key: UnsafeBufferPointer<UInt8>) -> WordBits {
    let search = numbers.search(key)
    guard let number = search.number else { return add(key, search).fresh.bits }
    noteUse(of: number)
    return bits[number]
  }

  private mutating func add(
    _ key: UnsafeBufferPointer<UInt8>, _ search: ByteNumbers.Search
  ) -> (fresh: FreshKey, info: KeyInfo?) {
    let fresh = FreshKey(key, &reader)
    let info = fresh.isOfInterest || fresh.isTelling ? fresh.info(reader) : nil
    keep(key, search, fresh, info)
    return (fresh, info)
  }

  private mutating func keep(
    _ key: UnsafeBufferPointer<UInt8>, _ search: ByteNumbers.Search, _ fresh: FreshKey,
    _ info: KeyInfo?
  ) {
    latest = nil
    if numbers.isFull(for: key) { return }
    var search = search
    if infos.count == KeyTable.most {
      forgetRareKeys()
      search = numbers.search(key)
    }
    if info == nil { latest = (infos.count, fresh) }
    numbers.add(key, search)
    infos.append(info)
    areOfInterest.append(fresh.isOfInterest)
    areTelling.append(fresh.isTelling)
    bits.append(fresh.bits)
    uses.append(0)
  }

  private mutating func noteUse(of number: Int) {
    if uses[number] < Self.often { uses[number] += 1 }
  }

  /// Makes room by giving back what was hardly asked for: files have names of their own, too.
  ///
  /// What is kept has to be asked for again to be kept the next time.
  private mutating func forgetRareKeys() {
    let old = self
    numbers = ByteNumbers(slots: 1024)
    (infos, areOfInterest, areTelling, bits, uses) = ([], [], [], [], [])
    old.numbers.forEach { number, key in
      guard old.uses[number] == Self.often, infos.count < KeyTable.most / 2 else { return }
      numbers.add(key, numbers.search(key))
      infos.append(old.infos[number])
      areOfInterest.append(old.areOfInterest[number])
      areTelling.append(old.areTelling[number])
      bits.append(old.bits[number])
      uses.append(0)
    }
  }

  mutating func shape(of key: UnsafeBufferPointer<UInt8>) -> KeyShape {
    latest = nil
    return reader.read(key)
  }

  /// Reads a key once more.
  private mutating func read(_ key: UnsafeBufferPointer<UInt8>) -> FreshKey {
    latest = nil
    return FreshKey(key, &reader)
  }
}

/// A key that was just taken apart.
private struct FreshKey {
  let shape: KeyShape
  let bits: WordBits
  let rules: [Int]
  let isOfInterest: Bool
  let isTelling: Bool

  init(_ key: UnsafeBufferPointer<UInt8>, _ reader: inout KeyReader) {
    shape = reader.read(key)
    bits = reader.lastBits
    rules = reader.index.rules(choosing: key)
    isOfInterest = shape.isOfInterest(chosenBy: rules)
    isTelling = shape.isTelling(lastWord: reader.lastWord, chosenBy: rules)
  }

  /// All that is known of the key, by the reader that has read no other since.
  func info(_ reader: KeyReader) -> KeyInfo {
    let words = reader.lastWords
    return KeyInfo(
      words: words, bits, shape, rules: rules,
      stageMarkers: shape.mayMarkStage ? reader.index.stageMarkers(words) : nil)
  }
}
