package import RulePacks

/// Findings that a project had when it began to be checked, and which do not fail it.
///
/// An entry says which finding it is as a fingerprint does: by no line, no time and nothing of a
/// value, so that it changes only where a finding comes, goes or moves to another file. Its path
/// counts from the folder of the baseline.
package struct Baseline: Sendable {
  /// The name under which a baseline is written where no other is given.
  package static let name = "configguard.baseline"
  package static let sizeLimit = 64 << 20

  /// What is noted of a finding.
  package struct Entry: Sendable, Hashable {
    /// A finding that has become more serious is a new one.
    package var severity: Severity
    /// Where the entry is written, from 1; 0 for one that is not.
    package var line: Int
  }

  package private(set) var entries: [FindingIdentity: Entry] = [:]

  package init() {}

  /// - Parameter findings: Findings with their severities.
  package init(_ findings: [FindingIdentity: Severity]) {
    entries = findings.mapValues { Entry(severity: $0, line: 0) }
  }

  package var severities: [FindingIdentity: Severity] { entries.mapValues(\.severity) }

  /// The same entries under other names; of two that become one, the more serious one stays.
  package func renamed(_ rename: (FindingIdentity) -> FindingIdentity) -> Baseline {
    var result = Baseline()
    for (identity, entry) in entries { result.add(rename(identity), entry) }
    return result
  }

  private mutating func add(_ identity: FindingIdentity, _ entry: Entry) {
    if let known = entries[identity], known.severity >= entry.severity { return }
    entries[identity] = entry
  }

  // MARK: text

  private static let head = """
    # Findings that are known and do not fail a check: path, rule, severity, key.
    # `configlint baseline prune` removes what is gone.

    """

  /// One line an entry, sorted, so that two branches that add entries seldom touch the same lines.
  package var text: String {
    Self.head + entries.map { Self.line($0, $1.severity) }.sorted().map { $0 + "\n" }.joined()
  }

  private static func line(_ identity: FindingIdentity, _ severity: Severity) -> String {
    var fields = [
      escaped(identity.path), identity.rule, severity.rawValue, escaped(identity.keyPath),
    ]
    if identity.ordinal > 0 { fields.append("\(identity.ordinal + 1)") }
    while fields.last == "" { fields.removeLast() }
    return fields.joined(separator: "\t")
  }

  /// Reads a baseline.
  ///
  /// The order of lines does not matter, and a line may stand there twice: that is what merging
  /// two branches leaves.
  ///
  /// - Throws: The first line that is none of a baseline, such as a mark of a conflict.
  package init(_ bytes: SourceBytes) throws(RulePackProblem) {
    let start = bytes.hasByteOrderMark ? 3 : 0
    let lines = bytes.buffer[start...].split(separator: 0x0A, omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      let content = line.last == 0x0D ? line.dropLast() : line
      guard let first = content.first, first != UInt8(ascii: "#") else { continue }
      guard let (identity, severity) = Self.entry(Substring(decoding: content, as: UTF8.self))
      else {
        throw RulePackProblem(
          "this is no entry of a baseline",
          range: SourceRange(start: line.startIndex, end: line.endIndex))
      }
      add(identity, Entry(severity: severity, line: index + 1))
    }
  }

  private static func entry(
    _ line: Substring
  ) -> (identity: FindingIdentity, severity: Severity)? {
    let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
    guard (3...5).contains(fields.count), let path = unescaped(fields[0]), !path.isEmpty,
      RulePackLoader.isKebabCase(String(fields[1])),
      let severity = Severity(rawValue: String(fields[2]))
    else { return nil }
    var identity = FindingIdentity(path: path, rule: String(fields[1]), keyPath: "", ordinal: 0)
    if fields.count > 3 {
      guard let keyPath = unescaped(fields[3]) else { return nil }
      identity.keyPath = keyPath
    }
    if fields.count > 4 {
      guard let number = Int(fields[4]), number > 1 else { return nil }
      identity.ordinal = number - 1
    }
    return (identity, severity)
  }

  /// What separates fields and lines, as it is written within names.
  private static let escapes: [(scalar: Unicode.Scalar, letter: Unicode.Scalar)] = [
    ("\\", "\\"), ("\t", "t"), ("\n", "n"), ("\r", "r"),
  ]

  private static func escaped(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for (index, scalar) in text.unicodeScalars.enumerated() {
      if let escape = escapes.first(where: { $0.scalar == scalar }) {
        result += ["\\", escape.letter]
      } else if index == 0, scalar == "#" {
        result += ["\\", scalar]
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }

  private static func unescaped(_ text: Substring) -> String? {
    var result = String.UnicodeScalarView()
    var rest = text.unicodeScalars
    while let scalar = rest.popFirst() {
      guard scalar == "\\" else {
        result.append(scalar)
        continue
      }
      guard let letter = rest.popFirst() else { return nil }
      guard letter != "#" else {
        result.append(letter)
        continue
      }
      guard let escape = escapes.first(where: { $0.letter == letter }) else { return nil }
      result.append(escape.scalar)
    }
    return String(result)
  }
}
