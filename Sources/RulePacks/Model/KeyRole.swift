/// Names of roles that the code itself speaks of; all others are the packs' own.
package enum KeyRole {
  package static let secret = "secret"
  package static let userName = "user-name"
  /// Names something that holds a secret.
  package static let secretName = "secret-name"
  /// A secret if the value looks like one.
  package static let possibleSecret = "possible-secret"
  package static let none = "none"
}
