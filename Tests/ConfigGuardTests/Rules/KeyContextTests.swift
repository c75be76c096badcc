import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// What rules ask of keys below mappings, told by bits of words.
@Suite struct KeyContextTests {
  private static let above = [
    [], ["cors"], ["redis", "pool"], ["liveness", "probe"], ["auth"], ["spring", "datasource"],
    ["hikari"], ["session", "cookie"], ["server"], ["backup"], ["tls"], ["rate", "limit"],
    ["postgresql", "auth"], ["annotations"], ["smtp"], ["jwt"], ["logging", "level"],
    ["connection", "strings"], ["device", "0", "image"], ["kafka", "consumer"],
  ]
  private static let keys = [
    "enabled", "name", "tag", "host", "port", "url", "secret", "password", "username", "origins",
    "maxSize", "timeout", "debug", "level", "key", "token", "verify", "mode", "replicas", "value",
    "insecure", "path", "colour", "user", "allowedOrigins", "maximum-pool-size", "type", "expires",
    "existingSecret", "API_KEY", "redis_auth_token", "depth", "limit", "ttl", "credentials", "dsn",
    "ssl", "sslMode", "default", "orders", "schedule", "retention", "root", "same-site", "secure",
  ]

  @Test(arguments: ["yaml", "helm-values", "spring", "compose", "env"])
  func noRuleIsForgotten(format: String) {
    let context = ProjectContext(BuiltinPacks.prepared, contract: nil)
    let index = context.index
    let file = SourceFile(path: "a.yaml", bytes: SourceBytes(""), tracking: .unknown)
    let silent = SilentRules(format: format)
    var asked = 0
    for key in Self.keys {
      for ancestors in Self.above {
        let info = context.keys.info(key)
        let setting = Setting(
          key: key, info: info, ancestors: ancestors,
          value: Value(
            form: .literal, text: "a", effective: "a", range: SourceRange(at: 0), isExact: true),
          file: file, keyRange: SourceRange(at: 0), keyPath: key)
        let role = index.role(of: info, ancestors: ancestors)
        let rules = context.judge.ruleNumbers(for: setting, role: role).filter {
          !index.forEverySetting.contains($0) && !silent.contains($0, index)
        }
        let demand = index.demand(of: info, below: ancestors, silent)
        if let early = index.demand(of: info, below: WordBits(ancestors), silent) {
          #expect(early == demand, "\(ancestors) \(key)")
        }
        if !rules.isEmpty {
          asked += 1
          #expect(demand == .everything, "\(ancestors) \(key)")
        }
        if role == KeyRole.userName { #expect(demand == .everything, "\(ancestors) \(key)") }
        if role == KeyRole.possibleSecret || role == KeyRole.secretName {
          #expect(demand != .none, "\(ancestors) \(key)")
        }
      }
    }
    #expect(asked > 50)
  }

  @Test func mappingsDecide() {
    let context = ProjectContext(BuiltinPacks.prepared, contract: nil)
    let silent = SilentRules(format: "yaml")
    func demand(_ key: String, _ ancestors: [String]) -> KeyDemand {
      context.index.demand(of: context.keys.info(key), below: ancestors, silent)
    }
    #expect(context.keys.info("enabled").isOfInterest)
    #expect(demand("enabled", ["colour"]) == .none)
    #expect(demand("password", ["colour"]) == .everything)
    #expect(demand("existingSecret", ["colour"]) == .longTexts)
  }
}
