import ConfigGuard
import RulePacks

/// All that files of a project say of one variable.
package struct VariableEvidence: Sendable {
  /// What kind of file speaks of a variable.
  package enum Origin: String, Sendable, Hashable, CaseIterable {
    /// An env file that is copied before use.
    case template
    /// A line of such a file that is switched off by a comment.
    case commentedOut
    case environmentFile
    case manifest
    /// A reference of a Compose file to a variable of whoever starts it.
    case reference
    case code
    /// Code that developers and builds run, and not the service.
    case task
  }

  /// A place where the variable stands.
  package struct Mention: Sendable, Hashable {
    package var origin: Origin
    package var path: String
    package var line: Int
  }

  /// A value that some file gives it.
  struct Found: Sendable {
    var origin: Origin
    var path: String
    /// The text; it says what type it is of, and nothing else is ever done with it.
    var text: String
    /// The same text where everything says that it may be shown.
    var shown: String?
    var isPlaceholder: Bool
  }

  /// How a line of code reads it.
  struct Read: Sendable {
    var path: String
    var line: Int
    var fallback: Found?
    /// The code has a default that must not be shown, or that asks to be replaced.
    var hasUnfitFallback = false
    var isRequired: Bool
    /// Only developers and builds run this code.
    var isTask: Bool
    var type: ValueType?
  }

  package let name: String
  package var mentions: [Mention] = []
  var values: [Found] = []
  var reads: [Read] = []
  /// Roles that its name and its values give it.
  var roles: Set<String> = []
  /// Something keeps it as a secret whatever it is called.
  var isDeclaredSecret = false
  var description: String?
  /// The heading in a template below which it stands.
  var heading: String?
  /// Where Compose refuses to start without it.
  var demand: Mention?
  /// Services of the project that are given a value.
  var services: Set<String> = []
  /// Manifests other than for tests in which all services of one name get a value.
  var manifests: Set<String> = []

  init(name: String) { self.name = name }

  /// How the service reads it; where only tasks do, how they read it.
  var decisiveReads: [Read] {
    let own = reads.filter { !$0.isTask }
    return own.isEmpty ? reads : own
  }

  func mentions(of origins: Set<Origin>) -> [Mention] {
    mentions.filter { origins.contains($0.origin) }
  }
}

/// A service of the project, as several manifests may declare it.
struct DraftedService: Sendable {
  var name: String
  /// What its workloads are called.
  var workloads: Set<String> = []
  /// The folders that its code is built from, where a manifest says so.
  var folders: Set<String> = []
  var variables: Set<String> = []
  /// It is given env files that were not there to be read, or nearly everything there is.
  var takesAll = false
}
