package import RulePacks

/// What a service expects of its environment: `configguard.yaml`, or the same text built in.
public struct Contract: Sendable {
  package var path: String
  package var defaultStage: Stage?
  package var stages: [StageGlob] = []
  package var dialects: [DialectGlob] = []
  package var load: String?
  package var variables = ContractVariables()
  package var groups: [ContractGroup] = []
  package var comparisons: [ContractComparison] = []
  /// Beginnings of names that belong to the service alone.
  package var prefixes: [String] = []
  package var services: [ContractService] = []
  package var databases: [ContractDatabase] = []
  package var ruleSettings: [RuleSetting] = []
  package var packs: [String] = []
  /// The file with the findings that are known.
  package var baseline: String?
  package var ignore: [Glob] = []
  package var asOf: String?
  /// Names that belong to other services once the contract is narrowed to one.
  package var otherNames: Set<String> = []
  /// Files that this one extends, as their paths are written, nearest first.
  package var bases: [String] = []

  package init(path: String) { self.path = path }

  /// Reads a contract; `path` names it in messages.
  ///
  /// - Parameters:
  ///   - yaml: The contract's text.
  ///   - path: What the text is called in messages; `extends:` counts from its folder.
  ///   - bases: The texts of the contracts that this one extends, by their paths: those of
  ///     `extends:`, joined to the folder of `path`.
  /// - Throws: `ContractError` with file, line and column of the first thing that is wrong.
  public init(
    yaml: String, path: String = "configguard.yaml", bases: [String: String] = [:]
  ) throws {
    self = try ContractReader.read(SourceBytes(yaml), path: path) { path throws(FileError) in
      guard let text = bases[path] else { throw FileError(path: path, kind: .notFound) }
      return SourceBytes(text)
    }
  }

  /// Reads a contract and the files that it extends.
  ///
  /// - Parameter path: The path of a file of at most 1 MiB.
  /// - Throws: `ContractError` with file, line and column of the first thing that is wrong, or with
  ///   the reason why a file cannot be read.
  public init(contentsOf path: String) throws {
    let bytes: SourceBytes
    do throws(FileError) {
      bytes = try ContractReader.loadFile(path)
    } catch {
      throw ContractError(RulePackProblem(error.text))
    }
    self = try ContractReader.read(bytes, path: path, load: ContractReader.loadFile)
  }

  /// Reads a contract from its bytes, such as those of a resource that is embedded in the binary.
  ///
  /// - Parameters:
  ///   - yaml: The contract's text in UTF-8.
  ///   - path: What the text is called in messages; `extends:` counts from its folder.
  ///   - bases: The bytes of the contracts that this one extends, by their paths.
  /// - Throws: `ContractError` with file, line and column of the first thing that is wrong.
  public init(
    yaml: some Sequence<UInt8>, path: String = "configguard.yaml", bases: [String: [UInt8]] = [:]
  ) throws {
    self = try ContractReader.read(SourceBytes(Array(yaml)), path: path) {
      path throws(FileError) in
      guard let bytes = bases[path] else { throw FileError(path: path, kind: .notFound) }
      return SourceBytes(bytes)
    }
  }

  /// The stage that the contract's `stages:` gives to a path relative to the contract's folder.
  package func stage(of path: String) -> (stage: Stage, glob: String)? {
    for entry in stages where entry.glob.matches(path) { return (entry.stage, entry.glob.text) }
    return nil
  }

  package func variable(_ name: String) -> ContractVariable? { variables[name] }

  /// What of the contract is for one service; all of it without one.
  package func scoped(to service: ContractService?) -> Contract {
    guard let service, service.narrows else { return self }
    var scoped = self
    scoped.otherNames.formUnion(variables.flatMap { [$0.name] + $0.formerNames })
    if let names = service.variables {
      scoped.variables = ContractVariables(names.compactMap { variables[$0] })
    }
    for variable in service.own { scoped.variables.set(variable) }
    let names = Set(scoped.variables.map(\.name))
    scoped.groups = groups.filter { names.isSuperset(of: $0.allNames) } + service.groups
    scoped.comparisons =
      comparisons.filter { names.isSuperset(of: $0.names) } + service.comparisons
    return scoped
  }
}

extension Contract: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// Where it was read; its defaults, sentinels and choices may be what nobody should print.
  public var description: String { "Contract(\(NameScreen.builtin.path(path)))" }

  /// The same as the description.
  public var debugDescription: String { description }

  /// Shows no part of what the contract holds.
  public var customMirror: Mirror { Mirror(self, children: []) }
}

/// Why a contract cannot be used, and where that is written.
public struct ContractError: Error, Sendable, Hashable, CustomStringConvertible {
  /// `path:line:column: message`.
  public let description: String

  package init(_ problem: RulePackProblem) {
    description = NameScreen.builtin.text(problem.text).text
  }
}

package struct StageGlob: Sendable {
  package var stage: Stage
  package var glob: Glob
}

/// Who reads the env files that a pattern names.
package struct DialectGlob: Sendable {
  package var glob: Glob
  package var dialects: [DotEnvDialect]
}
