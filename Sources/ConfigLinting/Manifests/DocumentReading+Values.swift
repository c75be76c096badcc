package import ConfigGuard
package import RulePacks

extension DocumentReading {
  /// A setting from a key and a scalar or a list of scalars.
  ///
  /// - Parameter isBelowPath: The path is that of the mapping that has the key.
  package func setting(
    key: NodeIndex, value: NodeIndex, keyPath: String, isBelowPath: Bool = false,
    ancestors: [String] = [], syntax: ReferenceSyntax,
    lookup: (String) -> String? = { _ in nil }
  ) -> Setting? {
    // The name is known only once the template is rendered.
    if let template, template.containsAction(in: tree.nodes[key].range) { return nil }
    let name = tree.text(of: tree.target(of: key))
    guard let read = self.value(of: value, syntax: syntax, lookup: lookup) else { return nil }
    let file = self.file(of: value)
    let range = file === self.file(of: key) ? tree.textRange(of: key) : read.range
    var setting = Setting(
      key: name, info: keys.info(name), ancestors: ancestors, value: read, file: file,
      keyRange: range, keyPath: keyPath, isBelowPath: isBelowPath)
    if !tree.replaced.isEmpty { setting.shadowed = replacedLayers(of: value, syntax, lookup) }
    return setting
  }

  /// The value of a scalar, or of a sequence of scalars; nil for anything else.
  package func value(
    of node: NodeIndex, syntax: ReferenceSyntax, lookup: (String) -> String? = { _ in nil }
  ) -> Value? {
    value(of: node, syntax: syntax, lookup: lookup, depth: 0)
  }

  func value(
    of node: NodeIndex, syntax: ReferenceSyntax, lookup: (String) -> String?, depth: Int
  ) -> Value? {
    let index = tree.target(of: node)
    if tree.nodes[index].tag != 0, let tag = tree.tag(of: index).flatMap({ ValueTag($0) }) {
      return value(of: index, tagged: tag, syntax: syntax, lookup: lookup, depth: depth)
    }
    return untagged(index, syntax: syntax, lookup: lookup, depth: depth)
  }

  /// The value of a node whose tag, if it has one, has been dealt with.
  func untagged(
    _ index: NodeIndex, syntax: ReferenceSyntax, lookup: (String) -> String?, depth: Int
  ) -> Value? {
    switch tree.nodes[index].kind {
    case .scalar:
      let range = tree.textRange(of: index)
      if let template, template.containsAction(in: tree.nodes[index].range) {
        return templated(range, tree.nodes[index].range, template)
      }
      if tree.isNull(index) {
        return Value(
          form: .empty, text: "", effective: "", range: range, isExact: false)
      }
      let text = tree.text(of: index)
      let isExact = !tree.nodes[index].isCooked
      // A value that is handed on is a copy.
      guard hasVaultPlugin else {
        return values.value(text, at: range, isExact: isExact, syntax: syntax, lookup: lookup)
      }
      return filledIn(
        values.value(text, at: range, isExact: isExact, syntax: syntax, lookup: lookup))
    case .sequence:
      let items = tree.items(of: index)
      guard items.allSatisfy({ tree.isScalar($0) }) else { return nil }
      let literals = items.compactMap { item -> Value.Fallback? in
        guard let read = self.value(of: item, syntax: syntax, lookup: lookup, depth: depth),
          let text = read.literal
        else { return nil }
        return Value.Fallback(text: text, range: read.range)
      }
      let form: Value.Form =
        items.isEmpty ? .empty : literals.isEmpty ? .reference("a list of references") : .literal
      var value = Value(
        form: form, text: "", effective: nil, range: tree.nodes[index].range, isExact: false)
      guard !literals.isEmpty else { return value }
      value.items = literals
      value.hasOtherItems = literals.count < items.count
      value.text = value.items?.map(\.text).joined(separator: ",") ?? ""
      value.effective = value.text
      return value
    default: return nil
    }
  }

  /// A value that is known only once the template is rendered, with the literals it may come to.
  private func templated(
    _ range: SourceRange, _ whole: SourceRange, _ template: TemplateText
  ) -> Value {
    var value = Value(
      form: .template, text: template.original(range), effective: nil, range: range,
      isExact: true)
    value.fallbacks = template.literals(in: whole).map {
      Value.Fallback(text: $0.text, range: $0.range)
    }
    return value
  }

  package func words(of key: NodeIndex) -> [String] {
    info(of: tree.target(of: key)).words
  }
}
