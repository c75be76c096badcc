import RulePacks
import Synchronization

/// What judging the environment of a process needs: the rules as its contract adjusts them.
struct ProcessContext {
  let index: RuleIndex
  private(set) var judge: Judge
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

  /// The same context at another time.
  func at(_ now: Int?) -> ProcessContext {
    var context = self
    context.judge = judge.at(now)
    return context
  }
}

/// Contexts of one validator that no call is using.
///
/// What one call has learned of keys and rules serves the next one. Taking a context out, rather
/// than sharing it, lets threads judge at once.
final class ContextPool: Sendable {
  // A context is used by the one thread that took it out, which is what makes sending it safe.
  private struct Idle: @unchecked Sendable {
    var contexts: [ProcessContext] = []
  }

  private struct Sent: @unchecked Sendable {
    let context: ProcessContext?
  }

  private static let most = 4
  /// A context that has met more keys than services have is not worth its memory.
  private static let mostKeys = 10_000
  private let idle = Mutex(Idle())

  func take() -> ProcessContext? {
    idle.withLock { Sent(context: $0.contexts.popLast()) }.context
  }

  func put(back context: ProcessContext) {
    guard context.keys.count <= Self.mostKeys, context.judge.embedded.keys.count <= Self.mostKeys
    else { return }
    context.judge.forget()
    let sent = Sent(context: context)
    idle.withLock { idle in
      if idle.contexts.count < Self.most, let context = sent.context {
        idle.contexts.append(context)
      }
    }
  }
}
