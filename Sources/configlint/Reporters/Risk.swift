import ConfigGuard
import RulePacks

/// How much harm a finding can do, for services that tell more apart than three severities.
enum Risk: Int, CaseIterable {
  case note
  case low
  case medium
  case high
  /// Whoever reads the file or knows the product gets in.
  case critical

  init(_ finding: Finding) {
    switch finding.severity {
    case .note: self = .note
    case .warning: self = .low
    case .error where finding.category.opensTheDoor && finding.confidence == .high:
      self = .critical
    case .error: self = finding.category.isAboutSecurity ? .high : .medium
    }
  }

  /// The severity that GitLab's Code Quality shows.
  var codeQuality: String {
    switch self {
    case .note: "info"
    case .low: "minor"
    case .medium: "major"
    case .high: "critical"
    case .critical: "blocker"
    }
  }

  /// The number that GitHub's code scanning turns into low, medium, high and critical.
  var securitySeverity: String {
    switch self {
    case .note: "2.0"
    case .low: "5.0"
    case .medium, .high: "8.0"
    case .critical: "9.5"
    }
  }
}

extension RulePacks.Category {
  /// Whether it is a weakness, and not a matter of being right, whole or robust.
  var isAboutSecurity: Bool {
    switch self {
    case .missingSecret, .placeholderSecret, .weakSecret, .hardcodedSecret, .defaultCredential,
      .insecureFallback, .authDisabled, .cors, .debug, .tls, .secretReuse, .trackedSecret:
      true
    case .pool, .backup, .drift, .limits, .contract, .resolution, .reading, .suppression,
      .unchecked, .syntax:
      false
    }
  }

  fileprivate var opensTheDoor: Bool {
    self == .hardcodedSecret || self == .defaultCredential || self == .authDisabled
  }
}
