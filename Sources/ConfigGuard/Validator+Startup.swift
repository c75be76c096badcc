import RulePacks

/// An environment with which a service must not start.
///
/// Printing the error prints the whole message: every problem, errors before warnings, and no
/// value of any variable.
public struct InvalidConfiguration: Error, Sendable, CustomStringConvertible {
  /// What was found.
  public let report: Report

  /// The message of `StartupMessage`.
  public var description: String { StartupMessage.text(report) }
}

extension Validator {
  /// Judges the environment of this process and throws where the service must not start.
  ///
  /// In production and staging every error refuses the start. In development and test all is
  /// reported in the result and the start goes on.
  ///
  /// - Parameter environment: What to judge instead of this process' own environment.
  /// - Returns: The report, with warnings and what development tolerates.
  /// - Throws: `InvalidConfiguration` with all problems at once.
  @discardableResult
  public func requireValidEnvironment(
    _ environment: [String: String]? = nil
  ) throws -> Report {
    let report = validate(environment: environment ?? Platform.environmentVariables())
    guard report.refusesStart else { return report }
    throw InvalidConfiguration(report: report)
  }
}

extension Report {
  /// Whether a service must not start with what was found: an error outside development and test.
  public var refusesStart: Bool {
    let stage = workloads.first?.stage ?? .unknown
    return worst == .error && stage != .development && stage != .test
  }
}

/// The message about an environment, for people who read a log at night.
public enum StartupMessage {
  /// A heading, then one block for each problem, errors first; empty if there is none.
  public static func text(_ report: Report) -> String {
    guard !report.findings.isEmpty else { return "" }
    let stage = report.workloads.first
    let counts = Self.counts(report)
    let verdict = report.refusesStart ? "must not start" : "starts all the same"
    var lines = ["Configuration problems: \(counts). The service \(verdict)."]
    if let stage {
      lines.append("Judged as \(stage.stage.rawValue) (\(stage.stageEvidence)).")
    }
    for severity in [Severity.error, .warning, .note] {
      for finding in report.findings where finding.severity == severity {
        lines.append("")
        lines.append("\(severity.rawValue): \(finding.message) [\(finding.rule)]")
        lines.append("  \(finding.help)")
      }
    }
    return lines.joined(separator: "\n")
  }

  private static func counts(_ report: Report) -> String {
    [
      count(report.summary.errors, "error"), count(report.summary.warnings, "warning"),
      count(report.summary.notes, "note"),
    ].compactMap { $0 }.joined(separator: ", ")
  }

  private static func count(_ number: Int, _ name: String) -> String? {
    number == 0 ? nil : "\(number) \(name)\(number == 1 ? "" : "s")"
  }
}
