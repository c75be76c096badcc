import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// What a key's value is, by the key's words and by the mappings that it lies in.
@Suite struct KeyRoleTests {
  private let index = RuleIndex(BuiltinPacks.rules)

  private func role(of path: String) -> String {
    let keys = path.split(separator: "/").map(String.init)
    let table = KeyTable(index)
    let ancestors = keys.dropLast().flatMap { table.info($0).words }
    return index.role(of: table.info(keys.last ?? ""), ancestors: ancestors)
  }

  @Test(arguments: (KeyRoleCase.secrets + KeyRoleCase.others).indices)
  func roles(number: Int) {
    let group = (KeyRoleCase.secrets + KeyRoleCase.others)[number]
    // What may be a secret is none until its value looks like one.
    let isNone = group.role == KeyRole.none
    for key in group.keys {
      let role = role(of: key)
      #expect(role == group.role || isNone && role == KeyRole.possibleSecret, "\(key): \(role)")
    }
  }

  @Test func theTableIsLarge() {
    let keys = (KeyRoleCase.secrets + KeyRoleCase.others).flatMap(\.keys)
    #expect(keys.count >= 800)
    #expect(Set(keys).count == keys.count)
  }

  /// A password must not be shown because something above it might have made it a name.
  @Test(arguments: ["PASSWORD", "DB_PASSWORD", "token", "client_secret", "jwt_key"])
  func aKeyAloneHoldsASecret(key: String) {
    #expect(KeyTable(index).info(key).holdsSecret)
  }

  @Test func caseOfOtherAlphabetsDoesNotMatter() {
    for key in ["CONTRASEÑA", "Пароль", "ПАРОЛЬ", "contrasen\u{303}a"] {
      #expect(role(of: key) == KeyRole.secret, "\(key)")
    }
  }
}
