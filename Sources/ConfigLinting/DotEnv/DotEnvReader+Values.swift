import ConfigGuard
import RulePacks

extension DotEnvReader {
  mutating func readValue(of key: SourceRange, isExported: Bool) {
    if dialect.trimsBlanks { skipBlanks() }
    if offset < bytes.count {
      let first = bytes[offset]
      if first == UInt8(ascii: "\""), dialect.quotes.contains(.double) {
        return readQuoted(key, first, .double, isExported)
      }
      if first == UInt8(ascii: "'"), dialect.quotes.contains(.single) {
        return readQuoted(key, first, .single, isExported)
      }
    }
    readUnquoted(key, isExported)
  }

  private mutating func readUnquoted(_ key: SourceRange, _ isExported: Bool) {
    let start = offset
    var comment: Int?
    var hasDollar = false
    var index = start
    while index < bytes.count {
      let byte = bytes[index]
      // Few bytes of a value are less than a percent sign, so this one comparison settles most.
      if byte <= UInt8(ascii: "$") {
        if byte == UInt8(ascii: "\n") { break }
        if byte == UInt8(ascii: "$") { hasDollar = true }
        if byte == UInt8(ascii: "#"), dialect.allowsInlineComments, index > start,
          bytes[index - 1] == UInt8(ascii: " ")
        {
          comment = index
          index = endOfLine(from: index)
          break
        }
      }
      index += 1
    }
    offset = index
    var end = comment ?? index
    if dialect.trimsBlanks {
      end = TextBytes.trimmedEnd(of: bytes, from: start, to: end)
    } else if end > start, bytes[end - 1] == UInt8(ascii: "\r") {
      end -= 1
    }
    if let comment { addComment(from: comment, to: index) }
    let value = SourceRange(start: start, end: end)
    let interpolation = hasDollar && dialect.interpolates ? references(in: value) : .some(nil)
    add(key, value, .none, .verbatim, interpolation, isExported)
  }

  /// A value that starts at an opening quote.
  ///
  /// Only the first unfinished value of either quote makes the search run to the end of the file:
  /// another opening quote of that kind further on would have ended it.
  private mutating func readQuoted(
    _ key: SourceRange, _ mark: UInt8, _ quote: DotEnvEntry.Quote, _ isExported: Bool
  ) {
    let opening = offset
    var hasEscape = false
    var mayHaveDollar = false
    var index = opening + 1
    while index < bytes.count, bytes[index] != mark {
      if bytes[index] == UInt8(ascii: "$") { mayHaveDollar = true }
      if bytes[index] == UInt8(ascii: "\\"), dialect.escapes != .none {
        hasEscape = true
        index += 1
        // An escaped number can yield a dollar sign, and with it a reference.
        if index < bytes.count, bytes[index] == UInt8(ascii: "$") || bytes[index] == 0x30 {
          mayHaveDollar = true
        }
      }
      index += 1
    }
    guard index < bytes.count else {
      report(
        "the quote that opens this value is not closed",
        SourceRange(start: opening, end: opening + 1), refusing: true)
      offset = endOfLine(from: opening)
      return
    }
    offset = index + 1
    openingQuote = opening
    let value = SourceRange(start: opening + 1, end: index)
    guard quote == .double else {
      return add(key, value, quote, hasEscape ? .singleQuoted : .verbatim, .some(nil), isExported)
    }
    var interpolation: Interpolation?? = .some(nil)
    if mayHaveDollar, dialect.interpolates {
      interpolation = hasEscape ? referencesBehindEscapes(in: value) : references(in: value)
    }
    add(key, value, quote, hasEscape ? .doubleQuoted : .verbatim, interpolation, isExported)
  }

  mutating func add(bare key: SourceRange, isExported: Bool) {
    add(
      key, SourceRange(at: key.end), .none, .verbatim, .some(nil), isExported, hasValue: false)
  }

  /// Adds an entry; `interpolation` is nil where its parser has reported an error.
  mutating func add(
    _ key: SourceRange, _ value: SourceRange, _ quote: DotEnvEntry.Quote,
    _ cooking: DotEnvCooking, _ interpolation: Interpolation??, _ isExported: Bool,
    hasValue: Bool = true
  ) {
    entries.append(
      DotEnvEntry(
        bytes: source, key: key, value: value, quote: quote, cooking: cooking,
        isExported: isExported, hasValue: hasValue, interpolation: interpolation ?? nil,
        hasMalformedInterpolation: interpolation == nil))
  }

  mutating func reportDuplicates() {
    if dialect.lowercasesNames { return reportDuplicateNames() }
    DotEnvDuplicates(bytes, entries).forEach { reportDuplicate($0, $1) }
  }

  /// Compares the names as the reader makes them and not as they are written.
  private mutating func reportDuplicateNames() {
    var first: [String: SourceRange] = [:]
    for entry in entries {
      if let range = first[entry.key] {
        reportDuplicate(entry, range)
      } else {
        first[entry.key] = entry.keyRange
      }
    }
  }

  private mutating func reportDuplicate(_ entry: DotEnvEntry, _ first: SourceRange) {
    // The lines of a key that somebody pasted without quotes look like names, too.
    let name: ReportText = entry.hasPlainName ? "\(setting: entry.key)" : "this variable"
    var consequence: ReportText = entry.hasValue ? "the last one wins" : "a value of the host wins"
    if dialect.refusesDuplicates {
      isRefused = true
      consequence = "\(name: dialect.name) accepts no key twice"
    }
    problems.append(
      ReadingProblem(
        kind: .duplicateKey, message: "\(name) is given more than once; \(consequence)",
        range: entry.keyRange, related: first))
  }

  private mutating func references(in value: SourceRange) -> Interpolation?? {
    do {
      return .some(try Interpolation.parse(source.buffer(value), at: value.start))
    } catch {
      return refuse(error)
    }
  }

  private mutating func referencesBehindEscapes(in value: SourceRange) -> Interpolation?? {
    let (text, offsets) = DotEnvEscapes.double(source.buffer(value), at: value.start)
    guard text.contains(UInt8(ascii: "$")) else { return .some(nil) }
    do {
      return try text.withUnsafeBufferPointer { buffer throws(InterpolationError) in
        .some(try Interpolation.parse(buffer, offsets: offsets))
      }
    } catch {
      return refuse(error)
    }
  }

  private mutating func refuse(_ error: InterpolationError) -> Interpolation?? {
    isRefused = isRefused || error.kind == .malformed
    problems.append(error.problem)
    return nil
  }
}
