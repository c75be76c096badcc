/// What the number of a value counts, and in which units it may be written.
package enum QuantityKind: String, Sendable, Hashable, CaseIterable {
  case number
  case duration
  case size

  /// The milliseconds or bytes of one unit; nil for a word that is none.
  package func factor(of unit: String) -> Double? {
    switch self {
    case .number: nil
    case .duration: Self.durations[unit]
    case .size: Self.sizes[unit]
    }
  }

  /// The unit that a key names in its last word, as in `POOL_TIMEOUT_MS`.
  package func unit(ofKey words: [String]) -> String? {
    guard let last = words.last, last != "m", last != "b", factor(of: last) != nil else {
      return nil
    }
    return last
  }

  private static let durations: [String: Double] = {
    let table: [(factor: Double, names: [String])] = [
      (0.000_001, ["ns", "nanos", "nanosecond", "nanoseconds"]),
      (0.001, ["us", "µs", "μs", "micros", "microsecond", "microseconds"]),
      (1, ["ms", "msec", "msecs", "millis", "millisecond", "milliseconds"]),
      (1000, ["s", "sec", "secs", "second", "seconds"]),
      (60_000, ["m", "mins", "minute", "minutes"]),
      (3_600_000, ["h", "hr", "hrs", "hour", "hours"]),
      (86_400_000, ["d", "day", "days"]), (604_800_000, ["w", "week", "weeks"]),
    ]
    return named(table)
  }()

  /// Powers of 1024, with which most readers count whatever the letters say.
  private static let sizes: [String: Double] = {
    var table: [(factor: Double, names: [String])] = [(1, ["b", "byte", "bytes"])]
    var factor = 1024.0
    for letter in ["k", "m", "g", "t"] {
      table.append((factor, [letter, letter + "b", letter + "i", letter + "ib"]))
      factor *= 1024
    }
    return named(table)
  }()

  private static func named(_ table: [(factor: Double, names: [String])]) -> [String: Double] {
    var result: [String: Double] = [:]
    for row in table { for name in row.names { result[name] = row.factor } }
    return result
  }
}

extension QuantityKind {
  private static let longest = 48

  /// The milliseconds or bytes that a text says; `unit` is what a bare number counts.
  ///
  /// Durations are understood as `30s`, `1h30m`, `500 ms`, `30 seconds`, `PT1M30S` and `00:01:30`.
  package func value(of text: String, unit: String?) -> Double? {
    guard self != .number else { return Double(text) }
    var rest = text.lowercased()[...]
    guard rest.utf8.count <= Self.longest else { return nil }
    let isNegative = rest.first == "-"
    if isNegative { rest = rest.dropFirst() }
    if self == .duration, !isNegative, let known = Self.standard(rest) ?? Self.clock(rest) {
      return known
    }
    guard let amounts = Self.amounts(rest), let first = amounts.first else { return nil }
    if amounts.count == 1, first.unit.isEmpty {
      if first.number == 0 { return 0 }
      return unit.flatMap { factor(of: $0) }.map {
        (isNegative ? -first.number : first.number) * $0
      }
    }
    guard !isNegative else { return nil }
    var sum = 0.0
    for amount in amounts {
      // `min` in a key may mean a minimum; behind a number it does not.
      guard let factor = factor(of: amount.unit == "min" ? "mins" : amount.unit) else { return nil }
      sum += amount.number * factor
    }
    return sum
  }

  /// `P1DT2H30M`, without years and months, whose lengths differ (ISO 8601).
  private static func standard(_ text: Substring) -> Double? {
    guard text.first == "p", text.count > 1 else { return nil }
    let parts = text.dropFirst().split(
      separator: "t", maxSplits: 1, omittingEmptySubsequences: false)
    var sum = 0.0
    guard parts.contains(where: { !$0.isEmpty }) else { return nil }
    for (part, units) in zip(parts, [["w", "d"], ["h", "m", "s"]]) where !part.isEmpty {
      guard let amounts = amounts(part) else { return nil }
      for amount in amounts {
        guard units.contains(amount.unit), let factor = durations[amount.unit] else { return nil }
        sum += amount.number * factor
      }
    }
    return sum
  }

  /// `00:01:30` and `1.00:00:00`, as .NET writes time spans.
  private static func clock(_ text: Substring) -> Double? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 3, let minutes = Double(parts[1]), let seconds = Double(parts[2]),
      minutes < 60, seconds < 60,
      parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2E } })
    else { return nil }
    let first = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    guard first.count <= 2, let hours = first.last.flatMap({ Double($0) }) else { return nil }
    let days = first.count == 2 ? Double(first[0]) : 0
    guard let days, minutes >= 0, seconds >= 0, hours >= 0 else { return nil }
    return ((days * 24 + hours) * 60 + minutes) * 60_000 + seconds * 1000
  }

  /// Numbers with the letters behind them; nil for any other text.
  private static func amounts(_ text: Substring) -> [(number: Double, unit: String)]? {
    var result: [(number: Double, unit: String)] = []
    var rest = text.drop { $0 == " " }
    while !rest.isEmpty {
      let digits = rest.prefix { $0.isASCII && ($0.isNumber || $0 == "." || $0 == "_") }
      guard digits.first?.isNumber == true,
        let number = Double(String(digits.filter { $0 != "_" }))
      else { return nil }
      rest = rest.dropFirst(digits.count).drop { $0 == " " }
      let unit = rest.prefix { $0.isLetter }
      rest = rest.dropFirst(unit.count).drop { $0 == " " }
      result.append((number, String(unit)))
    }
    return result
  }
}
