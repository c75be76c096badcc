/// One look of a service at a setting while it runs, as a configuration library tells of it.
package struct SettingAccess: Sendable {
  /// What came of it.
  package enum Outcome: String, Sendable, CaseIterable {
    /// The service got the value.
    case found
    /// There is no value; the service got a default or nothing.
    case absent
    /// There is a value that was of no use; the service got a default or nothing all the same.
    case replaced
    /// The service got an error.
    case refused
  }

  /// The name under which somebody who holds settings looked for one.
  package struct Lookup: Sendable, Hashable {
    package var provider: String
    package var name: String

    package init(provider: String, name: String) {
      self.provider = provider
      self.name = name
    }
  }

  /// As the code writes it, with dots between its parts.
  package var key: String
  /// The environment variable of that key.
  package var variable: String
  package var outcome: Outcome
  /// Whose value it was, if there was one.
  package var provider: String?
  package var lookups: [Lookup] = []
  /// The default that the service got instead of a value.
  package var fallback: String?
  /// Whether what the service got is marked as a secret; nil where it got nothing.
  package var isMarkedSecret: Bool?
  /// The source file of the look, and the line in it.
  package var place: Place?

  package struct Place: Sendable, Hashable {
    package var file: String
    package var line: Int

    package init(file: String, line: Int) {
      self.file = file
      self.line = line
    }
  }

  package init(key: String, variable: String, outcome: Outcome) {
    self.key = key
    self.variable = variable
    self.outcome = outcome
  }
}
