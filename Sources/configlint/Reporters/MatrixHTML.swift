import ConfigLinting
import RulePacks

/// A matrix as one page that needs nothing else: no script, no font, no picture.
struct MatrixHTML {
  private let matrix: StageMatrix

  init(_ matrix: StageMatrix) { self.matrix = matrix }

  var text: String {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
    <title>Variables by stage</title>
    <style>
    \(Self.style)
    </style>
    </head>
    <body>
    <h1>Variables by stage</h1>
    <p>\(summary)</p>
    \(contents)
    \(matrix.services.enumerated().map { section($1, number: $0) }.joined(separator: "\n"))
    \(legend)
    </body>
    </html>

    """
  }

  private var summary: String {
    let counts = matrix.counts
    return
      "\(counts.services) services, \(counts.keys) keys, \(counts.differences) not alike in all "
      + "stages, \(counts.missingRequired) required and missing, "
      + "\(counts.sharedSecrets) shared by stages"
  }

  private var contents: String {
    guard matrix.services.count > 1 else { return "" }
    let items = matrix.services.enumerated().map { number, service in
      let count = service.differences.count
      let note = count == 0 ? "" : ": \(count) not alike"
      return "<li><a href=\"#s\(number)\">\(Self.escaped(service.name.text))</a>\(note)</li>"
    }
    return "<nav aria-label=\"Services\">\n<ul>\n\(items.joined(separator: "\n"))\n</ul>\n</nav>"
  }

  private func section(_ service: StageMatrix.Service, number: Int) -> String {
    let heads = service.columns.map { column in
      "<th scope=\"col\">\(Self.escaped(column.title))"
        + "<small>\(Self.escaped(column.location.text))</small>"
        + "<small>\(Self.escaped(column.stageEvidence.text))</small></th>"
    }
    let span = service.columns.count + 1
    var body = ""
    for (title, rows) in [("Not alike", service.differences), ("Alike", service.rest)]
    where !rows.isEmpty {
      body += "<tbody>\n<tr><th scope=\"rowgroup\" colspan=\"\(span)\" class=\"group\">"
      body += "\(title) (\(rows.count))</th></tr>\n"
      body += rows.map { row($0) }.joined(separator: "\n") + "\n</tbody>\n"
    }
    return """
      <section aria-labelledby="s\(number)">
      <h2 id="s\(number)">\(Self.escaped(service.name.text))</h2>
      <div class="scroll" role="region" aria-labelledby="s\(number)" tabindex="0">
      <table>
      <thead>
      <tr><th scope="col">Key</th>\(heads.joined())</tr>
      </thead>
      \(body)</table>
      </div>
      </section>
      """
  }

  private func row(_ row: StageMatrix.Row) -> String {
    let mark = row.isInContract ? " <abbr title=\"a variable of the contract\">*</abbr>" : ""
    let cells = row.cells.map { cell in
      "<td class=\"\(Self.tone(of: cell))\">\(Self.escaped(cell.words))</td>"
    }
    return "<tr><th scope=\"row\">\(Self.escaped(row.key.text))\(mark)</th>\(cells.joined())</tr>"
  }

  private var legend: String {
    let items = StageMatrix.State.allCases.map { state in
      let cell = StageMatrix.Cell(state)
      return "<dt class=\"\(Self.tone(of: cell))\">\(Self.escaped(cell.words))</dt>"
        + "<dd>\(Self.escaped(state.meaning))</dd>"
    }
    return """
      <h2>Legend</h2>
      <dl>
      \(items.joined(separator: "\n"))
      <dt class="bad">MISSING</dt><dd>in capitals: the contract requires it in this stage</dd>
      <dt class="bad">same as …</dt><dd>stages that must not share a secret share this one</dd>
      <dt>*</dt><dd>a variable of the contract</dd>
      </dl>
      """
  }

  /// The colour of a cell; it repeats what the words say.
  private static func tone(of cell: StageMatrix.Cell) -> String {
    if cell.isLacking || !cell.sameAs.isEmpty { return "bad" }
    return switch cell.state {
    case .placeholder, .defaultValue, .weak: "bad"
    case .missing, .empty: "gap"
    case .unknown, .reference, .template, .suppliedElsewhere: "open"
    case .set, .encrypted: "good"
    }
  }

  static func escaped(_ text: String) -> String { Markup.escaped(text) }

  private static let style = """
    :root { color-scheme: light dark; --page: #fff; --text: #1c1e21; --line: #d5d9de; --head: #f3f4f6;
      --good: #e3f3e6; --open: #e4eefb; --gap: #fdf0d5; --bad: #fbe0df; --link: #0b57b0; }
    @media (prefers-color-scheme: dark) {
      :root { --page: #16181b; --text: #e7e9ec; --line: #3b4047; --head: #22262b; --good: #173a20;
        --open: #17304f; --gap: #463612; --bad: #511f1f; --link: #8ab8ff; }
    }
    body { margin: 0 auto; padding: 1rem; max-width: 80rem; background: var(--page);
      color: var(--text); font: 1rem/1.5 system-ui, sans-serif; }
    h1 { font-size: 1.5rem; } h2 { font-size: 1.2rem; margin-top: 2rem; }
    a { color: var(--link); }
    .scroll { overflow: auto; max-height: 85vh; border: 1px solid var(--line); }
    table { border-collapse: separate; border-spacing: 0; min-width: 100%; font-size: .9rem; }
    th, td { padding: .35rem .6rem; text-align: left; vertical-align: top;
      border-bottom: 1px solid var(--line); border-right: 1px solid var(--line); }
    thead th { position: sticky; top: 0; background: var(--head); z-index: 1; }
    th[scope=row], thead th:first-child { position: sticky; left: 0; background: var(--head);
      font-family: ui-monospace, monospace; font-weight: 600; overflow-wrap: anywhere; }
    thead th:first-child { z-index: 2; }
    .group { background: var(--page); }
    small { display: block; font-weight: 400; overflow-wrap: anywhere; }
    .good { background: var(--good); } .open { background: var(--open); }
    .gap { background: var(--gap); } .bad { background: var(--bad); font-weight: 600; }
    dl { display: grid; grid-template-columns: max-content 1fr; gap: .3rem .8rem; }
    dt { padding: 0 .4rem; } dd { margin: 0; }
    @media (max-width: 40rem) {
      th[scope=row], thead th:first-child { max-width: 9rem; }
      th, td { padding: .3rem .4rem; }
    }
    @media print { .scroll { max-height: none; overflow: visible; } }
    """
}
