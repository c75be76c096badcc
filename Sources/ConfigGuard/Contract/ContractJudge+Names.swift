import RulePacks

extension ContractJudge {
  /// Names on their way out, and former names beside new ones.
  func judgeNames(
    of variable: ContractVariable, _ settings: ContractSettings, _ here: Surroundings
  ) -> [FindingDraft] {
    var drafts: [FindingDraft?] = []
    for name in [variable.name] + variable.formerNames {
      guard name != variable.name || variable.deprecation != nil,
        let setting = settings.written(name), ContractSettings.isGiven(setting)
      else { continue }
      drafts.append(deprecated(setting, variable, here, settings.written(variable.name)))
    }
    return drafts.compactMap { $0 }
  }

  func deprecated(
    _ setting: Setting, _ variable: ContractVariable, _ here: Surroundings,
    _ successor: Setting? = nil
  ) -> FindingDraft? {
    guard setting.key != variable.name else {
      let reason = variable.deprecation ?? ""
      return draft(
        "deprecated", setting, here,
        ["problem": reason.isEmpty ? "is deprecated" : "is deprecated: \(prose: reason)"])
    }
    var problem: ReportText = "is a former name of \(setting: variable.name)"
    if let successor, ContractSettings.isGiven(successor) {
      let isSame = successor.value.literal == setting.value.literal
      problem += isSame ? ", which is set as well" : ", which is set as well and wins"
    }
    return draft("deprecated", setting, here, ["problem": problem])
  }

  /// Names that begin as the service's own do and are none of them.
  func judgeUnknownNames(_ settings: ContractSettings, _ here: Surroundings) -> [FindingDraft] {
    guard !contract.prefixes.isEmpty else { return [] }
    let former = Set(variables.flatMap(\.formerNames))
    var drafts: [FindingDraft?] = []
    for setting in settings.all
    where variables[setting.key] == nil && !former.contains(setting.key)
      && contract.prefixes.contains(where: { setting.key.hasPrefix($0) })
      && !isOfAnotherService(setting.key) && !leadsToFile(setting.key)
    {
      let near = NearMiss.nearest(to: setting.key, among: variables.map(\.name))
      let hint = near.map { "; did you mean \(quoted: $0)?" as ReportText } ?? ""
      var draft = draft(
        "unknown", at: Place(setting.file, setting.keyRange), here, key: setting.key,
        keyPath: setting.keyPath, ["problem": "is no variable of the contract\(hint)"])
      draft?.content = .name
      drafts.append(draft)
    }
    return drafts.compactMap { $0 }
  }

  /// `NAME_FILE` is no slip of `NAME` but another way to give it.
  private func leadsToFile(_ name: String) -> Bool {
    guard let name = SecretFiles.subject(of: name) else { return false }
    return variables[name] != nil || isOfAnotherService(name)
      || variables.contains { $0.formerNames.contains(name) }
  }

  /// One environment may be handed to all services.
  private func isOfAnotherService(_ name: String) -> Bool {
    if contract.otherNames.contains(name) { return true }
    return contract.services.contains { service in
      service.variables?.contains(name) ?? false || service.own.contains { $0.name == name }
    }
  }
}
