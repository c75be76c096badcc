import ConfigGuard
import ConfigLinting
import RulePacks

/// Which variable is set in which stage, as a picture: one grid a service.
struct HTMLMatrix {
  /// More tiles would make a page that no browser shows well.
  private static let mostTiles = 30_000
  /// Grids with more rows begin with those that have something to say.
  private static let mostRowsInSight = 40
  private static let mostNamed = 8

  private let services: [StageMatrix.Service]
  private let others: [StageMatrix.Service]
  private let findings: MatrixFindings
  /// Nil for a page of its own, on which everything has room.
  private let mostTiles: Int?

  /// Everything that a matrix has.
  init(all matrix: StageMatrix) {
    services = matrix.services
    others = []
    findings = MatrixFindings([], in: [])
    mostTiles = nil
  }

  /// What can be compared, as a part of a report; nil where nothing can.
  init?(_ matrix: StageMatrix, findings: [ListedFinding]) {
    let all = matrix.services.filter { !$0.rows.isEmpty }
    services = all.filter(\.isComparable)
    others = all.filter { !$0.isComparable }
    if services.isEmpty { return nil }
    self.findings = MatrixFindings(findings, in: services)
    mostTiles = Self.mostTiles
  }

  var section: Markup {
    var room = mostTiles ?? .max
    let grids = services.enumerated().map { grid($1, number: $0, &room) }
    let head: Markup =
      mostTiles == nil
      ? "<h2 class=\"words\">Services</h2>"
      : """
      <h2 id="variables">Variables by stage</h2>
      <p class="lead">What each service gets, and of what kind it is. Framed tiles have a finding, \
      and lead to it.</p>
      """
    return """
      <section aria-label="Variables by stage">
      \(head)
      \(legend)
      <div class="grids">
      \(grids.lines)
      </div>
      \(note)
      </section>
      """
  }

  private func grid(
    _ service: StageMatrix.Service, number: Int, _ room: inout Int
  ) -> Markup {
    let width = service.columns.count
    let fitting = min(service.rows.count, max(0, room) / max(1, width))
    room -= fitting * width
    let numbered = service.rows.prefix(fitting).map { row in
      (row: row, findings: findings.findings(of: row, in: number, columns: width))
    }
    let telling = numbered.filter { row in
      row.row.differs || row.findings.contains { !$0.isEmpty }
    }
    let quiet = numbered.filter { row in
      !row.row.differs && row.findings.allSatisfy(\.isEmpty)
    }
    let bodies = [(telling, "telling" as Markup), (quiet, "quiet")].filter { !$0.0.isEmpty }
      .map { rows, name -> Markup in
        """
        <tbody class="\(name)">
        \(rows.map { tr($0.row, $0.findings, service) }.lines)
        </tbody>
        """
      }
    let isLong = service.rows.count > Self.mostRowsInSight
    return """
      <section class="grid" aria-labelledby="v\(number)">
      <h3 id="v\(number)">\(service.name)</h3>
      \(quietBox(quiet.count, telling.count, number, isShown: !isLong))
      <div class="scroll" role="region" aria-labelledby="v\(number)" tabindex="0">
      <table>
      <thead>
      <tr><th scope="col">Variable</th>\(service.columns.map(head).joined(separator: ""))</tr>
      </thead>
      \(bodies.lines)
      </table>
      </div>
      \(rest(service.rows.count - fitting))
      \(places(service))
      </section>
      """
  }

  /// Takes rows out of sight that are alike in all stages; it works without a script.
  private func quietBox(_ quiet: Int, _ telling: Int, _ number: Int, isShown: Bool) -> Markup? {
    guard quiet > 0, telling > 0 else { return nil }
    return """
      <p class="quiet-box"><label><input type="checkbox" class="show-quiet" autocomplete="off"\
      \(isShown ? " checked=\"\"" as Markup : "")> \
      show \(quiet) more, alike in all stages</label></p>
      """
  }

  private func head(_ column: StageMatrix.Column) -> Markup {
    "<th scope=\"col\" title=\"\(column.location.text)\">\(column.title)</th>"
  }

