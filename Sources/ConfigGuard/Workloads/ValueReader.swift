package import RulePacks

/// How references are written where a value stands.
package enum ReferenceSyntax: Sendable {
  /// Compose's and the shell's: `$V`, `${V}`, `${V:-default}`.
  case compose
  /// Kubernetes': `$(V)`; a dollar alone means itself.
  case kubernetes
  /// A platform's or framework's own: `${…}` is a reference whatever stands in it.
  case platform
  /// The Serverless Framework's: `${self:custom.name}`, `${env:NAME, 'default'}`.
  case serverless
  /// Azure Resource Manager's: a text in brackets is an expression.
  case azureTemplate
  /// None: the text is what the process gets.
  case none
}

/// Decides what a value is: literal, reference, template, ciphertext.
///
/// An object, since all that reads documents holds it.
package final class ValueReader {
  private let forms: ValueForms
  /// How ciphertext begins.
  package let ciphertexts: CiphertextForms
  private let templateDefaults: TemplateDefaults

  /// Finds the literals that stand in for what a template would write.
  package typealias TemplateDefaults =
    @Sendable (_ text: String) -> [(text: String, range: SourceRange)]

  /// - Parameter templateDefaults: What reads templates; without it they have no defaults.
  package init(
    _ vocabulary: Vocabulary, _ patterns: PatternCache,
    templateDefaults: @escaping TemplateDefaults = { _ in [] }
  ) {
    forms = ValueForms(vocabulary.forms, patterns)
    ciphertexts = CiphertextForms(vocabulary.forms)
    self.templateDefaults = templateDefaults
  }

  /// Reads `text`, which stands at `range`; `lookup` supplies what references come to.
  package func value(
    _ text: String, at range: SourceRange, isExact: Bool, syntax: ReferenceSyntax,
    lookup: (String) -> String? = { _ in nil }
  ) -> Value {
    guard !text.isEmpty else {
      return Value(
        form: .empty, text: "", effective: "", range: range, isExact: isExact, fallbacks: [],
        items: nil, hasOtherItems: false)
    }
    if syntax == .none {
      return literal(text, at: range, isExact: isExact)
    }
    if syntax == .azureTemplate {
      guard AzureExpression.isExpression(text) else {
        return literal(text, at: range, isExact: isExact)
      }
      return Value(
        form: .reference("an expression"), text: text, effective: nil, range: range,
        isExact: isExact)
    }
    if syntax == .serverless {
      return ServerlessReference.value(text, at: range, isExact: isExact)
        ?? literal(text, at: range, isExact: isExact)
    }
    guard Self.holdsDollar(text) else { return literal(text, at: range, isExact: isExact) }
    if syntax == .kubernetes { return expanded(text, at: range, isExact: isExact, lookup) }
    return interpolated(text, at: range, isExact: isExact, syntax, lookup)
      ?? literal(text, at: range, isExact: isExact)
  }

  private static func holdsDollar(_ text: String) -> Bool {
    text.withBytes { $0.contains(UInt8(ascii: "$")) }
  }

  private func literal(_ text: String, at range: SourceRange, isExact: Bool) -> Value {
    let form = recognisedForm(of: text)
    switch form {
    case .reference, .template: break
    default:
      let isClear = form == .literal || form == .hash
      return Value(
        form: form, text: text, effective: isClear ? text : nil, range: range, isExact: isExact,
        fallbacks: [], items: nil, hasOtherItems: false)
    }
    var value = Value(form: form, text: text, effective: nil, range: range, isExact: isExact)
    addDefaults(to: &value)
    return value
  }

  /// Adds what stands in for a reference or a template where nothing else gives a value.
  private func addDefaults(to value: inout Value) {
    let found = defaults(in: value.text)
    let (range, isExact) = (value.range, value.isExact)
    value.fallbacks = found.map { literal in
      let own = SourceRange(
        start: range.start + literal.range.start, end: range.start + literal.range.end)
      return Value.Fallback(text: literal.text, range: isExact ? own : range)
    }
  }

  private func defaults(in text: String) -> [(text: String, range: SourceRange)] {
    if text.contains("{{") || text.contains("<%") {
      return templateDefaults(text)
    }
    guard text.contains("${") else { return [] }
    var copy = text
    guard let parsed = copy.withUTF8({ try? Interpolation.parse($0, at: 0) }) else {
      return PlaceholderDefaults.defaults(in: text)
    }
    return parsed.literalFallbacks.map { ($0.text, $0.range) }
  }

  /// The shortest form without a sign is `md5` and 32 digits.
  private static let longestPlain = 35

  private func recognisedForm(of text: String) -> Value.Form {
    // Every form has a sign that plain words and numbers lack, or is longer than they are.
    guard text.utf8.count >= Self.longestPlain || Self.holdsSign(text) else { return .literal }
    guard let form = forms.form(of: text) else { return .literal }
    switch form.kind {
    case .reference: return .reference(form.name)
    case .template: return .template
    case .encrypted: return .encrypted
    case .hash: return .hash
    }
  }

  private static func holdsSign(_ text: String) -> Bool {
    text.withBytes { bytes in
      bytes.contains { byte in
        !((0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF) || byte == 0x2D
          || byte == 0x2E)
      }
    }
  }

  private func interpolated(
    _ text: String, at range: SourceRange, isExact: Bool, _ syntax: ReferenceSyntax,
    _ lookup: (String) -> String?
  ) -> Value? {
    var copy = text
    let base = isExact ? range.start : 0
    let parsed = copy.withUTF8 { try? Interpolation.parse($0, at: base) }
    guard let parsed else {
      // Not this grammar: `${a.b:default}` of a framework, `$(command)`, a stray brace.
      guard let open = text.firstIndex(of: "$"), text[open...].hasPrefix("${"),
        text[open...].contains("}")
      else { return nil }
      var value = Value(
        form: .reference("a placeholder"), text: text, effective: nil, range: range,
        isExact: isExact)
      addDefaults(to: &value)
      return value
    }
    return value(text, parsed, at: range, isExact: isExact, lookup: lookup)
  }

  /// Reads a text whose references were parsed before, with places as the text has them: in the file
  /// where it is exact.
  package func value(
    _ text: String, _ parsed: Interpolation, at range: SourceRange, isExact: Bool,
    lookup: (String) -> String?
  ) -> Value {
    var names = ""
    parsed.forEachReference { names += (names.isEmpty ? "the variable " : ", ") + $0.name }
    guard !names.isEmpty else {
      return literal(parsed.literalText ?? text, at: range, isExact: isExact)
    }
    var value = Value(
      form: .reference(names), text: text,
      effective: parsed.resolved(lookup: lookup), range: range, isExact: isExact)
    let fallbacks = parsed.literalFallbacks
    // The same literal again is the same fact about the value.
    var known: Set<String> = []
    for fallback in fallbacks where fallbacks.count == 1 || known.insert(fallback.text).inserted {
      value.fallbacks.append(
        Value.Fallback(text: fallback.text, range: isExact ? fallback.range : range))
    }
    return value
  }

  private func expanded(
    _ text: String, at range: SourceRange, isExact: Bool, _ lookup: (String) -> String?
  ) -> Value {
    let expansion = KubernetesExpansion(text)
    let names = expansion.names
    guard names.isEmpty else {
      return Value(
        form: .reference("the variable \(names.joined(separator: ", "))"), text: text,
        effective: expansion.expanded(lookup), range: range, isExact: isExact)
    }
    var value = literal(text, at: range, isExact: isExact)
    guard expansion.hasEscapes, value.effective != nil else { return value }
    value.effective = expansion.expanded(lookup)
    return value
  }
}
