import ConfigGuard
import RulePacks
import Testing

/// What was worked out when the packs were built in is what would be worked out now.
@Suite struct BuiltinTablesTests {
  private static let set = BuiltinPacks.rules

  private static func bytes(_ value: some Packable) -> [UInt8] {
    var packer = Packer()
    packer.add(value)
    return packer.bytes
  }

  @Test func tablesAreCurrent() {
    let made = RuleTables(Self.set.rules, Self.set.vocabulary)
    #expect(Self.bytes(Self.set.tables) == Self.bytes(made))
  }

  @Test func everyIDFindsItsRule() {
    let index = BuiltinPacks.prepared.index
    for rule in Self.set.rules {
      for id in [rule.id] + rule.formerly { #expect(index.rule(id)?.id == rule.id) }
    }
    #expect(!index.hasRule("no-such-rule") && !index.hasRule(""))
  }

  @Test func keysMeetTheRulesThatTheyMetBefore() {
    let index = BuiltinPacks.prepared.index
    for key in ["DATABASE_URL", "corsAllowedOrigins", "PGPASSWORD", "x", "", "DEBUG", "Ключ"] {
      let info = KeyTable(index).info(key)
      let expected = Self.set.rules.indices.filter { number in
        guard case .setting(let selector) = Self.set.rules[number].scope else { return false }
        return selector.keys.contains {
          $0.context.isEmpty && $0.matches(info.words, ancestors: [])
        }
      }
      let found = info.candidates.filter(\.pattern.context.isEmpty).map(\.rule)
      #expect(Set(found).isSuperset(of: expected), "\(key)")
    }
  }
}
