package import ConfigGuard

extension DraftedContract {
  /// Takes back what existing files contradict, and says whether anything was.
  package mutating func loosen(by report: Report) -> Bool {
    var isChanged = false
    for finding in report.findings {
      guard let check = checks[finding.rule] else { continue }
      isChanged = loosen(check, finding.key, finding.workload) || isChanged
    }
    return isChanged
  }

  /// Takes back all defaults and examples.
  package mutating func removeValues() {
    for index in variables.indices {
      variables[index].defaultValue = nil
      variables[index].example = nil
    }
  }

  /// Whether a report has anything that the contract brings with it.
  package func isContradicted(by report: Report) -> Bool {
    report.findings.contains { checks[$0.rule] != nil }
  }

  private mutating func loosen(_ check: String, _ key: String?, _ workload: String?) -> Bool {
    if check == "group" {
      defer { groups = [] }
      return !groups.isEmpty
    }
    guard let key, let position = positions[key] else { return false }
    switch check {
    case "compare":
      let count = comparisons.count
      comparisons.removeAll { $0.first == key || $0.second == key }
      return comparisons.count < count
    case "required", "required-secret":
      if let workload, remove(key, fromServiceOf: workload) { return true }
      guard variables[position].requirement.fact != .none else { return false }
      variables[position].requirement = .init(.none)
      return true
    default:
      guard variables[position].type != nil else { return false }
      if !variables[position].schemes.isEmpty, check == "url" {
        variables[position].schemes = []
      } else {
        variables[position].type = nil
        variables[position].schemes = []
      }
      return true
    }
  }

  /// What one service is not given may be needed by another one all the same.
  private mutating func remove(_ key: String, fromServiceOf workload: String) -> Bool {
    guard let index = services.firstIndex(where: { $0.workloads.contains(workload) }),
      services.count(where: { $0.takesAll || $0.variables.contains(key) }) > 1
    else { return false }
    let isRemoved = services[index].variables.remove(key) != nil
    defer { services[index].takesAll = false }
    return isRemoved || services[index].takesAll
  }
}
