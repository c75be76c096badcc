import ConfigGuard
import RulePacks

/// Turns findings into edits, where the text at their places is what their rules' repairs are for.
struct FixProposer {
  let readings: [String: FileReading]
  /// Who reads an env file.
  let readers: (FileReading) -> DialectVerdict?

  /// Larger files are generated, and not mended by hand.
  private static let largest = 4 << 20

  func candidate(
    for finding: Finding, _ draft: FindingDraft, _ repair: Repair
  ) throws(FixRefusal) -> FixCandidate {
    let reading = try reading(of: draft)
    switch repair {
    case .flag, .placeholder, .require, .swap: try requireDeployed(draft)
    case .quote, .removeEarlier, .ignore: break
    }
    let file = reading.file
    switch repair {
    case .flag(let isOn):
      let word = file.bytes.text(draft.place.range)
      guard let turned = FlagSpelling.turned(word, on: isOn) else {
        throw FixRefusal("the value is no plain switch")
      }
      return FixCandidate(
        finding: finding, draft: draft, file: file,
        edits: [FileEdit(file, draft.place.range, turned)], effect: .replacesValue,
        description: "switched \(isOn ? "on" : "off" as ReportText)")
    case .placeholder(let text):
      guard file.bytes.text(draft.place.range) == "*" else {
        throw FixRefusal("it is another wildcard than a plain `*`")
      }
      return FixCandidate(
        finding: finding, draft: draft, file: file,
        edits: [FileEdit(file, draft.place.range, text)], effect: .replacesValue,
        description: "the wildcard became a placeholder; write your own origins in its place",
        mustBeReported: true)
    case .swap: return try swap(finding, draft, file)
    case .require: return try require(finding, draft, reading)
    case .quote: return try quote(finding, draft, reading)
    case .removeEarlier:
      let range = try DuplicateRemoval(reading, readers(reading)).range(for: draft)
      return FixCandidate(
        finding: finding, draft: draft, file: file, edits: [FileEdit(file, range, "")],
        effect: .removesEntry, description: "the earlier entry, which never counted, is removed")
    case .ignore: throw FixRefusal("only a `.gitignore` helps")
    }
  }

  /// The file as it was read, if it is one that can be edited.
  private func reading(of draft: FindingDraft) throws(FixRefusal) -> FileReading {
    guard let reading = readings[draft.place.file.path], reading.file === draft.place.file else {
      throw FixRefusal("the file was only read because another one refers to it; name it, too")
    }
    let bytes = reading.file.bytes
    guard reading.file.encoding == .utf8, bytes.firstInvalidUTF8 == nil, bytes.firstNUL == nil
    else { throw FixRefusal("the file is not UTF-8") }
    guard bytes.count <= Self.largest else { throw FixRefusal("the file is too large") }
    guard let type = FileType(path: reading.file.path), type.canBeProven else {
      throw FixRefusal("files of this format are not edited")
    }
    if type == .yaml || type == .json, TemplateReader.isTemplate(bytes) {
      throw FixRefusal("the file is a template")
    }
    return reading
  }

  /// Values are only changed where they are known to be for production.
  private func requireDeployed(_ draft: FindingDraft) throws(FixRefusal) {
    switch draft.stage {
    case .production, .staging: break
    case .unknown:
      throw FixRefusal("nothing says that this is for production; `--stage production` does")
    default: throw FixRefusal("this is not for production")
    }
  }

  private func swap(
    _ finding: Finding, _ draft: FindingDraft, _ file: SourceFile
  ) throws(FixRefusal) -> FixCandidate {
    guard draft.related.count == 1, let other = draft.related.first?.place, other.file === file
    else { throw FixRefusal("the other value stands elsewhere") }
    let (left, right) = (file.bytes.text(draft.place.range), file.bytes.text(other.range))
    guard let first = Int(left), let second = Int(right), first > second, second > 0 else {
      throw FixRefusal("the two are no plain numbers")
    }
    return FixCandidate(
      finding: finding, draft: draft, file: file,
      edits: [FileEdit(file, draft.place.range, right), FileEdit(file, other.range, left)],
      effect: .replacesValue, description: "the two numbers changed places")
  }

