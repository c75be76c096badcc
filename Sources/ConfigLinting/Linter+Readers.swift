import ConfigGuard
import RulePacks

extension Linter {
  /// Who reads an env file: what was found beside it, and the manifests that refer to it.
  func readers(of reading: FileReading, _ screen: NameScreen) -> Report.Readers? {
    guard let verdict = verdict(of: reading) else { return nil }
    return Report.Readers(
      dialects: verdict.dialects.map(\.id), evidence: screen.text(verdict.evidence),
      isDefault: verdict.isDefault)
  }

  /// Who reads an env file, by what is beside it and by what refers to it.
  func verdict(of reading: FileReading) -> DialectVerdict? {
    guard var verdict = reading.readers else { return nil }
    for consumed in consumers[reading.file.path] ?? [] {
      verdict.add(consumed.dialect, "\(path: consumed.consumer)", isReferring: true)
    }
    return verdict
  }

  /// Adds what several readers of an env file make of it in different ways.
  func compareReaders(_ drafts: inout [FindingDraft]) {
    for reading in readings {
      guard let verdict = verdict(of: reading) else { continue }
      let problems =
        verdict.isDefault
        ? reading.unportable
        : DotEnvComparison(reading.file.bytes, verdict.dialects)?.problems() ?? []
      for problem in problems.prefix(ReadingLimits.problems) {
        drafts += reading.context.judge.draft(
          problem, in: reading.file, stage: reading.stage.stage, duplicates: "duplicate-variable")
      }
    }
  }
}

extension Linter {
  /// Whether a file was added, by its path as reports are given it.
  package func holds(_ path: String) -> Bool { readings.contains { $0.file.path == path } }
}
