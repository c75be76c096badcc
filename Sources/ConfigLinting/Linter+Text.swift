import ConfigGuard
import RulePacks

extension Linter {
  /// Judges what stands in files outside of their settings' values: in comments, in text that no
  /// reader takes apart, in files that are no configuration.
  func judgeTexts(besides drafts: [FindingDraft]) -> [FindingDraft] {
    guard !scanned.isEmpty else { return [] }
    var covered: [ObjectIdentifier: CoveredText] = [:]
    for reading in scanned { covered[ObjectIdentifier(reading.file)] = CoveredText() }
    cover(&covered, with: drafts)
    for file in covered.keys { covered[file]?.sort() }
    return scanned.flatMap { reading in
      let context = reading.context
      let here = Surroundings(
        gate: .files, stage: reading.stage.stage, format: reading.format, file: reading.file,
        settings: reading.settings, contract: context.contract, load: context.contract?.load)
      let values = covered[ObjectIdentifier(reading.file)] ?? CoveredText()
      return context.judge.judgeText(reading.scan, here, besides: values)
    }
  }

  /// Adds what was judged already: values as texts, and places that have a finding.
  private func cover(
    _ covered: inout [ObjectIdentifier: CoveredText], with drafts: [FindingDraft]
  ) {
    func add(_ place: Place) { covered[ObjectIdentifier(place.file)]?.add(place.range) }
    func add(_ setting: Setting) {
      if setting.value.literal != nil {
        add(setting.place)
        addLines(of: setting)
      }
      for layer in setting.shadowed where layer.value?.form == .literal { add(layer.place) }
    }
    // Of a text of several lines the range is the first one alone.
    var seen: Set<Place> = []
    func addLines(of setting: Setting) {
      let length = setting.value.text.utf8.count
      guard length > setting.value.range.count, covered[ObjectIdentifier(setting.file)] != nil,
        seen.insert(setting.place).inserted
      else { return }
      add(Place(setting.file, setting.file.bytes.block(at: setting.value.range.start, length)))
    }
    for reading in readings {
      for setting in reading.settings { add(setting) }
      for document in reading.documents {
        for setting in document.settings { add(setting) }
      }
      for workload in reading.workloads {
        for setting in workload.environment { add(setting) }
      }
    }
    for draft in drafts where draft.category.rankAmongSecretFacts(draft.confidence) != nil {
      add(draft.subject)
      add(draft.place)
    }
  }
}
