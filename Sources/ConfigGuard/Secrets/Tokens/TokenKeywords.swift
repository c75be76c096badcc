import RulePacks

/// The kinds of tokens by the keywords that announce them.
struct TokenKeywords: Sendable {
  let shapes: [TokenShape]
  /// What is looked for: the kinds' keywords, and behind them `address`, which no kind asks for.
  let words: [String]
  let set: KeywordSet
  /// For each keyword the kinds that ask for it.
  let shapesOfKeyword: [[Int]]
  /// Addresses may hold a password, so that other searches want to know where they stand.
  static let address = "://"

  init(_ shapes: [TokenShape]) {
    self.shapes = shapes
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
    self.words = words
    set = KeywordSet(words)
    self.shapesOfKeyword = shapesOfKeyword
  }
}
