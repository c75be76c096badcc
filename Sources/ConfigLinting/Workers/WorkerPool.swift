import ConfigGuard
import Synchronization

/// Does the same to many things on several threads, and gives the results in their order.
///
/// Threads are started only where the first things show that there is work for them.
package final class WorkerPool {
  /// How many threads work at most, the caller's own included.
  package let jobs: Int
  private var workers: [Worker] = []

  /// Lets no thread take what it knows of all files for what is true of others, or keep it.
  func forgetNeighbours() { for worker in workers { worker.forgetNeighbours() } }

  /// Gives back what the threads have learned of keys.
  func forgetKeys() { for worker in workers { worker.forgetKeys() } }

  /// From so many things on, it is not tried first how long they take.
  private static let manyItems = 64

  /// How long the caller works alone.
  private static let patience = Duration.microseconds(500)

  package init(jobs: Int = 1) { self.jobs = max(1, jobs) }

  /// What all threads of one run share.
  private final class Run<Item, Result>: @unchecked Sendable {
    // Each place is taken by one thread, which alone writes the result there; the results are read
    // once all threads have ended.
    let items: [Item]
    let results: UnsafeMutablePointer<Result>
    let next = Atomic<Int>(0)
    let parts: WorkParts
    let goesOn: () -> Bool
    let body: (Worker, Item) -> Result
    let after: (Worker, UnsafeMutableBufferPointer<Result>) -> Void

    init(
      _ items: [Item], grain: Int, while goesOn: @escaping () -> Bool,
      _ body: @escaping (Worker, Item) -> Result,
      after: @escaping (Worker, UnsafeMutableBufferPointer<Result>) -> Void
    ) {
      self.items = items
      parts = WorkParts(count: items.count, grain: grain)
      self.goesOn = goesOn
      self.body = body
      self.after = after
      results = UnsafeMutablePointer<Result>.allocate(capacity: items.count)
    }

    deinit { results.deallocate() }

    /// Does the next things; false where none is left.
    func step(_ worker: Worker) -> Bool {
      guard goesOn() else { return false }
      let part = next.add(1, ordering: .relaxed).oldValue
      guard part < parts.number else { return false }
      let (start, end) = (parts.start(of: part), parts.start(of: part + 1))
      for position in start..<end {
        (results + position).initialize(to: body(worker, items[position]))
      }
      after(worker, UnsafeMutableBufferPointer(start: results + start, count: end - start))
      return true
    }

    /// How many things were begun; they are the first ones.
    var begun: Int { parts.start(of: next.load(ordering: .relaxed)) }

    /// The results of all things that were begun.
    func take() -> [Result] {
      let count = begun
      // An empty array is one for all threads, and would be written to.
      guard count > 0 else { return [] }
      return Array(unsafeUninitializedCapacity: count) { array, size in
        size = array.moveInitialize(
          fromContentsOf: UnsafeMutableBufferPointer(start: results, count: count))
      }
    }
  }

  /// - Parameters:
  ///   - grain: How many neighbours one thread takes at a time, where there are many of them; what
  ///     lies side by side often asks for the same.
  ///   - goesOn: Whether to go on with the next things; asked on every thread.
  ///   - isDone: Told on the caller's thread how many things were begun.
  ///   - first: What the caller's thread does before it takes a part in it.
  ///   - body: Runs on any of the threads, and changes nothing but what is its worker's own.
  ///   - after: Runs on the same thread once `body` has run for neighbours that were taken together,
  ///     and may change their results: of two steps each has its code and tables at hand then.
  package func map<Item, Result>(
    _ items: [Item], grain: Int = 1, while goesOn: () -> Bool = { true },
    progress: (Int) -> Void = { _ in }, first: () -> Void = {}, _ body: (Worker, Item) -> Result,
    after: (Worker, UnsafeMutableBufferPointer<Result>) -> Void = { _, _ in }
  ) -> [Result] {
    if workers.isEmpty { workers.append(Worker(isOwner: true)) }
    return withoutActuallyEscaping(goesOn) { goesOn in
      withoutActuallyEscaping(body) { body in
        withoutActuallyEscaping(after) { after in
          let isLong = items.count >= Self.manyItems * grain
          let run = Run(items, grain: isLong ? grain : 1, while: goesOn, body, after: after)
          let start = ContinuousClock.now
          let owner = workers[0]
          func workTogether(_ first: () -> Void = {}) {
            let helpers = helpers(min(jobs, items.count) - 1)
            Platform.withThreads(
              helpers.count,
              running: { number in while run.step(helpers[number]) {} },
              while: {
                first()
                while run.step(owner) {
                  progress(run.begun)
                }
              })
          }
          if jobs > 1, items.count >= Self.manyItems {
            workTogether(first)
            return run.take()
          }
          first()
          var isAlone = jobs > 1
          while run.step(owner) {
            let begun = run.begun
            progress(begun)
            guard isAlone, begun < items.count, start.duration(to: .now) > Self.patience else {
              continue
            }
            isAlone = false
            workTogether()
          }
          return run.take()
        }
      }
    }
  }

  private func helpers(_ count: Int) -> Helpers {
    while workers.count <= count { workers.append(Worker(isOwner: false)) }
    return Helpers(workers: Array(workers[1...].prefix(count)))
  }

  /// Each of them is used by one thread.
  private struct Helpers: @unchecked Sendable {
    let workers: [Worker]

    var count: Int { workers.count }
    subscript(number: Int) -> Worker { workers[number] }
  }
}

