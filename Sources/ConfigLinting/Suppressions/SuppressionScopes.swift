import ConfigGuard
import RulePacks

/// Tells for how much of a file a comment speaks, by where it stands.
struct SuppressionScopes {
  private let bytes: SourceBytes
  private let text: CommentedText
  private let lines: LineIndex
  /// Comments that are alone on their lines, by the first of these; the last one is the value.
  private var commentLines: [Int: Int] = [:]
  /// Where lines like `[name]` begin.
  private var headers: [Int] = []
  /// The first line with more than comments on it.
  private var firstContent = Int.max
  /// What begins on lines that were asked for; many comments may stand on one.
  private var known: [Int: SourceRange] = [:]

  init(_ text: CommentedText, of bytes: SourceBytes) {
    self.bytes = bytes
    self.text = text
    lines = LineIndex(bytes)
    for comment in text.comments where isAlone(comment) {
      commentLines[line(of: comment.start)] = lastLine(of: comment)
    }
    if text.hasSections { headers = sectionHeaders() }
    firstContent = firstContentLine()
  }

  /// The lines that a comment is about; nil where there is nothing that it could be about.
  mutating func scope(of comment: SourceRange) -> SourceRange? {
    guard isAlone(comment) else {
      let inFront = values(leftOf: comment)
      let begun = block(onLine: lastLine(of: comment))
      return SourceRange(
        start: min(inFront.start, begun.start), end: max(inFront.end, begun.end))
    }
    var next = lastLine(of: comment) + 1
    while let last = commentLines[next] { next = last + 1 }
    guard next <= lines.lineCount else { return nil }
    let range = lines.range(ofLine: next)
    return isBlank(from: range.start, to: range.end) ? nil : block(onLine: next)
  }

  /// Whether a comment stands above all that the file sets.
  func isAtTop(_ comment: SourceRange) -> Bool {
    isAlone(comment) && line(of: comment.start) < firstContent
  }

  /// The whole lines of a range.
  func wholeLines(_ range: SourceRange) -> SourceRange {
    let last = lines.range(ofLine: line(of: max(range.start, range.end - 1)))
    return SourceRange(
      start: lines.range(ofLine: line(of: range.start)).start, end: max(range.end, last.end))
  }

  // MARK: what a line holds

  /// A line, with all of what begins on it.
  private mutating func block(onLine number: Int) -> SourceRange {
    if let known = known[number] { return known }
    let range = findBlock(onLine: number)
    known[number] = range
    return range
  }

  private func findBlock(onLine number: Int) -> SourceRange {
    let line = lines.range(ofLine: number)
    var range = line
    var index = first(of: text.blocks, from: line.start)
    while index < text.blocks.count, text.blocks[index].start <= line.end {
      range.end = max(range.end, text.blocks[index].end)
      index += 1
    }
    if let header = headers.firstIndex(of: line.start) {
      let next = header + 1 < headers.count ? headers[header + 1] : bytes.count + 1
      range.end = max(range.end, next - 1)
      return range
    }
    return wholeLines(range)
  }

  /// The line of a comment, with all lines of the values in front of it.
  private func values(leftOf comment: SourceRange) -> SourceRange {
    let line = lines.range(ofLine: line(of: comment.start))
    var range = line
    // No value lies in another, so that only the first and the last one reach beyond the line.
    for index in [
      first(of: text.values, from: line.start) - 1, first(of: text.values, from: comment.start) - 1,
    ] where index >= 0 && text.values[index].end >= line.start {
      range.start = min(range.start, text.values[index].start)
      range.end = max(range.end, text.values[index].end)
    }
    return wholeLines(range)
  }

  /// The first of the ranges that begins at or behind an offset.
  private func first(of ranges: [SourceRange], from offset: Int) -> Int {
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].start < offset { low = middle + 1 } else { high = middle }
    }
    return low
  }

  // MARK: lines

  private func line(of offset: Int) -> Int { lines.line(of: offset) }

  private func lastLine(of comment: SourceRange) -> Int {
    line(of: max(comment.start, comment.end - 1))
  }

  private func isAlone(_ comment: SourceRange) -> Bool {
    let first = lines.range(ofLine: line(of: comment.start))
    let last = lines.range(ofLine: lastLine(of: comment))
    return isBlank(from: first.start, to: comment.start)
      && isBlank(from: comment.end, to: last.end)
  }

  private func isBlank(from start: Int, to end: Int) -> Bool {
    start >= end || bytes.buffer(SourceRange(start: start, end: end)).allSatisfy { $0 <= 0x20 }
  }

  private func sectionHeaders() -> [Int] {
    var headers: [Int] = []
    var next = 0
    var covered = 0
    for number in 1...lines.lineCount {
      let line = lines.range(ofLine: number)
      while next < text.blocks.count, text.blocks[next].start < line.start {
        covered = max(covered, text.blocks[next].end)
        next += 1
      }
      let content = LineBreaks.trimmed(line, in: bytes.buffer)
      if covered <= line.start, !content.isEmpty, bytes[content.start] == UInt8(ascii: "[") {
        headers.append(line.start)
      }
    }
    return headers
  }

  /// Beginnings of lines that stand above the first setting and are none.
  private static let preludes = ["---", "%", "#!", "<?php", "<script", "{{"]

  private func firstContentLine() -> Int {
    var number = 1
    while number <= lines.lineCount {
      if let last = commentLines[number] {
        number = last + 1
        continue
      }
      let content = LineBreaks.trimmed(lines.range(ofLine: number), in: bytes.buffer)
      let beginning = bytes.text(
        SourceRange(start: content.start, end: min(content.end, content.start + 8)))
      let isPrelude =
        content.isEmpty || beginning == "{" || beginning == "["
        || Self.preludes.contains { beginning.hasPrefix($0) }
      guard isPrelude else { return number }
      number += 1
    }
    return number
  }
}
