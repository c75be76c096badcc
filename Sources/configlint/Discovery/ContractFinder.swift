import ConfigGuard
import ConfigLinting
import RulePacks
import Synchronization

/// Finds the contract of each file: the nearest `configguard.yaml` from its folder upward, not
/// above the repository (without one: the working directory).
///
/// Several threads may ask at once.
final class ContractFinder {
  static let name = "configguard.yaml"

  private let options: JudgingOptions
  private let environment: GitEnvironment
  private let fixed: ProjectContext?
  /// Held by whoever looks at what was found, or looks for more.
  private let lock = Mutex(())
  private var byFolder = PathTable<ProjectContext>()
  /// Projects without a contract, by the folder from which their paths count.
  private var withoutContract = PathTable<ProjectContext>()
  private var tops = PathTable<String>()
  private let readsEverything: Bool
  /// Where contracts and packs come from; nil for the work tree.
  private let store: FileStore?
  private let repositories: RepositoryCache

  /// - Parameters:
  ///   - readsEverything: Keep settings that no rule asks for, too.
  ///   - store: Reads contracts and packs from where it reads everything.
  ///   - repositories: What others have found of repositories in the same run.
  init(
    options: JudgingOptions, environment: GitEnvironment, readsEverything: Bool = false,
    store: FileStore? = nil, repositories: RepositoryCache? = nil
  ) throws {
    self.options = options
    self.store = store
    self.repositories =
      repositories ?? store?.repositories ?? RepositoryCache(environment: environment)
    self.readsEverything = readsEverything
    self.environment = environment
    let load = Self.load(store)
    fixed = try options.config.map { path in
      try Self.context(options, try Self.read(path, load), root: ".", load)
    }
    fixed?.readsEverything = readsEverything
    if fixed == nil { _ = try options.rules(for: nil) }
    _ = try options.dialects()
  }

  /// Uses one contract for all paths.
  ///
  /// - Parameter root: The folder from which the contract's globs count.
  init(
    contract: Contract, root: String, options: JudgingOptions, environment: GitEnvironment
  ) throws {
    self.options = options
    self.environment = environment
    readsEverything = false
    store = nil
    repositories = RepositoryCache(environment: environment)
    fixed = try Self.context(options, contract, root: root)
  }

  func context(for path: String) throws -> ProjectContext {
    if let fixed { return fixed }
    let folder = FilePath.folder(of: path)
    return try lock.withLock { _ in Found(context: try context(ofFolder: folder)) }.context
  }

  /// What threads other than the first one know of a context they ask of a worker of their own.
  private struct Found: @unchecked Sendable {
    let context: ProjectContext
  }

  /// Whether a contract above a path, near or far, leaves it out of walks.
  ///
  /// What covers a folder that was named is not meant: whoever names it wants it checked.
  func isIgnored(_ path: String, below named: String? = nil) throws -> Bool {
    let path = FilePath.normalized(path)
    guard fixed == nil else { return try isIgnored(path, named) }
    return try lock.withLock { _ in try isIgnored(path, named) }
  }

  private func isIgnored(_ path: String, _ named: String?) throws -> Bool {
    var folder: String? = FilePath.folder(of: path)
    while let current = folder {
      let context = try fixed ?? context(ofFolder: current)
      guard let contract = context.contract else { return false }
      let relative = context.projectPath(of: path)
      let root = named.map { context.projectPath(of: FilePath.normalized($0)) }
      let ignores = contract.ignore.contains { glob in
        glob.covers(relative) && !(root.map { glob.covers($0) } ?? false)
      }
      if ignores { return true }
      folder = fixed == nil ? parent(of: context.root) : nil
    }
    return false
  }

  private func context(ofFolder folder: String) throws -> ProjectContext {
    if let known = byFolder[folder] { return known }
    let found = try search(from: folder)
    found.readsEverything = readsEverything
    byFolder[folder] = found
    return found
  }

  private func search(from folder: String) throws -> ProjectContext {
    let path = FilePath.join(folder, Self.name)
    // Most folders have none.
    let isMissing =
      store == nil
      && repositories.listings.surelyLack(FilePath.join(environment.workingDirectory, path))
    if !isMissing, let contract = try Self.readIfPresent(path, Self.load(store)) {
      return try Self.context(options, contract, root: folder, Self.load(store))
    }
    if !isMissing,
      try store?.tree?.isLinkToNothing(path) ?? (Platform.isLink(path) == true)
    {
      throw CommandFailure("\(path: path): it is a symbolic link to nothing")
    }
    guard let parent = parent(of: folder) else {
      // What the folder of a checkout is called says nothing of what is in it.
      return try contextWithoutContract(below: folder)
    }
    return try context(ofFolder: parent)
  }

