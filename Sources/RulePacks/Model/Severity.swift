/// How serious a finding is.
public enum Severity: String, Sendable, Hashable, CaseIterable, Comparable {
  /// A careful reviewer would block the merge or the start.
  case error
  /// Must be fixed or answered.
  case warning
  /// Right, but harmless here.
  case note

  /// Orders from harmless to serious: `note < warning < error`.
  public static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .note: 0
    case .warning: 1
    case .error: 2
    }
  }

  package var softened: Severity { self == .error ? .warning : .note }
}

/// How sure a rule is that what it found is wrong.
public enum Confidence: String, Sendable, Hashable, CaseIterable {
  /// The format or the value proves it.
  case high
  /// True for nearly every case of this shape.
  case medium
  /// A hint that a person should look at.
  case low
}

/// What a finding is about; every report groups by it.
public enum Category: String, Sendable, Hashable, CaseIterable {
  /// A secret that is needed is absent or empty.
  case missingSecret = "missing-secret"
  /// A value that says of itself that it must be replaced.
  case placeholderSecret = "placeholder-secret"
  /// A secret that can be guessed, or is too short for its use.
  case weakSecret = "weak-secret"
  /// A real secret in clear text in a file.
  case hardcodedSecret = "hardcoded-secret"
  /// A published default of this product, image or framework.
  case defaultCredential = "default-credential"
  /// A literal that stands in when a secret is not set.
  case insecureFallback = "insecure-fallback"
  /// Authentication or a check of authenticity is switched off.
  case authDisabled = "auth-disabled"
  /// Other websites may call this service.
  case cors
  /// A debugging or development switch is on.
  case debug
  /// Transport security is off or not verified.
  case tls
  /// A connection pool is too small, too large or contradictory.
  case pool
  /// Data is stored without a backup.
  case backup
  /// One secret serves several stages or purposes.
  case secretReuse = "secret-reuse"
  /// A file that holds secrets is, or is about to be, in version control.
  case trackedSecret = "tracked-secret"
  /// The example file and what is really used have grown apart.
  case drift
  /// The service's own limits: rates, payloads, timeouts, expiry.
  case limits
  /// The environment breaks the service's contract.
  case contract
  /// A name that resolves to nothing, or to something else than meant.
  case resolution
  /// Readers of this file would see different values.
  case reading
  /// A suppression that is unused, expired or without a reason.
  case suppression
  /// A limit of the tool was reached.
  case unchecked
  /// The text breaks the rules of its format.
  case syntax

  /// The order among names for one fact about a secret's value, first fit first; nil for facts of
  /// their own.
  package func rankAmongSecretFacts(_ confidence: Confidence) -> Int? {
    switch self {
    case .authDisabled: 0
    case .insecureFallback: 1
    case .hardcodedSecret: confidence == .high ? 2 : 6
    case .defaultCredential: 3
    case .placeholderSecret: 4
    // That a key is too small for its cipher is another fact than where it stands.
    case .weakSecret: confidence == .high ? 5 : nil
    default: nil
    }
  }
}

/// What an environment is for.
public enum Stage: String, Sendable, Hashable, CaseIterable {
  /// Serves real users.
  case production
  /// Judged like production.
  case staging
  /// A developer's own machine.
  case development
  /// Automatic tests; judged like development.
  case test
  /// A template that is copied before use.
  case example
  /// Nothing says what it is for.
  case unknown
}
