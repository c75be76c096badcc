import ConfigGuard
import ConfigLinting
import RulePacks

/// The findings that belong to the cells of a matrix.
struct MatrixFindings {
  /// A column of a service, and where what it shows stands.
  private struct Column {
    let service: Int
    let column: Int
    let path: String
  }

  /// What findings and columns have in common: a workload in a stage, or an env file.
  private enum Source: Hashable {
    case workload(String, Stage)
    case file(String)
  }

  private struct Cell: Hashable {
    let service: Int
    let column: Int
    let key: String
  }

  private var found: [Cell: [ListedFinding]] = [:]

  init(_ findings: [ListedFinding], in services: [StageMatrix.Service]) {
    var columns: [Source: [Column]] = [:]
    for (service, content) in services.enumerated() {
      for (number, column) in content.columns.enumerated() {
        let path = column.location.path.text
        let source =
          column.workload.map { Source.workload($0.text, column.stage) } ?? .file(path)
        columns[source, default: []].append(
          Column(service: service, column: number, path: path))
      }
    }
    for listed in findings {
      let finding = listed.finding
      guard let key = finding.key else { continue }
      let source =
        finding.workload.map { Source.workload($0, finding.stage) } ?? .file(finding.path)
      let all = columns[source] ?? []
      // Two manifests may have workloads of one name; what stands in one of them is about that.
      let paths = Set([finding.path] + finding.related.map(\.path))
      let own = all.filter { paths.contains($0.path) }
      for column in own.isEmpty ? all : own {
        let cell = Cell(service: column.service, column: column.column, key: key)
        found[cell, default: []].append(listed)
      }
    }
  }

  /// What was found of a variable, one list a column.
  func findings(
    of row: StageMatrix.Row, in service: Int, columns: Int
  ) -> [[ListedFinding]] {
    (0..<columns).map { found[Cell(service: service, column: $0, key: row.key.text)] ?? [] }
  }
}
