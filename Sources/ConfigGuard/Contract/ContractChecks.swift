import RulePacks

extension ContractVariables {
  /// What is wrong with the names that variables give of one another, and the variable at fault.
  func nameProblem() -> (variable: String, message: ReportText)? {
    var former: [String: String] = [:]
    for variable in self {
      for name in variable.formerNames {
        if let other = former[name] ?? self[name]?.name {
          return (
            variable.name,
            "\(quoted: name) is both \(quoted: other) and a former name of \(quoted: variable.name)"
          )
        }
        former[name] = variable.name
      }
      for term in variable.requiredWhen.flatMap(\.terms) where self[term.name] == nil {
        return (variable.name, unknown(term.name))
      }
    }
    return nil
  }

  /// That a name is none of these, with a hint for one that is nearly right.
  func unknown(_ name: String) -> ReportText {
    let hint =
      NearMiss.nearest(to: name, among: map(\.name))
      .map { "; did you mean \(quoted: $0)?" as ReportText } ?? ""
    return "\(quoted: name) is no variable of this contract\(hint)"
  }

  /// What is wrong with a comparison of some of these.
  func problem(with comparison: ContractComparison) -> ReportText? {
    if let name = comparison.names.first(where: { self[$0] == nil }) { return unknown(name) }
    if comparison.names.isEmpty { return "this compares no variable" }
    if comparison.left.dividesByZero || comparison.right.dividesByZero {
      return "this divides by zero"
    }
    // What is compared is a number.
    let quantity = { (name: String) -> QuantityKind? in
      let type = self[name]?.type ?? .string
      return type == .string ? .number : type.quantity
    }
    if let name = comparison.names.first(where: { quantity($0) == nil }) {
      return "\(quoted: name) is of a type that has no order"
    }
    do throws(RulePackProblem) {
      _ = try ContractExpression.common(
        comparison.left.quantity(quantity), comparison.right.quantity(quantity))
      return nil
    } catch {
      return error.message
    }
  }
}

extension ContractVariable {
  /// What is wrong with a default or an example, which the contract itself must not refuse.
  func problem(withLiteral text: String?) -> ReportText? {
    guard let text, !text.isEmpty else { return nil }
    // An example may leave out what is long or secret.
    let faults = reading(of: text, ValueProbes { _, _ in true }).faults
    guard let fault = faults.first(where: { ["type", "one-of", "range"].contains($0.check) })
    else { return nil }
    if isSecret { return "this is not what the contract asks of \(quoted: name)" }
    return "this must be \(fault.expected)\(fault.found.map { "; \($0)" as ReportText } ?? "")"
  }
}
