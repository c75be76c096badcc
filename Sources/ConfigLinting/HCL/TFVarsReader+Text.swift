import RulePacks

extension TFVarsReader {
  mutating func addString(_ token: TFVarsToken) {
    let inner = SourceRange(start: token.range.start + 1, end: token.range.end - 1)
    if token.hasTemplate { return builder.scalar(.plain, inner, text: inner) }
    let (text, malformed) = TFVarsText.unescaped(inner, in: bytes)
    for escape in malformed {
      builder.report(.syntax, "this escape sequence has no meaning", escape)
    }
    if text.elementsEqual(bytes[inner.start..<inner.end]) {
      builder.scalar(.double, token.range, text: inner)
    } else {
      builder.scalar(.double, token.range, cooked: text)
    }
  }

  mutating func addHeredoc(_ token: TFVarsToken) {
    let body = token.body
    if token.hasTemplate { return builder.scalar(.plain, body, text: body) }
    let text = TFVarsText.heredoc(body, isIndented: token.isIndented, in: bytes)
    if text.elementsEqual(bytes[body.start..<body.end]) {
      builder.scalar(.literal, token.range, text: body)
    } else {
      builder.scalar(.literal, token.range, cooked: text)
    }
  }
}
