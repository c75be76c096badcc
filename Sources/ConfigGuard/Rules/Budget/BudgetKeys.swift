import RulePacks

/// Tells which settings a budget is about, by what was found when their keys were taken apart.
struct BudgetKeys {
  enum Use {
    case address, host, port, pool, overflow, other
  }

  let budget: ConnectionBudget
  private let rule: Int
  private var uses: [KeyPattern: Set<Use>] = [:]
  /// Words that say what a setting is; those in front of them say of which database.
  private var words: Set<String> = []

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
        switch element {
        case .word(let alternatives, _): words.formUnion(alternatives)
        case .anyOrder(let groups): words.formUnion(groups.joined())
        case .gap: break
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

  /// `analytics` of `ANALYTICS_DATABASE_URL` and of `ANALYTICS_DB_POOL_SIZE`.
  func prefix(of setting: Setting) -> [String] {
    Array(setting.info.words.prefix { !words.contains($0) })
  }
}
