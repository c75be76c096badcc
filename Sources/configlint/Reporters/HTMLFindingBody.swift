import ConfigGuard
import RulePacks

/// What a page says of a finding besides its message and place.
struct HTMLFindingBody {
  private let finding: Finding

  init(_ finding: Finding) { self.finding = finding }

  var markup: Markup {
    let parts: [Markup?] = [excerpt, fix, why, related, facts, references]
    return parts.compactMap { $0 }.lines
  }

  /// The line with its span marked; what else stands on it was left out when it was made.
  private var excerpt: Markup? {
    guard let excerpt = finding.excerpt, let number = finding.line else { return nil }
    let line = excerpt.line
    let start = line.index(line.startIndex, offsetBy: excerpt.offset, limitedBy: line.endIndex)
    guard let start else { return nil }
    let end =
      line.index(start, offsetBy: excerpt.length, limitedBy: line.endIndex) ?? line.endIndex
    // Where something is missing, there is nothing but a place to mark.
    let marked = start == end ? " " : String(line[start..<end])
    return """
      <pre class="excerpt"><span class="number">\(number)</span>\(String(line[..<start]))\
      <mark>\(marked)</mark>\(String(line[end...]))</pre>
      """
  }

  private var fix: Markup {
    "<p class=\"fix\"><strong>What to do</strong> \(prose: finding.help)</p>"
  }

  private var why: Markup? {
    finding.reason.map { "<p><strong>Why it matters</strong> \(prose: $0)</p>" }
  }

  private var related: Markup? {
    guard !finding.related.isEmpty else { return nil }
    let items = finding.related.map { related -> Markup in
      var place = related.path
      if let line = related.line, let column = related.column { place += ":\(line):\(column)" }
      return "<li><code>\(breakable: place)</code> \(prose: related.message)</li>"
    }
    return """
      <p class="label"><strong>See also</strong></p>
      <ul class="related">
      \(items.lines)
      </ul>
      """
  }

  private var facts: Markup {
    var facts: [(name: Markup, value: Markup)] = [
      ("Place", "<code>\(breakable: HTMLFindings.place(finding))</code>")
    ]
    if let key = finding.key { facts.append(("Key", "<code>\(key)</code>")) }
    facts.append(("Rule", "<code>\(finding.rule)</code>"))
    facts.append(("Category", "\(finding.category.rawValue)"))
    facts.append(("Stage", "\(finding.stage.rawValue)"))
    facts.append(("Confidence", "\(finding.confidence.rawValue)"))
    let items = facts.map { "<div><dt>\($0.name)</dt><dd>\($0.value)</dd></div>" as Markup }
    return "<dl class=\"facts\">\(items.joined(separator: ""))</dl>"
  }

  private var references: Markup? {
    guard !finding.references.isEmpty else { return nil }
    let items = finding.references.map { "<li>\(Self.link($0))</li>" as Markup }
    return """
      <ul class="references" aria-label="References">
      \(items.lines)
      </ul>
      """
  }

  /// A link to what a reference names; one that is none stays text.
  private static func link(_ text: String) -> Markup {
    guard let note = (try? Reference(text)).map(ReferenceNote.init),
      note.link.hasPrefix("https://")
    else { return "\(text)" }
    let title = note.title.map { ": \($0)" } ?? ""
    return """
      <a href="\(note.link)" rel="noopener noreferrer" target="_blank">\(note.label)\(title)</a>
      """
  }
}
