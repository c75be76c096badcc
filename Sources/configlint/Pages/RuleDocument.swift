import ConfigGuard
import ConfigLinting
import RulePacks

/// What there is to say of a rule, whatever it is written as.
struct RuleDocument {
  struct Fact {
    let name: String
    let text: String
  }

  struct Example {
    let title: String
    let isBad: Bool
    let blocks: [ExampleBlock]
  }

  let id: String
  let title: String
  let category: RulePacks.Category
  /// The severity in each stage; nil where the rule is silent.
  let levels: [(stage: Stage, severity: Severity?)]
  let facts: [Fact]
  let why: String
  let fix: String
  let examples: [Example]
  /// What a contract says to allow what the first bad example shows.
  let allowance: [String]
  let references: [ReferenceNote]

  init(rule: Rule, page: RulePage) {
    id = rule.id
    title = rule.title
    category = rule.category
    levels = Stage.allCases.map { ($0, rule.levels.severity(in: $0)) }
    facts = Self.facts(of: rule)
    why = Self.oneLine(page.why)
    let fix = ReportText(fixOf: page, ["file": "FILE"])
    self.fix = Self.oneLine(NameScreen.builtin.text(fix).text)
    examples = page.examples.map { example in
      Example(
        title: Self.title(of: example), isBad: example.isBad, blocks: Self.blocks(of: example))
    }
    allowance = Self.allowance(for: rule, page)
    references = rule.references.map(ReferenceNote.init)
  }

  /// A rule of somebody's own, of which a report repeats no word that may be a secret.
  init(own rule: Rule, page: RulePage) {
    let screened = { (text: String) in NameScreen.builtin.text(.prose(Self.oneLine(text))).text }
    var (rule, page) = (rule, page)
    rule.title = screened(rule.title)
    page.why = screened(page.why)
    page.fix = screened(page.fix)
    page.examples = []
    self.init(rule: rule, page: page)
  }

  private static func facts(of rule: Rule) -> [Fact] {
    var facts = [
      Fact(name: "Applies to", text: rule.appliesTo),
      Fact(name: "Confidence", text: rule.confidence.rawValue),
      Fact(name: "Since", text: rule.since),
    ]
    if !rule.parameters.isEmpty {
      let parameters = rule.parameters.map { "`\($0.name)`: \($0.value.text)" }
      facts.append(Fact(name: "Parameters", text: parameters.joined(separator: ", ")))
    }
    if let repair = rule.repair {
      facts.append(Fact(name: "Repair", text: "`configlint fix` \(repair.summary)"))
    }
    if !rule.formerly.isEmpty {
      facts.append(Fact(name: "Formerly", text: rule.formerly.joined(separator: ", ")))
    }
    return facts
  }

  /// The example's own title, with what the run was told besides.
  private static func title(of example: RuleExample) -> String {
    var parts = example.title.isEmpty ? [] : [example.title]
    if let stage = example.stage { parts.append("with --stage \(stage.rawValue)") }
    if example.isBad, let severity = example.severity {
      parts.append("found as \(severity.rawValue)")
    }
    return parts.joined(separator: ", ")
  }

  private static func blocks(of example: RuleExample) -> [ExampleBlock] {
    var blocks = example.files.map(ExampleBlock.init)
    if let contract = example.contract {
      blocks.append(ExampleBlock(name: "configguard.yaml", language: "yaml", text: contract))
    }
    guard example.accesses.isEmpty else {
      let reads = example.accesses.map { read in
        "\(read.key): \(read.outcome)" + (read.fallback.map { ", default \($0)" } ?? "")
          + (read.isMarkedSecret ? ", as a secret" : "")
      }
      blocks.append(
        ExampleBlock(name: "reads", language: "text", text: reads.joined(separator: "\n")))
      return blocks
    }
    guard example.files.isEmpty || !example.environment.isEmpty else { return blocks }
    let lines = example.environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    let environment = ExampleBlock(
      name: "environment", language: "dotenv", text: lines.joined(separator: "\n"))
    // Where there are files besides, the variables lead to them.
    blocks.insert(environment, at: example.files.isEmpty ? blocks.count : 0)
    return blocks
  }

  private static func allowance(for rule: Rule, _ page: RulePage) -> [String] {
    let files = page.examples.first { $0.isBad }?.files ?? []
    let marked = files.first { !ExampleText($0.text).marks.isEmpty }
    let path = marked.map { "path: \"\($0.path)\", " } ?? ""
    return [
      "rules:", "  \(rule.id):", "    allow:",
      "      - {\(path)reason: \"say here why it is right\"}",
    ]
  }

  private static func oneLine(_ text: String) -> String {
    text.split(whereSeparator: { $0 == "\n" || $0 == " " }).joined(separator: " ")
  }
}

extension Rule {
  /// Which formats the rule can find something in, as a sentence goes on.
  var appliesTo: String {
    let place: String
    switch scope {
    case .path(let selector):
      return selector.places.map { place in
        let paths = place.paths.map { "`\($0.text)`" }.joined(separator: " and ")
        return Self.list(place.formats) + ", at " + paths
      }.joined(separator: "; ")
    case .setting:
      place = settingPlaces
    case .workload:
      place = workloadPlaces
    case .command: place = "what workloads start, in every format"
    case .project: place = "all files together"
    case .contract:
      place =
        gates.contains(.files)
        ? "what a contract speaks of, in every format" : FormatTitle.of("process")
    case .reading: place = "the text of every file that is read"
    case .text: place = "the lines of every file that is read, comments included"
    }
    return place
  }

  private var settingPlaces: String {
    if let formats = condition?.formats { return Self.list(formats) }
    switch (gates.contains(.files), gates.contains(.process)) {
    case (true, true): return "settings in every format, and \(FormatTitle.of("process"))"
    case (true, false): return "settings in every format"
    default: return FormatTitle.of("process")
    }
  }

  private var workloadPlaces: String {
    if let formats = condition?.formats { return Self.list(formats) }
    switch (gates.contains(.files), gates.contains(.process)) {
    case (true, true):
      return "services of every format, env files of a whole environment, and "
        + FormatTitle.of("process")
    case (true, false): return "services of every format, and env files of a whole environment"
    default: return FormatTitle.of("process")
    }
  }

  private static func list(_ formats: [String]) -> String {
    let titles = formats.map(FormatTitle.of)
    guard let last = titles.last, titles.count > 1 else { return titles.first ?? "" }
    return titles.dropLast().joined(separator: ", ") + " and " + last
  }
}

extension Condition {
  /// The formats to which the condition limits a rule, if it does.
  fileprivate var formats: [String]? {
    switch self {
    case .format(let names): names
    case .all(let parts): parts.lazy.compactMap(\.formats).first
    default: nil
    }
  }
}