  private func tr(
    _ row: StageMatrix.Row, _ findings: [[ListedFinding]], _ service: StageMatrix.Service
  ) -> Markup {
    let mark: Markup =
      row.isInContract ? "<abbr title=\"a variable of the contract\">*</abbr>" : ""
    let cells = row.cells.indices.map { column -> Markup in
      "<td>\(tile(row.cells[column], findings[column]))</td>"
    }
    return """
      <tr><th scope="row"><code>\(breakable: row.key.text)</code>\(mark)</th>\(cells.joined(separator: ""))</tr>
      """
  }

  private func tile(_ cell: StageMatrix.Cell, _ findings: [ListedFinding]) -> Markup {
    let look = cell.look
    let words = cell.detailedWords
    guard let worst = findings.max(by: { $0.finding.severity < $1.finding.severity }) else {
      return """
        <span class="tile \(look)" title="\(words)"><span class="words">\(words)</span></span>
        """
    }
    let severity = worst.finding.severity.rawValue
    let more = findings.count > 1 ? ", and \(findings.count - 1) more" : ""
    let title = "\(words). \(severity): \(worst.finding.message)\(more)"
    return """
      <a class="tile \(look) \(severity)" href="#\(worst.anchor)" title="\(title)">\
      <span class="words">\(title)</span></a>
      """
  }

  private func rest(_ count: Int) -> Markup? {
    guard count > 0 else { return nil }
    return """
      <p class="notice">\(count.of("more variable")) \(count == 1 ? "has" : "have") no room here; \
      <code>configlint matrix</code> shows all.</p>
      """
  }

  private func places(_ service: StageMatrix.Service) -> Markup {
    let items = service.columns.map { column -> Markup in
      """
      <li><strong>\(column.title)</strong> <code>\(column.location.text)</code> \
      \(prose: column.stageEvidence.text)</li>
      """
    }
    return """
      <details class="places">
      <summary>Where the stages stand</summary>
      <ul>
      \(items.lines)
      </ul>
      </details>
      """
  }

  private var note: Markup? {
    guard !others.isEmpty else { return nil }
    var names = others.prefix(Self.mostNamed).map(\.name.text)
    if others.count > names.count { names.append("and \(others.count - names.count) more") }
    return "<p class=\"lead\">In one stage only: \(names.joined(separator: ", "))</p>"
  }

  /// What the tiles mean that the grids have.
  private var legend: Markup {
    var kinds: [String: StageMatrix.Cell] = [:]
    for cell in services.lazy.flatMap(\.rows).flatMap(\.cells) { kinds[cell.look.text] = cell }
    var items = kinds.sorted { ($0.value.rank, $0.key) < ($1.value.rank, $1.key) }
      .map { _, cell -> Markup in
        """
        <li><span class="tile \(cell.look)"></span> <span><strong>\(cell.legendName)</strong> \
        \(cell.legendMeaning)</span></li>
        """
      }
    if services.contains(where: { $0.rows.contains(where: \.isInContract) }) {
      items.append("<li><span class=\"tile\">*</span> <span>a variable of the contract</span></li>")
    }
    return """
      <ul class="legend" aria-label="Legend">
      \(items.lines)
      </ul>
      """
  }
}

extension StageMatrix.Cell {
  /// The classes of a tile, which give it its sign and its colour.
  fileprivate var look: Markup {
    if !sameAs.isEmpty { return "shared" }
    let state: Markup = isSecret ? "secret" : "\(state.rawValue)"
    return isRequired && !self.state.isSupplied ? state + " required" : state
  }

  /// What is as it should be comes first in a legend.
  fileprivate var rank: Int {
    let count = StageMatrix.State.allCases.count
    if !sameAs.isEmpty { return count }
    let rank = StageMatrix.State.allCases.firstIndex(of: state) ?? 0
    return state.isSupplied ? rank : rank + count + 1
  }

  fileprivate var legendName: String {
    if !sameAs.isEmpty { return "shared" }
    return detailedWords
  }

  fileprivate var legendMeaning: String {
    if !sameAs.isEmpty { return "stages that must not share a secret share this one" }
    if isSecret { return "has a value that is a secret" }
    return isRequired && !state.isSupplied
      ? "\(state.meaning), and the contract requires it in this stage" : state.meaning
  }
}
