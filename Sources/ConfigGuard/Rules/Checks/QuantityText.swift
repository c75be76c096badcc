import RulePacks

/// Durations and sizes as messages say them.
enum QuantityText {
  /// Longer numbers might be something else than what their key says.
  private static let mostDigits = 8

  /// What `{duration}` and `{size}` stand for; a number is no secret, any other text might be one.
  static func arguments(
    for text: String, _ test: ValueTest, key: [String]
  ) -> [String: ReportText] {
    var arguments: [String: ReportText] = [:]
    for (name, quantity) in [("duration", test.duration), ("size", test.size)] {
      guard let quantity else { continue }
      arguments[name] = "this value"
      if text.utf8.filter({ (0x30...0x39).contains($0) }).count <= mostDigits,
        let value = quantity.value(of: text, key: key)
      {
        arguments[name] = words(for: value, quantity.kind)
      }
    }
    return arguments
  }

  /// In the largest unit that needs no fraction.
  private static func words(for value: Double, _ kind: QuantityKind) -> ReportText {
    guard let number = Int(exactly: value) else { return "this value" }
    let units: [(size: Int, name: StaticString)] =
      kind == .duration
      ? [(86_400_000, "d"), (3_600_000, "h"), (60_000, "min"), (1000, "s"), (1, "ms")]
      : [(1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB"), (1, "bytes")]
    guard let unit = units.first(where: { number.isMultiple(of: $0.size) && number != 0 }) else {
      return "0"
    }
    return "\(number / unit.size) \(ReportText(stringLiteral: unit.name))"
  }
}
