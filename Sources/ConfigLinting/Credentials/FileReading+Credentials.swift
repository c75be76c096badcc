import ConfigGuard
import RulePacks

extension ConfigurationReader {
  /// Reads a file that programs log in with; of keys and of what is no text, nothing is read.
  func readCredentials(_ file: SourceFile, into reading: inout FileReading) {
    guard let kind = CredentialFile(path: file.path) else { return }
    if let type = kind.documentType {
      readDocuments(file, type, into: &reading)
      reading.format = kind.rawValue
      return
    }
    reading.format = kind.rawValue
    let path = context.stages.evidence(
      ofPath: context.projectPath(of: file.path), context.contract)
    reading.stage = context.stages.verdict(path)
    let isText = file.bytes.firstNUL == nil && file.encodingFault == nil
    guard isText, kind != .keystore else {
      reading.scan = .empty
      // A key may be data; what a program logs in with is text.
      if kind != .keystore, kind != .privateKey, let problem = Self.unreadableText(of: file) {
        add([problem], to: &reading, duplicates: "duplicate-key")
      }
      return
    }
    var settings: [Setting] = []
    if let read = kind.entries(of: file.bytes) {
      settings = read.entries.map { setting($0, in: file) }
      add(read.problems, to: &reading, duplicates: "duplicate-key")
    }
    guard !settings.isEmpty else { return }
    let here = Surroundings(
      gate: .files, stage: reading.stage.stage, format: kind.rawValue, file: file,
      settings: settings, contract: context.contract, load: context.contract?.load)
    reading.documents.append(DocumentSettings(settings: settings, surroundings: here))
  }

  private func setting(_ entry: CredentialEntry, in file: SourceFile) -> Setting {
    let value = context.values.value(
      entry.text, at: entry.range, isExact: entry.isExact, syntax: .compose)
    var setting = Setting(
      key: entry.key, info: context.keys.info(entry.key), value: value, file: file,
      keyRange: entry.keyRange, keyPath: entry.key)
    setting.isDeclaredSecret = entry.isSecret
    return setting
  }
}
