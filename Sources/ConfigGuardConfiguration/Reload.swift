#if ConfigurationSupport
  public import ConfigGuard

  /// What became of new values that a provider behind a `ValidatingProvider` had.
  public enum Reload: Sendable {
    /// They keep the contract, or the stage tolerates what they break, and are in use.
    case taken(Report)
    /// They break the contract: the values from before stay in use, and the report says why.
    case refused(Report)
    /// The provider could not get new values; those from before stay in use.
    ///
    /// The error is the provider's own. What it prints may hold parts of a file.
    case failed(any Error)
  }
#endif
