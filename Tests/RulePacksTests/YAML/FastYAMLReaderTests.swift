import Testing

@testable import RulePacks

/// Whatever the fast reader accepts becomes the tree that libyaml's events make.
@Suite struct FastYAMLReaderTests {
  /// How the readers differ on a text; nil too where the fast one gives it up.
  private func difference(_ text: [UInt8]) -> String? {
    let bytes = SourceBytes(text)
    guard let tree = FastYAMLReader.read(bytes) else { return nil }
    return tree.difference(from: YAMLReader.readEvents(of: bytes))
  }

  @Test(arguments: YAMLSnippets.places) func nodesInAllPlaces(place: String) {
    let parts = place.split(separator: "@", omittingEmptySubsequences: false)
    for node in YAMLSnippets.nodes {
      let text = parts.joined(separator: node)
      #expect(difference(Array(text.utf8)) == nil, "\(text.debugDescription)")
    }
  }

  @Test func wholeFiles() {
    for text in YAMLSnippets.files {
      #expect(difference(Array(text.utf8)) == nil, "\(text.debugDescription)")
      let other = text.split(separator: "\n", omittingEmptySubsequences: false)
      #expect(difference(Array(other.joined(separator: "\r\n").utf8)) == nil)
    }
  }

  @Test func bytesThatAreNoText() {
    let sequences: [[UInt8]] = [
      [0x80], [0xBF], [0xC0, 0x80], [0xC2], [0xC2, 0x80], [0xC2, 0xA0], [0xC3, 0x28],
      [0xE0, 0x80, 0x80],
      [0xE2, 0x80], [0xE2, 0x80, 0xA8], [0xED, 0xA0, 0x80], [0xEF, 0xBB, 0xBF], [0xEF, 0xBF, 0xBE],
      [0xEF, 0xBF, 0xBD], [0xF0, 0x80, 0x80, 0x80], [0xF0, 0x9F, 0x98, 0x80],
      [0xF4, 0x90, 0x80, 0x80],
      [0xF5, 0x80, 0x80, 0x80], [0xFF], [0x00], [0x0B], [0x1F], [0x7F], [0xC2, 0x85],
    ]
    for sequence in sequences {
      for place in ["a: @", "# @", "a: '@'", "a: \"@\\n\"", "a: |\n  @\n", "@: a", "[@]", "@"] {
        let parts = place.utf8.split(separator: 0x40, omittingEmptySubsequences: false)
        let text = Array(parts.map(Array.init).joined(separator: sequence))
        #expect(difference(text) == nil, "\(text)")
      }
    }
  }

