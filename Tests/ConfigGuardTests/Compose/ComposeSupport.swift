import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// Files of a small project that are read without a disk.
struct ProjectFiles {
  private let files: [String: SourceFile]

  /// - Parameters:
  ///   - texts: The text of each file by its path.
  init(_ texts: [String: String]) {
    files = Dictionary(
      uniqueKeysWithValues: texts.map { path, text in
        (path, SourceFile(path: path, bytes: SourceBytes(text), tracking: .unknown))
      })
  }

  func load(_ path: String) -> SiblingFile {
    if path.hasPrefix("../") || path.hasPrefix("/") { return .missing(SiblingFile.outside) }
    return files[path].map { .found($0) } ?? .missing("it does not exist")
  }

  /// Reads the project of one file.
  func read(
    _ path: String = "compose.yaml", _ options: ResolutionOptions = ResolutionOptions(),
    contract: Contract? = nil
  ) throws -> FileReading {
    let context = ProjectContext(BuiltinPacks.prepared, contract: contract)
    let file = try #require(files[path])
    return ConfigurationReader(context: context, load: load, options: options)
      .read(file, as: .yaml).withEverySetting
  }

  /// What the linter says of all files.
  func report(
    _ options: ResolutionOptions = ResolutionOptions(), only paths: [String]? = nil,
    contract: Contract? = nil
  ) throws -> Report {
    let context = ProjectContext(BuiltinPacks.prepared, contract: contract)
    var linter = Linter(contexts: { _ in context }, load: load, options: options)
    for path in paths ?? files.keys.sorted() {
      guard let file = files[path], let type = FileType(path: path) else { continue }
      try linter.add(file, as: type)
    }
    return linter.report()
  }
}

/// One variable of a service: what the container gets, and from where.
struct ExpectedSetting: Sendable {
  let text: String?
  let source: String

  /// - Parameters:
  ///   - text: What the process receives; nil where that is decided elsewhere.
  ///   - source: What holds the value, and in which file: `environment compose.yaml`.
  init(_ text: String?, _ source: String) {
    self.text = text
    self.source = source
  }
}

extension Setting {
  /// What holds the value, with the name of the file.
  var holder: String { "\(source) \(file.name)" }

  /// What the process receives; nil where that is decided elsewhere.
  var received: String? { value.effective ?? (value.form == .literal ? value.text : nil) }
}
