import ConfigGuard
import ConfigLinting
import RulePacks

/// The changes of a contract as one line of JSON (`schemas/contract-diff.v1.schema.json`).
struct ContractDifferenceJSON {
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
    var json = JSONWriter()
    json.object { json in
      json.member("version", 1)
      json.tool(Version.text)
      json.member("old", old)
      json.member("new", new)
      json.member("breaking", difference.isBreaking)
      json.member("rollbackSafe", difference.isRollbackSafe)
      json.array("changes", difference.changes) { json, change in
        json.object { json in
          json.member("field", change.field.rawValue)
          json.member("variable", change.variable)
          json.member("service", change.service)
          json.member("effect", change.effect.rawValue)
          json.member("breaking", change.effect.isBreaking)
          json.member("rollbackSafe", change.effect.isRollbackSafe)
          json.array("requiredIn", change.requiredIn) { $0.value($1.rawValue) }
          json.member("message", change.message)
        }
      }
      if let manifests {
        json.object("manifests") { add(manifests, to: &$0) }
      } else {
        json.member("manifests", nil as String?)
      }
    }
    return json.text + "\n"
  }

  private func add(_ manifests: ManifestComparison, to json: inout JSONWriter) {
    json.member("broken", manifests.isBroken)
    json.member("files", manifests.files)
    json.member("workloads", manifests.workloads)
    json.array("findings", manifests.findings) { json, finding in
      json.object { JSONReporter.addBriefly(finding, to: &$0) }
    }
  }
}
