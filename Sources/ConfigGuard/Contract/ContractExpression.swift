package import RulePacks

/// A sum or product of variables and numbers, such as `WORKERS * DB_POOL_SIZE`.
package indirect enum ContractExpression: Sendable, Hashable {
  package enum Operator: String, Sendable, Hashable, CaseIterable {
    case plus = "+"
    case minus = "-"
    case times = "*"
    case by = "/"

    var binds: Int { self == .plus || self == .minus ? 1 : 2 }
  }

  case variable(String)
  /// A number as it is written, in what it counts: itself, milliseconds or bytes.
  case number(Double, QuantityKind, text: String)
  case operation(ContractExpression, Operator, ContractExpression)

  package var names: [String] {
    switch self {
    case .variable(let name): [name]
    case .number: []
    case .operation(let left, _, let right): left.names + right.names
    }
  }

  package var words: ReportText { words(within: 0) }

  private func words(within binding: Int) -> ReportText {
    switch self {
    case .variable(let name): return "\(setting: name)"
    case .number(_, _, let text): return .declared(text, otherwise: "a number")
    case .operation(let left, let sign, let right):
      let text: ReportText =
        "\(left.words(within: sign.binds)) \(sign) \(right.words(within: sign.binds + 1))"
      return sign.binds < binding ? "(\(text))" : text
    }
  }

  /// The value, if every variable has one and nothing is divided by zero.
  package func value(_ value: (String) -> Double?) -> Double? {
    switch self {
    case .variable(let name): return value(name)
    case .number(let number, _, _): return number
    case .operation(let left, let sign, let right):
      guard let left = left.value(value), let right = right.value(value) else { return nil }
      let result: Double =
        switch sign {
        case .plus: left + right
        case .minus: left - right
        case .times: left * right
        case .by: left / right
        }
      return result.isFinite ? result : nil
    }
  }

  /// Whether something is divided by a number that is zero.
  var dividesByZero: Bool {
    guard case .operation(let left, let sign, let right) = self else { return false }
    if sign == .by, case .number(0, _, _) = right { return true }
    return left.dividesByZero || right.dividesByZero
  }

  /// What the expression counts; nil where it does not matter, as for a bare zero.
  ///
  /// - Throws: what cannot be added or compared, in words.
  package func quantity(
    _ type: (String) -> QuantityKind?
  ) throws(RulePackProblem) -> QuantityKind? {
    switch self {
    case .variable(let name): return type(name)
    case .number(let number, let kind, _): return number == 0 ? nil : kind
    case .operation(let left, let sign, let right):
      let (one, other) = (try left.quantity(type), try right.quantity(type))
      switch sign {
      case .plus, .minus: return try Self.common(one, other)
      case .times:
        if let one, one != .number, let other, other != .number {
          throw RulePackProblem("`\(words)` multiplies what is no plain number with another")
        }
        return one == .number || one == nil ? other ?? one : one
      case .by:
        if one == other { return one == nil ? nil : .number }
        guard other == .number || other == nil else {
          throw RulePackProblem("`\(words)` divides by what is no plain number")
        }
        return one
      }
    }
  }

  static func common(
    _ left: QuantityKind?, _ right: QuantityKind?
  ) throws(RulePackProblem) -> QuantityKind? {
    guard let left else { return right }
    guard let right, right != left else { return left }
    throw RulePackProblem("a \(left) and a \(right) cannot be compared or added")
  }
}

/// Reads comparisons: names, numbers with or without units, `+ - * /` and parentheses.
struct ContractExpressionParser {
  private var words: [Substring]
  private var position = 0
  private var depth = 0
  private static let mostWords = 64
  private static let deepest = 16
  private static let longest = 2048

  /// - Throws: what is wrong, in words.
  static func comparison(_ text: String) throws(RulePackProblem) -> ContractComparison {
    guard text.utf8.count <= longest else {
      throw RulePackProblem("a comparison has at most \(longest) bytes")
    }
    var parser = ContractExpressionParser(words: words(of: text))
    guard parser.words.count <= mostWords else {
      throw RulePackProblem("a comparison has at most \(mostWords) words")
    }
    let left = try parser.sum()
    guard let sign = parser.next(), let comparison = Comparison(rawValue: String(sign)) else {
      throw RulePackProblem("a comparison is written `A <= B`, with blanks")
    }
    let right = try parser.sum()
    guard parser.position == parser.words.count else {
      throw RulePackProblem("a comparison has one sign such as `<=`, with a sum on each side")
    }
    return ContractComparison(left: left, comparison: comparison, right: right)
  }

  /// Blanks separate; parentheses are words of their own.
  private static func words(of text: String) -> [Substring] {
    var result: [Substring] = []
    for word in text.split(whereSeparator: { $0 == " " || $0 == "\n" || $0 == "\t" }) {
      var word = word
      while word.first == "(" {
        result.append(word.prefix(1))
        word = word.dropFirst()
      }
      var closing = 0
      while word.last == ")" {
        closing += 1
        word = word.dropLast()
      }
      if !word.isEmpty { result.append(word) }
      result += Array(repeating: ")", count: closing)
    }
    return result
  }

  private mutating func next() -> Substring? {
    guard position < words.count else { return nil }
    defer { position += 1 }
    return words[position]
  }

  private mutating func sum() throws(RulePackProblem) -> ContractExpression {
    try operations([.plus, .minus]) { parser throws(RulePackProblem) in
      try parser.operations([.times, .by]) { parser throws(RulePackProblem) in
        try parser.operand()
      }
    }
  }

  private mutating func operations(
    _ signs: [ContractExpression.Operator],
    _ operand: (inout Self) throws(RulePackProblem) -> ContractExpression
  ) throws(RulePackProblem) -> ContractExpression {
    var result = try operand(&self)
    while position < words.count,
      let sign = ContractExpression.Operator(rawValue: String(words[position])),
      signs.contains(sign)
    {
      position += 1
      result = .operation(result, sign, try operand(&self))
    }
    return result
  }

  private mutating func operand() throws(RulePackProblem) -> ContractExpression {
    guard let word = next() else {
      throw RulePackProblem("a comparison is written `A <= B`, with blanks")
    }
    if word == "(" {
      depth += 1
      guard depth <= Self.deepest else {
        throw RulePackProblem("there are more than \(Self.deepest) parentheses in one another")
      }
      let inner = try sum()
      guard next() == ")" else { throw RulePackProblem("a parenthesis is not closed") }
      depth -= 1
      return inner
    }
    let text = String(word)
    if let number = Double(text), number.isFinite { return .number(number, .number, text: text) }
    guard text.utf8.first.map({ (0x30...0x39).contains($0) }) ?? false else {
      if let sign = Comparison(rawValue: text) {
        throw RulePackProblem("a name or a number is missing before `\(sign)`")
      }
      if let sign = ContractExpression.Operator(rawValue: text) {
        throw RulePackProblem("a name or a number is missing before `\(sign)`")
      }
      guard text != ")" else {
        throw RulePackProblem("a name or a number is missing before a parenthesis")
      }
      guard !text.utf8.contains(where: { "+*/<>=()".utf8.contains($0) }) else {
        throw RulePackProblem("blanks stand around each sign of a comparison")
      }
      guard text.utf8.first != 0x2D else {
        throw RulePackProblem("a number of a comparison is not negative")
      }
      return .variable(text)
    }
    for kind in [QuantityKind.duration, .size] {
      if let value = kind.value(of: text, unit: nil) { return .number(value, kind, text: text) }
    }
    throw RulePackProblem("\(quoted: text) is neither a number nor a duration or a size")
  }
}