  /// A byte or an indicator more or less, thousands of times, the same ones in every run.
  @Test(arguments: 0..<8) func changedTexts(seed: UInt64) {
    let indicators = [
      "-", "- ", ":", ": ", "? ", ",", "[", "]", "{", "}", " #", "&x ", "*x", "!t ", "|\n", ">-\n",
      "'",
      "\"", "\\", "%", " ", "  ", "\t", "\n", "\n\n", "\r\n", "\r", "---\n", "...\n", "a", "b: ",
      "\n  ",
      "\n- ", "é", "\u{85}", "\u{FEFF}", "<<: *x", "# c\n", "{a: b}", "[a, b]",
    ].map { Array($0.utf8) }
    let texts = YAMLSnippets.files.filter { $0.utf8.count > 12 }.map { Array($0.utf8) }
    var numbers = SplitMix(state: seed)
    for _ in 0..<400 {
      var text = texts[numbers.below(texts.count)]
      for _ in 0...numbers.below(3) {
        let place = numbers.below(text.count + 1)
        switch numbers.below(4) {
        case 0 where place < text.count: text.remove(at: place)
        case 1:
          let part = text[place..<min(text.count, place + numbers.below(12))]
          text.insert(contentsOf: Array(part), at: numbers.below(text.count + 1))
        default: text.insert(contentsOf: indicators[numbers.below(indicators.count)], at: place)
        }
      }
      #expect(
        difference(text) == nil, "\(String(decoding: text, as: UTF8.self).debugDescription)")
    }
  }

  @Test(arguments: [
    "", "# c\n", "a: b\n", "a:\n- b\n- c: d\n  e: f\n", "---\na: b\n---\nc: d\n...\n",
    "a: 'b' # c\r\n",
    "a: |\n  b\n\n  c\nd: >-\n  e\n  f\n", "a: {b: c, d: [e, 'f']}\n", "a: \"b\\n\\u00e9\"\n",
    "a: [b,\n  c, # d\n]\n", "a: b\n  c\n\n  d\n", "a: 'b\n\n  c'\n", "é: ü\n", "\u{FEFF}a: b\n",
    "a: &x\n  b: c\nd:\n  <<: *x\n", "a: !Ref b\nc: !Sub\n  - d\n", "a: 1\nb: 2\na: 3\n",
    "{\"a\":{\"b\":[1,2]}}", "a: http://b:80/c#d\n", "- - a\n  - b\n",
  ])
  func simpleFilesAreRead(text: String) {
    #expect(FastYAMLReader.read(SourceBytes(text)) != nil)
  }

  @Test(arguments: [
    "a: [\n", "a: b: c\n", "\ta: b\n", "a: 'b\n", "a: b\n c: d\n", "a: *x\n", "%YAML 1.1\n--- a\n",
    "? a\n: b\n",
    "a: b\u{85}c\n", "a: \u{1}\n", "a: b\rc: d\n", "a: b\n...\nc: d\n", "a: \"\\q\"\n", "a: @b\n",
    "- a\nb: c\n",
    "a: &x [*x]\n", "{{ a }}\n", "a: {b: c\n---\n", "a: \u{7F}\n",
  ])
  func otherFilesAreLeftToTheLibrary(text: String) {
    #expect(FastYAMLReader.read(SourceBytes(text)) == nil)
  }

  @Test func keysAsLongAsTheyMayBe() {
    for count in [1022, 1023, 1024, 1025] {
      for letter in ["a", "é"] {
        for text in ["@: b\n", "'@': b\n", "{@: b}\n", "- @: b\n", "@ : b\n"] {
          let key = String(repeating: letter, count: count)
          let parts = text.split(separator: "@", omittingEmptySubsequences: false)
          #expect(difference(Array(parts.joined(separator: key).utf8)) == nil)
        }
      }
    }
  }

  @Test func depthsAsGreatAsTheyMayBe() {
    for (opening, limit) in [
      ("[", ReadingLimits.flowDepth), ("{a: ", ReadingLimits.flowDepth),
      ("- ", ReadingLimits.depth),
    ] {
      for depth in [limit - 1, limit, limit + 1] {
        let closing = opening == "- " ? "" : opening == "[" ? "]" : "}"
        let text =
          String(repeating: opening, count: depth) + "a" + String(repeating: closing, count: depth)
        #expect(difference(Array(text.utf8)) == nil)
        #expect((FastYAMLReader.read(SourceBytes(text)) == nil) == (depth > limit))
      }
    }
  }

  @Test func repeatedKeysOfLargeMappings() {
    for count in [2, 20, 25, 26, 60] {
      var lines = (0..<count).map { "key-\($0): 1" }
      #expect(difference(Array(lines.joined(separator: "\n").utf8)) == nil)
      lines.append("'key-\(count / 2)': 2")
      let text = Array(lines.joined(separator: "\n").utf8)
      #expect(difference(text) == nil)
      #expect(FastYAMLReader.read(SourceBytes(text))?.problems.count == 1)
    }
  }

  @Test func keysThatDifferInTheMiddleOnly() {
    let text = "same-start-one-same-end: 1\nsame-start-two-same-end: 2\n"
    #expect(FastYAMLReader.read(SourceBytes(text))?.problems.isEmpty == true)
  }

  @Test func aliasesThatMultiplyAreLeftToTheLibrary() {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x]\n"
    for level in 1...12 {
      text += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1), *a\(level - 1)]\n"
    }
    #expect(FastYAMLReader.read(SourceBytes(text)) == nil)
  }
}

/// A generator with the same numbers in every run.
private struct SplitMix {
  var state: UInt64

  mutating func below(_ limit: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((z ^ (z >> 31)) % UInt64(limit))
  }
}
