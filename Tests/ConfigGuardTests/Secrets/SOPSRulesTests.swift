import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// Which values of a file SOPS encrypts.
@Suite struct SOPSRulesTests {
  private func rules(_ fields: [String: String]) -> SOPSRules {
    SOPSRules(PatternCache()) { fields[$0] }
  }

  @Test(
    arguments: [
      ([:], "a b", true), ([:], "a b_unencrypted", false), ([:], "a_unencrypted b", false),
      (["unencrypted_suffix": "_clear"], "b_unencrypted", true),
      (["unencrypted_suffix": "_clear"], "a_clear b", false),
      (["encrypted_suffix": "_secret"], "a b_secret", true),
      (["encrypted_suffix": "_secret"], "a b", false),
      (["encrypted_regex": "^(data|stringData)$"], "data password", true),
      (["encrypted_regex": "^(data|stringData)$"], "metadata name", false),
      (["encrypted_regex": "pass"], "db password", true),
      (["unencrypted_regex": "^(kind|metadata)$"], "metadata name", false),
      (["unencrypted_regex": "^(kind|metadata)$"], "data name", true),
      (["encrypted_regex": "(?!a)b"], "b", nil), (["unencrypted_comment_regex": "clear"], "b", nil),
    ] as [([String: String], String, Bool?)])
  func covers(fields: [String: String], path: String, expected: Bool?) {
    #expect(rules(fields).covers(path.split(separator: " ").map(String.init)) == expected)
  }

  @Test func namesWithoutSuffixes() {
    #expect(rules([:]).plainName("token_unencrypted") == "token")
    #expect(rules(["encrypted_suffix": "_enc"]).plainName("token_enc") == "token")
    #expect(rules(["encrypted_regex": "x"]).plainName("token_unencrypted") == "token_unencrypted")
  }
}
