#if !ConfigurationSupport
  /// Part of the library only with the package trait `ConfigurationSupport`.
  @available(*, unavailable, message: "enable the trait ConfigurationSupport of this package")
  public enum ValidatingProvider {}

  /// Part of the library only with the package trait `ConfigurationSupport`.
  @available(*, unavailable, message: "enable the trait ConfigurationSupport of this package")
  public enum ContractAccessReporter {}
#endif
