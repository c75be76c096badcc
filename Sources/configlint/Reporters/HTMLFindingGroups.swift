import ConfigGuard
import RulePacks

/// A finding with the name by which a page links to it.
struct ListedFinding {
  let finding: Finding
  let anchor: String
}

/// Findings of one workload in one stage, or of one file that no workload of theirs reads.
struct FindingGroup {
  enum Subject: Hashable {
    case workload(String, Stage)
    case file(String)

    init(_ finding: Finding) {
      if let workload = finding.workload {
        self = .workload(workload, finding.stage)
      } else {
        self = .file(finding.path)
      }
    }

    var name: String {
      switch self {
      case .workload(let name, _), .file(let name): name
      }
    }
  }

  let subject: Subject
  /// The most serious ones first.
  let findings: [ListedFinding]

  var stages: [Stage] {
    Stage.allCases.filter { stage in findings.contains { $0.finding.stage == stage } }
  }

  func count(of severity: Severity) -> Int {
    findings.count { $0.finding.severity == severity }
  }
}

/// All findings of a report, grouped, the worst first.
struct FindingGroups {
  /// More would make a page that no browser shows well.
  static let most = 5000

  let groups: [FindingGroup]
  /// In the order in which the page shows them.
  let all: [ListedFinding]
  /// What stands for each workload in the page, whatever it is called.
  let workloads: [String: String]
  /// How many findings the page has no room for.
  let omitted: Int

  init(_ report: Report, most: Int = most) {
    var known: [String: Int] = [:]
    let listed = report.findings.map { finding in
      let count = known[finding.fingerprint, default: 0] + 1
      known[finding.fingerprint] = count
      let suffix = count == 1 ? "" : "-\(count)"
      return ListedFinding(finding: finding, anchor: "f-\(finding.fingerprint)\(suffix)")
    }
    // The report's own order stays among findings of one severity.
    let sorted = Severity.allCases.flatMap { severity in
      listed.filter { $0.finding.severity == severity }
    }
    let shown = sorted.prefix(most)
    omitted = sorted.count - shown.count
    let groups = Dictionary(grouping: shown) { FindingGroup.Subject($0.finding) }
      .map { FindingGroup(subject: $0, findings: $1) }
      .sorted { Self.isWorse($0, than: $1) }
    self.groups = groups
    all = groups.flatMap(\.findings)
    let names = Set(shown.compactMap(\.finding.workload)).sorted()
    workloads = Dictionary(
      uniqueKeysWithValues: names.enumerated().map { ($1, "w\($0)") })
  }

  private static func isWorse(_ left: FindingGroup, than right: FindingGroup) -> Bool {
    for severity in Severity.allCases {
      let counts = (left.count(of: severity), right.count(of: severity))
      if counts.0 != counts.1 { return counts.0 > counts.1 }
    }
    return left.order < right.order
  }
}

extension FindingGroup {
  /// What tells groups apart that are equally bad.
  fileprivate var order: (String, Int) {
    let stage = stages.first.flatMap { Stage.allCases.firstIndex(of: $0) }
    return (subject.name, stage ?? 0)
  }
}
