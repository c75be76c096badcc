import RulePacks
import Testing

@testable import ConfigGuard

@Suite struct ValueFormTests {
  @Test(arguments: [
    ("abc", "abc"), ("abc.*", "abc"), ("abc*", "ab"), ("ab{2}c", "a"), ("a|b", ""), ("(a|b)c", ""),
    ("a(b|c)", "a"), ("ab(c|d)?|e", ""), ("a[|]b", ""), ("a[)]b|c", ""), (#"\$\{x\}"#, "${x}"),
    (#"\$\$?x"#, "$"), (#"\d+"#, ""), (#"a\d"#, "a"), (#"\\(a|b)"#, #"\"#), (#"a\|b"#, "a|b"),
    ("(?i)abc", ""), ("[a]b", ""), (".*", ""), ("", ""),
  ])
  func prefixes(pattern: String, expected: String) {
    #expect(PatternCache.literalPrefix(of: pattern) == expected)
  }

  @Test(arguments: [
    "", "plain", "https://shop.example/x?y=1", "vault:secret/x", "vault:v1:AAAA", "op://a/b",
    "ref+vault://a", "{{ .Values.x }}", "a {{x}}", "<%= x %>", "${{ secrets.X }}", "$(cat x)",
    "%env(X)%", "%PATH%", "file:/x", "/run/secrets/x", "ENC[AES256_GCM,x]", "$2b$10$abc", "{SSHA}x",
    "{bcrypt}$2a$10$x", "md5900150983cd24fb0d6963f7d28e17f72", "PBKDF2:x", "@x.y@", "[[ a ]]",
    "arn:aws:ssm:x", "projects/a/secrets/b", "kms://x", "$.a.b", "$$.a", "#{x}", "{cipher}x",
    "((x))",
    "`date +%s`", "process.env.X", "$ANSIBLE_VAULT;1.1", "{x", "$", "(", "@@A_B@@", "env:X",
  ])
  func firstForm(text: String) {
    let vocabulary = BuiltinPacks.prepared.set.vocabulary
    let patterns = PatternCache()
    let expected = vocabulary.forms.first {
      patterns.pattern($0.pattern)?.matchesWhole(text) == true
    }
    #expect(ValueForms(vocabulary.forms, patterns).form(of: text) == expected)
  }
}
