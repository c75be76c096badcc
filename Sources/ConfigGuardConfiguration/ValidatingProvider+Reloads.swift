#if ConfigurationSupport
  import ConfigGuard
  import Configuration
  import RulePacks
  import Synchronization

  extension ValidatingProvider {
    /// Follows the providers until the task is cancelled, and judges what they have anew.
    ///
    /// Values that would break the contract where the start would be refused are not used. Those
    /// from before stay, and `onReload` gets the report. Values that are good again are taken. Each
    /// provider is taken or refused as a whole.
    ///
    /// Call it in a task of its own, beside the `run()` of the providers that reload.
    ///
    /// - Throws: What a provider throws while it is followed.
    public func run() async throws {
      try await withThrowingTaskGroup(of: Void.self) { group in
        for (index, upstream) in upstreams.enumerated() {
          group.addTask {
            try await upstream.watchSnapshot { updates in
              for await snapshot in updates { self.consider(snapshot, from: index) }
            }
          }
        }
        try await group.waitForAll()
      }
    }

    /// Judges what a provider says now.
    func consider(_ snapshot: any ConfigSnapshot, from index: Int) {
      let outcome = reloading.withLock { reloading -> Reload? in
        reloading.latest[index] = snapshot
        var outcome: Attempt?
        // Several providers may have to change before the whole is right again.
        if !reloading.pending.subtracting([index]).isEmpty {
          outcome = attempt(reloading.latest)
          if outcome?.isTaken == true { reloading.pending = [] }
        }
        if outcome?.isTaken != true {
          var candidate = current.withLock { $0.snapshot.snapshots }
          candidate[index] = snapshot
          let alone = attempt(candidate)
          if alone.isTaken {
            reloading.pending.remove(index)
          } else {
            reloading.pending.insert(index)
          }
          outcome = alone
        }
        switch outcome {
        case .refused(let settings, let report):
          defer { reloading.refused = settings }
          return reloading.refused == settings ? nil : .refused(report)
        case .taken(var report):
          if reloading.pending.isEmpty, reloading.refused != nil {
            // Whoever heard of the refusal hears of its end, even if all is as it was before.
            report = report ?? current.withLock { $0.report }
            reloading.refused = nil
          }
          return report.map { .taken($0) }
        case nil: return nil
        }
      }
      if let outcome { onReload(outcome) }
    }

    private enum Attempt {
      /// Without a report where nothing of the contract is new.
      case taken(Report?)
      case refused(SourcedSettings, Report)

      var isTaken: Bool {
        if case .taken = self { true } else { false }
      }
    }

    /// Uses snapshots if what they hold may be used.
    private func attempt(_ snapshots: [any ConfigSnapshot]) -> Attempt {
      let snapshot = ValidatedSnapshot(
        snapshots: snapshots, keys: keys, providerName: providerName)
      let settings = snapshot.settings
      let isSame = current.withLock { $0.settings == settings }
      let report = isSame ? nil : validator.validate(settings)
      if let report, report.refusesStart { return .refused(settings, report) }
      current.withLock { current in
        current.snapshot = snapshot
        current.settings = settings
        if let report { current.report = report }
        for number in current.watchers.keys { current.watchers[number]?.tell(snapshot) }
      }
      return .taken(report)
    }
  }
#endif
