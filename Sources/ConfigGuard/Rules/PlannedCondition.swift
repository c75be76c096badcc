import RulePacks

/// A condition without the parts that stage and format decide.
///
/// An object, since what an enumeration holds is counted each time it is asked.
final class PlannedCondition {
  /// Those of `Condition` that are asked for most settings have a kind of their own.
  enum Kind {
    case all
    case any
    case not
    case setting
    case role
    case fileKind
    /// Another one that may ask for the setting itself.
    case ofSetting
    /// One that asks for nothing but what the setting stands in.
    case ofSurroundings
  }

  let kind: Kind
  /// Of `not` it is one.
  private let parts: [PlannedCondition]
  private let question: SettingQuestion?
  /// The same for those who ask for every setting, and count none of them.
  let askedParts: [Unmanaged<PlannedCondition>]
  let askedQuestion: Unmanaged<SettingQuestion>?
  /// The roles or kinds of files.
  let names: [String]
  /// Nil where there are parts.
  let condition: Condition?

  private init(
    _ kind: Kind, parts: [PlannedCondition] = [], question: SettingQuestion? = nil,
    names: [String] = [], _ condition: Condition? = nil
  ) {
    self.kind = kind
    self.parts = parts
    self.question = question
    askedParts = parts.map { Unmanaged.passUnretained($0) }
    askedQuestion = question.map { Unmanaged.passUnretained($0) }
    self.names = names
    self.condition = condition
  }

  convenience init(all parts: [PlannedCondition]) { self.init(.all, parts: parts) }

  convenience init(any parts: [PlannedCondition]) { self.init(.any, parts: parts) }

  convenience init(not part: PlannedCondition) { self.init(.not, parts: [part]) }

  convenience init(_ question: SettingQuestion, _ condition: Condition) {
    self.init(.setting, question: question, condition)
  }

  /// A condition that has no parts.
  convenience init(_ condition: Condition) {
    switch condition {
    case .role(let roles): self.init(.role, names: roles, condition)
    case .fileKind(let kinds): self.init(.fileKind, names: kinds, condition)
    case .tracking, .declaredSecret, .besideCiphertext: self.init(.ofSetting, condition)
    default: self.init(.ofSurroundings, condition)
    }
  }
}

extension Judge {
  /// Whether a planned condition holds for a setting with its role, or without one for what it
  /// stands in.
  func verdict(
    _ planned: PlannedCondition, _ setting: Setting?, _ role: String, _ here: Surroundings
  ) -> ConditionVerdict {
    // Without closures, which would be made for each condition.
    switch planned.kind {
    case .all:
      var result = ConditionVerdict.yes
      for place in planned.askedParts.indices {
        result = result.and(verdict(planned.askedParts[place], setting, role, here))
        if result == .no { break }
      }
      return result
    case .any:
      var result = ConditionVerdict.no
      for place in planned.askedParts.indices {
        result = result.or(verdict(planned.askedParts[place], setting, role, here))
        if result == .yes { break }
      }
      return result
    case .not: return verdict(planned.askedParts[0], setting, role, here).negated
    case .setting:
      guard let question = planned.askedQuestion else { return .unknown }
      return question._withUnsafeGuaranteedRef {
        ConditionVerdict(here.lookup.holds($0, among: here.settings, self))
      }
    case .role where setting != nil: return ConditionVerdict(planned.names.contains(role))
    case .fileKind:
      return ConditionVerdict(planned.names.contains(fileKind(of: setting?.file ?? here.file)))
    case .ofSetting where setting != nil:
      guard let setting, let condition = planned.condition else { return .unknown }
      return verdict(condition, setting, role, here)
    case .ofSurroundings, .role, .ofSetting:
      guard let condition = planned.condition else { return .unknown }
      return verdict(condition, here)
    }
  }
  private func verdict(
    _ planned: Unmanaged<PlannedCondition>, _ setting: Setting?, _ role: String,
    _ here: Surroundings
  ) -> ConditionVerdict {
    planned._withUnsafeGuaranteedRef { verdict($0, setting, role, here) }
  }
}
