/// Values that everybody knows, compared without case and separators.
package struct KnownValues: Sendable {
  private let values: Set<String>

  package init(_ values: [String]) {
    self.values = Set(values.map(Self.normalized))
  }

  package func contains(_ text: String) -> Bool {
    let plain = Self.normalized(text)
    return !plain.isEmpty && values.contains(plain)
  }

  /// Lower case, without blanks and `-`, `_`, `.`, `!`.
  package static func normalized(_ text: String) -> String {
    let kept = text.lowercased().utf8.filter { ![0x20, 0x2D, 0x5F, 0x2E, 0x21].contains($0) }
    return String(decoding: kept, as: UTF8.self)
  }
}
