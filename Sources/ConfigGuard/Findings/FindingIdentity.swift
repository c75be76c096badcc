/// What makes a finding the same one in another run, although lines have moved.
package struct FindingIdentity: Sendable, Hashable {
  /// The file, as reports show it.
  package var path: String
  package var rule: String
  /// Without what may be a secret; empty where the finding has none.
  package var keyPath: String
  /// Tells findings apart of which all else is the same; from 0.
  package var ordinal: Int

  package init(path: String, rule: String, keyPath: String, ordinal: Int) {
    self.path = path
    self.rule = rule
    self.keyPath = keyPath
    self.ordinal = ordinal
  }

  /// Sixteen hexadecimal digits over all of it.
  package var fingerprint: String { Fingerprint.text(of: "\(text)\u{0}\(ordinal)") }

  /// All of it but the ordinal.
  var text: String { "\(rule)\u{0}\(path)\u{0}\(keyPath)" }
}
