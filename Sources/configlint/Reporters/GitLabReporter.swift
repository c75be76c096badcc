import ConfigGuard
import RulePacks

/// Findings as an artifact for GitLab's Code Quality.
struct GitLabReporter {
  let run: ReportedRun

  func text(_ report: Report) -> String {
    var known: [String: Int] = [:]
    var json = JSONWriter()
    json.array(report.findings) { json, finding in
      let fingerprint = run.root.fingerprint(of: finding)
      let count = known[fingerprint, default: 0] + 1
      known[fingerprint] = count
      json.object { json in
        json.member("type", "issue")
        json.member("description", "\(finding.message). \(finding.help)")
        json.member("check_name", finding.rule)
        // Of two issues with one fingerprint only one is shown.
        json.member("fingerprint", fingerprint + (count > 1 ? "-\(count)" : ""))
        json.member("severity", Risk(finding).codeQuality)
        json.array("categories", [finding.category.isAboutSecurity ? "Security" : "Bug Risk"]) {
          $0.value($1)
        }
        json.object("location") { json in
          json.member("path", run.root.path(finding.path))
          json.object("lines") { json in
            json.member("begin", finding.line ?? 1)
            if let end = finding.endLine { json.member("end", end) }
          }
        }
      }
    }
    return json.text + "\n"
  }
}
