#if ConfigurationSupport
  public import ConfigGuard
  public import Configuration
  import RulePacks
  import Synchronization

  /// A provider of configuration that has been judged before anybody reads it.
  ///
  /// ```swift
  /// let provider = try ValidatingProvider(
  ///   upstreams: [EnvironmentVariablesProvider(), defaults],
  ///   validator: Validator(contract: contract))
  /// let config = ConfigReader(provider: provider)
  /// ```
  ///
  /// It stands in front of other providers. When it is made it reads every variable of the contract
  /// through them and judges all of them at once, by the contract and the built-in rules. It also
  /// reports values that are there and cannot be converted, for which a reader would silently use a
  /// default.
  ///
  /// Lookups go to the first provider that has a value. They differ from those of a reader over the
  /// same providers in two ways. A variable of the contract that is empty counts as absent, unless
  /// the contract allows it. The contract's secrets are marked as secret, so that no access log
  /// prints them.
  ///
  /// New values of providers that reload are judged before they are used, as long as `run()` runs.
  /// Until then, and without it, the values from the start stay.
  ///
  /// Settings outside of the contract are looked up and not judged, since nobody can ask a provider
  /// for all that it holds. An exception are variables such as `APP_ENV` that name the stage.
  public final class ValidatingProvider: Sendable {
    let upstreams: [any ConfigProvider]
    let keys: ContractKeys
    let validator: Validator
    let onReload: @Sendable (Reload) -> Void
    let current: Mutex<Current>
    let reloading: Mutex<Reloading>

    /// `ValidatingProvider` and the names of those behind it.
    public let providerName: String

    /// Judges what several providers hold, of which the first one with a value counts.
    ///
    /// - Parameters:
    ///   - upstreams: The providers, the one that counts most first.
    ///   - validator: The contract, and the stage if it is known. Without one it is read from the
    ///     providers.
    ///   - key: The key of each variable of the contract.
    ///   - onReload: Is told of new values that were judged, after `run()` was called or on a fetch.
    /// - Throws: `InvalidConfiguration` with all problems at once, in production and staging.
    public init(
      upstreams: [any ConfigProvider], validator: Validator,
      key: (_ variable: String) -> AbsoluteConfigKey = AbsoluteConfigKey.init(environmentVariable:),
      onReload: @escaping @Sendable (Reload) -> Void = { _ in }
    ) throws {
      let names = upstreams.map(\.providerName).joined(separator: ", ")
      let name = "ValidatingProvider[\(names)]"
      let keys = ContractKeys(validator.variables, key: key)
      let snapshots = upstreams.map { $0.snapshot() }
      let snapshot = ValidatedSnapshot(snapshots: snapshots, keys: keys, providerName: name)
      let settings = snapshot.settings
      let others = snapshot.values(of: validator.stageVariables, key: key)
      let report = try validator.requireValid(settings, others: others)
      self.upstreams = upstreams
      self.keys = keys
      // No reload makes production a stage that tolerates more.
      self.validator = validator.judging(as: report.workloads.first?.stage ?? .production)
      self.onReload = onReload
      providerName = name
      current = Mutex(Current(snapshot: snapshot, settings: settings, report: report))
      reloading = Mutex(Reloading(latest: snapshots))
    }

    /// Judges what one provider holds.
    ///
    /// - Parameters:
    ///   - upstream: The provider.
    ///   - validator: The contract, and the stage if it is known. Without one it is read from the
    ///     provider.
    ///   - key: The key of each variable of the contract.
    ///   - onReload: Is told of new values that were judged, after `run()` was called or on a fetch.
    /// - Throws: `InvalidConfiguration` with all problems at once, in production and staging.
    public convenience init(
      upstream: some ConfigProvider, validator: Validator,
      key: (_ variable: String) -> AbsoluteConfigKey = AbsoluteConfigKey.init(environmentVariable:),
      onReload: @escaping @Sendable (Reload) -> Void = { _ in }
    ) throws {
      try self.init(upstreams: [upstream], validator: validator, key: key, onReload: onReload)
    }

    /// What was found in the values that are in use: warnings, and what the stage tolerates.
    public var report: Report { current.withLock { $0.report } }
  }

  extension ValidatingProvider {
    /// What lookups get, and who is told when that changes.
    struct Current {
      var snapshot: ValidatedSnapshot
      var settings: SourcedSettings
      var report: Report
      var watchers: [Int: Watcher] = [:]
      var nextWatcher = 0
    }

    /// What the providers said last, taken or not.
    struct Reloading {
      var latest: [any ConfigSnapshot]
      /// Providers whose last word was refused.
      var pending: Set<Int> = []
      /// What was refused last, so that it is told once.
      var refused: SourcedSettings?
    }
  }

  extension ValidatingProvider: CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
  {
    /// The names of the providers and no value.
    public var description: String { providerName }

    /// The same as the description.
    public var debugDescription: String { description }

    /// Shows nothing of what the providers hold.
    public var customMirror: Mirror { Mirror(self, children: []) }
  }
#endif
