import ConfigGuard
package import RulePacks

/// What some reader of env files gets wrong, for a file of which nobody knows who reads it.
package enum DotEnvPortability {
  package static func problems(in bytes: SourceBytes) -> [ReadingProblem] {
    var problems: [ReadingProblem] = []
    if bytes.hasByteOrderMark {
      problems.append(
        ReadingProblem(
          kind: .unportable,
          message: "some readers take the byte-order mark for a part of the first name",
          range: SourceRange(start: 3, end: min(4, bytes.count))))
    }
    let file = DotEnvFile.parse(bytes, dialect: .compose)
    bytes.withBuffer { text in
      if let end = text.firstIndex(of: 0x0A), end > 0, text[end - 1] == 0x0D {
        problems.append(
          ReadingProblem(
            kind: .unportable,
            message: "lines end in CRLF; a shell keeps the carriage return in the values",
            range: SourceRange(start: end - 1, end: end)))
      }
      for entry in file.entries where entry.hasValue {
        let end = entry.keyRange.end
        guard end < text.count, text[end] == 0x20 || text[end] == 0x09 else { continue }
        problems.append(
          ReadingProblem(
            kind: .unportable,
            message:
              "blanks before the separator: docker run and every shell refuse such a line",
            range: SourceRange(start: end, end: end + 1), key: entry.key))
      }
    }
    return problems
  }
}
