import ConfigGuard
import RulePacks

/// What filters the findings of a page: severities without a script, all else with one.
struct HTMLFilters {
  private let groups: FindingGroups

  init(_ groups: FindingGroups) { self.groups = groups }

  /// What stands for the workload of a finding in the page.
  static func workload(of finding: Finding, in groups: FindingGroups) -> String {
    finding.workload.flatMap { groups.workloads[$0] } ?? "none"
  }

  var form: Markup {
    let findings = groups.all.map(\.finding)
    let stages = Stage.allCases.filter { stage in findings.contains { $0.stage == stage } }
    let categories = Set(findings.map(\.category.rawValue)).sorted()
    let names = groups.workloads.sorted { $0.key < $1.key }.map { (value: $1, text: $0) }
    let none = (value: "none", text: "no workload")
    let hasOthers = findings.contains { $0.workload == nil }
    return """
      <form id="filters" autocomplete="off" aria-label="Filters">
      <fieldset class="severities"><legend>Severity</legend>
      \(Severity.allCases.map { box($0, findings) }.lines)
      </fieldset>
      <div class="enhanced" hidden="">
      \(choice("stage", "Stage", stages.map { ($0.rawValue, $0.rawValue) }))
      \(choice("workload", "Workload", names + (hasOthers && !names.isEmpty ? [none] : [])))
      \(choice("category", "Category", categories.map { ($0, $0) }))
      <label class="search">Search <input type="search" name="q" placeholder="key, file, rule, text"></label>
      <button type="reset">Clear</button>
      <button type="button" id="unfold" aria-pressed="false">Unfold all</button>
      </div>
      <p id="shown" role="status">\(findings.count.of("finding"))</p>
      </form>
      """
  }

  private func box(_ severity: Severity, _ findings: [Finding]) -> Markup {
    let count = findings.count { $0.severity == severity }
    let disabled: Markup = count == 0 ? " disabled=\"\"" : ""
    return """
      <label class="\(severity.rawValue)"><input type="checkbox" name="severity" \
      value="\(severity.rawValue)" id="show-\(severity.rawValue)" checked=""\(disabled)> \
      \(severity.rawValue)s <span>\(count)</span></label>
      """
  }

  /// A list to choose from; nil where there is nothing to choose.
  private func choice(
    _ name: Markup, _ label: Markup, _ options: [(value: String, text: String)]
  ) -> Markup? {
    guard options.count > 1 else { return nil }
    let items = options.map { "<option value=\"\($0.value)\">\($0.text)</option>" as Markup }
    return """
      <label>\(label) <select name="\(name)"><option value="">all</option>\
      \(items.joined(separator: ""))</select></label>
      """
  }
}
