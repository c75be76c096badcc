import RulePacks

/// Takes keys apart, the parts of names once each: parts recur where names do not.
///
/// A word of which no pattern speaks that asks for a key's last word is like any other such word to
/// the rules. So most keys share one of few shapes, and only shapes are matched with patterns.
struct KeyReader {
  /// Longer keys count from their ends.
  static let mostWords = 24
  /// A file may hold any number of names: with more parts than this everything is learned anew.
  private static let mostParts = 1 << 16

  let index: RuleIndex
  private var parts = ByteNumbers()
  /// The numbers of all parts' words, and for each part where its own end.
  private var wordsOfParts: [Int32] = []
  private var endsOfParts: [Int] = []
  /// Words of ASCII by their bytes, with their numbers; others may be equal with other bytes.
  private var plainWords = ByteNumbers()
  private var numbersOfPlain: [Int32] = []
  private var numbersOfOthers: [String: Int32] = [:]
  private var texts: [String] = []
  private var bitsOfWords: [WordBits] = []
  /// For each word the number of its group, where it was a last word already.
  private var groupOfWord: [Int32] = []
  private var groups: [Group] = []
  /// The groups by the numbers that the tables give to last words.
  private var groupNumbers: [Int: Int32] = [:]
  private var shapes = ByteNumbers()
  private var knownShapes: [KeyShape] = []
  /// The words of the key that was read last.
  private var row: [Int32] = []
  private lazy var markerWords = Set(index.vocabulary.stages.markers.flatMap(\.lastWords))

  /// The keys that end in one word.
  private struct Group {
    let entry: Int
    var count = 0
    /// Nil until there are enough keys to make it worth the work.
    var words: TellingWords?
  }

  private static let fewKeys = 4

  init(_ index: RuleIndex) { self.index = index }

  /// The words of the key that was read last.
  var lastWords: [String] { row.map { texts[Int($0)] } }

  var lastBits: WordBits {
    var bits = WordBits.none
    for word in row { bits = bits.union(bitsOfWords[Int(word)]) }
    return bits
  }

  /// The last of those words.
  var lastWord: String? { row.last.map { texts[Int($0)] } }

  mutating func read(_ key: UnsafeBufferPointer<UInt8>) -> KeyShape {
    if parts.count > Self.mostParts || texts.count > Self.mostParts || isFull(for: key) {
      forget()
    }
    readWords(of: key)
    let group = group(ofLast: row.last)
    guard let telling = tellingWords(of: Int(group)) else { return freshShape() }
    // The number of the group, and the words without those that are like any other.
    return withUnsafeTemporaryAllocation(of: Int32.self, capacity: row.count + 1) { form in
      form[0] = group
      for place in row.indices { form[place + 1] = telling.contains(row[place]) ? row[place] : -1 }
      return shape(of: UnsafeRawBufferPointer(form).assumingMemoryBound(to: UInt8.self))
    }
  }

  /// Whether the parts or the words of a key might have no room any more; no key has more of them
  /// than it has bytes.
  private func isFull(for key: UnsafeBufferPointer<UInt8>) -> Bool {
    parts.isFull(for: key) || plainWords.isFull(for: key)
  }

  private mutating func shape(of form: UnsafeBufferPointer<UInt8>) -> KeyShape {
    let search = shapes.search(form)
    if let known = search.number { return knownShapes[known] }
    let made = freshShape()
    shapes.add(form, search)
    knownShapes.append(made)
    return made
  }

  private mutating func freshShape() -> KeyShape {
    index.shape(
      of: lastWords, lastBits, mayMarkStage: lastWord.map { markerWords.contains($0) } ?? false)
  }

  private mutating func tellingWords(of group: Int) -> TellingWords? {
    if let known = groups[group].words { return known }
    groups[group].count += 1
    guard groups[group].count > Self.fewKeys else { return nil }
    var telling: [Int32] = []
    let index = index
    index.forEachWord(askedOfEntry: groups[group].entry) { telling.append(number(of: $0)) }
    for word in markerWords { telling.append(number(of: word)) }
    let made = TellingWords(telling)
    groups[group].words = made
    return made
  }

  private mutating func forget() {
    parts = ByteNumbers()
    wordsOfParts = []
    endsOfParts = []
    plainWords = ByteNumbers()
    numbersOfPlain = []
    numbersOfOthers = [:]
    texts = []
    bitsOfWords = []
    groupOfWord = []
    groups = []
    groupNumbers = [:]
    shapes = ByteNumbers()
    knownShapes = []
  }

  private mutating func readWords(of key: UnsafeBufferPointer<UInt8>) {
    row.removeAll(keepingCapacity: true)
    if key.allSatisfy({ $0 < 0x80 }) {
      KeyWords.forEachPart(of: key) { part in
        let search = parts.search(part)
        let number = search.number ?? add(part, search)
        let start = number > 0 ? endsOfParts[number - 1] : 0
        for position in start..<endsOfParts[number] { row.append(wordsOfParts[position]) }
      }
    } else {
      for word in index.words.words(of: String(decoding: key, as: UTF8.self)) {
        row.append(self.number(of: word))
      }
    }
    if row.count > Self.mostWords { row.removeFirst(row.count - Self.mostWords) }
  }

  private mutating func add(_ part: UnsafeBufferPointer<UInt8>, _ search: ByteNumbers.Search) -> Int
  {
    for word in index.words.words(ofPart: part) { wordsOfParts.append(number(of: word)) }
    parts.add(part, search)
    endsOfParts.append(wordsOfParts.count)
    return endsOfParts.count - 1
  }

  private mutating func number(of word: String) -> Int32 {
    guard word.utf8.allSatisfy({ $0 < 0x80 }) else { return number(ofOther: word) }
    return word.withBytes { number(ofPlain: $0) }
  }

  private mutating func number(ofPlain word: UnsafeBufferPointer<UInt8>) -> Int32 {
    let search = plainWords.search(word)
    if let known = search.number { return numbersOfPlain[known] }
    plainWords.add(word, search)
    let number = newNumber(of: String(decoding: word, as: UTF8.self))
    numbersOfPlain.append(number)
    return number
  }

  private mutating func number(ofOther word: String) -> Int32 {
    if let known = numbersOfOthers[word] { return known }
    let number = newNumber(of: word)
    numbersOfOthers[word] = number
    return number
  }

  private mutating func newNumber(of word: String) -> Int32 {
    texts.append(word)
    bitsOfWords.append(WordBits(word: word))
    groupOfWord.append(-1)
    return Int32(truncatingIfNeeded: texts.count - 1)
  }

  private mutating func group(ofLast word: Int32?) -> Int32 {
    guard let word else { return group(ofTableEntry: index.entry(ofLastWord: nil)) }
    if groupOfWord[Int(word)] >= 0 { return groupOfWord[Int(word)] }
    let group = group(ofTableEntry: index.entry(ofLastWord: texts[Int(word)]))
    groupOfWord[Int(word)] = group
    return group
  }

  private mutating func group(ofTableEntry entry: Int) -> Int32 {
    if let known = groupNumbers[entry] { return known }
    let group = Int32(truncatingIfNeeded: groups.count)
    groups.append(Group(entry: entry))
    groupNumbers[entry] = group
    return group
  }
}
