import RulePacks

/// What the text of a variable must look like, and the Swift value that it becomes.
///
/// `Value` is what a service reads: `Int` for ports, `Duration` for durations, `String` for URLs. The
/// forms are those of the contract's types, in `docs/contract.md`.
public struct VariableKind<Value: Sendable>: Sendable {
  var shape: ContractVariable
  let convert: @Sendable (TypedValue) -> Value?
  /// Writes a value as a contract does, for defaults.
  let write: @Sendable (Value) -> String?

  init(
    _ type: ValueType, write: @escaping @Sendable (Value) -> String?,
    convert: @escaping @Sendable (TypedValue) -> Value?
  ) {
    shape = ContractVariable(name: "")
    shape.type = type
    self.write = write
    self.convert = convert
  }

  func with(_ change: (inout ContractVariable) -> Void) -> Self {
    var copy = self
    change(&copy.shape)
    return copy
  }

  /// At least this many Unicode scalars.
  public func minLength(_ length: Int) -> Self { with { $0.minimumLength = length.inBounds } }

  /// At most this many Unicode scalars.
  public func maxLength(_ length: Int) -> Self { with { $0.maximumLength = length.inBounds } }

  /// A regular expression for the whole text; one that cannot be read is an error of the contract.
  public func pattern(_ expression: String) -> Self { with { $0.pattern = expression } }

  /// These texts and no others.
  public func oneOf(_ texts: String...) -> Self { with { $0.choices = texts } }

  /// Empty text counts as set.
  public func allowingEmpty() -> Self { with { $0.allowsEmpty = true } }
}

extension VariableKind where Value == String {
  private static func text(_ type: ValueType) -> Self {
    VariableKind(type, write: { $0 }) { value in
      guard case .text(let text) = value else { return nil }
      return text
    }
  }

  /// Any text.
  public static var string: Self { text(.string) }
  /// A URL with a scheme and a host.
  public static var url: Self { text(.url) }
  /// An e-mail address.
  public static var email: Self { text(.email) }
  /// A host name or an address.
  public static var host: Self { text(.host) }
  /// An IPv4 or IPv6 address.
  public static var ip: Self { text(.ip) }
  /// A network such as `10.0.0.0/8`.
  public static var cidr: Self { text(.cidr) }
  /// A date, `YYYY-MM-DD`.
  public static var date: Self { text(.date) }
  /// A date and time with its zone (RFC 3339).
  public static var dateTime: Self { text(.dateTime) }
  /// A time of the day, `HH:MM` with or without seconds.
  public static var time: Self { text(.time) }
  /// A year and month, `YYYY-MM`.
  public static var yearMonth: Self { text(.yearMonth) }
  /// A JSON value, as text.
  public static var json: Self { text(.json) }
  /// A UUID, as text.
  public static var uuid: Self { text(.uuid) }
  /// A version of three numbers (Semantic Versioning 2.0.0).
  public static var semver: Self { text(.semver) }
  /// A regular expression, as text.
  public static var regex: Self { text(.regex) }

  /// A path; what must be there is asked at the start.
  public static func path(_ target: PathTarget? = nil, absolute: Bool = false) -> Self {
    text(.path).with {
      $0.pathTarget = target.map { ContractVariable.PathTarget($0) }
      $0.needsAbsolutePath = absolute
    }
  }

  /// One of these schemes.
  public func schemes(_ schemes: String...) -> Self {
    with { $0.schemes = schemes.map { $0.lowercased() } }
  }

  /// A host that matches one of these patterns, `*` and `?` standing for what differs.
  public func hosts(_ patterns: String...) -> Self {
    with { $0.hosts = patterns.map { $0.lowercased() } }
  }

  /// A parameter of the query with one of these values; without values it must only be there.
  public func query(_ name: String, _ values: String...) -> Self {
    with { $0.query[name.lowercased()] = values }
  }

  /// Who stands before the host.
  public func credentials(_ rule: URLCredentials) -> Self {
    with { $0.credentials = ContractVariable.URLCredentials(rule) }
  }

  /// A name behind the host, such as that of a database.
  public func requiringPath() -> Self { with { $0.needsURLPath = true } }
}

/// What must be at a path when a service starts.
public enum PathTarget: Sendable, Hashable, CaseIterable {
  /// Anything.
  case any
  /// A regular file, or a link to one.
  case file
  /// A directory, or a link to one.
  case directory
}

/// Who may stand before the host of a URL.
public enum URLCredentials: Sendable, Hashable, CaseIterable {
  /// A user and a password.
  case required
  /// Nobody.
  case forbidden
  /// Nobody whose password is published, guessable or a placeholder.
  case noDefaults
}

extension ContractVariable.PathTarget {
  init(_ target: PathTarget) {
    self =
      switch target {
      case .any: .any
      case .file: .file
      case .directory: .directory
      }
  }
}

extension ContractVariable.URLCredentials {
  init(_ rule: URLCredentials) {
    self =
      switch rule {
      case .required: .required
      case .forbidden: .forbidden
      case .noDefaults: .noDefaults
      }
  }
}

extension Int {
  /// A length that a contract can ask for.
  var inBounds: Int { Swift.min(Swift.max(1, self), ContractVariable.longest) }
}
