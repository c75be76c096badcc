import RulePacks

@testable import ConfigGuard
@testable import ConfigLinting
@testable import configlint

/// Reports that are made in memory.
enum ReportSample {
  static let bad = "APP_ENV=production\nADMIN_KEY=changeme123\nALLOWED_ORIGINS=*\n"

  /// Files with findings of all severities, one without any, one that is broken, one that is
  /// skipped, one that could not be read, and an answer of the contract.
  static let files: [(path: String, text: String)] = [
    ("app/.env.production", bad),
    (".env.example", "ADMIN_KEY=changeme123\n"),
    (
      "compose.yaml",
      """
      services:
        web:
          image: nginx
          environment: {DEBUG: "true", DB_PASSWORD: "${X:-changeme}", TOKEN: $S}
        api: {image: nginx, env_file: app/.env.production}
      """
    ),
    ("fine.yaml", "services: {a: {image: b}}\n"), ("broken.env", "A=\"\n"),
    ("allowed/.env.production", "CORS_ORIGINS=*\n"), ("no format.bin", ""),
  ]

  private static let contract = """
    version: 1
    rules:
      cors-any-origin:
        allow: [{path: "allowed/**", reason: "a <public> API | really", expires: 2099-01-01}]
    """

  private static let made = Result { try report(files) }

  /// The report on all of them; it is made once, which takes most of the time.
  static func whole(withFailure: Bool = false) throws -> Report {
    var report = try made.get()
    if withFailure {
      let screen = NameScreen.plain
      report.failures = [
        Report.Skipped(path: screen.path("locked.env"), reason: screen.text("it is locked"))
      ]
    }
    return report
  }

  static func report(_ files: [(path: String, text: String)]) throws -> Report {
    let context = ProjectContext(
      BuiltinPacks.prepared, contract: try Contract(yaml: contract), stage: nil, dialects: [],
      now: 1_700_000_000)
    var sources: [String: SourceFile] = [:]
    for file in files {
      sources[file.path] = SourceFile(
        path: file.path, bytes: SourceBytes(file.text), tracking: .unknown)
    }
    let known = sources
    var linter = Linter(
      contexts: { _ in context },
      load: { path in known[path].map { .found($0) } ?? .missing("nothing is there") })
    for file in files {
      guard let source = known[file.path], let type = FileType(path: file.path) else {
        linter.skip(file.path, "no format that is known")
        continue
      }
      try linter.add(source, as: type)
    }
    return linter.report()
  }

  /// As many findings as are asked for, in one file, of one severity.
  static func many(_ count: Int, stage: String = "production") throws -> Report {
    let files = (0..<count).map { number in
      (path: "f\(number)/.env.\(stage)", text: "CORS_ORIGINS=*\n")
    }
    return try report(files)
  }

  static func json(_ text: String) throws -> JSONValue {
    if JSONSyntax.firstProblem(in: SourceBytes(text)) != nil {
      throw SupportFailure(description: "no JSON: \(text.prefix(200))")
    }
    return try JSONValue(yaml: text)
  }
}

extension JSONValue {
  /// The member or the item at a path such as `runs/0/results`.
  func at(_ path: String) -> JSONValue? {
    path.split(separator: "/").reduce(Optional(self)) { value, part in
      switch value {
      case .object(let members): members[String(part)]
      case .array(let items):
        Int(part).flatMap { items.indices.contains($0) ? items[$0] : nil }
      default: nil
      }
    }
  }

  var items: [JSONValue] { if case .array(let items) = self { items } else { [] } }

  var string: String? { if case .string(let text) = self { text } else { nil } }

  var int: Int? { if case .number(let number) = self { Int(number) } else { nil } }

  func strings(_ path: String) -> [String] { at(path)?.items.compactMap(\.string) ?? [] }
}
