/// A rule's severity in each stage; nil means that the rule is silent there.
package struct StageLevels: Sendable, Hashable {
  package var production: Severity?
  package var development: Severity?
  /// Set for rules whose severity no stage softens.
  package var everyStage: Severity?

  package init(
    production: Severity? = nil, development: Severity? = nil, everyStage: Severity? = nil
  ) {
    self.production = production
    self.development = development
    self.everyStage = everyStage
  }

  /// Staging counts as production, test as development, an example as a note; where the stage is
  /// unknown, production's severity holds one step softer.
  package func severity(in stage: Stage) -> Severity? {
    if let everyStage { return everyStage }
    switch stage {
    case .production, .staging: return production
    case .development, .test: return development
    case .example: return production == nil ? nil : .note
    case .unknown: return production?.softened
    }
  }
}