  /// The folder above, unless that lies above the repository or the working directory.
  func parent(of folder: String) -> String? {
    let absolute = FilePath.join(environment.workingDirectory, folder)
    let parent = FilePath.folder(of: absolute)
    guard parent != absolute, absolute != top(of: absolute) else { return nil }
    guard !folder.hasPrefix("/") else { return parent }
    return folder == "." || folder.hasPrefix("..")
      ? FilePath.join(folder, "..") : FilePath.folder(of: folder)
  }

  private func top(of folder: String) -> String {
    if let tree = store?.tree, tree.contains(folder) { return tree.topLevel }
    if let known = tops[folder] { return known }
    let repository = try? repositories.repository(containing: folder)
    let top = repository?.topLevel ?? environment.workingDirectory
    tops[folder] = top
    return top
  }

  private func contextWithoutContract(below root: String) throws -> ProjectContext {
    if let known = withoutContract[root] { return known }
    let context = try Self.context(options, nil, root: root)
    withoutContract[root] = context
    return context
  }

  private static func context(
    _ options: JudgingOptions, _ contract: Contract?, root: String,
    _ load: RulePackFile.Load = RulePackFile.load
  ) throws -> ProjectContext {
    ProjectContext(
      try options.rules(for: contract, load), contract: contract, root: root, stage: options.stage,
      dialects: try options.dialects(), only: Set(options.only), skip: Set(options.skip),
      now: Platform.secondsSince1970())
  }

  /// Reads a contract that must be there.
  static func read(
    _ path: String, _ load: RulePackFile.Load = RulePackFile.load
  ) throws -> Contract {
    guard let contract = try readIfPresent(path, load) else {
      throw CommandFailure(FileError(path: path, kind: .notFound).text)
    }
    return contract
  }

  /// Reads a contract, or gives nil where there is no such file.
  static func readIfPresent(
    _ path: String, _ load: RulePackFile.Load = RulePackFile.load
  ) throws -> Contract? {
    let bytes: SourceBytes
    do throws(FileError) {
      bytes = try load(path, ContractReader.sizeLimit)
    } catch {
      if case .notFound = error.kind { return nil }
      throw CommandFailure(error.text)
    }
    return try ContractReader.read(bytes, path: path) { base throws(FileError) in
      try load(base, ContractReader.sizeLimit)
    }
  }

  private static func load(_ store: FileStore?) -> RulePackFile.Load {
    guard let store else { return RulePackFile.load }
    return { path, limit throws(FileError) in try store.contractFile(path, limit: limit) }
  }

  /// The built-in rules with the packs that a contract names, relative to the folder of the file that names them.
  static func rules(
    for contract: Contract?, _ load: RulePackFile.Load = RulePackFile.load
  ) throws -> PreparedRules {
    guard let contract, !contract.packs.isEmpty else { return BuiltinPacks.prepared }
    let builtin = BuiltinPacks.prepared.set
    let packs = try contract.packs.map { try RulePackFile.read($0, load).pack }
    let index = BuiltinPacks.prepared.index
    if let taken = packs.flatMap(\.rules).first(where: { index.hasRule($0.id) }) {
      throw CommandFailure("the rule id \(quoted: taken.id) of a pack is that of a built-in rule")
    }
    do throws(RulePackProblem) {
      try RulePackLoader.validate(packs)
    } catch {
      throw CommandFailure("the packs of \(path: contract.path): \(error.text)")
    }
    if let problem = contract.parameterProblem(in: { packs.flatMap(\.rules) }) {
      let bytes = try load(contract.path, ContractReader.sizeLimit)
      throw CommandFailure(problem.located(in: contract.path, LineIndex(bytes)).text)
    }
    return PreparedRules(builtin.adding(packs))
  }
}

/// Reads rule packs of users.
enum RulePackFile {
  typealias Load = (_ path: String, _ limit: Int) throws(FileError) -> SourceBytes

  static func load(_ path: String, _ limit: Int) throws(FileError) -> SourceBytes {
    try readFile(path: path, limit: limit)
  }

  static func read(
    _ path: String, _ load: Load = load
  ) throws -> (pack: RulePack, bytes: Int) {
    do {
      let bytes = try load(path, 16 << 20)
      return (try RulePackLoader.load(bytes, path: path), bytes.count)
    } catch let error as FileError {
      throw CommandFailure(error.text)
    } catch let error as RulePackProblem {
      throw CommandFailure(error.text)
    }
  }
}
