public import RulePacks

/// What was checked, and what was found.
public struct Report: Sendable {
  /// How much was checked and what came of it.
  public struct Summary: Sendable, Hashable {
    /// Files that were read and judged.
    public var files = 0
    /// Bytes of those files.
    public var bytes = 0
    /// Workloads whose environment was judged.
    public var workloads = 0
    /// Findings that are errors.
    public var errors = 0
    /// Findings that are warnings.
    public var warnings = 0
    /// Findings that are notes.
    public var notes = 0
    /// Findings that the project answered with a reason.
    public var suppressed = 0
  }

  /// A file that was recognised.
  public struct File: Sendable, Hashable {
    /// Relative to the working directory.
    public let path: String
    /// The format that was recognised.
    public let format: String
    /// What the file is for.
    public let stage: Stage
    /// How the stage is known.
    public let stageEvidence: String
    /// Who reads an env file; nil for other formats.
    public let readers: Readers?

    package init(
      path: ScreenedText, format: String, stage: Stage, evidence: ScreenedText,
      readers: Readers? = nil
    ) {
      self.path = path.text
      self.format = format
      self.stage = stage
      stageEvidence = evidence.text
      self.readers = readers
    }
  }

  /// The programs and libraries whose reading of an env file was judged.
  public struct Readers: Sendable, Hashable {
    /// Ids of dialects; the first one's values were judged, the others were compared with it.
    public let dialects: [String]
    /// How the readers are known.
    public let evidence: String
    /// Nothing said who reads the file.
    public let isDefault: Bool

    package init(dialects: [String], evidence: ScreenedText, isDefault: Bool) {
      self.dialects = dialects
      self.evidence = evidence.text
      self.isDefault = isDefault
    }
  }

  /// A workload whose environment was judged.
  public struct WorkloadEntry: Sendable, Hashable {
    /// The name in the manifest.
    public let name: String
    /// The manifest.
    public let path: String
    /// What the workload is for.
    public let stage: Stage
    /// How the stage is known.
    public let stageEvidence: String

    package init(name: ScreenedText, path: ScreenedText, stage: Stage, evidence: ScreenedText) {
      self.name = name.text
      self.path = path.text
      self.stage = stage
      stageEvidence = evidence.text
    }
  }

  /// Something that was not checked, and why.
  public struct Skipped: Sendable, Hashable {
    /// Relative to the working directory.
    public let path: String
    /// Why it was not checked.
    public let reason: String

    package init(path: ScreenedText, reason: ScreenedText) {
      self.path = path.text
      self.reason = reason.text
    }
  }

  /// A finding that the project answered with a reason.
  public struct Suppressed: Sendable, Hashable {
    /// Where an answer is written.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
      /// In the contract.
      case contract
      /// In a comment beside the setting.
      case inline
      /// In an annotation of a Kubernetes object.
      case annotation
      /// In a baseline: the finding was there when the project began to be checked.
      case baseline
    }

    /// What was found.
    public let finding: Finding
    /// Where the answer stands.
    public let kind: Kind
    /// Why the project accepts it.
    public let reason: String
    /// The last day of the answer, as it is written.
    public let expires: String?
    /// Who answers for it.
    public let owner: String?
    /// The file that the answer is written in, relative to the working directory.
    public let path: String?
    /// The line of the answer, from 1.
    public let line: Int?
    /// The column of the answer in Unicode code points, from 1.
    public let column: Int?

    init(
      finding: Finding, kind: Kind, reason: ScreenedText, expires: String?, owner: ScreenedText?,
      place: RelatedPlace?
    ) {
      self.finding = finding
      self.kind = kind
      self.reason = reason.text
      self.expires = expires
      self.owner = owner?.text
      path = place?.path
      line = place?.line
      column = place?.column
    }
  }

  /// Sorted by path, line, column and rule.
  public package(set) var findings: [Finding] = []
  /// Every file that was judged.
  public package(set) var files: [File] = []
  /// How many files of each format were judged that are not listed, as nobody wants to see them.
  package var unlisted: [String: Int] = [:]
  /// Every workload that was judged.
  public package(set) var workloads: [WorkloadEntry] = []
  /// Everything that was passed over.
  public package(set) var skipped: [Skipped] = []
  /// What the project answers.
  public package(set) var suppressed: [Suppressed] = []
  /// The counts.
  public package(set) var summary = Summary()
  /// Why not everything could be checked that was asked for; empty when all was.
  public package(set) var failures: [Skipped] = []

  package init() {}

  /// The most serious severity among the findings.
  public var worst: Severity? { findings.map(\.severity).max() }

  /// How many files of each format were judged.
  package var formats: [String: Int] {
    files.reduce(into: unlisted) { $0[$1.format, default: 0] += 1 }
  }

  package mutating func countFindings() {
    summary.errors = findings.count { $0.severity == .error }
    summary.warnings = findings.count { $0.severity == .warning }
    summary.notes = findings.count { $0.severity == .note }
    summary.suppressed = suppressed.count
  }
}
