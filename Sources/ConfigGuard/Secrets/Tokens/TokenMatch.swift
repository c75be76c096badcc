package import RulePacks

/// How sure it is that a text is a token, and what it is worth.
package enum TokenVerdict: String, Sendable, Hashable, CaseIterable {
  /// Its checksum is right.
  case proven
  /// It can be taken apart as such a token can.
  case structural
  /// It has the prefix, the alphabet and the length.
  case shape
  /// It has the shape and a checksum that is wrong: mistyped, shortened or invented.
  case broken
  /// It says of itself that its time is over.
  case expired
  /// It is meant to be seen.
  case publishable
}

/// A token in a text.
package struct TokenMatch: Sendable, Hashable {
  package var range: Range<Int>
  package var shape: TokenShape
  package var verdict: TokenVerdict
  package var facts = StructureFacts()

  /// The word for it in `check: {token: …}`.
  package var state: TokenState {
    switch verdict {
    case .broken: return .broken
    case .publishable: return .publishable
    case .expired: return .expired
    case .proven, .structural, .shape: break
    }
    if shape.kind == .identifier { return .identifier }
    if facts.isUnsigned { return .unsigned }
    if shape.structure == .pem || shape.structure == .der {
      return facts.isEncrypted == true ? .encryptedKey : .privateKey
    }
    return .secret
  }

  /// Whether somebody could use it.
  package var isLive: Bool { verdict != .broken && shape.kind != .identifier }
}
