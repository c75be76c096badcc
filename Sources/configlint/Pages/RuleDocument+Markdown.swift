import RulePacks

extension RuleDocument {
  /// The page of the documentation.
  var markdown: String {
    var parts = [
      "<!-- Generated from the rule packs by `make pages`; do not edit. -->", "# \(id)",
      Markdown.prose(title) + ".", levelTable, factList, "## Why", Markdown.prose(why),
    ]
    for (heading, isBad) in [("Bad", true), ("Good", false)] {
      parts.append("## \(heading)")
      for example in examples where example.isBad == isBad { parts += markdown(of: example) }
    }
    parts += ["## Fix", Markdown.prose(fix), "## Allow", Self.allowText]
    parts.append(Markdown.block(allowance, language: "yaml"))
    parts += ["## References", references.map(Self.item).joined(separator: "\n")]
    return parts.joined(separator: "\n\n") + "\n"
  }

  private static let allowText = """
    In [configguard.yaml](../contract.md#rules). `path` and `key` narrow it; the reason is needed.
    """

  private var levelTable: String {
    let rows = [
      levels.map(\.stage.rawValue), levels.map { _ in "---" },
      levels.map { $0.severity?.rawValue ?? "off" },
    ]
    return rows.map { "| \($0.joined(separator: " | ")) |" }.joined(separator: "\n")
  }

  private var factList: String {
    let category = "[\(category.rawValue)](README.md#\(category.rawValue))"
    let facts = facts.map { "- \($0.name): \(Markdown.prose($0.text))" }
    return (["- Category: \(category)"] + facts).joined(separator: "\n")
  }

  /// What the text is, and with the first one what it shows, stands in front of each text.
  private func markdown(of example: Example) -> [String] {
    example.blocks.enumerated().flatMap { number, block in
      let words = [block.note, number == 0 ? example.title : ""].filter { !$0.isEmpty }
      let caption = ([Markdown.code(block.name)] + words.map(Markdown.prose)).joined(
        separator: ", ")
      return ["\(caption):", Markdown.block(block.lines, language: block.language)]
    }
  }

  private static func item(_ note: ReferenceNote) -> String {
    guard note.link != note.label else { return "- <\(note.link)>" }
    let item = "- [\(note.label)](\(note.link))"
    return note.title.map { "\(item): \(Markdown.prose($0))" } ?? item
  }
}
