import ConfigGuard
import RulePacks

/// Variables that a manifest supplies by way of files that the platform mounts.
struct SuppliedByFile {
  let contract: Contract
  let keys: KeyTable

  /// The surroundings with a setting for every variable that comes from a file: `NAME_FILE` leads to
  /// the value of `NAME`, and a command with `--secrets-dir` finds secrets in mounted folders.
  ///
  /// What the files hold is known at the start only, so that these settings have no text.
  func added(to here: Surroundings) -> Surroundings {
    let present = Dictionary(
      here.settings.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    let hasFolders = here.workload?.command?.contains("--secrets-dir") ?? false
    var here = here
    for variable in contract.variables {
      let names = [variable.name] + variable.formerNames
      guard !names.contains(where: { present[$0]?.value.isSupplied == true }) else { continue }
      let files = names.filter { name in
        let file = present[name + SecretFiles.suffix]
        return file?.value.isSupplied == true && contract.variable(name + SecretFiles.suffix) == nil
      }
      if let name = files.first, let file = present[name + SecretFiles.suffix] {
        here.settings.append(setting(name, at: file.place))
      } else if hasFolders, let workload = here.workload, isSecret(variable) {
        here.settings.append(setting(variable.name, at: Place(workload.file, workload.range)))
      }
    }
    return here
  }

  private func isSecret(_ variable: ContractVariable) -> Bool {
    variable.isSecret || keys.info(variable.name).holdsSecret
  }

  private func setting(_ name: String, at place: Place) -> Setting {
    let value = Value(
      form: .reference("file"), text: "", effective: nil, range: place.range, isExact: false)
    return Setting(
      key: name, info: keys.info(name), value: value, file: place.file, keyRange: place.range,
      keyPath: name)
  }
}
