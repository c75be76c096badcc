public import RulePacks

/// What was checked, and what was found.
public struct Report: Sendable {
  /// How much was checked and what came of it.
  public struct Summary: Sendable, Hashable {
    public var files = 0
    public var bytes = 0
    public var workloads = 0
    public var errors = 0
    public var warnings = 0
    public var notes = 0
    public var suppressed = 0
  }

  /// A file that was recognised.
  public struct File: Sendable, Hashable {
    public var path: String
    public var format: String
    public var stage: Stage
    public var stageEvidence: String
  }

  /// A workload whose environment was judged.
  public struct WorkloadEntry: Sendable, Hashable {
    public var name: String
    public var path: String
    public var stage: Stage
    public var stageEvidence: String
  }

  /// Something that was not checked, and why.
  public struct Skipped: Sendable, Hashable {
    public var path: String
    public var reason: String
  }

  /// A finding that the project answered with a reason.
  public struct Suppressed: Sendable, Hashable {
    public var finding: Finding
    public var kind: String
    public var reason: String
    public var expires: String?
  }

  /// Sorted by path, line, column and rule.
  public package(set) var findings: [Finding] = []
  public package(set) var files: [File] = []
  public package(set) var workloads: [WorkloadEntry] = []
  public package(set) var skipped: [Skipped] = []
  public package(set) var suppressed: [Suppressed] = []
  public package(set) var summary = Summary()
  /// Why not everything could be checked that was asked for; empty when all was.
  public package(set) var failures: [Skipped] = []

  /// The most serious severity among the findings.
  public var worst: Severity? { findings.map(\.severity).max() }

  package mutating func countFindings() {
    summary.errors = findings.count { $0.severity == .error }
    summary.warnings = findings.count { $0.severity == .warning }
    summary.notes = findings.count { $0.severity == .note }
    summary.suppressed = suppressed.count
  }
}
