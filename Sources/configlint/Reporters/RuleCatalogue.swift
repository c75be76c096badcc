import ConfigGuard
import ConfigLinting
import RulePacks

/// What a report says of the rules that found something.
struct RuleCatalogue {
  /// A rule as far as it is known: of packs that cannot be read again, what its findings say.
  private struct Entry {
    let id: String
    let title: String
    let category: RulePacks.Category
    let confidence: Confidence
    /// In production, where most rules are as serious as they get.
    let level: Severity
    let why: String?
    let fix: String
    let references: [Reference]
    /// The worst that it found.
    let risk: Risk

    var weaknesses: [Int] {
      references.compactMap { if case .weakness(let number) = $0 { number } else { nil } }
    }

    /// A page of whoever makes the product, else of a standard.
    var helpAddress: String? {
      let notes = references.map(ReferenceNote.init)
      for case .page(let address) in references { return address }
      return notes.first?.link
    }
  }

  private let entries: [Entry]
  private let positions: [String: Int]
  private let weaknesses: [Int]

  /// - Parameter own: Pages of the project's own rules.
  init(_ findings: [Finding], own: [RuleDocument]) {
    let groups = Dictionary(grouping: findings, by: \.rule)
    let rules = Dictionary(
      BuiltinPacks.rules.rules.lazy.filter { groups[$0.id] != nil }.map { ($0.id, $0) },
      uniquingKeysWith: { $1 })
    let builtin = BuiltinPacks.pages.compactMap { page in
      rules[page.id].map { RuleDocument(rule: $0, page: page) }
    }
    let documents = Dictionary(
      (builtin + own).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    entries = groups.values.compactMap { Self.entry(of: $0, documents) }
      .sorted { $0.id < $1.id }
    positions = Dictionary(
      entries.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    weaknesses = Set(entries.flatMap(\.weaknesses)).sorted()
  }

  private static func entry(
    of findings: [Finding], _ documents: [String: RuleDocument]
  ) -> Entry? {
    guard let worst = findings.max(by: { $0.severity < $1.severity }) else { return nil }
    // A finding that counts others has a category of its own.
    let first = findings.first { $0.category != .unchecked } ?? worst
    let document = documents[first.rule]
    return Entry(
      id: first.rule,
      title: document?.title ?? first.rule.split(separator: "-").joined(separator: " "),
      category: document?.category ?? first.category, confidence: first.confidence,
      level: document?.levels.first { $0.stage == .production }?.severity ?? worst.severity,
      why: document?.why ?? first.why, fix: document?.fix ?? first.help,
      references: first.references.compactMap { try? Reference($0) },
      risk: findings.map(Risk.init).max { $0.rawValue < $1.rawValue } ?? .note)
  }

  func index(of rule: String) -> Int? { positions[rule] }

  // MARK: SARIF

  /// Longer descriptions are cut by GitHub's code scanning.
  private static let longest = 1000

  func addDriver(_ version: String, to json: inout JSONWriter) {
    json.object("driver") { json in
      json.member("name", "configlint")
      json.member("version", version)
      json.member("semanticVersion", version)
      json.member("language", "en")
      json.array("rules", entries) { json, entry in json.object { add(entry, to: &$0) } }
      if !weaknesses.isEmpty {
        json.array("supportedTaxonomies", ["CWE"]) { json, name in
          json.object { Self.addTaxonomyReference(name, to: &$0) }
        }
      }
    }
  }

  /// The weaknesses that rules refer to, by their numbers and names.
  func addTaxonomies(to json: inout JSONWriter) {
    guard !weaknesses.isEmpty else { return }
    json.array("taxonomies", ["CWE"]) { json, name in
      json.object { json in
        json.member("name", name)
        json.member("fullName", "Common Weakness Enumeration")
        json.member("organization", "MITRE")
        json.member("informationUri", "https://cwe.mitre.org/")
        Self.addText("shortDescription", "A list of types of weaknesses.", to: &json)
        json.member("isComprehensive", false)
        json.array("taxa", weaknesses) { json, number in
          let note = ReferenceNote(.weakness(number))
          json.object { json in
            json.member("id", String(number))
            Self.addText("shortDescription", note.title ?? note.label, to: &json)
            json.member("helpUri", note.link)
          }
        }
      }
    }
  }

  private func add(_ entry: Entry, to json: inout JSONWriter) {
    json.member("id", entry.id)
    Self.addText("shortDescription", "\(Self.capitalised(entry.title)).", to: &json)
    Self.addText("fullDescription", entry.why ?? entry.fix, to: &json)
    json.object("help") { json in
      json.member("text", Self.help(entry, asMarkdown: false))
      json.member("markdown", Self.help(entry, asMarkdown: true))
    }
    if let address = entry.helpAddress { json.member("helpUri", address) }
    json.object("defaultConfiguration") { $0.member("level", entry.level.rawValue) }
    if !entry.weaknesses.isEmpty {
      json.array("relationships", entry.weaknesses) { json, number in
        json.object { json in
          json.object("target") { json in
            json.member("id", String(number))
            json.member("index", weaknesses.firstIndex(of: number))
            json.object("toolComponent") { Self.addTaxonomyReference("CWE", to: &$0) }
          }
          // The weakness is the wider term.
          json.array("kinds", ["superset"]) { $0.value($1) }
        }
      }
    }
    json.object("properties") { json in
      json.array("tags", Self.tags(of: entry)) { $0.value($1) }
      json.member("precision", entry.confidence.rawValue)
      json.member(
        "problem.severity", entry.level == .note ? "recommendation" : entry.level.rawValue)
      if entry.category.isAboutSecurity {
        json.member("security-severity", entry.risk.securitySeverity)
      }
    }
  }

  private static func tags(of entry: Entry) -> [String] {
    let weaknesses = entry.weaknesses.map { number in
      let digits = String(number)
      return "external/cwe/cwe-" + String(repeating: "0", count: max(0, 3 - digits.count)) + digits
    }
    return (entry.category.isAboutSecurity ? ["security"] : [])
      + ["configuration", entry.category.rawValue] + weaknesses
  }

  private static func help(_ entry: Entry, asMarkdown: Bool) -> String {
    let prose = { (text: String) in asMarkdown ? Markdown.prose(text) : text }
    let notes = entry.references.map(ReferenceNote.init).map { note in
      guard note.link != note.label else { return asMarkdown ? "- <\(note.link)>" : note.link }
      let label = note.title.map { "\(note.label): \($0)" } ?? note.label
      return asMarkdown ? "- [\(prose(label))](\(note.link))" : "\(label) (\(note.link))"
    }
    var parts: [String] = []
    if let why = entry.why { parts.append(prose(why)) }
    parts.append((asMarkdown ? "**Fix:** " : "Fix: ") + prose(entry.fix))
    if !notes.isEmpty { parts.append(notes.joined(separator: "\n")) }
    return parts.joined(separator: "\n\n")
  }

  private static func addText(_ name: String, _ text: String, to json: inout JSONWriter) {
    let text = text.count > longest ? text.prefix(longest - 1) + "…" : text[...]
    json.object(name) { $0.member("text", String(text)) }
  }

  private static func addTaxonomyReference(_ name: String, to json: inout JSONWriter) {
    json.member("name", name)
    json.member("index", 0)
  }

  private static func capitalised(_ text: String) -> String {
    text.prefix(1).uppercased() + text.dropFirst()
  }
}
