import RulePacks

/// One step of the way that a value took to the process.
@usableFromInline
package struct Layer: Sendable {
  /// What stands there, as reports name it: `.env`, `env_file`, `environment`, `ConfigMap app`.
  package var source: String
  package var place: Place
  /// What the step holds; nil where it only passes on what another one holds.
  package var value: Value?

  package init(source: String, place: Place, value: Value? = nil) {
    self.source = source
    self.place = place
    self.value = value
  }
}
