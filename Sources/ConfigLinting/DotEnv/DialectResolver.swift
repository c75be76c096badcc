package import ConfigGuard
import RulePacks

/// Who reads a .env file, and how that is known.
package struct DialectVerdict: Sendable, Hashable {
  /// The first one is the reader whose values are judged; the others are compared with it.
  package var dialects: [DotEnvDialect]
  package var evidence: ReportText
  /// Nothing said who reads the file.
  package var isDefault: Bool

  static func declared(_ dialects: [DotEnvDialect], _ evidence: ReportText) -> DialectVerdict {
    var verdict = DialectVerdict(dialects, evidence)
    verdict.isDeclared = true
    return verdict
  }

  package var primary: DotEnvDialect { dialects.first ?? .compose }

  package init(_ dialects: [DotEnvDialect], _ evidence: ReportText, isDefault: Bool = false) {
    self.dialects = dialects
    self.evidence = evidence
    self.isDefault = isDefault
  }

  /// Whether somebody said who reads the file, so that nothing else may come first.
  package var isDeclared = false
  /// How many of the first readers refer to the file by name.
  private var referring = 0

  /// Adds a reader; one that refers to the file by name comes before those that are only likely.
  package mutating func add(
    _ dialect: DotEnvDialect, _ evidence: ReportText, isReferring: Bool = false
  ) {
    if isDefault {
      self = DialectVerdict([dialect], evidence)
      referring = isReferring ? 1 : 0
    } else if isReferring, !isDeclared, !dialects.prefix(referring).contains(dialect) {
      dialects.removeAll { $0.id == dialect.id }
      dialects.insert(dialect, at: referring)
      referring += 1
      self.evidence = "\(evidence), \(self.evidence)"
    } else if !dialects.contains(where: { $0.id == dialect.id }) {
      dialects.append(dialect)
      self.evidence += ", \(evidence)"
    }
  }
}

/// Decides who reads a .env file: what the user says, the contract, the projects beside the file.
package struct DialectResolver: Sendable {
  private let explicit: [DotEnvDialect]

  package init(explicit: [DotEnvDialect] = []) {
    self.explicit = explicit
  }

  /// - Parameters:
  ///   - path: The file as reports name it.
  ///   - projectPath: The same from the contract's folder downward.
  ///   - load: Reads a file beside it.
  package func verdict(
    path: String, projectPath: String, contract: Contract?, load: (String) -> SiblingFile
  ) -> DialectVerdict {
    if !explicit.isEmpty { return .declared(explicit, "--dialect") }
    if let entry = contract?.dialects.first(where: { $0.glob.matches(projectPath) }) {
      return .declared(
        entry.dialects, "`dialects:` of the contract (\(path: entry.glob.text))")
    }
    if EnvironmentFile.isOfKamal(path), let dialect = DotEnvDialect.named("ruby-dotenv") {
      return DialectVerdict([dialect], "Kamal reads it")
    }
    let folder = FilePath.folder(of: path)
    for folder in [folder, FilePath.join(folder, "..")] {
      if let found = projects(in: folder, of: path, load) { return found }
      if folder == "." || folder.hasPrefix("..") { break }
    }
    return DialectVerdict([.compose], "nothing says who reads it", isDefault: true)
  }

  private func projects(
    in folder: String, of path: String, _ load: (String) -> SiblingFile
  ) -> DialectVerdict? {
    var result: DialectVerdict?
    // PHP projects carry a package.json for what runs in the browser only.
    let start = FilePath.start(ofFilesIn: folder)
    if case .found = load(start + "composer.json") { return nil }
    if folder == FilePath.folder(of: path), let name = kustomization(naming: path, start, load) {
      return DialectVerdict([.kubectl], "\(path: name) names the file")
    }
    let isDotEnv = FilePath.name(of: path).hasPrefix(".env")
    for row in Self.projectFiles {
      // Tools of JavaScript look for `.env` and `.env.STAGE` only.
      guard isDotEnv || row.file != "package.json",
        case .found(let file) = load(start + row.file)
      else { continue }
      let text = Self.withoutRemarks(
        file.bytes.text(SourceRange(start: 0, end: min(file.bytes.count, 1 << 18))))
      for mark in row.marks where text.contains(mark.word) {
        guard let dialect = DotEnvDialect.named(mark.dialect) else { continue }
        let word = mark.word.filter { $0 != "\"" && $0 != ":" }
          .replacing("node--", with: "node --")
        let evidence: ReportText = "\(path: row.file) names \(name: word)"
        if result == nil {
          result = DialectVerdict([dialect], evidence)
        } else {
          result?.add(dialect, evidence)
        }
        break
      }
    }
    return result
  }

  /// A kustomization beside the file that makes a ConfigMap or a Secret of it.
  private func kustomization(
    naming path: String, _ start: String, _ load: (String) -> SiblingFile
  ) -> String? {
    Kustomization.fileNames.first { name in
      guard case .found(let file) = load(start + name) else { return false }
      let text = Self.withoutRemarks(
        file.bytes.text(SourceRange(start: 0, end: min(file.bytes.count, 1 << 18))))
      return text.contains(FilePath.name(of: path))
    }
  }

  /// The lines that name what a project itself uses: no comments, no dependencies of dependencies.
  private static func withoutRemarks(_ text: String) -> String {
    text.split(separator: "\n").filter { line in
      let start = line.drop { $0 == " " || $0 == "\t" }
      return !start.hasPrefix("#") && !start.hasPrefix("//") && !line.contains("// indirect")
    }.joined(separator: "\n").filter { $0 != " " }
  }

  private struct ProjectFile: Sendable {
    var file: String
    /// The first word that is found decides: what builds on another reader stands before it.
    var marks: [(word: String, dialect: String)]
  }

  private static let projectFiles: [ProjectFile] = [
    ProjectFile(
      file: "package.json",
      marks: [
        ("\"vite\":", "vite"), ("\"next\":", "dotenv-expand"),
        ("\"dotenv-expand\":", "dotenv-expand"), ("\"dotenv\":", "dotenv-js"),
        ("node--env-file", "node"),
      ]),
    ProjectFile(file: "requirements.txt", marks: pythonMarks),
    ProjectFile(file: "pyproject.toml", marks: pythonMarks),
    ProjectFile(file: "Pipfile", marks: pythonMarks),
    ProjectFile(file: "go.mod", marks: [("joho/godotenv", "godotenv")]),
    ProjectFile(file: "Gemfile", marks: [("dotenv", "ruby-dotenv")]),
    ProjectFile(
      file: "Package.swift",
      marks: [
        ("swift-configuration", "swift-configuration"), ("vapor/vapor", "vapor"),
        ("hummingbird-project/hummingbird", "hummingbird"),
      ]),
  ]

  private static let pythonMarks = [
    ("python-dotenv", "python-dotenv"), ("pydantic-settings", "python-dotenv"),
  ].map { (word: $0.0, dialect: $0.1) }
}