/// Neighbours that are taken together: at the end fewer of them, so that no thread waits long for the
/// last one.
struct WorkParts {
  private let count: Int
  private let grain: Int
  private let lastGrain: Int
  /// How many parts are whole.
  private let whole: Int
  /// How many parts there are.
  let number: Int

  /// So many parts are taken apart at the end.
  private static let apart = 4
  private static let pieces = 8

  init(count: Int, grain: Int) {
    self.count = count
    self.grain = grain
    lastGrain = max(1, grain / Self.pieces)
    whole = max(0, count / grain - Self.apart)
    let rest = count - whole * grain
    number = whole + (rest + lastGrain - 1) / lastGrain
  }

  /// Where a part begins; all those behind the last one begin at the end.
  func start(of part: Int) -> Int {
    let behind = max(0, part - whole)
    return min(count, min(part, whole) * grain + behind * lastGrain)
  }
}

/// What one thread has to itself: projects with caches that no other thread looks at.
package final class Worker {
  private let isOwner: Bool
  private var contexts: [ObjectIdentifier: (original: ProjectContext, own: ProjectContext)] = [:]
  private var surroundings: [ObjectIdentifier: Neighbours] = [:]
  private var joins: [ObjectIdentifier: OwnJoin] = [:]
  private var names: NameScreen?

  fileprivate init(isOwner: Bool) { self.isOwner = isOwner }

  /// What a project holds, as this thread looks it up.
  func neighbours(
    of context: ProjectContext, _ make: (ProjectContext, Judge) -> Neighbours
  ) -> Neighbours {
    if let known = surroundings[ObjectIdentifier(context)] { return known }
    let made = make(context, self.context(of: context).judge)
    surroundings[ObjectIdentifier(context)] = made
    return made
  }

  /// What may be shown of names, by what this thread knows of several projects.
  func screen(_ contexts: [ProjectContext]) -> NameScreen {
    if let known = names { return known }
    let made = NameScreen(contexts.map { context(of: $0).judge.classifier })
    names = made
    return made
  }

  /// A join of a project's objects, as this thread goes on with it.
  func join(like join: KubernetesJoin, _ context: ProjectContext) -> OwnJoin {
    if let known = joins[ObjectIdentifier(context)] { return known }
    let made = OwnJoin(join.twin(context.keys, context.values))
    joins[ObjectIdentifier(context)] = made
    return made
  }

  fileprivate func forgetNeighbours() {
    surroundings = [:]
    joins = [:]
    names = nil
  }

  fileprivate func forgetKeys() { for (_, own) in contexts.values { own.keys.forget() } }

  /// The same project with caches of this thread's own.
  package func context(of context: ProjectContext) -> ProjectContext {
    if isOwner { return context }
    if let known = contexts[ObjectIdentifier(context)] { return known.own }
    let own = context.twin()
    contexts[ObjectIdentifier(context)] = (context, own)
    return own
  }
}
