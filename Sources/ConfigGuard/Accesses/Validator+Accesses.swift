package import RulePacks

extension Validator {
  /// The variables that the contract names for this service.
  package var variables: ContractVariables {
    scopedContract.contract?.variables ?? ContractVariables()
  }

  /// The same judge for a stage that is known already.
  package func judging(as stage: Stage) -> Validator {
    Validator(
      contract: contract, stage: stage, service: service, rules: rules, only: only, skip: skip,
      secretFiles: secretFiles)
  }

  /// How what a service read compares with its contract; nothing is said of values.
  package func report(on ledger: AccessLedger) -> Report {
    let content = ledger.current
    var report = report(on: [:]) { scene in
      AccessJudge(scene.context, scene.here, at: scene.place).judge(content, expecting: variables)
    }
    if content.omitted > 0 {
      let screen = NameScreen.plain
      report.skipped.append(
        Report.Skipped(
          path: screen.text("<environment>"),
          reason: screen.text(
            "\(content.omitted) reads of more keys than the \(content.entries.count) that are kept")
        ))
    }
    return report
  }
}
