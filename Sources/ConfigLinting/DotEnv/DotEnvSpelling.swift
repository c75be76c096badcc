package import ConfigGuard
import RulePacks

/// Finds how a value has to be written in an env file, so that its readers read it back.
package struct DotEnvSpelling {
  private let value: String
  private let dialects: [DotEnvDialect]

  package init(of value: String, for dialects: [DotEnvDialect]) {
    self.value = value
    self.dialects = dialects
  }

  /// The plainest spelling that all readers read back, or nil if there is none.
  ///
  /// Every candidate is read by every reader's own grammar, with a line in front of it and one
  /// behind it, which must come out unharmed.
  package func spelling() -> String? {
    guard !value.utf8.contains(0) else { return nil }
    return candidates().first { candidate in dialects.allSatisfy { reads(candidate, $0) } }
  }

  private static let names = ["BEFORE", "VALUE", "AFTER"]

  private func reads(_ candidate: String, _ dialect: DotEnvDialect) -> Bool {
    let text = "BEFORE=a\nVALUE=\(candidate)\nAFTER=b\n"
    let file = DotEnvFile.parse(SourceBytes(text), dialect: dialect)
    guard !file.isRefused, file.entries.count == 3 else { return false }
    // A name that somebody sets one day must not change the value.
    for host in [nil, "x"] as [String?] {
      let resolution = file.resolved(environment: { Self.isOwn($0) ? nil : host })
      guard resolution.errors.isEmpty, resolution.wouldRunCommand.isEmpty,
        resolution.values == expected(by: dialect)
      else { return false }
    }
    return true
  }

  private static func isOwn(_ name: String) -> Bool {
    names.contains(name.uppercased())
  }

  private func expected(by dialect: DotEnvDialect) -> [String: String] {
    let pairs = zip(Self.names, ["a", value, "b"])
    return Dictionary(
      pairs.map { (dialect.lowercasesNames ? $0.lowercased() : $0, $1) },
      uniquingKeysWith: { $1 })
  }

  /// Ways to write the value, the plain ones first.
  private func candidates() -> [String] {
    var result = [value]
    if !value.utf8.contains(0x27) { result.append("'\(value)'") }
    result.append(
      "'\(value.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''"))'"
    )
    for quote in ["'", "\"", "`", ""] {
      for escaped in escapes(for: quote) { result.append(quote + escaped + quote) }
    }
    var seen: Set<String> = []
    return result.filter { seen.insert($0).inserted }
  }

  /// The value with each special character written in each of the ways that some reader knows.
  private func escapes(for quote: String) -> [String] {
    var ways: [(Character, [String])] = [
      ("\\", ["\\", "\\\\"]), ("$", ["$", "\\$", "$$"]), ("\n", ["\n", "\\n"]),
      ("\r", ["\r", "\\r"]), ("\t", ["\t", "\\t"]), ("`", ["`", "\\`"]), ("#", ["#", "\\#"]),
      (" ", [" ", "\\ "]),
    ]
    if let mark = quote.first { ways.append((mark, [quote, "\\" + quote])) }
    let needed = ways.filter { way in value.unicodeScalars.contains { Character($0) == way.0 } }
    // One way for each character throughout: the product of all ways stays small.
    var choices: [[Character: String]] = [[:]]
    for (character, spellings) in needed {
      choices = choices.flatMap { choice in
        spellings.map { spelling in
          var next = choice
          next[character] = spelling
          return next
        }
      }
    }
    return choices.map { choice in
      var text = ""
      for scalar in value.unicodeScalars {
        let character = Character(scalar)
        if let spelling = choice[character] {
          text += spelling
        } else {
          text.unicodeScalars.append(scalar)
        }
      }
      return text
    }
  }
}
