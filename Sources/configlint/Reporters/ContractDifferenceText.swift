import ConfigGuard
import ConfigLinting
import RulePacks

/// The changes of a contract for people: what breaks first.
struct ContractDifferenceText {
  private let difference: ContractDifference
  private let manifests: ManifestComparison?
  private let old: String
  private let new: String

  init(
    _ difference: ContractDifference, _ manifests: ManifestComparison?, old: String, new: String
  ) {
    self.difference = difference
    self.manifests = manifests
    self.old = old
    self.new = new
  }

  var text: String {
    var blocks = [
      changes("Breaking", difference.changes.filter { $0.effect.isBreaking }),
      changes("Not breaking", difference.changes.filter { !$0.effect.isBreaking }),
    ].compactMap { $0 }
    if let manifests { blocks.append(contentsOf: self.manifests(manifests)) }
    blocks.append(verdict)
    return blocks.joined(separator: "\n\n") + "\n"
  }

  private func changes(_ title: String, _ changes: [ContractDifference.Change]) -> String? {
    guard !changes.isEmpty else { return nil }
    let lines = changes.map { change in
      let mark = change.effect.isRollbackSafe ? "" : " (not safe to roll back)"
      return "  \(Printable.text(change.message))\(mark)"
    }
    return (["\(title) (\(changes.count)):"] + lines).joined(separator: "\n")
  }

  private func manifests(_ manifests: ManifestComparison) -> [String] {
    let checked = "\(count(manifests.files, "file")), \(count(manifests.workloads, "workload"))"
    guard !manifests.findings.isEmpty else {
      return ["Manifests (\(checked)): nothing that was right is wrong now."]
    }
    let lines = manifests.findings.map { finding in
      var place = Printable.text(finding.path)
      if let line = finding.line, let column = finding.column { place += ":\(line):\(column)" }
      let workload = finding.workload.map { "\(Printable.text($0)), " } ?? ""
      return "  \(place): \(finding.severity.rawValue): \(finding.message)"
        + " (\(workload)\(finding.stage.rawValue)) [\(finding.rule)]"
    }
    return [(["Manifests (\(checked)):"] + lines).joined(separator: "\n")]
  }

  private var verdict: String {
    guard !difference.changes.isEmpty else {
      return "no changes from \(Printable.text(old)) to \(Printable.text(new))"
    }
    let breaking = difference.changes.count { $0.effect.isBreaking }
    let rollback = difference.isRollbackSafe ? "safe" : "not safe"
    return "\(count(difference.changes.count, "change")) from \(Printable.text(old)) to "
      + "\(Printable.text(new)), \(breaking) breaking; a rollback is \(rollback)"
  }

  private func count(_ number: Int, _ name: String) -> String {
    "\(number) \(name)\(number == 1 ? "" : "s")"
  }
}
