import RulePacks

/// What judging the environment of a process needs: the rules as its contract adjusts them.
struct ProcessContext {
  let index: RuleIndex
  let judge: Judge
  let keys: KeyTable
  let stages: StageResolver

  init(
    _ rules: PreparedRules, contract: Contract?, stage: Stage?, only: Set<String>,
    skip: Set<String>, now: Int?
  ) {
    let rules = rules.adjusted(to: contract)
    index = rules.index
    judge = Judge(
      rules, patterns: PatternCache(rules), contract: contract, only: only, skip: skip, now: now)
    keys = KeyTable(index)
    stages = StageResolver(index.vocabulary, words: index.words, explicit: stage)
  }
}
