#if LoggingSupport
  public import ConfigGuard
  public import Logging

  extension Finding {
    /// The finding's facts for a log record, under the names that the JSON report has for them.
    ///
    /// What is not known is left out. No part of it is a value of the configuration.
    public var metadata: Logger.Metadata {
      var metadata: Logger.Metadata = [
        "rule": .string(rule),
        "category": .string(category.rawValue),
        "severity": .string(severity.rawValue),
        "confidence": .string(confidence.rawValue),
        "help": .string(help),
        "path": .string(path),
        "stage": .string(stage.rawValue),
        "fingerprint": .string(fingerprint),
      ]
      metadata["key"] = key.map { .string($0) }
      metadata["workload"] = workload.map { .string($0) }
      metadata["line"] = line.map { .stringConvertible($0) }
      metadata["column"] = column.map { .stringConvertible($0) }
      if !references.isEmpty { metadata["references"] = .array(references.map { .string($0) }) }
      return metadata
    }
  }

  extension Severity {
    /// The level of a record about a finding: `error`, `warning`, and `info` for a note.
    public var logLevel: Logger.Level {
      switch self {
      case .error: .error
      case .warning: .warning
      case .note: .info
      }
    }
  }
#endif
