import ConfigGuard
import RulePacks

/// Finds `configlint:allow rule-id[, rule-id…] [until DATE] -- reason` in comments.
///
/// The directive is the first word of a comment or of a line of it, so that prose may speak of it.
struct SuppressionParser {
  static let marker = "configlint:"

  private let bytes: SourceBytes

  init(_ bytes: SourceBytes) { self.bytes = bytes }

  /// The directives in a comment, whose range has its marks or not.
  func directives(in comment: SourceRange) -> [SuppressionDirective] {
    var result: [SuppressionDirective] = []
    var start = comment.start
    while start < comment.end {
      let end = min(LineBreaks.endOfLine(in: bytes.buffer, from: start), comment.end)
      add(directivesOfLine: SourceRange(start: start, end: end), to: &result)
      start = max(end + 1, LineBreaks.nextLine(in: bytes.buffer, after: end))
    }
    return result
  }

  private func add(
    directivesOfLine line: SourceRange, to result: inout [SuppressionDirective]
  ) {
    let starts = self.starts(in: line)
    for (number, start) in starts.enumerated() {
      let end = number + 1 < starts.count ? starts[number + 1].mark : line.end
      if let directive = directive(from: start.word, to: end) { result.append(directive) }
    }
  }

  /// Where the marker stands as the first word behind a comment's mark.
  private func starts(in line: SourceRange) -> [(mark: Int, word: Int)] {
    var result: [(mark: Int, word: Int)] = []
    let marker = Array(Self.marker.utf8)
    var mark: Int? = line.start
    var index = startOfText(in: line)
    while index < line.end {
      let byte = bytes[index]
      if let first = mark, byte | 0x20 == marker[0], index + marker.count <= line.end,
        zip(marker, index...).allSatisfy({ Self.lowered(bytes[$1]) == $0 })
      {
        result.append((first, index))
        index += marker.count
        mark = nil
      } else if Self.marks.contains(byte),
        // Behind prose a directive is a part of it.
        mark != nil || (!result.isEmpty && LineBreaks.isBlank(bytes[index - 1]))
      {
        mark = mark ?? index
        index += 1
      } else {
        if !LineBreaks.isBlank(byte) { mark = nil }
        index += 1
      }
    }
    return result
  }

  /// Behind the braces with which a comment of a template begins.
  private func startOfText(in line: SourceRange) -> Int {
    let brace = UInt8(ascii: "{")
    guard line.count > 2, bytes[line.start] == brace, bytes[line.start + 1] == brace else {
      return line.start
    }
    return line.start + (bytes[line.start + 2] == UInt8(ascii: "-") ? 3 : 2)
  }

  private static let marks = Set("#/*!;".utf8)

  private static func lowered(_ byte: UInt8) -> UInt8 {
    (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
  }

  /// A word with its place.
  private struct Word {
    var text: String
    var range: SourceRange
  }

  private func directive(from start: Int, to end: Int) -> SuppressionDirective? {
    var offset = start + Self.marker.utf8.count
    let isApart = offset < end && LineBreaks.isBlank(bytes[offset])
    while offset < end, LineBreaks.isBlank(bytes[offset]) { offset += 1 }
    let content = LineBreaks.trimmed(
      SourceRange(start: offset, end: withoutClosers(end, from: offset)), in: bytes.buffer)
    var verbEnd = content.start
    while verbEnd < content.end, Self.isVerbByte(bytes[verbEnd]) { verbEnd += 1 }
    let verb = bytes.text(SourceRange(start: content.start, end: verbEnd)).lowercased()
    let isKnown = verb == "allow" || verb == "allow-file"
    // `configlint: runs in every build` is prose.
    if isApart, !isKnown { return nil }
    var directive = SuppressionDirective(range: SourceRange(start: start, end: verbEnd))
    let isEnded = verbEnd == content.end || LineBreaks.isBlank(bytes[verbEnd])
    guard isKnown, isEnded else {
      directive.fault = .init(
        kind: .suppressionMalformed,
        message: "behind `configlint:` stands neither `allow` nor `allow-file`",
        range: directive.range)
      return directive
    }
    directive.reach = verb == "allow" ? .place : .file
    read(SourceRange(start: verbEnd, end: content.end), into: &directive)
    return directive
  }

  private func read(_ content: SourceRange, into directive: inout SuppressionDirective) {
    let whole = directive.range
    guard let separator = separator(in: content) else {
      directive.fault = SuppressionDirective.noReason(at: whole)
      return
    }
    var words = self.words(in: SourceRange(start: content.start, end: separator))
    let reason = bytes.text(SourceRange(start: separator + 2, end: content.end))
    directive.reason = reason.trimmedASCII
    if let index = words.firstIndex(where: { $0.text == "until" }) {
      guard index + 2 == words.count, SuppressionDirective.isDay(words[index + 1].text) else {
        directive.fault = SuppressionDirective.noDate(at: words[index].range)
        return
      }
      directive.until = words[index + 1].text
      words.removeLast(2)
    }
    for word in words {
      guard word.text.utf8.contains(where: { Self.isVerbByte($0) }), word.text != "all" else {
        directive.fault = .init(
          kind: .suppressionMalformed,
          message: "each rule is allowed by its own id; there is no word for all of them",
          range: word.range)
        return
      }
      directive.rules.append(.init(written: bytes.text(word.range), range: word.range))
    }
    if words.isEmpty {
      directive.fault = .init(
        kind: .suppressionMalformed, message: "no rule is named that would be allowed",
        range: whole)
    } else if !SuppressionDirective.isReason(directive.reason) {
      directive.fault = SuppressionDirective.noReason(at: whole)
    }
  }

  /// Where `--` stands as a word of its own.
  private func separator(in content: SourceRange) -> Int? {
    var index = content.start
    while index + 2 <= content.end {
      if bytes[index] == 0x2D, bytes[index + 1] == 0x2D,
        index == content.start || LineBreaks.isBlank(bytes[index - 1]),
        index + 2 == content.end || LineBreaks.isBlank(bytes[index + 2])
      {
        return index
      }
      index += 1
    }
    return nil
  }

  /// What blanks and commas part, in small letters.
  private func words(in content: SourceRange) -> [Word] {
    var words: [Word] = []
    var index = content.start
    while index < content.end {
      let start = index
      while index < content.end, bytes[index] != 0x2C, !LineBreaks.isBlank(bytes[index]) {
        index += 1
      }
      if index > start {
        let range = SourceRange(start: start, end: index)
        words.append(Word(text: bytes.text(range).lowercased(), range: range))
      }
      index += 1
    }
    return words
  }

  private static func isVerbByte(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte) || byte == 0x2D
  }

  /// The end of a comment's text in front of what closes it.
  private func withoutClosers(_ end: Int, from start: Int) -> Int {
    var end = end
    while end > start, LineBreaks.isBlank(bytes[end - 1]) { end -= 1 }
    for closer in ["}}", "-", "#}", "*/"] {
      let text = Array(closer.utf8)
      // A hyphen closes nothing unless it stands in front of braces.
      if closer == "-", end == bytes.count || bytes[end] != 0x7D { continue }
      if end - text.count >= start, zip(text, (end - text.count)...).allSatisfy({ bytes[$1] == $0 })
      {
        end -= text.count
        while end > start, LineBreaks.isBlank(bytes[end - 1]) { end -= 1 }
      }
    }
    return end
  }
}
