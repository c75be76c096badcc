import ConfigLinting

/// A matrix as one page that needs nothing else: no script, no font, no picture.
struct MatrixHTML {
  private let matrix: StageMatrix

  init(_ matrix: StageMatrix) { self.matrix = matrix }

  var text: String {
    HTMLPage(title: "Variables by stage", style: HTMLReporter.style, body: body).text
  }

  /// The page without its frame.
  var body: Markup {
    """
    <header class="head">
    <h1 class="verdict">Variables by stage</h1>
    <p class="scope">\(summary)</p>
    </header>
    \(contents)
    <main>
    \(HTMLMatrix(all: matrix).section)
    </main>
    """
  }

  private var summary: String {
    let counts = matrix.counts
    var parts = [
      counts.services.of("service"), counts.keys.of("variable"),
      "\(counts.differences) not alike in all stages",
    ]
    if counts.missingRequired > 0 { parts.append("\(counts.missingRequired) required and missing") }
    if counts.sharedSecrets > 0 { parts.append("\(counts.sharedSecrets) shared by stages") }
    return parts.joined(separator: " · ")
  }

  private var contents: Markup? {
    guard matrix.services.count > 1 else { return nil }
    let items = matrix.services.enumerated().map { number, service -> Markup in
      let count = service.differences.count
      let note = count == 0 ? nil : " <span>\(count) not alike</span>" as Markup
      return "<li><a href=\"#v\(number)\">\(service.name)</a>\(note)</li>"
    }
    return """
      <nav aria-label="Services">
      <ul>
      \(items.lines)
      </ul>
      </nav>
      """
  }
}
