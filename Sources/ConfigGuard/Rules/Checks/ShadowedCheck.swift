import RulePacks

extension Judge {
  /// Values of env files, ConfigMaps and Secrets that the workload itself sets to something else.
  ///
  /// What one manifest lays over another, or over an image's own defaults, is meant to differ.
  func shadowed(
    _ rule: Rule, _ severity: Severity, _ here: Surroundings
  ) -> [FindingDraft] {
    here.settings.compactMap { setting in
      guard let layer = setting.shadowed.first(where: { isApart($0, from: setting) }),
        let own = setting.value.literal, let other = layer.value?.literal, own != other
      else { return nil }
      var draft = FindingDraft(
        rule, severity, at: layer.place, keyPath: setting.keyPath, key: setting.key,
        workload: here.workload?.name, stage: here.stage,
        arguments: [
          "other": "\(path: (setting.uses.last?.place ?? setting.place).file.name)"
        ])
      draft.related = [(setting.uses.last?.place ?? setting.place, "this one counts")]
      return draft
    }
  }

  private func isApart(_ layer: Layer, from setting: Setting) -> Bool {
    guard layer.place.file !== setting.file else { return false }
    return EnvironmentFile.isEnvironmentName(layer.place.file.name)
      || layer.source.hasPrefix("ConfigMap") || layer.source.hasPrefix("Secret")
  }
}
