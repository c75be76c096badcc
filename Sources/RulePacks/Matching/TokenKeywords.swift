/// The kinds of tokens by the keywords that announce them.
package struct TokenKeywords: Sendable {
  package let shapes: LateList<TokenShape>
  /// How many words are looked for: the kinds' keywords, and behind them `address`, which no kind
  /// asks for.
  package let wordCount: Int
  @Deferred package private(set) var words: [String]
  @Deferred package private(set) var set: KeywordSet
  /// For each keyword the kinds that ask for it.
  package let shapesOfKeyword: NumberLists
  /// Addresses may hold a password, so that other searches want to know where they stand.
  package static let address = "://"

  package init(_ shapes: [TokenShape]) {
    self.shapes = LateList(shapes)
    var numbers: [String: Int] = [:]
    var words: [String] = []
    var shapesOfKeyword: [[Int]] = []
    for (number, shape) in shapes.enumerated() {
      // The set ignores case, so words that differ in nothing else are one.
      for keyword in Set(shape.keywords.map { $0.lowercased() }).sorted() {
        if let known = numbers[keyword] {
          shapesOfKeyword[known].append(number)
          continue
        }
        numbers[keyword] = words.count
        words.append(keyword)
        shapesOfKeyword.append([number])
      }
    }
    words.append(Self.address)
    shapesOfKeyword.append([])
    wordCount = words.count
    _words = Deferred(wrappedValue: words)
    _set = Deferred(wrappedValue: KeywordSet(words))
    self.shapesOfKeyword = NumberLists(shapesOfKeyword)
  }
}

extension TokenKeywords: Packable {
  package init(from u: inout Unpacker) {
    shapes = u.value()
    wordCount = u.int()
    _words = u.value()
    _set = u.value()
    shapesOfKeyword = u.value()
  }

  package func pack(into p: inout Packer) {
    p.add(shapes)
    p.add(wordCount)
    p.add(_words)
    p.add(_set)
    p.add(shapesOfKeyword)
  }
}
