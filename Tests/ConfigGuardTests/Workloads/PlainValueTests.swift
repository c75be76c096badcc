import RulePacks
import Testing

@testable import ConfigGuard

/// Texts of which one look at the bytes tells what they can be.
@Suite struct PlainValueTests {
  @Test(arguments: [
    ("https://example.com/x", 5), ("http://a:8080/b,c", 4), ("HTTPS://A.B/", 5),
    ("https://u:p@example.com", nil), ("https://example.com?a=b", nil), ("ftp://example.com", nil),
    ("https://", nil), ("https:/example.com", nil), ("xhttps://a.example", nil),
    ("https://example.com/a b", nil), ("https://example.com/é", nil), ("httpss://a.example", nil),
  ])
  func addresses(text: String, sign: Int?) {
    var text = text
    #expect(text.withUTF8 { PlainValue.addressSign(in: $0) } == sign)
  }

  @Test(arguments: [
    ("", true), ("abc", true), ("/var/lib/x", true), ("1.5", true), ("a-b_c:d,e+f%", true),
    ("-p", false), ("a b", false), ("a=b", false), ("é", false), ("{a}", false), ("a@b", false),
    ("eyJhbGciOiJub25l", false), ("eyes", true),
  ])
  func plainTexts(text: String, isPlain: Bool) {
    var text = text
    #expect(text.withUTF8 { PlainValue.isPlain($0) } == isPlain)
  }

  /// Forms are told by their signs before their patterns are tried.
  @Test func formsAreThoseOfTheirPatterns() throws {
    let vocabulary = BuiltinPacks.prepared.index.vocabulary
    let forms = ValueForms(vocabulary.forms, PatternCache())
    let patterns = try vocabulary.forms.map { try Pattern($0.pattern) }
    let texts = [
      "", "abc", "{{ .Values.x }}", "<%= x %>", "${X}", "$X", "vault:v1:abc", "ENC[AES256_GCM,a]",
      "{cipher}abc", "$2b$12$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZ01234", "$1$abc$def",
      "md50123456789abcdef0123456789abcdef", "projects/a/secrets/b/versions/1", "!vault x",
      "arn:aws:secretsmanager:eu-west-1:123456789012:secret:a", "@Microsoft.KeyVault(x)",
      "op://vault/item/field", "{{resolve:secretsmanager:a}}", "%(X)s", "{ENC}x", "ENC(abc)",
      "-----BEGIN PGP MESSAGE-----", "<PASSWORD>", "[a]", "{SSHA}abc", "((x))", "#{x}#", "__X__",
      "https://example.com/%7B%7Bx%7D%7D", "a{{b}}c", "AQICAHhabc", "é{{x}}", "{VAULT}",
    ]
    for text in texts {
      let expected = zip(vocabulary.forms, patterns).first { $1.matchesWhole(text) }?.0
      #expect(forms.form(of: text) == expected, "\(text)")
    }
  }
}
