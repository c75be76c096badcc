import RulePacks

extension SourceBytes {
  /// The text of a file that has a single line, without its end; nil for more lines or none.
  var onlyLine: SourceRange? {
    var end = count
    while end > 0, pointer[end - 1] == 0x0A || pointer[end - 1] == 0x0D { end -= 1 }
    let range = SourceRange(start: hasByteOrderMark ? 3 : 0, end: end)
    guard range.start < range.end,
      !buffer(range).contains(where: { $0 == 0x0A || $0 == 0x00 })
    else { return nil }
    return range
  }
}
