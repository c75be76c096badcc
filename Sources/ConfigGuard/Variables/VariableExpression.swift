import RulePacks

/// Variables, and sums and products of them, which comparisons are made of.
public protocol NumericExpression: Sendable {
  /// The expression as a contract has it.
  var expression: VariableExpression { get }
}

/// A sum or product of variables and numbers.
public struct VariableExpression: NumericExpression {
  let value: ContractExpression

  /// Itself.
  public var expression: VariableExpression { self }

  fileprivate init(_ value: ContractExpression) { self.value = value }

  fileprivate init(_ number: Int) {
    value = .number(Double(number), .number, text: String(number))
  }

  fileprivate init(_ duration: Duration) {
    value = .number(
      duration / .milliseconds(1), .duration, text: duration.text ?? "\(duration.inMilliseconds)ms")
  }
}

extension Variable: NumericExpression {
  /// The variable as a part of a comparison; one whose type has no order is an error of the contract.
  public var expression: VariableExpression { VariableExpression(.variable(name)) }
}

/// A comparison that must hold between variables.
public struct VariableComparison: ContractElement {
  let comparison: ContractComparison

  fileprivate init(
    _ left: VariableExpression, _ sign: Comparison, _ right: VariableExpression
  ) {
    comparison = ContractComparison(left: left.value, comparison: sign, right: right.value)
  }

  /// Adds the comparison to a contract.
  public func declare(in draft: inout ContractDraft) { draft.add(comparison) }
}

extension NumericExpression {
  /// The sum of two expressions.
  public static func + (left: Self, right: some NumericExpression) -> VariableExpression {
    VariableExpression(.operation(left.expression.value, .plus, right.expression.value))
  }

  /// The difference of two expressions.
  public static func - (left: Self, right: some NumericExpression) -> VariableExpression {
    VariableExpression(.operation(left.expression.value, .minus, right.expression.value))
  }

  /// The product of two expressions.
  public static func * (left: Self, right: some NumericExpression) -> VariableExpression {
    VariableExpression(.operation(left.expression.value, .times, right.expression.value))
  }

  /// The product of an expression and a number.
  public static func * (left: Self, right: Int) -> VariableExpression {
    VariableExpression(
      .operation(left.expression.value, .times, VariableExpression(right).value))
  }

  /// One expression must be at most the other.
  public static func <= (left: Self, right: some NumericExpression) -> VariableComparison {
    VariableComparison(left.expression, .lessOrEqual, right.expression)
  }

  /// One expression must be below the other.
  public static func < (left: Self, right: some NumericExpression) -> VariableComparison {
    VariableComparison(left.expression, .less, right.expression)
  }

  /// An expression must be at most a number.
  public static func <= (left: Self, right: Int) -> VariableComparison {
    VariableComparison(left.expression, .lessOrEqual, VariableExpression(right))
  }

  /// An expression must be at least a number.
  public static func >= (left: Self, right: Int) -> VariableComparison {
    VariableComparison(left.expression, .greaterOrEqual, VariableExpression(right))
  }

  /// An expression must be at most a duration.
  public static func <= (left: Self, right: Duration) -> VariableComparison {
    VariableComparison(left.expression, .lessOrEqual, VariableExpression(right))
  }

  /// Two expressions must differ.
  public static func != (left: Self, right: some NumericExpression) -> VariableComparison {
    VariableComparison(left.expression, .notEqual, right.expression)
  }
}
