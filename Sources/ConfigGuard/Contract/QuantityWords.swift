import RulePacks

/// Numbers of a contract as people write them.
package enum QuantityWords {
  package static func text(_ number: Double, of type: ValueType) -> ReportText {
    let units: [(Double, ReportText)]
    switch type.quantity {
    case .duration:
      units = [(86_400_000, "d"), (3_600_000, "h"), (60_000, "m"), (1000, "s"), (1, "ms")]
    case .size: units = [(1_073_741_824, "GiB"), (1_048_576, "MiB"), (1024, "KiB"), (1, " bytes")]
    default: return plain(number)
    }
    let fitting = units.first {
      number >= $0.0 && (number / $0.0).rounded() == number / $0.0
    }
    return fitting.map { "\(plain(number / $0.0))\($0.1)" } ?? plain(number)
  }

  private static func plain(_ number: Double) -> ReportText {
    number == number.rounded() && abs(number) < 1e15 ? "\(Int(number))" : "\(number)"
  }
}
