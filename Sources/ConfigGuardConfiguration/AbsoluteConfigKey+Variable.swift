#if ConfigurationSupport
  import ConfigGuard
  public import Configuration

  extension AbsoluteConfigKey {
    /// The key under which readers look for an environment variable: `http.port` for `HTTP_PORT`.
    ///
    /// Every `_` parts two components, and letters become small. An environment provider finds
    /// exactly this variable with it. A file may nest otherwise, as in `http.serverTimeout`; say so
    /// with a key of your own where a `ValidatingProvider` or a `ContractAccessReporter` is made.
    ///
    /// - Parameter name: The name of the variable, as a contract has it.
    public init(environmentVariable name: String) {
      self.init(VariableName.components(of: name))
    }
  }
#endif
