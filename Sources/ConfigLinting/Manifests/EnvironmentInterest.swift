import ConfigGuard
import RulePacks

/// Tells the entries of an env file of which no rule can have anything to say, before anything is
/// made of them: most of a large file are of this kind.
final class EnvironmentInterest {
  private let keys: KeyTable
  private let expressions: KeyExpressions
  private let ciphertexts: CiphertextForms
  private let hints: ByteHints
  /// Schemes of addresses that a rule has something to say of; nil where it may be any.
  private let schemes: Set<String>?
  /// What else the search of the file's bytes found.
  private let found: CoveredText
  /// Where names stand that are given more than once.
  private var repeated: Set<Int> = []

  /// With fewer it takes longer to find out what may be left out than to judge all.
  private static let fewEntries = 8

  /// Nil where every entry counts.
  init?(_ file: DotEnvFile, _ scan: TextScan, _ context: ProjectContext) {
    // A contract may speak of any variable, and who asks for everything gets it.
    guard file.entries.count >= Self.fewEntries, context.contract == nil, !context.readsEverything,
      context.trace == nil,
      context.seeksNothingUnannounced, !file.entries.contains(where: SOPSFile.isMark)
    else { return nil }
    keys = context.keys
    expressions = context.index.keyExpressions
    ciphertexts = context.values.ciphertexts
    hints = scan.hints
    schemes = scan.announcesTokensByAddresses ? nil : context.schemesOfInterest
    found = CoveredText(scan)
    for problem in file.problems where problem.kind == .duplicateKey {
      repeated.insert(problem.range.start)
      if let first = problem.related { repeated.insert(first.start) }
    }
  }

  func passesOver(_ entry: DotEnvEntry) -> Bool {
    let range = entry.valueRange
    guard entry.hasValue, entry.isPlain, !found.overlaps(range.start..<range.end),
      !ciphertexts.mayBegin(entry.written),
      repeated.isEmpty || !repeated.contains(entry.keyRange.start)
    else { return false }
    if hints.contains(range) {
      // Of all that is looked for in values only the sign of an address may stand there.
      guard let place = hints.only(in: range), isHarmless(entry, place) else { return false }
    }
    return entry.withKey { key in
      let shape = keys.shape(of: key)
      return !shape.isOfInterest && !shape.mayMarkStage
        && !expressions.maySpeak(ofKey: key, value: entry.written)
    }
  }

  /// Whether a plain value is an address of which no rule speaks: such a value has no room for a login
  /// or for parameters.
  private func isHarmless(_ entry: DotEnvEntry, _ place: Int) -> Bool {
    let length = place - entry.valueRange.start
    let scheme = entry.written.prefix(length)
    guard let schemes, length > 0, scheme.allSatisfy({ (0x61...0x7A).contains($0) }),
      entry.written[length...].starts(with: "://".utf8)
    else { return false }
    return !schemes.contains(String(decoding: scheme, as: UTF8.self))
  }
}

extension DotEnvEntry {
  /// Whether nothing can be hidden in the value, and no reader changes it.
  fileprivate var isPlain: Bool { cooking != .shellAppending && PlainValue.isPlain(written) }
}

extension SOPSFile {
  /// Whether an entry is one of the data that SOPS leaves in a file.
  fileprivate static func isMark(_ entry: DotEnvEntry) -> Bool {
    entry.withKey { $0.starts(with: "sops_".utf8) }
  }
}
