/// A rule's severity in each stage; nil means that the rule is silent there.
package struct StageLevels: Sendable, Hashable {
  /// The severity in a stage that a pack names for itself.
  package struct Exception: Sendable, Hashable {
    package var stage: Stage
    package var severity: Severity?
  }

  package var production: Severity?
  package var development: Severity?
  /// Set for rules whose severity no stage softens.
  package var everyStage: Severity?
  /// Stages that are judged neither as production nor as development is.
  package var exceptions: [Exception] = []

  package init(
    production: Severity? = nil, development: Severity? = nil, everyStage: Severity? = nil,
    exceptions: [Exception] = []
  ) {
    self.production = production
    self.development = development
    self.everyStage = everyStage
    self.exceptions = exceptions
  }

  /// Staging counts as production, test as development, an example as a note; where the stage is
  /// unknown, production's severity holds one step softer.
  package func severity(in stage: Stage) -> Severity? {
    if let everyStage { return everyStage }
    if let exception = exceptions.first(where: { $0.stage == stage }) { return exception.severity }
    switch stage {
    case .production, .staging: return production
    case .development, .test: return development
    case .example: return production == nil ? nil : .note
    case .unknown: return production?.softened
    }
  }
}
