/// The variables that a command is given where it shall get no more than it asked for.
package struct PassedVariables: Sendable {
  private let names: Set<String>
  private let globs: [Glob]

  /// What programs of every kind expect, and no project declares.
  package static let system = [
    "PATH", "HOME", "USER", "LOGNAME", "SHELL", "PWD", "HOSTNAME", "TERM", "TZ", "TMPDIR", "LANG",
    "LANGUAGE", "LC_*",
  ]

  /// - Parameters:
  ///   - service: The service of the contract whose variables are meant; nil for all of them.
  ///   - kept: Names besides, with `*` and `?`.
  package init(_ contract: Contract, service: String?, kept: [String]) {
    let service = contract.services.first { $0.name == service }
    var variables = Array(contract.scoped(to: service).variables)
    if service == nil { variables += contract.services.flatMap(\.own) }
    let declared = variables.flatMap { [$0.name] + $0.formerNames }
    // Who declares a variable has not said which way it comes.
    names = Set(declared + declared.map { $0 + SecretFiles.suffix })
    globs = (Self.system + kept).map { Glob($0) }
  }

  package func contains(_ name: String) -> Bool {
    // A path pattern gives slashes and dots a meaning that names of variables do not have.
    names.contains(name) || (!name.contains("/") && globs.contains { $0.matches(name) })
  }
}
