import RulePacks

/// Makes the one line that a report shows, with nothing on it but the key and the marked span.
///
/// What else stands on the line may be a secret that no rule knows of, so it is left out; the span
/// itself is replaced by a mask of fixed width unless the rule's subject is no secret.
enum ExcerptMaker {
  static let mask = "********"
  private static let widestSpan = 120

  /// `subject` is the whole value that the span lies in: the key in front of it is shown.
  static func excerpt(
    of place: Place, in subject: SourceRange, line: SourceRange, isShowable: Bool
  ) -> Excerpt {
    let bytes = place.file.bytes
    // A range may begin at a byte-order mark, which belongs to no line.
    let spanStart = max(line.start, min(place.range.start, line.end))
    let spanEnd = max(spanStart, min(place.range.end, line.end))
    let span = SourceRange(start: spanStart, end: spanEnd)
    let isInside = subject.start >= line.start && subject.start < span.start
    let valueStart = isInside ? subject.start : span.start
    var before = prefix(bytes, SourceRange(start: line.start, end: valueStart))
    if isInside, !before.hasSuffix("… ") { before += "…" }
    var shown = mask
    if isShowable { shown = Printable.text(bytes.text(span), limit: widestSpan) }
    if span.isEmpty { shown = "" }
    let rest = SourceRange(start: spanEnd, end: line.end)
    let hasMore = bytes.buffer(rest).contains { byte in
      ![0x20, 0x09, 0x22, 0x27, 0x2C, 0x5D, 0x7D, 0x3A].contains(byte)
    }
    let after = hasMore ? " …" : Printable.text(bytes.text(rest), limit: 20)
    return Excerpt(
      line: before + shown + after, offset: before.count,
      length: max(1, shown.count))
  }

  /// What stands in front of the span, if that is only an indentation and one key.
  private static func prefix(_ bytes: SourceBytes, _ range: SourceRange) -> String {
    let text = bytes.text(range)
    let key = text.drop { $0 == " " || $0 == "\t" || $0 == "-" }
    let indentation = Printable.text(String(text[..<key.startIndex]), limit: 60)
    var name = key[...]
    if name.hasPrefix("export ") { name = name.dropFirst(7) }
    let separators = name.drop { isKeyCharacter($0) }
    let isKey =
      separators.contains { $0 == ":" || $0 == "=" } || key.allSatisfy { "\"'|>[{".contains($0) }
    let isPlain =
      isKey && separators.count <= 6 && separators.allSatisfy { ":= \"'\t|>-[&!".contains($0) }
      && name.utf8.count <= 120
    return isPlain ? indentation + Printable.text(String(key), limit: 140) : indentation + "… "
  }

  private static func isKeyCharacter(_ character: Character) -> Bool {
    character.isASCII
      && (character.isLetter || character.isNumber || "_.-/\"'".contains(character))
  }
}
