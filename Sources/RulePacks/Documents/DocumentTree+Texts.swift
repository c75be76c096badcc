extension DocumentTree {
  /// The scalar text under `key`, or nil where it is absent or no scalar.
  package func string(_ key: StaticString, in index: NodeIndex) -> String? {
    scalar(key, in: index).map { text(of: $0) }
  }

  /// The scalar under `key`, or what an alias there stands for; nil where that is no scalar.
  package func scalar(_ key: StaticString, in index: NodeIndex) -> NodeIndex? {
    guard let found = value(key, in: index) else { return nil }
    let scalar = target(of: found)
    return nodes[scalar].kind == .scalar ? scalar : nil
  }

  /// Whether the text of a scalar has the bytes of another text.
  package func hasText(of scalar: NodeIndex, _ other: StaticString) -> Bool {
    nodes[scalar].textCount == other.utf8CodeUnitCount && text(of: scalar, endsIn: other)
  }

  /// Whether the text of a scalar begins with the bytes of another text.
  package func text(of scalar: NodeIndex, beginsWith beginning: StaticString) -> Bool {
    let beginning = UnsafeBufferPointer(
      start: beginning.utf8Start, count: beginning.utf8CodeUnitCount)
    return withText(of: scalar) { text in
      text.count >= beginning.count
        && UnsafeBufferPointer(rebasing: text[..<beginning.count]).hasSameBytes(as: beginning)
    }
  }

  /// Whether the text of a scalar ends in the bytes of another text.
  package func text(of scalar: NodeIndex, endsIn ending: StaticString) -> Bool {
    let ending = UnsafeBufferPointer(start: ending.utf8Start, count: ending.utf8CodeUnitCount)
    return withText(of: scalar) { text in
      text.count >= ending.count
        && UnsafeBufferPointer(rebasing: text[(text.count - ending.count)...])
          .hasSameBytes(as: ending)
    }
  }
}
