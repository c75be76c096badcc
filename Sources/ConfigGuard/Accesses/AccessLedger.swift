import RulePacks
import Synchronization

/// What a running service read, kept for a report: names and facts, and no value.
///
/// It may be written to from any number of threads, and it does not grow with the number of reads.
package final class AccessLedger: Sendable {
  /// What is known of all reads under one key.
  struct Entry: Sendable {
    var key: String
    var variable: String
    /// The first read.
    var place: SettingAccess.Place?
    var lookups: Set<SettingAccess.Lookup> = []
    /// A value was there and something else was used.
    var replaced: Fault?
    /// The default in the code is not the contract's.
    var otherDefault: Fault?
    /// A default that is more than an empty text.
    var literalDefault: Fault?
    /// What the service got was not marked as a secret.
    var unmarked: Fault?
  }

  /// A read that a report speaks of.
  struct Fault: Sendable {
    var place: SettingAccess.Place?
    var provider: String?
    var gotDefault = false
  }

  struct Content: Sendable {
    var entries: [String: Entry] = [:]
    var omitted = 0
  }

  private let content = Mutex(Content())
  private let variables: ContractVariables
  private let capacity: Int

  /// - Parameters:
  ///   - variables: What the contract says of variables.
  ///   - capacity: Keys that are remembered; more are only counted.
  package init(variables: ContractVariables, capacity: Int = 1000) {
    self.variables = variables
    self.capacity = max(0, capacity)
  }

  var current: Content { content.withLock { $0 } }

  package func record(_ access: SettingAccess) {
    let variable = variables[access.variable]
    // The default is compared here and not kept: it may be a secret.
    let isOther = access.fallback.map { Self.differs($0, from: variable) } ?? false
    let isLiteral = access.fallback.map { !$0.trimmedASCII.isEmpty } ?? false
    let isUnmarked = access.isMarkedSecret == false
    let fault = Fault(
      place: access.place, provider: access.provider, gotDefault: access.fallback != nil)
    content.withLock { content in
      guard content.entries[access.key] != nil || content.entries.count < capacity else {
        content.omitted += 1
        return
      }
      var entry =
        content.entries[access.key]
        ?? Entry(key: access.key, variable: access.variable, place: access.place)
      if entry.lookups.count < Self.mostLookups { entry.lookups.formUnion(access.lookups) }
      if access.outcome == .replaced { entry.replaced = entry.replaced ?? fault }
      if isOther { entry.otherDefault = entry.otherDefault ?? fault }
      if isLiteral { entry.literalDefault = entry.literalDefault ?? fault }
      if isUnmarked { entry.unmarked = entry.unmarked ?? fault }
      content.entries[access.key] = entry
    }
  }

  /// One for each provider, and some for those whose names change.
  private static let mostLookups = 32

  private static func differs(_ fallback: String, from variable: ContractVariable?) -> Bool {
    guard let variable, let expected = variable.defaultValue, expected != fallback else {
      return false
    }
    if let left = Double(fallback), let right = Double(expected) { return left != right }
    if variable.type == .bool, let left = Truth(fallback), let right = Truth(expected) {
      return left != right
    }
    return true
  }
}
