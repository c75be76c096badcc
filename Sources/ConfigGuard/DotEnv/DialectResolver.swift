import RulePacks

/// Who reads a .env file, and how that is known.
package struct DialectVerdict: Sendable, Hashable {
  /// The first one is the reader whose values are judged; the others are compared with it.
  package var dialects: [DotEnvDialect]
  package var evidence: String
  /// Nothing said who reads the file.
  package var isDefault: Bool

  package var primary: DotEnvDialect { dialects.first ?? .compose }

  package init(_ dialects: [DotEnvDialect], _ evidence: String, isDefault: Bool = false) {
    self.dialects = dialects
    self.evidence = evidence
    self.isDefault = isDefault
  }

  /// Adds a reader that refers to the file.
  package mutating func add(_ dialect: DotEnvDialect, _ evidence: String) {
    if isDefault {
      self = DialectVerdict([dialect], evidence)
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
    if !explicit.isEmpty { return DialectVerdict(explicit, "--dialect") }
    if let entry = contract?.dialects.first(where: { $0.glob.matches(projectPath) }) {
      return DialectVerdict(
        entry.dialects, "`dialects:` of the contract (\(entry.glob.text))")
    }
    let folder = FilePath.folder(of: path)
    for folder in [folder, FilePath.join(folder, "..")] {
      if let found = projects(in: folder, load) { return found }
      if folder == "." || folder.hasPrefix("..") { break }
    }
    return DialectVerdict([.compose], "nothing says who reads it", isDefault: true)
  }

  private func projects(
    in folder: String, _ load: (String) -> SiblingFile
  ) -> DialectVerdict? {
    var result: DialectVerdict?
    for row in Self.projectFiles {
      guard case .found(let file) = load(FilePath.join(folder, row.file)) else { continue }
      let text = file.bytes.text(SourceRange(start: 0, end: min(file.bytes.count, 1 << 18)))
      for mark in row.marks where text.contains(mark.word) {
        guard let dialect = DotEnvDialect.named(mark.dialect) else { continue }
        let evidence = "\(row.file) names \(mark.word.filter { $0 != "\"" })"
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

  private struct ProjectFile: Sendable {
    var file: String
    /// The first word that is found decides: what builds on another reader stands before it.
    var marks: [(word: String, dialect: String)]
  }

  private static let projectFiles: [ProjectFile] = [
    ProjectFile(
      file: "package.json",
      marks: [
        ("\"vite\"", "vite"), ("\"next\"", "dotenv-expand"), ("\"dotenv-expand\"", "dotenv-expand"),
        ("\"dotenv\"", "dotenv-js"), ("--env-file", "node"),
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

extension DotEnvDialect {
  /// What is said of an id that is none.
  package static func unknown(_ id: String) -> String {
    let ids = all.map(\.id)
    let hint = NearMiss.nearest(to: id, among: Set(ids)).map { "; did you mean `\($0)`?" } ?? ""
    return "there is no env dialect `\(id)`\(hint) (known: \(ids.joined(separator: ", ")))"
  }
}
