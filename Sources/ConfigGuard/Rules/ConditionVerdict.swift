import RulePacks

/// Whether a condition holds, as far as what was read tells.
@usableFromInline
package enum ConditionVerdict: Sendable, Hashable {
  case yes
  case no
  /// A template, a reference or something that was not read decides.
  case unknown

  @inlinable
  package init(_ holds: Bool) { self = holds ? .yes : .no }

  init(_ holds: Bool?) { self = holds.map { $0 ? .yes : .no } ?? .unknown }

  @inlinable
  package var negated: ConditionVerdict {
    switch self {
    case .yes: .no
    case .no: .yes
    case .unknown: .unknown
    }
  }

  /// The verdict on two conditions that must both hold.
  func and(_ other: ConditionVerdict) -> ConditionVerdict {
    if self == .no || other == .no { return .no }
    return self == .yes ? other : self
  }

  /// The verdict on two conditions of which one must hold.
  func or(_ other: ConditionVerdict) -> ConditionVerdict {
    negated.and(other.negated).negated
  }

  /// The verdict on several conditions that must all hold.
  @inlinable
  package static func all<T>(
    _ parts: some Sequence<T>, _ verdict: (T) -> ConditionVerdict
  ) -> ConditionVerdict {
    var result = ConditionVerdict.yes
    for part in parts {
      switch verdict(part) {
      case .no: return .no
      case .unknown: result = .unknown
      case .yes: continue
      }
    }
    return result
  }

  /// The verdict on several conditions of which one must hold.
  @inlinable
  package static func any<T>(
    _ parts: some Sequence<T>, _ verdict: (T) -> ConditionVerdict
  ) -> ConditionVerdict {
    all(parts) { verdict($0).negated }.negated
  }
}
