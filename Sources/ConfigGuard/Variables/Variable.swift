package import RulePacks

/// One variable that a service reads: its name, what it must look like, and the type of its value.
///
/// ```swift
/// static let port = Variable("PORT", as: .port, default: 8080)                 // Variable<Int>
/// static let timeout = Variable("TIMEOUT", as: .duration)                      // Variable<Duration?>
/// static let database = Variable("DATABASE_URL", as: .secret(.url)).required()  // Variable<Secret<String>>
/// ```
public struct Variable<Value: Sendable>: Sendable {
  var declaration: ContractVariable
  let origin: DeclarationPlace
  /// The value of what a verdict found under the name; nil if there is none.
  let value: @Sendable (TypedValue?) -> Value?
  /// Whether it has a value of its own where nothing sets it.
  var hasFallback = false

  /// The value that an environment gives it; nil if that is not as the contract says.
  func value(in values: EnvironmentValues) -> Value? {
    guard !values.isRefused(name) else { return nil }
    // A default stays the value that it is; a contract may only have a text that is nearly the same.
    return value(hasFallback && !values.isGiven(name) ? nil : values[name])
  }

  /// The name of the variable.
  public var name: String { declaration.name }
}

extension Variable {
  /// A variable that may be missing.
  public init<Wrapped>(
    _ name: String, as kind: VariableKind<Wrapped>, fileID: String = #fileID, line: Int = #line
  ) where Value == Wrapped? {
    declaration = kind.shape
    declaration.name = name
    origin = DeclarationPlace(fileID: fileID, line: line)
    value = { typed in
      guard let typed else { return .some(nil) }
      return kind.convert(typed).map { .some($0) }
    }
  }

  /// A variable that has a value where nothing sets it.
  public init(
    _ name: String, as kind: VariableKind<Value>, default fallback: Value,
    fileID: String = #fileID, line: Int = #line
  ) {
    declaration = kind.shape
    declaration.name = name
    declaration.defaultValue = kind.write(fallback)
    origin = DeclarationPlace(fileID: fileID, line: line)
    value = { typed in typed.map(kind.convert) ?? fallback }
    hasFallback = true
  }

  /// A secret has no value that everybody can read in the source.
  @available(
    *, unavailable, message: "a default of a secret is known to everybody who has the code"
  )
  public init<Inner>(
    _ name: String, as kind: VariableKind<Value>, default fallback: Value,
    fileID: String = #fileID, line: Int = #line
  ) where Value == Secret<Inner> {
    self.init(name, as: kind, default: fallback, fileID: fileID, line: line)
  }

  private init(
    _ declaration: ContractVariable, _ origin: DeclarationPlace,
    value: @escaping @Sendable (TypedValue?) -> Value?
  ) {
    self.declaration = declaration
    self.origin = origin
    self.value = value
  }

  private func with(_ change: (inout ContractVariable) -> Void) -> Self {
    var copy = self
    change(&copy.declaration)
    return copy
  }

  /// A variable that must be set in every stage, so that there is always a value.
  public func required<Wrapped>() -> Variable<Wrapped> where Value == Wrapped? {
    var declaration = declaration
    declaration.requirement = .always
    let value = value
    return Variable<Wrapped>(declaration, origin) { typed in value(typed).flatMap { $0 } }
  }

  /// A variable that must be set in these stages.
  public func required<Wrapped>(in stages: Stage...) -> Self where Value == Wrapped? {
    with { $0.requirement = .stages(stages) }
  }

  /// A variable that must be set when another one has one of these values; without values, when it
  /// is set at all.
  public func required<Wrapped>(when other: String, is values: String...) -> Self
  where Value == Wrapped? {
    with {
      $0.requiredWhen.append(
        ContractCondition(terms: [ContractCondition.Term(name: other, values: values)]))
    }
  }

  /// What the variable is for; shown where it is missing.
  public func describe(_ text: String) -> Self { with { $0.description = text } }

  /// A value that shows the form and is no secret.
  public func example(_ text: String) -> Self { with { $0.example = text } }

  /// Names that the variable had before; they still count and are reported.
  public func formerly(_ names: String...) -> Self { with { $0.formerNames += names } }

  /// The variable is on its way out; setting it is reported with this reason.
  public func deprecated(_ reason: String = "") -> Self { with { $0.deprecation = reason } }
}

extension Variable: CustomStringConvertible, CustomReflectable {
  /// The name alone: defaults and choices may be what nobody should print.
  public var description: String { "Variable(\(NameScreen.builtin.key(name)))" }

  /// Shows the name alone.
  public var customMirror: Mirror { Mirror(self, children: []) }
}

/// Where in the source something was declared.
struct DeclarationPlace: Sendable, Hashable {
  var fileID: String
  var line: Int
}
