import RulePacks

extension DotEnvDialect {
  /// Every dialect, those of containers first.
  package static let all: [DotEnvDialect] = [
    .compose, .raw, .kubectl, .dotenvJS, .dotenvJSFast, .dotenvExpand, .node, .vite, .python, .go,
    .ruby, .bash, .systemd, .swiftConfiguration, .hummingbird, .vapor, .direnv,
  ]

  /// The dialect with an id; the version in it may be left out.
  package static func named(_ id: String) -> DotEnvDialect? {
    all.first { $0.id == id } ?? all.first { $0.family == id }
  }

  /// What is said of an id that is none.
  package static func unknown(_ id: String) -> ReportText {
    let ids = all.map(\.id)
    let hint =
      NearMiss.nearest(to: id, among: Set(ids))
      .map { "; did you mean \(quoted: $0)?" as ReportText } ?? ""
    let known = ids.map { "\(name: $0)" as ReportText }.joined(separator: ", ")
    return "there is no env dialect \(quoted: id)\(hint) (known: \(known))"
  }

  /// The id without its version.
  private var family: String {
    id.split(separator: "-").filter { !($0.first?.isNumber ?? false) }.joined(separator: "-")
  }

  /// `.env` and `env_file` of Docker Compose 2.
  package static let compose = DotEnvDialect(
    id: "compose-2", name: "Docker Compose", nameRule: .lettersDigitsAndPunctuation,
    allowsColon: true, allowsExport: true, allowsEmptyName: true, bareNameNeedsLineBreak: true,
    quotes: [.single, .double], escapes: .compose, allowsInlineComments: true,
    expansion: .compose)

  /// `docker run --env-file`, and `env_file` of Docker Compose with `format: raw`.
  package static let raw = DotEnvDialect(
    id: "docker-raw", name: "docker run", nameRule: .anythingButBlanks, trimsBlanks: false,
    refusesInvalidUTF8: true, maximumLineLength: 65_535)

  /// `kubectl create --from-env-file`.
  package static let kubectl = DotEnvDialect(
    id: "kubectl-1", name: "kubectl", nameRule: .kubernetes, bareName: .empty,
    refusesDuplicates: true, trimsBlanks: false, refusesInvalidUTF8: true,
    maximumLineLength: 65_535, stopsAtLongLine: true)

  /// The npm package dotenv.
  package static let dotenvJS = DotEnvDialect(
    id: "dotenv-js-17", name: "dotenv", layout: .pattern, nameRule: .dotsAndHyphens,
    whiteSpace: .javaScript, allowsColon: true, allowsExport: true, allowsBareName: false,
    quotes: [.single, .double, .backtick], escapes: .lineBreaks, allowsInlineComments: true)

  /// The same with its option `fast`.
  package static let dotenvJSFast = DotEnvDialect(
    id: "dotenv-js-17-fast", name: "dotenv with fast parsing", layout: .scan,
    nameRule: .dotsAndHyphens, whiteSpace: .ascii, allowsColon: true, allowsExport: true,
    allowsBareName: false, quotes: [.single, .double, .backtick], escapes: .lineBreaks,
    allowsInlineComments: true)

  /// The npm packages dotenv and dotenv-expand.
  package static let dotenvExpand = DotEnvDialect(
    id: "dotenv-expand-13", name: "dotenv-expand", layout: .pattern, nameRule: .dotsAndHyphens,
    whiteSpace: .javaScript, allowsColon: true, allowsExport: true, allowsBareName: false,
    quotes: [.single, .double, .backtick], escapes: .lineBreaks, allowsInlineComments: true,
    expansion: .repeated, prefersHost: true)

  /// `node --env-file` and `util.parseEnv`.
  package static let node = DotEnvDialect(
    id: "node-20", name: "Node.js", layout: .assignments, whiteSpace: .ascii, allowsExport: true,
    allowsBareName: false, quotes: [.single, .double, .backtick], escapes: .newline,
    allowsInlineComments: true, skipsByteOrderMark: false)

  /// Vite, which lets Node.js parse and dotenv-expand replace.
  package static let vite = DotEnvDialect(
    id: "vite-8", name: "Vite", layout: .assignments, whiteSpace: .ascii, allowsExport: true,
    allowsBareName: false, quotes: [.single, .double, .backtick], escapes: .newline,
    allowsInlineComments: true, expansion: .repeated, prefersHost: true, sortsNames: true,
    skipsByteOrderMark: false)

  package static let python = DotEnvDialect(
    id: "python-dotenv-1.2", name: "python-dotenv", layout: .bindings, whiteSpace: .python,
    allowsExport: true, bareName: .removed, quotes: [.single, .double], escapes: .python,
    allowsInlineComments: true, expansion: .braces, refusesInvalidUTF8: true)

  package static let go = DotEnvDialect(
    id: "godotenv-1.6", name: "godotenv", layout: .declarations, nameRule: .latinLetters,
    allowsColon: true, allowsExport: true, allowsEmptyName: true, allowsBareName: false,
    bareNameNeedsLineBreak: true, quotes: [.single, .double], escapes: .dropped,
    allowsInlineComments: true, expansion: .capitals, skipsByteOrderMark: false)

  package static let ruby = DotEnvDialect(
    id: "ruby-dotenv-3", name: "dotenv for Ruby", layout: .pattern, nameRule: .dots,
    whiteSpace: .ascii, allowsColon: true, allowsExport: true, bareName: .empty,
    quotes: [.single, .double], escapes: .ruby, allowsInlineComments: true, expansion: .ruby,
    prefersHost: true, refusesInvalidUTF8: true)

  /// A file that a shell reads with `source`; nothing in it is ever run here.
  package static let bash = DotEnvDialect(
    id: "bash-5", name: "the shell", layout: .shell, nameRule: .identifier, whiteSpace: .ascii,
    allowsExport: true, allowsBareName: false, quotes: [.single, .double], escapes: .shell,
    allowsInlineComments: true, expansion: .shell, skipsByteOrderMark: false)

  /// `EnvironmentFile=` of a systemd unit.
  package static let systemd = DotEnvDialect(
    id: "systemd-254", name: "systemd", layout: .unit, nameRule: .identifier, whiteSpace: .ascii,
    allowsBareName: false, quotes: [.single, .double], escapes: .shell, skipsByteOrderMark: false,
    refusesInvalidUTF8: true)

  package static let swiftConfiguration = DotEnvDialect(
    id: "swift-configuration-1", name: "Swift Configuration", layout: .lines,
    allowsBareName: false, skipsByteOrderMark: false)

  package static let hummingbird = DotEnvDialect(
    id: "hummingbird-2", name: "Hummingbird", layout: .words, allowsEmptyName: true,
    allowsBareName: false, lowercasesNames: true, quotes: [.double], skipsByteOrderMark: false)

  package static let vapor = DotEnvDialect(
    id: "vapor-4", name: "Vapor", layout: .assignmentLines, whiteSpace: .ascii,
    allowsEmptyName: true, allowsBareName: false, trimsBlanks: false, quotes: [.single, .double],
    escapes: .newline, skipsByteOrderMark: false)

  package static let direnv = DotEnvDialect(
    id: "direnv-2", name: "direnv", layout: .patternLines, nameRule: .dots, whiteSpace: .ascii,
    allowsColon: true, allowsExport: true, allowsBareName: false, quotes: [.single, .double],
    escapes: .dropped, allowsInlineComments: true, expansion: .go, skipsByteOrderMark: false)
}
