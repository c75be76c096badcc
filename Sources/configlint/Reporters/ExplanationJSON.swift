import ConfigGuard
import ConfigLinting
import RulePacks

/// Explanations of lines as one line of JSON (`schemas/explain.v1.schema.json`).
struct ExplanationJSON {
  private let explanations: [LineExplanation]
  private let basis: ExplanationBasis
  private let version: String

  init(_ explanations: [LineExplanation], _ basis: ExplanationBasis, version: String) {
    self.explanations = explanations
    self.basis = basis
    self.version = version
  }

  var text: String {
    var json = JSONWriter()
    json.object { json in
      json.member("version", 1)
      json.tool(version)
      json.object("basis") { json in
        json.array("paths", basis.paths) { $0.value($1.text) }
        json.member("files", basis.fileCount)
        json.member("added", basis.isAdded)
      }
      json.array("lines", explanations) { json, explanation in
        json.object { add(explanation, to: &$0) }
      }
    }
    return json.text + "\n"
  }

  private func add(_ explanation: LineExplanation, to json: inout JSONWriter) {
    json.member("path", explanation.path)
    json.member("line", explanation.line)
    json.member("column", explanation.column)
    json.member("kind", explanation.kind.rawValue)
    json.member("subject", explanation.subject)
    let file = explanation.file
    json.object("file") { json in
      json.member("format", file.format)
      json.member("evidence", file.evidence)
      json.member("stage", file.stage.rawValue)
      json.member("stageEvidence", file.stageEvidence)
      json.array("readers", file.readers?.dialects ?? []) { $0.value($1) }
      json.member("readersEvidence", file.readers?.evidence)
      json.array("skipped", file.skipped) { $0.value($1) }
      json.member("searched", file.isSearched)
    }
    if let nearest = explanation.nearest {
      json.object("nearest") { json in
        json.member("key", nearest.key)
        json.member("line", nearest.line)
      }
    } else {
      json.member("nearest", nil as String?)
    }
    json.array("findings", explanation.findings) { json, finding in
      json.object { JSONReporter.addBriefly(finding, to: &$0) }
    }
    json.array("suppressed", explanation.suppressed) { json, suppressed in
      json.object { json in
        JSONReporter.addBriefly(suppressed.finding, to: &json)
        json.member("reason", suppressed.reason)
        JSONReporter.addAnswer(to: suppressed, &json)
      }
    }
    json.array("elsewhere", explanation.elsewhere) { json, finding in
      json.object { JSONReporter.addBriefly(finding, to: &$0) }
    }
    json.array("settings", explanation.settings) { json, setting in
      json.object { add(setting, to: &$0) }
    }
    json.array("reads", explanation.reads) { json, read in
      json.object { json in
        json.member("name", read.name)
        json.member("required", read.isRequired)
        json.member("default", read.hasDefault)
        json.member("contract", read.contract)
      }
    }
    json.array("directives", explanation.directives) { json, directive in
      json.object { add(directive, to: &$0) }
    }
    if let absent = explanation.absent {
      json.object("absent") { add(absent, to: &$0) }
    } else {
      json.member("absent", nil as String?)
    }
    add(explanation.rules, to: &json)
    json.member("otherRules", explanation.otherRules)
  }

  private func add(_ directive: ExplainedDirective, to json: inout JSONWriter) {
    json.member("rule", directive.rule)
    json.member("kind", directive.kind.rawValue)
    json.member("until", directive.until)
    json.member("reason", directive.reason)
    json.member("scope", directive.scope)
    json.member("state", directive.state.rawValue)
    json.member("evidence", directive.evidence)
  }

  private func add(_ absent: AbsentVariable, to json: inout JSONWriter) {
    json.member("name", absent.name)
    json.member("contract", absent.contract)
    json.array("environments", absent.environments) { json, environment in
      json.object { json in
        json.member("workload", environment.workload)
        json.member("stage", environment.stage.rawValue)
        json.member("verdict", environment.verdict)
      }
    }
  }

  private func add(_ setting: ExplainedSetting, to json: inout JSONWriter) {
    json.member("key", setting.key)
    json.member("keyPath", setting.keyPath)
    json.array("words", setting.words) { $0.value($1) }
    json.member("relation", setting.relation.rawValue)
    json.member("role", setting.role)
    json.member("roleEvidence", setting.roleEvidence)
    json.array("otherRoles", setting.otherRoles) { json, role in
      json.object { json in
        json.member("role", role.name)
        json.member("pattern", role.pattern)
      }
    }
    json.member("form", setting.form)
    json.add("value", setting.value)
    json.member("secretClass", setting.secretClass)
    json.member("contract", setting.contract)
    json.array("environments", setting.environments) { json, environment in
      json.object { json in
        json.member("workload", environment.workload)
        json.add(environment.location)
        json.member("stage", environment.stage.rawValue)
        json.member("stageEvidence", environment.stageEvidence)
        json.member("judged", environment.isJudged)
        json.add(environment.steps)
      }
    }
    add(setting.rules, to: &json)
    json.member("quietRules", setting.quietRules)
    json.member("rulesOfSecrets", setting.rulesOfSecrets)
  }

  private func add(_ rules: [ExplainedRule], to json: inout JSONWriter) {
    json.array("rules", rules) { json, rule in
      json.object { json in
        json.member("rule", rule.id)
        json.member("verdict", rule.verdict.rawValue)
        json.member("severity", rule.severity?.rawValue)
        json.member("reason", rule.reason)
        json.member("looksAt", rule.looksAt)
        json.array("workloads", rule.workloads) { $0.value($1.text) }
      }
    }
  }
}
