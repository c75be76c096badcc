import RulePacks

/// Something that a contract in Swift consists of: a variable, a group, a comparison, a setting.
public protocol ContractElement: Sendable {
  /// Adds itself to a contract.
  func declare(in draft: inout ContractDraft)
}

/// Collects the elements of a contract that is written in Swift.
@resultBuilder public enum ContractBuilder {
  /// One element.
  public static func buildExpression(_ element: some ContractElement) -> [any ContractElement] {
    [element]
  }

  /// Several elements that were made elsewhere.
  public static func buildExpression(
    _ elements: [any ContractElement]
  ) -> [any ContractElement] { elements }

  /// One after the other.
  public static func buildBlock(_ parts: [any ContractElement]...) -> [any ContractElement] {
    parts.flatMap { $0 }
  }

  /// `if` without `else`.
  public static func buildOptional(_ part: [any ContractElement]?) -> [any ContractElement] {
    part ?? []
  }

  /// `if` with `else`, when it holds.
  public static func buildEither(first part: [any ContractElement]) -> [any ContractElement] {
    part
  }

  /// `if` with `else`, when it does not hold.
  public static func buildEither(second part: [any ContractElement]) -> [any ContractElement] {
    part
  }

  /// `for`.
  public static func buildArray(_ parts: [[any ContractElement]]) -> [any ContractElement] {
    parts.flatMap { $0 }
  }
}

/// A contract while elements are added to it.
public struct ContractDraft {
  var contract: Contract
  private(set) var problem: RulePackProblem?
  private var pendingNames: [String] = []

  init(_ contract: Contract) { self.contract = contract }

  mutating func fail(_ message: ReportText, at place: DeclarationPlace? = nil) {
    guard problem == nil else { return }
    var problem = RulePackProblem(message)
    if let place { problem.path = "\(place.fileID):\(place.line)" }
    self.problem = problem
  }

  mutating func add(_ group: ContractGroup) {
    if let name = group.allNames.first(where: { contract.variables[$0] == nil }) {
      // Variables may be declared after the groups that name them.
      pendingNames.append(name)
    }
    if !contract.groups.contains(group) { contract.groups.append(group) }
  }

  mutating func add(_ comparison: ContractComparison) {
    if !contract.comparisons.contains(comparison) { contract.comparisons.append(comparison) }
  }

  mutating func add(_ variable: ContractVariable, at place: DeclarationPlace) {
    guard !variable.name.isEmpty else { return fail("a variable has no name", at: place) }
    if let pattern = variable.pattern {
      do throws(PatternError) {
        _ = try Pattern(pattern)
      } catch {
        return fail("the pattern cannot be used: \(error.message)", at: place)
      }
    }
    if variable.itemType == .choice, variable.choices.isEmpty {
      return fail("\(quoted: variable.name) has no values to choose from", at: place)
    }
    let known = contract.variables[variable.name] ?? ContractVariable(name: variable.name)
    let merged: ContractVariable
    do throws(RulePackProblem) {
      merged = try known.adding(variable)
    } catch {
      return fail("\(quoted: variable.name) \(error.message)", at: place)
    }
    if let problem = merged.problem(withLiteral: merged.defaultValue) {
      return fail("the default of \(quoted: variable.name): \(problem)", at: place)
    }
    contract.variables.set(merged)
  }

  /// The contract, once everything that names something else has been added.
  func finish() throws(ContractError) -> Contract {
    var contract = contract
    var problem = problem
    if problem == nil {
      let message =
        pendingNames.first { contract.variables[$0] == nil }.map { contract.variables.unknown($0) }
        ?? contract.variables.nameProblem()?.message
        ?? contract.comparisons.lazy.compactMap { contract.variables.problem(with: $0) }.first
        ?? (contract.packs.isEmpty
          ? contract.ruleSettings.lazy.compactMap(\.nameProblem).first : nil)
      problem = message.map { RulePackProblem($0) }
    }
    if let problem { throw ContractError(problem) }
    contract.variables.makeNumbers(of: contract.comparisons.flatMap(\.names))
    return contract
  }
}

extension Variable: ContractElement {
  /// Adds the variable to a contract, or what it says to the variable of that name.
  public func declare(in draft: inout ContractDraft) { draft.add(declaration, at: origin) }
}

