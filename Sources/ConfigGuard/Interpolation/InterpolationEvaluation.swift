import RulePacks

extension Interpolation {
  /// How many bytes one evaluation may yield unless the caller says otherwise.
  package static let expansionLimit = 64 << 20

  /// The text with its references replaced; one without value and default becomes nothing.
  ///
  /// Arguments are evaluated only where their operator asks for them.
  package func evaluated(
    lookup: (String) -> String?
  ) throws(InterpolationError) -> String {
    var budget = Interpolation.expansionLimit
    return try evaluated(lookup: lookup, budget: &budget)
  }

  /// The same within a number of bytes that is shared by several evaluations.
  ///
  /// Values that repeat one another double from line to line, so a small file could otherwise ask
  /// for all the memory there is.
  package func evaluated(
    lookup: (String) -> String?, budget: inout Int
  ) throws(InterpolationError) -> String {
    var result = ""
    for segment in segments {
      switch segment {
      case .literal(let text, let range):
        try spend(text.utf8.count, of: &budget, at: range)
        result += text
      case .reference(let reference):
        let value = lookup(reference.name)
        switch reference.outcome(for: value) {
        case .value:
          guard let value else { continue }
          try spend(value.utf8.count, of: &budget, at: reference.range)
          result += value
        case .argument:
          guard let argument = reference.argument else { continue }
          result += try argument.evaluated(lookup: lookup, budget: &budget)
        case .nothing:
          continue
        case .failure:
          // The message is a template too, and what is missing there is reported first.
          _ = try reference.argument?.evaluated(lookup: lookup, budget: &budget)
          throw reference.missing
        }
      }
    }
    return result
  }

  /// The same where everything that the evaluation comes to is known; else nil.
  package func resolved(lookup: (String) -> String?) -> String? {
    isKnown(lookup: lookup) ? try? evaluated(lookup: lookup) : nil
  }

  private func isKnown(lookup: (String) -> String?) -> Bool {
    for case .reference(let reference) in segments {
      let value = lookup(reference.name)
      switch reference.outcome(for: value) {
      case .value: if value == nil { return false }
      case .argument:
        if let argument = reference.argument, !argument.isKnown(lookup: lookup) { return false }
      case .failure: return false
      case .nothing: continue
      }
    }
    return true
  }

  /// The references that an evaluation comes to and that have neither a value nor an operator.
  package func unsetReferences(lookup: (String) -> String?) -> [Reference] {
    var found: [Reference] = []
    collectUnset(lookup: lookup, into: &found)
    return found
  }

  private func collectUnset(lookup: (String) -> String?, into found: inout [Reference]) {
    for case .reference(let reference) in segments {
      let value = lookup(reference.name)
      switch reference.outcome(for: value) {
      case .value:
        if value == nil { found.append(reference) }
      case .argument, .failure:
        reference.argument?.collectUnset(lookup: lookup, into: &found)
      case .nothing:
        continue
      }
    }
  }

  private func spend(
    _ count: Int, of budget: inout Int, at range: SourceRange
  ) throws(InterpolationError) {
    budget -= count
    guard budget < 0 else { return }
    throw InterpolationError(
      kind: .expansionLimit,
      message: "the references expand to more text than is built", range: range)
  }
}

extension Interpolation.Reference {
  fileprivate enum Outcome {
    case value
    case argument
    case nothing
    case failure
  }

  fileprivate func outcome(for value: String?) -> Outcome {
    guard let operation else { return .value }
    let isSet = value.map { !operation.treatsEmptyAsUnset || !$0.isEmpty } ?? false
    switch operation {
    case .defaultIfEmpty, .defaultIfUnset: return isSet ? .value : .argument
    case .replaceIfNonEmpty, .replaceIfSet: return isSet ? .argument : .nothing
    case .requireNonEmpty, .requireSet: return isSet ? .value : .failure
    }
  }

  fileprivate var missing: InterpolationError {
    // What stands behind the question mark may be a value that was meant for `:-`.
    InterpolationError(
      kind: .missingVariable, message: "required variable \(setting: name) is missing a value",
      range: range)
  }
}
