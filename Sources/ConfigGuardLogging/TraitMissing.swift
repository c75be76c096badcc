#if !LoggingSupport
  public import ConfigGuard

  extension Report {
    /// Part of the library only with the package trait `LoggingSupport`.
    @available(*, unavailable, message: "enable the trait LoggingSupport of this package")
    public func log(to logger: Never) {}
  }
#endif