  private func require(
    _ finding: Finding, _ draft: FindingDraft, _ reading: FileReading
  ) throws(FixRefusal) -> FixCandidate {
    let file = reading.file
    guard reading.format == ComposeFile.name || reading.format == EnvironmentFile.name,
      let found = DefaultReference(around: draft.place.range, in: file.bytes)
    else { throw FixRefusal("there is no plain `${NAME:-…}` whose readers know `:?`") }
    return FixCandidate(
      finding: finding, draft: draft, file: file,
      edits: [FileEdit(file, found.operation, "\(found.requiring)set \(found.name)")],
      effect: .requiresVariable,
      description: "the literal is gone: without \(setting: found.name) nothing starts")
  }

  private func quote(
    _ finding: Finding, _ draft: FindingDraft, _ reading: FileReading
  ) throws(FixRefusal) -> FixCandidate {
    let file = reading.file
    guard let verdict = readers(reading), let key = draft.key else {
      throw FixRefusal("nothing says who reads the file")
    }
    let parsed = DotEnvFile.parse(file.bytes, dialect: verdict.primary)
    guard let entry = parsed.entries.last(where: { $0.key == key }), entry.hasValue,
      entry.valueRange == draft.place.range || entry.keyRange == draft.place.range,
      let value = entry.value
    else { throw FixRefusal("its first reader finds no value there") }
    let resolved = [nil, "x"].map { (host: String?) in
      parsed.resolved(environment: { $0 == key ? nil : host }).values[key]
    }
    guard resolved.allSatisfy({ $0 == value }) else {
      throw FixRefusal("the value depends on other variables")
    }
    guard value.utf8.count <= 4096,
      let spelling = DotEnvSpelling(of: value, for: verdict.dialects).spelling()
    else { throw FixRefusal("no spelling is read alike by all its readers") }
    var range = entry.valueRange
    if entry.quote != .none {
      guard range.start > 0, range.end < file.bytes.count else {
        throw FixRefusal("a quote is open")
      }
      range = SourceRange(start: range.start - 1, end: range.end + 1)
    }
    // The value may be a secret, and stands in its new quotes.
    return FixCandidate(
      finding: finding, draft: draft, file: file,
      edits: [FileEdit(file, range, spelling, isSecret: true)], effect: .unitesReaders,
      description: "written so that all readers get what \(name: verdict.primary.name) gets")
  }
}

extension FileType {
  /// Whether there is a reader that can show that nothing but the target has changed.
  var canBeProven: Bool {
    switch self {
    case .environment, .yaml, .json, .toml, .properties, .ini, .tfvars, .dockerfile: true
    default: false
    }
  }
}

/// `${NAME:-literal}` around a literal.
struct DefaultReference {
  let name: String
  /// `?`, with a colon where the default has one.
  let requiring: String
  /// From the operator to the end of the literal.
  let operation: SourceRange

  init?(around literal: SourceRange, in bytes: SourceBytes) {
    guard literal.end < bytes.count, bytes[literal.end] == UInt8(ascii: "}"), literal.start > 3
    else { return nil }
    var offset = literal.start - 1
    guard bytes[offset] == UInt8(ascii: "-") else { return nil }
    let hasColon = bytes[offset - 1] == UInt8(ascii: ":")
    if hasColon { offset -= 1 }
    let start = offset
    while offset > 0, Self.isNameByte(bytes[offset - 1]) { offset -= 1 }
    guard offset < start, offset >= 2, bytes[offset - 1] == UInt8(ascii: "{"),
      bytes[offset - 2] == UInt8(ascii: "$"), start - offset <= 128
    else { return nil }
    name = bytes.text(SourceRange(start: offset, end: start))
    requiring = hasColon ? ":?" : "?"
    operation = SourceRange(start: start, end: literal.end)
  }

  /// The name in front of an operator.
  static func name(before operation: SourceRange, in bytes: SourceBytes) -> String? {
    var start = operation.start
    while start > 0, isNameByte(bytes[start - 1]) { start -= 1 }
    return start < operation.start
      ? bytes.text(SourceRange(start: start, end: operation.start)) : nil
  }

  static func isNameByte(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF) || byte == 0x5F
  }
}
