#if ConfigurationSupport
  public import ConfigGuard
  public import Configuration
  import RulePacks

  /// Collects what code reads from its configuration, and compares it with the contract.
  ///
  /// ```swift
  /// let accesses = ContractAccessReporter(for: provider)
  /// let config = ConfigReader(provider: provider, accessReporter: accesses)
  /// // … when the service has read its settings:
  /// print(StartupMessage.text(accesses.makeReport()))
  /// ```
  ///
  /// The report names keys that are read and stand in no contract, variables of the contract that
  /// were not read, values that were set and replaced by a default, defaults that are not the
  /// contract's, literal defaults of secrets, secrets that are read without being marked, and keys
  /// that are one variable. It holds no value, and the reporter keeps none.
  ///
  /// It may be used from any number of threads. It remembers up to 1000 keys, whatever the number of
  /// reads; the report says under `skipped` if there were more.
  public struct ContractAccessReporter: AccessReporter {
    private let validator: Validator
    private let keys: ContractKeys
    private let ledger: AccessLedger

    /// Collects what is read of settings that a contract describes.
    ///
    /// - Parameters:
    ///   - validator: The contract, and the stage if it is known. Without one it is the contract's
    ///     `default-stage:`, else production.
    ///   - key: The key of each variable of the contract.
    public init(
      validator: Validator,
      key: (_ variable: String) -> AbsoluteConfigKey = AbsoluteConfigKey.init(environmentVariable:)
    ) {
      self.init(validator, ContractKeys(validator.variables, key: key))
    }

    /// Collects what is read of a provider, judged by its contract, keys and stage.
    public init(for provider: ValidatingProvider) {
      self.init(provider.validator, provider.keys)
    }

    private init(_ validator: Validator, _ keys: ContractKeys) {
      self.validator = validator
      self.keys = keys
      ledger = AccessLedger(variables: validator.variables)
    }

    /// Takes note of a read; the reader calls this.
    public func report(_ event: AccessEvent) { ledger.record(access(event)) }

    /// How what was read until now compares with the contract.
    ///
    /// Variables that are read later on are among those that were not read.
    public func makeReport() -> Report { validator.report(on: ledger) }

    private func access(_ event: AccessEvent) -> SettingAccess {
      let key = event.metadata.key
      var access = SettingAccess(
        key: key.components.joined(separator: "."), variable: keys.name(of: key),
        outcome: .absent)
      var hasValue = false
      var hasFailed = event.conversionError != nil
      for answer in event.providerResults {
        switch answer.result {
        case .success(let result):
          access.lookups.append(
            SettingAccess.Lookup(provider: answer.providerName, name: result.encodedKey))
          guard result.value != nil else { continue }
          hasValue = true
        case .failure: hasFailed = true
        }
        access.provider = answer.providerName
      }
      switch event.result {
      case .failure:
        access.outcome = .refused
      case .success(let value):
        access.isMarkedSecret = value?.isSecret
        access.outcome = hasFailed ? .replaced : hasValue ? .found : .absent
        if access.outcome != .found { access.fallback = value?.content.text }
      }
      let location = event.metadata.sourceLocation
      access.place = SettingAccess.Place(file: location.fileID, line: Int(clamping: location.line))
      return access
    }
  }
#endif
