import ConfigGuard
import RulePacks

/// The variables that references in Compose files come to.
///
/// The process comes first, then the project that includes another one, then the env files of the
/// project itself (docs.docker.com/compose/how-tos/environment-variables/envvars-precedence).
final class ComposeEnvironment {
  private let parent: ComposeEnvironment?
  private let process: [String: String]?
  private let own: [String: Setting]
  private let keys: KeyTable
  /// The folder of the project, for the examples that lie there.
  private let directory: String
  private let load: (String) -> SiblingFile

  /// - Parameters:
  ///   - files: Env files in their order; a later one wins.
  init(
    files: [SourceFile], in directory: String, below parent: ComposeEnvironment? = nil,
    _ reading: DocumentReading
  ) {
    self.parent = parent
    self.directory = directory
    process = parent == nil ? reading.options.processEnvironment : parent?.process
    keys = reading.keys
    load = reading.load
    var own: [String: Setting] = [:]
    let known = { [process] (name: String) in parent?.text(name) ?? process?[name] }
    for file in files {
      let read = EnvironmentFile.settings(
        of: file, keys: reading.keys, values: reading.values,
        earlier: own.compactMapValues(\.suppliedText), environment: known)
      for var setting in read.settings {
        setting.source = file.name == ".env" ? ".env" : "env file"
        if let replaced = own[setting.key] {
          setting.shadowed += [replaced.layer] + replaced.shadowed
        }
        own[setting.key] = setting
      }
    }
    self.own = own
  }

  /// Whether everything that references can come to is known.
  var isComplete: Bool { process != nil }

  var isEmpty: Bool { own.isEmpty && process == nil && parent?.isEmpty != false }

  func setting(_ name: String) -> Setting? {
    if let process, let text = process[name] { return setting(name, text) }
    var environment: ComposeEnvironment? = self
    var found: Setting?
    while let current = environment {
      found = current.own[name] ?? found
      environment = current.parent
    }
    return found
  }

  func text(_ name: String) -> String? { setting(name)?.suppliedText }

  func isSet(_ name: String) -> Bool { setting(name) != nil }

  private(set) lazy var names: [String] = own.keys.sorted()

  /// A variable of the process, whose value is in no file.
  private func setting(_ name: String, _ text: String) -> Setting {
    let value = Value(
      form: .reference("the variable \(name)"), text: "${\(name)}", effective: text,
      range: SourceRange(at: 0), isExact: false)
    var setting = Setting(
      key: name, info: keys.info(name), value: value, file: Self.processFile,
      keyRange: SourceRange(at: 0), keyPath: name)
    setting.source = "process environment"
    return setting
  }

  private static let processFile = SourceFile.environment()

  /// Names that an example beside the project's `.env` holds: they are supplied where it is copied.
  private(set) lazy var exampleNames: Set<String> = {
    var names: Set<String> = parent?.exampleNames ?? []
    for name in Self.examples(of: ".env") {
      guard case .found(let file) = load(FilePath.join(directory, name)) else { continue }
      names.formUnion(DotEnvFile.parse(file.bytes, dialect: .compose).entries.map(\.key))
    }
    return names
  }()

  /// What an example of an env file is called.
  static func examples(of name: String) -> [String] {
    ["example", "sample", "dist", "template"].map { "\(name).\($0)" }
  }
}

extension Setting {
  /// The text that a reference to the setting comes to, as far as it is known.
  var suppliedText: String? { value.suppliedText }
}

extension Value {
  /// The text that the value comes to, as far as it is known.
  var suppliedText: String? {
    switch form {
    case .literal, .hash: effective ?? text
    default: effective
    }
  }
}
