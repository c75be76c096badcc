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

  /// The entries, and the line of each, from 1.
  package private(set) var lines: [FindingIdentity: Int] = [:]

  package init() {}

  package init(_ findings: some Sequence<FindingIdentity>) {
    for finding in findings { lines[finding] = lines.count + 1 }
  }

  package func contains(_ finding: FindingIdentity) -> Bool { lines[finding] != nil }

  /// The same entries under other names; of two that become one the first stays.
  package func renamed(_ rename: (FindingIdentity) -> FindingIdentity) -> Baseline {
    var result = Baseline()
    for (identity, line) in lines {
      let name = rename(identity)
      result.lines[name] = min(line, result.lines[name] ?? line)
    }
    return result
  }

  // MARK: text

  private static let head = """
    # Findings that are known and do not fail a check: path, rule, key.
    # `configlint baseline prune` removes what is gone.

    """

  /// One line an entry, sorted, so that two branches that add entries seldom touch the same lines.
  package var text: String {
    Self.head + lines.keys.map(Self.line).sorted().map { $0 + "\n" }.joined()
  }

  private static func line(_ identity: FindingIdentity) -> String {
    var fields = [escaped(identity.path), identity.rule, escaped(identity.keyPath)]
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
      guard let identity = Self.identity(Substring(decoding: content, as: UTF8.self)) else {
        throw RulePackProblem(
          "this is no entry of a baseline",
          range: SourceRange(start: line.startIndex, end: line.endIndex))
      }
      if self.lines[identity] == nil { self.lines[identity] = index + 1 }
    }
  }

  private static func identity(_ line: Substring) -> FindingIdentity? {
    let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
    guard (2...4).contains(fields.count), let path = unescaped(fields[0]), !path.isEmpty,
      RulePackLoader.isKebabCase(String(fields[1]))
    else { return nil }
    var identity = FindingIdentity(path: path, rule: String(fields[1]), keyPath: "", ordinal: 0)
    if fields.count > 2 {
      guard let keyPath = unescaped(fields[2]) else { return nil }
      identity.keyPath = keyPath
    }
    if fields.count > 3 {
      guard let number = Int(fields[3]), number > 1 else { return nil }
      identity.ordinal = number - 1
    }
    return identity
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
