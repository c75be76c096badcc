#if ConfigurationSupport
  import ConfigGuard
  public import Configuration
  import RulePacks
  import Synchronization

  extension ValidatingProvider: ConfigProvider {
    /// Looks a key up in the values that were judged.
    public func value(forKey key: AbsoluteConfigKey, type: ConfigType) throws -> LookupResult {
      try current.withLock { $0.snapshot }.value(forKey: key, type: type)
    }

    /// Lets the providers look for new values, judges them, and looks the key up in what is good.
    ///
    /// A variable of the contract comes from values that were judged, and never straight from a
    /// provider. Providers that keep no snapshot of what they fetch are asked for other keys only.
    public func fetchValue(
      forKey key: AbsoluteConfigKey, type: ConfigType
    ) async throws -> LookupResult {
      let variable = keys.variable(of: key)
      var fetched: LookupResult?
      var failure: (any Error)?
      for (index, upstream) in upstreams.enumerated() {
        do {
          let result = try await upstream.fetchValue(forKey: key, type: type)
          consider(upstream.snapshot(), from: index)
          fetched = result
          guard let text = result.value?.content.text else { continue }
          guard let variable, variable.countsAsMissing(text) else { break }
        } catch {
          let snapshot = upstream.snapshot()
          consider(snapshot, from: index)
          // What is there and cannot be converted was fetched all the same.
          if (try? snapshot.value(forKey: key, type: type)) != nil { failure = error }
          break
        }
      }
      let good = try value(forKey: key, type: type)
      if let failure {
        guard good.value != nil else { throw failure }
        onReload(.failed(failure))
      }
      return variable == nil && good.value == nil ? fetched ?? good : good
    }

    /// Follows a key through the values that are judged to be good.
    ///
    /// Needs `run()` to be running, as providers that reload do.
    public func watchValue<Return: ~Copyable>(
      forKey key: AbsoluteConfigKey, type: ConfigType,
      updatesHandler: (
        _ updates: ConfigUpdatesAsyncSequence<Result<LookupResult, any Error>, Never>
      ) async throws -> Return
    ) async throws -> Return {
      let (stream, continuation) = AsyncStream<Result<LookupResult, any Error>>.makeStream(
        bufferingPolicy: .bufferingNewest(1))
      let number = add(.value(key, type, last: nil, continuation))
      defer { removeWatcher(number) }
      return try await updatesHandler(ConfigUpdatesAsyncSequence(stream))
    }

    /// The values that were judged to be good.
    public func snapshot() -> any ConfigSnapshot { current.withLock { $0.snapshot } }

    /// Follows the values that are judged to be good.
    ///
    /// Needs `run()` to be running, as providers that reload do.
    public func watchSnapshot<Return: ~Copyable>(
      updatesHandler: (
        _ updates: ConfigUpdatesAsyncSequence<any ConfigSnapshot, Never>
      ) async throws -> Return
    ) async throws -> Return {
      let (stream, continuation) = AsyncStream<any ConfigSnapshot>.makeStream(
        bufferingPolicy: .bufferingNewest(1))
      let number = add(.snapshot(continuation))
      defer { removeWatcher(number) }
      return try await updatesHandler(ConfigUpdatesAsyncSequence(stream))
    }
  }

  extension ValidatingProvider {
    /// Somebody who follows a key or everything.
    enum Watcher {
      case value(
        AbsoluteConfigKey, ConfigType, last: LookupResult??,
        AsyncStream<Result<LookupResult, any Error>>.Continuation)
      case snapshot(AsyncStream<any ConfigSnapshot>.Continuation)

      /// Tells what is new.
      mutating func tell(_ snapshot: ValidatedSnapshot) {
        switch self {
        case .snapshot(let continuation): continuation.yield(snapshot)
        case .value(let key, let type, let last, let continuation):
          let result = Result { try snapshot.value(forKey: key, type: type) }
          let value = try? result.get()
          guard last == nil || last != .some(value) else { return }
          self = .value(key, type, last: .some(value), continuation)
          continuation.yield(result)
        }
      }
    }

    private func add(_ watcher: Watcher) -> Int {
      current.withLock { current in
        let number = current.nextWatcher
        current.nextWatcher += 1
        var watcher = watcher
        watcher.tell(current.snapshot)
        current.watchers[number] = watcher
        return number
      }
    }

    private func removeWatcher(_ number: Int) {
      current.withLock { $0.watchers[number] = nil }
    }
  }
#endif
