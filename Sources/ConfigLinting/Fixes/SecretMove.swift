import ConfigGuard
import RulePacks

/// Moves a literal secret out of a Compose file into the `.env` beside it, and leaves a reference.
struct SecretMove {
  private let state: FixSession.State
  /// A file as it is by now; nil for one that is not there.
  private let current: (String) -> SourceFile?

  init(_ state: FixSession.State, current: @escaping (String) -> SourceFile?) {
    self.state = state
    self.current = current
  }

  func candidate(
    for finding: Finding, _ draft: FindingDraft
  ) throws(FixRefusal) -> FixCandidate {
    let path = draft.place.file.path
    guard let reading = state.readings[path], reading.format == ComposeFile.name,
      reading.file === draft.place.file, reading.file.encoding == .utf8
    else { throw FixRefusal("literals are moved out of Compose files only") }
    let settings = reading.workloads.flatMap(\.environment).filter { setting in
      setting.file === reading.file && setting.place == draft.subject
        && setting.value.form == .literal && setting.uses.isEmpty
    }
    guard let setting = settings.first, Self.isName(setting.key), !setting.isEncoded else {
      throw FixRefusal("it is no variable of a service")
    }
    let value = setting.value.effective ?? setting.value.text
    guard !value.isEmpty, !value.utf8.contains(where: { $0 == 0x0A || $0 == 0x0D }) else {
      throw FixRefusal("the value has several lines")
    }
    let target = FilePath.join(FilePath.folder(of: path), ".env")
    var edits = [
      FileEdit(
        reading.file, setting.value.range, "${\(setting.key):?set \(setting.key) in .env}")
    ]
    if let addition = try addition(of: value, as: setting.key, to: target) {
      edits.append(addition)
    }
    return FixCandidate(
      finding: finding, draft: draft, file: reading.file, edits: edits, effect: .movesValue,
      description: "the literal moved to \(path: target), and \(setting: setting.key) refers to it")
  }

  /// A line at the end of the file; nil where it holds the same value already.
  private func addition(
    of value: String, as key: String, to target: String
  ) throws(FixRefusal) -> FileEdit? {
    let present = current(target)
    let bytes = present?.bytes ?? SourceBytes("")
    if let file = present {
      guard file.tracking != .tracked else { throw FixRefusal("git tracks the `.env` beside it") }
      guard file.encoding == .utf8 else { throw FixRefusal("the `.env` is not UTF-8") }
    }
    let verdict = state.readings[target].flatMap { state.linter.verdict(of: $0) }
    var dialects = [DotEnvDialect.compose]
    if let verdict, !verdict.isDefault { dialects += verdict.dialects.filter { $0 != .compose } }
    let known = DotEnvFile.parse(bytes, dialect: .compose)
    if known.entries.contains(where: { $0.key == key }) {
      guard known.resolved(environment: { _ in nil }).values[key] == value else {
        throw FixRefusal("the `.env` beside it has another value of this name")
      }
      return nil
    }
    guard value.utf8.count <= 4096,
      let spelling = DotEnvSpelling(of: value, for: dialects).spelling()
    else { throw FixRefusal("no spelling of the value suits the readers of `.env`") }
    let isOpen = bytes.count > 0 && bytes[bytes.count - 1] != 0x0A
    let file = present ?? SourceFile(path: target, bytes: bytes, tracking: .unknown)
    return FileEdit(
      file, SourceRange(at: bytes.count), "\(isOpen ? "\n" : "")\(key)=\(spelling)\n",
      isSecret: true)
  }

  private static func isName(_ key: String) -> Bool {
    guard let first = key.utf8.first, !(0x30...0x39).contains(first), key.utf8.count <= 128 else {
      return false
    }
    return key.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF) || byte == 0x5F
    }
  }
}
