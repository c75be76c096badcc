import ConfigGuard
import RulePacks

/// Tells which settings a budget is about, by what was found when their keys were taken apart.
struct BudgetKeys {
  enum Use {
    case address, host, port, pool, overflow, other
  }

  let budget: ConnectionBudget
  private let rule: Int
  private var uses: [KeyPattern: Set<Use>] = [:]
  /// Words that say that a setting is a pool, or the address of a database; those in front of them
  /// say of which one.
  private var poolWords: Set<String> = []
  private var addressWords: Set<String> = []

  init(_ budget: ConnectionBudget, rule: Int) {
    self.budget = budget
    self.rule = rule
    add(budget.addresses, .address)
    add(budget.hosts, .host)
    add(budget.ports, .port)
    add(budget.pools, .pool)
    add(budget.overflows, .overflow)
    for program in budget.programs { add(program.settings + program.arguments, .other) }
    for server in budget.servers { add(server.settings, .other) }
  }

  private mutating func add(_ patterns: [KeyPattern], _ use: Use) {
    for pattern in patterns {
      uses[pattern, default: []].insert(use)
      guard use != .other else { continue }
      for element in pattern.context + pattern.leaf {
        let words: [String]
        switch element {
        case .word(let alternatives, _): words = alternatives
        case .anyOrder(let groups): words = groups.flatMap { $0 }
        case .gap: words = []
        }
        if use == .pool || use == .overflow {
          poolWords.formUnion(words)
        } else {
          addressWords.formUnion(words)
        }
      }
    }
  }

  func uses(of setting: Setting) -> Set<Use> {
    var found: Set<Use> = []
    for candidate in setting.info.candidates
    where candidate.rule == rule
      && (candidate.pattern.context.isEmpty
        || candidate.pattern.matches(setting.info.words, ancestors: setting.ancestors))
    {
      found.formUnion(uses[candidate.pattern] ?? [])
    }
    return found
  }

  /// `analytics` of `ANALYTICS_DATABASE_URL`.
  func prefix(ofAddress setting: Setting) -> [String] {
    Array(setting.info.words.prefix { !addressWords.contains($0) })
  }

  /// `analytics` of `ANALYTICS_DB_POOL_SIZE`.
  func prefix(ofPool setting: Setting) -> [String] {
    Array(setting.info.words.prefix { !poolWords.contains($0) })
  }

  /// Whether the key of a pool says that it is one of a database: an `AGENT_POOL_SIZE` is not.
  func namesDatabase(_ setting: Setting) -> Bool {
    setting.info.words.contains { poolWords.contains($0) && addressWords.contains($0) }
  }
}
