import Testing

@testable import RulePacks

/// Texts are looked for in eight bytes at a time.
@Suite struct ASCIISearchTests {
  private func finds(_ word: String, in text: String) -> Bool {
    var text = text
    return text.withUTF8 { ASCIISearch.finds(word, in: $0) }
  }

  @Test func everyPlaceIsLookedAt() {
    for word in ["n", "ne", "needle", "needleneedle"] {
      for place in 0..<20 {
        for rest in 0..<20 {
          let around = (String(repeating: "n", count: place), String(repeating: ".", count: rest))
          #expect(finds(word, in: around.0 + word.uppercased() + around.1))
          #expect(finds(word, in: around.0 + word + around.1))
        }
      }
    }
  }

  @Test(arguments: [
    "", "n", "needl", "nneedl", "needl\u{1}", "NEEDL....NEEDL", "eedle...........n",
  ])
  func whatIsNotThereIsNotFound(text: String) { #expect(!finds("needle", in: text)) }

  @Test func signsHaveNoCase() {
    #expect(finds("_key", in: "api_KEY") && !finds("_key", in: "api\u{7F}KEY"))
    #expect(finds("", in: "") && finds("", in: "a"))
  }
}
