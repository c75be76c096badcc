import ConfigGuard
import RulePacks

/// Tells the entries of an env file of which no rule can have anything to say, before anything is
/// made of them: most of a large file are of this kind.
struct EnvironmentInterest {
  private let index: RuleIndex
  private let stages: StageResolver
  private let ciphertexts: CiphertextForms
  private let hints: ByteHints
  /// What else the search of the file's bytes found.
  private var found = CoveredText()
  /// Where names stand that are given more than once.
  private var repeated: Set<Int> = []

  /// Nil where every entry counts.
  init?(_ file: DotEnvFile, _ scan: TextScan, _ context: ProjectContext) {
    // A contract may speak of any variable, and who asks for everything gets it.
    guard context.contract == nil, !context.readsEverything, context.trace == nil,
      context.index.seeksNothingUnannounced, !file.entries.contains(where: SOPSFile.isMark)
    else { return nil }
    index = context.index
    stages = context.stages
    ciphertexts = context.values.ciphertexts
    hints = scan.hints
    for token in scan.tokens {
      found.add(SourceRange(start: token.range.lowerBound, end: token.range.upperBound))
    }
    for match in scan.matches { found.add(match.range) }
    found.sort()
    for problem in file.problems where problem.kind == .duplicateKey {
      repeated.insert(problem.range.start)
      if let first = problem.related { repeated.insert(first.start) }
    }
  }

  func passesOver(_ entry: DotEnvEntry, _ info: KeyInfo) -> Bool {
    let range = entry.valueRange
    return entry.hasValue && entry.isPlain && !index.asks(for: info) && !stages.isMarker(info)
      && !hints.contains(range) && !found.overlaps(range.start..<range.end)
      && !repeated.contains(entry.keyRange.start) && !ciphertexts.mayBegin(entry.written)
  }
}

extension DotEnvEntry {
  /// Whether the value is a short word, a number, a path or a list of such: nothing can be hidden
  /// in it, no reader changes it, and no form of values is like it but some of ciphertext.
  fileprivate var isPlain: Bool {
    let text = written
    guard let first = text.first else { return true }
    // A hyphen in front may begin an option, and `ey` an object in base64.
    guard first != UInt8(ascii: "-"), cooking != .shellAppending,
      !(first == UInt8(ascii: "e") && text.count >= 16 && [0x79, 0x77].contains(text[1]))
    else { return false }
    return Self.plainBytes.withUnsafeBufferPointer { plain in
      text.allSatisfy { plain[Int($0)] }
    }
  }

  private static let plainBytes: [Bool] = (0...255).map { byte in
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF)
      || "._-/:,+%".utf8.contains(UInt8(byte))
  }
}

extension SOPSFile {
  /// Whether an entry is one of the data that SOPS leaves in a file.
  fileprivate static func isMark(_ entry: DotEnvEntry) -> Bool {
    entry.withKey { $0.starts(with: "sops_".utf8) }
  }
}
