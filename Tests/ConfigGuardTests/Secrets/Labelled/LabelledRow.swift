import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// What a value is, by the judgement of whoever labelled it.
enum SecretLabel: String, CaseIterable, Comparable {
  case secret
  case placeholder
  case weak
  case fine

  static func < (left: SecretLabel, right: SecretLabel) -> Bool { left.rawValue < right.rawValue }
}

/// One value of the labelled set.
struct LabelledRow {
  /// The line in its file, from 1; the first one names the columns.
  let line: Int
  let group: String
  let label: SecretLabel
  let format: String
  let key: String
  /// The value as a pattern of `ValueGenerator`.
  let pattern: String

  var set = LabelledSet.sighted

  /// The row as failures name it: never with its value.
  var name: String {
    "line \(line): \(group), \(label.rawValue), \(format)" + (set.showsKeys ? ", \(key)" : "")
  }
}

/// The sets of labelled values.
///
/// Two were written without sight of the rules. The rules of the last one were mended only after it
/// had been measured once.
enum LabelledSet: String, CaseIterable {
  case blind
  case sighted
  case unseen

  /// Whether keys with dots are paths from the top of a file.
  var keysArePaths: Bool { self == .unseen }
  var showsKeys: Bool { self != .unseen }

  func rows() throws -> [LabelledRow] {
    let folder = #filePath.split(separator: "/").dropLast().joined(separator: "/")
    let bytes = try readFile(path: "/\(folder)/\(rawValue).tsv", limit: 1 << 20)
    let text = bytes.text(SourceRange(start: 0, end: bytes.count))
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return try lines.enumerated().dropFirst().compactMap { index, line in
      guard !line.isEmpty else { return nil }
      let columns = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      try #require(columns.count == 6, "line \(index + 1) has other columns")
      return LabelledRow(
        line: index + 1, group: columns[0], label: try #require(SecretLabel(rawValue: columns[1])),
        format: columns[2], key: columns[3], pattern: columns[4], set: self)
    }
  }

  /// The value of a row, the same one in every run.
  func value(of row: LabelledRow) -> String {
    var generator = ValueGenerator(seed: "\(rawValue) \(row.line)")
    let pattern = self == .unseen ? EncodedText.pattern(of: row.pattern) : row.pattern
    let value = generator.value(of: pattern)
    return row.label == .secret ? TokenRepair.withRightChecksums(value) : value
  }
}

/// Makes a text where a pattern has the beginning of one in base64, and any bytes behind it.
enum EncodedText {
  static func pattern(of pattern: String) -> String {
    var pattern = pattern
    for scheme in ["asic ", "asic%20"] {
      pattern = pattern.replacing("\(scheme){b64:", with: "\(scheme){login64:")
    }
    let beginnings = [
      "LS0tLS1CRUdJTiBQUklW": "PRIVATE KEY", "LS0tLS1CRUdJTiBDRVJU": "CERTIFICATE",
    ]
    let written = pattern.replacing("{cat}", with: "")
    for (beginning, label) in beginnings where written.hasPrefix(beginning) {
      return "{pem64:\(label):600}"
    }
    return pattern
  }
}

/// Gives invented tokens the checksum of their provider, without which they are broken.
enum TokenRepair {
  static func withRightChecksums(_ text: String) -> String {
    let catalogue = TokenCatalogue(BuiltinPacks.rules.vocabulary.tokens, PatternCache())
    var bytes = Array(text.utf8)
    for match in catalogue.verdicts(in: text).reversed() where match.verdict != .proven {
      guard let version = match.shape.checksum?.versions(of: Array(bytes[match.range])).first
      else { continue }
      bytes.replaceSubrange(match.range, with: version)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
