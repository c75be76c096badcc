import RulePacks
import Testing

@testable import ConfigGuard

/// What tells by its first bytes that a text is no ciphertext.
@Suite struct CiphertextFormsTests {
  private func mayBegin(_ text: String, _ patterns: [String]) -> Bool {
    let forms = CiphertextForms(
      patterns.map { ValueForm(kind: .encrypted, name: "form", pattern: $0) })
    var text = text
    return text.withUTF8 { forms.mayBegin($0) }
  }

  @Test(arguments: [
    ("ENC[abc]", true), ("ENC(abc", false), ("EN", false), ("abc", false), ("", false),
    ("vault:v1", true), ("value", false),
  ])
  func textsThatBeginLikeAForm(text: String, expected: Bool) {
    #expect(mayBegin(text, ["ENC\\[.+\\]", "vault:.+"]) == expected)
  }

  @Test(arguments: ["abc", ""]) func aFormMayBeginWithAnything(text: String) {
    #expect(mayBegin(text, ["ENC\\[.+\\]", "a.+|b.+"]))
    #expect(!mayBegin(text, ["ENC\\[.+\\]"]))
  }

  @Test func withoutFormsNothingIsCiphertext() {
    #expect(!mayBegin("abc", []) && !mayBegin("", []))
  }
}
