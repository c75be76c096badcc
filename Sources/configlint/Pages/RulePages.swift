import ConfigLinting
import RulePacks

/// The pages of rules: one for each, and an index by category.
struct RulePages {
  /// Rules in the order of their categories, then of their ids.
  private let documents: [RuleDocument]

  init(_ rules: [Rule], _ pages: [RulePage]) {
    let pages = Dictionary(pages.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let order = RulePacks.Category.allCases
    documents = rules.compactMap { rule in
      pages[rule.id].map { RuleDocument(rule: rule, page: $0) }
    }.sorted { left, right in
      let places = [left, right].map { order.firstIndex(of: $0.category) ?? 0 }
      return (places[0], left.id) < (places[1], right.id)
    }
  }

  /// File names and texts.
  var files: [String: String] {
    var files = ["README.md": index]
    for document in documents { files["\(document.id).md"] = document.markdown }
    return files
  }

  private var index: String {
    var parts = [
      "<!-- Generated from the rule packs by `make pages`; do not edit. -->", "# Rules",
      """
      \(documents.count) rules by category. Each page says what the rule finds, why that hurts, how \
      to fix it, how to allow it with a reason, and shows the examples with which it is tested. \
      `configlint explain ID` prints the same. Which family fires in which format: \
      [coverage](../coverage.md). Which rule answers for which fact: [facts](../facts.md).
      """,
      """
      The columns give the severity in production and in development. Staging counts as production, \
      test as development; in an example file a finding is a note.
      """,
    ]
    for category in RulePacks.Category.allCases {
      let documents = documents.filter { $0.category == category }
      guard !documents.isEmpty else { continue }
      parts += ["## \(category.rawValue)", category.sentence, table(of: documents)]
    }
    return parts.joined(separator: "\n\n") + "\n"
  }

  private func table(of documents: [RuleDocument]) -> String {
    let rows = documents.map { document in
      let levels = [Stage.production, .development].map { stage in
        document.levels.first { $0.stage == stage }?.severity?.rawValue ?? "off"
      }
      return "| [\(document.id)](\(document.id).md) | \(Markdown.cell(document.title)) | "
        + "\(levels.joined(separator: " | ")) |"
    }
    return (["| rule | finds | production | development |", "| --- | --- | --- | --- |"] + rows)
      .joined(separator: "\n")
  }
}

extension RulePacks.Category {
  /// What findings of this category are about.
  fileprivate var sentence: String {
    switch self {
    case .missingSecret: "A secret that is needed is absent or empty."
    case .placeholderSecret: "A value says of itself that it must be replaced."
    case .weakSecret: "A secret can be guessed, or is too short for its use."
    case .hardcodedSecret: "A real secret stands in clear text in a file."
    case .defaultCredential: "A published default of a product, image or framework is in use."
    case .insecureFallback: "A literal stands in when a secret is not set."
    case .authDisabled: "Authentication, or a check of authenticity, is switched off."
    case .cors: "Other websites may call the service."
    case .debug: "A switch for debugging or development is on."
    case .tls: "Transport security is off or not verified."
    case .pool: "A connection pool is too small, too large or contradicts itself."
    case .backup: "Data is stored without a backup, or the backup would not help."
    case .secretReuse: "One secret serves several stages or purposes."
    case .trackedSecret: "A file with secrets is, or is about to be, in version control."
    case .drift: "The example file, the stages and what is really used have grown apart."
    case .limits: "The service's own limits are off: rates, payloads, timeouts, expiry."
    case .contract: "The environment breaks the service's contract."
    case .resolution: "A name resolves to nothing, or to something else than meant."
    case .reading: "Readers of the file would see different values."
    case .suppression: "An exception is unused, expired or without a reason."
    case .unchecked: "A limit of this tool was reached."
    case .syntax: "The text breaks the rules of its format."
    }
  }
}
