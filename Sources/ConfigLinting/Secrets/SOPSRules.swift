import ConfigGuard
import RulePacks

/// Which values of a file SOPS encrypts, by what the file itself says of it
/// (getsops.io/docs, "Encrypting only parts of a file").
struct SOPSRules {
  private(set) var unencryptedSuffix: String?
  private(set) var encryptedSuffix: String?
  private(set) var unencryptedPattern: String?
  private(set) var encryptedPattern: String?
  /// Comments decide, which are not looked at.
  private var isByComment = false
  private let patterns: PatternCache

  /// - Parameter field: The text of a field of the file's own data, if it has that field.
  init(_ patterns: PatternCache, field: (String) -> String?) {
    func text(_ name: String) -> String? { field(name).flatMap { $0.isEmpty ? nil : $0 } }
    self.patterns = patterns
    unencryptedSuffix = text("unencrypted_suffix")
    encryptedSuffix = text("encrypted_suffix")
    unencryptedPattern = text("unencrypted_regex")
    encryptedPattern = text("encrypted_regex")
    isByComment =
      text("encrypted_comment_regex") != nil || text("unencrypted_comment_regex") != nil
    if unencryptedSuffix == nil, encryptedSuffix == nil, unencryptedPattern == nil,
      encryptedPattern == nil, !isByComment
    {
      unencryptedSuffix = "_unencrypted"
    }
  }

  /// The field that leaves values out, as the file calls it.
  var name: String {
    if encryptedPattern != nil { return "encrypted_regex" }
    if unencryptedPattern != nil { return "unencrypted_regex" }
    return encryptedSuffix != nil ? "encrypted_suffix" : "unencrypted_suffix"
  }

  /// Whether the value at the end of these keys is encrypted; nil where that cannot be told.
  func covers(_ path: [String]) -> Bool? {
    guard !isByComment else { return nil }
    var isCovered = true
    if let unencryptedSuffix, path.contains(where: { $0.hasSuffix(unencryptedSuffix) }) {
      isCovered = false
    }
    if let encryptedSuffix { isCovered = path.contains { $0.hasSuffix(encryptedSuffix) } }
    if let unencryptedPattern {
      guard patterns.pattern(unencryptedPattern) != nil else { return nil }
      if path.contains(where: { patterns.isFound(unencryptedPattern, in: $0) }) {
        isCovered = false
      }
    }
    if let encryptedPattern {
      guard patterns.pattern(encryptedPattern) != nil else { return nil }
      isCovered = path.contains { patterns.isFound(encryptedPattern, in: $0) }
    }
    return isCovered
  }

  /// A key without what its name says of encryption.
  func plainName(_ key: String) -> String {
    for suffix in [unencryptedSuffix, encryptedSuffix].compactMap({ $0 })
    where key.hasSuffix(suffix) && key.utf8.count > suffix.utf8.count {
      return String(key.dropLast(suffix.count))
    }
    return key
  }

  static func isCiphertext(_ text: String) -> Bool { text.hasPrefix("ENC[AES256_GCM,") }
}
