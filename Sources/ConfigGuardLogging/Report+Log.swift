#if LoggingSupport
  public import ConfigGuard
  public import Logging
  import RulePacks

  extension Report {
    /// Writes a record for each finding, the most serious ones first, and one about all of them.
    ///
    /// A finding's record has its message and its `metadata`. The last record counts the findings and
    /// names the stage. It is `critical` if the service must not start, else as serious as the worst
    /// finding, and `info` if there is none. No record holds a value of the configuration.
    ///
    /// - Parameter logger: Where the records go; its source is `ConfigGuard`.
    public func log(to logger: Logger) {
      for severity in [Severity.error, .warning, .note] {
        for finding in findings where finding.severity == severity {
          logger.log(
            level: severity.logLevel, "\(finding.message)", metadata: finding.metadata,
            source: Self.source)
        }
      }
      logger.log(
        level: refusesStart ? .critical : worst?.logLevel ?? .info, "\(verdict)",
        metadata: metadata, source: Self.source)
    }

    /// The counts and the stage, for a log record about the whole.
    public var metadata: Logger.Metadata {
      var metadata: Logger.Metadata = [
        "errors": .stringConvertible(summary.errors),
        "warnings": .stringConvertible(summary.warnings),
        "notes": .stringConvertible(summary.notes),
        "suppressed": .stringConvertible(summary.suppressed),
      ]
      if let workload = workloads.first {
        metadata["stage"] = .string(workload.stage.rawValue)
        metadata["stageEvidence"] = .string(workload.stageEvidence)
      }
      return metadata
    }

    private static let source = "ConfigGuard"

    private var verdict: String {
      if refusesStart { return "The configuration has errors; the service must not start" }
      return findings.isEmpty ? "The configuration is valid" : "The configuration has problems"
    }
  }
#endif
