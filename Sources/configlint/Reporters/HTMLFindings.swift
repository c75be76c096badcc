import ConfigGuard
import RulePacks

/// The findings of a page: what filters them, and each group with its findings.
struct HTMLFindings {
  /// Groups stay open until so many findings are in sight.
  private static let mostInSight = 100
  /// A browser lays out the findings of a longer page only when they come into sight.
  private static let mostLaidOut = 200
  /// So few findings show everything about themselves.
  private static let fewest = 3

  private let groups: FindingGroups

  init(_ groups: FindingGroups) { self.groups = groups }

  var section: Markup {
    guard !groups.groups.isEmpty else {
      return """
        <section aria-labelledby="findings">
        <h2 id="findings">Findings</h2>
        <p class="blank">Nothing was found in what was checked.</p>
        </section>
        """
    }
    return """
      <section aria-labelledby="findings">
      <h2 id="findings">Findings</h2>
      \(HTMLFilters(groups).form)
      \(omitted)
      \(list)
      <p class="blank" id="nothing" hidden="">No finding is like that.</p>
      </section>
      """
  }

  private var omitted: Markup? {
    guard groups.omitted > 0 else { return nil }
    return """
      <p class="notice">The page shows the \(groups.all.count) most serious findings; \
      \(groups.omitted) more are in the other forms of the report.</p>
      """
  }

  private var list: Markup {
    var seen = 0
    var pieces: [Markup] = []
    for group in groups.groups {
      pieces.append(section(group, isOpen: seen < Self.mostInSight))
      seen += group.findings.count
    }
    return pieces.lines
  }

  private func section(_ group: FindingGroup, isOpen: Bool) -> Markup {
    let kind: Markup
    var title: Markup
    switch group.subject {
    case .workload(let name, _):
      kind = "workload"
      title = "\(name)"
    case .file(let path):
      kind = path == "<environment>" ? "process" : "file"
      title = path == "<environment>" ? "the environment" : "<code>\(breakable: path)</code>"
    }
    title += group.stages.map { " <span class=\"stage\">\($0.rawValue)</span>" }.joined(
      separator: "")
    let counts = Severity.allCases.map { severity -> Markup in
      let count = group.count(of: severity)
      let isHidden: Markup = count == 0 ? " hidden=\"\"" : ""
      return """
        <span class="count \(severity.rawValue)" data-severity="\(severity.rawValue)"\
        \(isHidden)>\(count.of(severity.rawValue))</span>
        """
    }
    let items = group.findings.map { item($0, in: group) }
    let isLong = groups.all.count > Self.mostLaidOut
    return """
      <details class="group"\(isOpen ? " open=\"\"" as Markup : "")>
      <summary><span class="kind">\(kind)</span><h3>\(title)</h3>
      <span class="counts">\(counts.joined(separator: " "))</span></summary>
      <ul\(isLong ? " class=\"long\"" as Markup : "")>
      \(items.lines)
      </ul>
      </details>
      """
  }

  private func item(_ listed: ListedFinding, in group: FindingGroup) -> Markup {
    let finding = listed.finding
    let isOpen = groups.all.count <= Self.fewest
    let workload = HTMLFilters.workload(of: finding, in: groups)
    return """
      <li class="finding \(finding.severity.rawValue)" data-category="\(finding.category.rawValue)" \
      data-stage="\(finding.stage.rawValue)" data-workload="\(workload)">
      <details\(isOpen ? " open=\"\"" as Markup : "")>
      <summary><span class="badge">\(finding.severity.rawValue)</span>\
      <span class="message">\(prose: finding.message)</span>\
      <code class="place">\(breakable: Self.place(finding, in: group))</code></summary>
      <div class="body" id="\(listed.anchor)">
      \(HTMLFindingBody(finding).markup)
      </div>
      </details>
      </li>
      """
  }

  /// The place as it stands under the name of a group, which may be that of the file.
  private static func place(_ finding: Finding, in group: FindingGroup) -> String {
    guard case .file = group.subject, let line = finding.line else {
      return group.subject.name == finding.path ? "" : place(finding)
    }
    return "line \(line)"
  }

  static func place(_ finding: Finding) -> String {
    guard let line = finding.line, let column = finding.column else { return finding.path }
    return "\(finding.path):\(line):\(column)"
  }
}