extension ContractVariable {
  /// This variable with what another declaration says of it, so that both hold.
  ///
  /// - Throws: what cannot hold together, in words.
  func adding(_ other: ContractVariable) throws(RulePackProblem) -> ContractVariable {
    var merged = self
    let numbers: Set<ValueType> = [.int, .port]
    if type == .string || type == other.type {
      merged.type = other.type
    } else if other.type == .string && type.staysText {
      // What the contract says is more exact.
    } else if numbers.contains(type), numbers.contains(other.type) {
      merged.type = .port
    } else {
      throw RulePackProblem("is `\(type)` in the contract and `\(other.type)` here")
    }
    if type == .list, other.type == .list, itemType != other.itemType {
      guard items == nil || other.items == nil && itemType.staysText else {
        throw RulePackProblem("has other items in the contract than here")
      }
    }
    if let pattern, let own = other.pattern, pattern != own {
      throw RulePackProblem("has another pattern in the contract than here")
    }
    let plain = ContractVariable(name: name)
    func take<Field: Equatable>(_ field: WritableKeyPath<ContractVariable, Field>) {
      if other[keyPath: field] != plain[keyPath: field] {
        merged[keyPath: field] = other[keyPath: field]
      }
    }
    func narrow<Bound: Comparable>(
      _ field: WritableKeyPath<ContractVariable, Bound?>, _ stricter: (Bound, Bound) -> Bound
    ) {
      guard let own = other[keyPath: field] else { return }
      merged[keyPath: field] = self[keyPath: field].map { stricter($0, own) } ?? own
    }
    take(\.items)
    take(\.separator)
    narrow(\.fewestItems, max)
    narrow(\.mostItems, min)
    merged.requirement = requirement.adding(other.requirement)
    merged.requiredWhen += other.requiredWhen.filter { !requiredWhen.contains($0) }
    merged.isSecret = isSecret || other.isSecret
    narrow(\.minimumLength, max)
    narrow(\.maximumLength, min)
    narrow(\.minimumEntropy, max)
    merged.choices = try Self.common(choices, other.choices)
    take(\.pattern)
    narrow(\.minimum, max)
    narrow(\.maximum, min)
    narrow(\.fewestBytes, max)
    narrow(\.mostBytes, min)
    merged.schemes = try Self.common(schemes, other.schemes)
    merged.query.merge(other.query) { $1 }
    merged.hosts = try Self.common(hosts, other.hosts)
    take(\.credentials)
    merged.needsURLPath = needsURLPath || other.needsURLPath
    take(\.pathTarget)
    merged.needsAbsolutePath = needsAbsolutePath || other.needsAbsolutePath
    take(\.defaultValue)
    take(\.description)
    take(\.example)
    merged.isDistinctAcrossStages = isDistinctAcrossStages || other.isDistinctAcrossStages
    merged.sentinels += other.sentinels.filter { !sentinels.contains($0) }
    merged.allowsEmpty = allowsEmpty || other.allowsEmpty
    take(\.deprecation)
    merged.formerNames += other.formerNames.filter { !formerNames.contains($0) }
    return merged
  }

  /// What both lists have; an empty list allows everything.
  private static func common(
    _ left: [String], _ right: [String]
  ) throws(RulePackProblem) -> [String] {
    guard !left.isEmpty else { return right }
    guard !right.isEmpty else { return left }
    let common = left.filter { right.contains($0) }
    guard !common.isEmpty else {
      throw RulePackProblem("has no value that both the contract and this allow")
    }
    return common
  }
}

extension ContractVariable.Requirement {
  /// Required wherever one of the two says so.
  fileprivate func adding(_ other: Self) -> Self {
    switch (self, other) {
    case (.always, _), (_, .always): .always
    case (.never, let one), (let one, .never): one
    case (.stages(let left), .stages(let right)):
      .stages(left + right.filter { !left.contains($0) })
    }
  }
}

extension ValueType {
  /// Whether a value of this type is its text.
  fileprivate var staysText: Bool {
    switch self {
    case .int, .float, .bool, .list, .port, .duration, .byteSize, .base64, .hex: false
    default: true
    }
  }
}
