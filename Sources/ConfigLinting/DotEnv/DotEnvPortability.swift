import ConfigGuard
package import RulePacks

/// What some reader of env files gets wrong, for a file of which nobody knows who reads it.
package enum DotEnvPortability {
  /// Carriage returns without a line feed, whoever reads the file: a setting behind one is a line of
  /// its own for some readers, and a part of a value or a comment for others.
  static func loneReturns(in bytes: SourceBytes) -> [ReadingProblem] {
    var problems: [ReadingProblem] = []
    var next = bytes.firstIndex(of: 0x0D, or: 0x0D, from: 0)
    while let index = next {
      next = bytes.firstIndex(of: 0x0D, or: 0x0D, from: index + 1)
      if index + 1 < bytes.count, bytes[index + 1] == 0x0A { continue }
      problems.append(
        ReadingProblem(
          kind: .syntax,
          message: """
            a carriage return without a line feed; some readers begin a new line here, and what is \
            behind it is not judged as one
            """,
          range: SourceRange(start: index, end: index + 1)))
      if problems.count == ReadingLimits.problems { break }
    }
    return problems
  }

  package static func problems(in bytes: SourceBytes) -> [ReadingProblem] {
    problems(of: DotEnvFile.parse(bytes, dialect: .compose), in: bytes)
  }

  /// - Parameter file: What Docker Compose makes of the bytes.
  static func problems(of file: DotEnvFile, in bytes: SourceBytes) -> [ReadingProblem] {
    var problems: [ReadingProblem] = []
    if bytes.hasByteOrderMark {
      problems.append(
        ReadingProblem(
          kind: .unportable,
          message: "some readers take the byte-order mark for a part of the first name",
          range: SourceRange(start: 3, end: min(4, bytes.count))))
    }
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
        if problems.count >= ReadingLimits.problems { break }
      }
    }
    return problems
  }
}
