import RulePacks

/// The line of a finding as it may be shown; only an `ExcerptMaker` makes it.
package struct Excerpt: Sendable, Hashable {
  package let line: String
  /// Characters in front of the marked span, and its length.
  package let offset: Int
  package let length: Int

  fileprivate init(before: String, span: String, after: String) {
    line = before + span + after
    offset = before.count
    length = max(1, span.count)
  }
}

/// Makes the one line that a report shows, with nothing on it but the key and the marked span.
///
/// What else stands on the line may be a secret that no rule knows of, so it is left out; the span
/// itself is replaced by a mask of fixed width unless it holds what is no secret.
struct ExcerptMaker {
  static let mask = NameScreen.mask

  let screen: NameScreen

  /// `line` is the range of the line on which the finding begins.
  func excerpt(of draft: FindingDraft, line: SourceRange) -> Excerpt {
    let (place, subject) = (draft.place, draft.subject.range)
    let bytes = place.file.bytes
    // A range may begin at a byte-order mark, which belongs to no line.
    let spanStart = max(line.start, min(place.range.start, line.end))
    let spanEnd = max(spanStart, min(place.range.end, line.end))
    let span = SourceRange(start: spanStart, end: spanEnd)
    let isInside = subject.start >= line.start && subject.start < span.start
    let valueStart = isInside ? subject.start : span.start
    // Where the value began on a line above, nothing in front of the span is a key.
    var before =
      subject.start < line.start && spanStart > line.start
      ? "… " : prefix(bytes.text(SourceRange(start: line.start, end: valueStart)), draft)
    if isInside, !before.hasSuffix("… ") { before += "…" }
    let rest = bytes.text(SourceRange(start: spanEnd, end: line.end))
    let hasMore = !rest.allSatisfy { " \t\"',]}:".contains($0) }
    return Excerpt(
      before: before, span: span.isEmpty ? "" : shown(bytes.text(span), draft)?.text ?? Self.mask,
      after: hasMore ? " …" : Printable.text(rest, limit: 20))
  }

  /// What may be shown of the span itself.
  private func shown(_ text: String, _ draft: FindingDraft) -> ScreenedText? {
    switch draft.content {
    case .value: return nil
    case .publicValue:
      return draft.category.isAboutPublicValues ? screen.publicValue(text) : nil
    case .name: return screen.isName(text) ? screen.name(text) : nil
    case .parameter:
      let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return parts.allSatisfy { screen.isKey(String($0)) } ? screen.publicValue(text) : nil
    case .path: return FilePath.isPlain(text) ? screen.path(text) : nil
    case .keyHeader:
      return text.hasPrefix("-----BEGIN ") && screen.isName(text) ? screen.name(text) : nil
    case .number: return Double(text.trimmedASCII) != nil ? screen.publicValue(text) : nil
    }
  }

  /// What stands in front of the span, if that is only an indentation and one key.
  private func prefix(_ text: String, _ draft: FindingDraft) -> String {
    let item = text.drop { $0 == " " || $0 == "\t" || $0 == "-" }
    let indentation = Printable.text(String(text[..<item.startIndex]), limit: 60)
    var rest = item
    if rest.hasPrefix("export ") { rest = rest.dropFirst(7) }
    let start = rest.prefix { $0 == "\"" || $0 == "'" }
    rest = rest.dropFirst(start.count)
    let key = rest.prefix { Self.isKeyCharacter($0) }
    let separators = rest.dropFirst(key.count)
    let isAlone = key.isEmpty && item.allSatisfy { "\"'|>[{".contains($0) }
    let isKey =
      separators.contains { $0 == ":" || $0 == "=" } && separators.count <= 6
      && separators.allSatisfy { ":= \"'\t|>-[&!".contains($0) }
    guard isAlone || isKey && mayBeKey(String(key), of: draft) else { return indentation + "… " }
    return indentation + Printable.text(String(item), limit: 140)
  }

  /// Where a part of a value is marked, what looks like a key may be a part of the value, too.
  private func mayBeKey(_ key: String, of draft: FindingDraft) -> Bool {
    guard screen.isKey(key) else { return false }
    guard let known = draft.key, draft.content == .value, !draft.isAboutWholeValue else {
      return true
    }
    return known == key || known.hasSuffix("." + key) || known.hasSuffix(":" + key)
  }

  private static func isKeyCharacter(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber || "_.-/".contains(character))
  }
}
