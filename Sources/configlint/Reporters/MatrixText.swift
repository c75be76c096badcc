import ConfigLinting
import RulePacks

/// A matrix for people: one table a service, what differs first, and a legend of what occurs.
struct MatrixText {
  private let matrix: StageMatrix
  private let isChosen: Bool

  /// - Parameter isChosen: Show services with one stage, too, because one was asked for.
  init(_ matrix: StageMatrix, isChosen: Bool) {
    self.matrix = matrix
    self.isChosen = isChosen
  }

  var text: String {
    let all = matrix.services.filter { !$0.rows.isEmpty }
    let comparable = all.filter(\.isComparable)
    let shown = isChosen || comparable.isEmpty ? all : comparable
    var blocks = shown.map { block($0) }
    let single = all.filter { !$0.isComparable }
    if shown.count < all.count { blocks.append(note("In one stage only", single)) }
    let empty = matrix.services.filter(\.rows.isEmpty)
    if !empty.isEmpty { blocks.append(note("Without any variable", empty)) }
    if !shown.isEmpty { blocks.append(legend(of: shown)) }
    blocks.append(summary)
    return blocks.joined(separator: "\n\n") + "\n"
  }

  private func block(_ service: StageMatrix.Service) -> String {
    var places = TextTable()
    for column in service.columns {
      places.add([column.title, column.location.text, column.stageEvidence.text])
    }
    var table = TextTable()
    table.add(["KEY"] + service.columns.map { $0.title.uppercased() })
    for row in service.rows {
      table.add([row.key.text + (row.isInContract ? " *" : "")] + row.cells.map { $0.words })
    }
    var lines = [service.name.text] + places.lines
    let rows = table.lines
    let differing = service.differences.count
    lines += ["", rows[0]]
    if differing > 0, differing < service.rows.count {
      lines += rows[1...differing] + [""] + rows[(differing + 1)...]
    } else {
      lines += rows[1...]
    }
    return lines.joined(separator: "\n")
  }

  /// Services that have no table, the first few by name.
  private func note(_ title: String, _ services: [StageMatrix.Service]) -> String {
    var names = services.prefix(Self.mostNamed).map { $0.name.text }
    if services.count > names.count { names.append("and \(services.count - names.count) more") }
    return "\(title): \(names.joined(separator: ", "))"
  }

  private static let mostNamed = 8

  private func legend(of services: [StageMatrix.Service]) -> String {
    let rows = services.flatMap(\.rows)
    let cells = rows.lazy.flatMap(\.cells)
    let states = Set(cells.map(\.state))
    var table = TextTable()
    for state in StageMatrix.State.allCases where states.contains(state) {
      table.add([StageMatrix.Cell(state).words, state.meaning])
    }
    if cells.contains(where: { $0.isRequired && !$0.state.isSupplied }) {
      table.add(["MISSING", "in capitals: the contract requires it in this stage"])
    }
    if cells.contains(where: { !$0.sameAs.isEmpty }) {
      table.add(["same as …", "stages that must not share a secret share this one"])
    }
    if rows.contains(where: \.isInContract) { table.add(["*", "a variable of the contract"]) }
    return (["Legend"] + table.lines).joined(separator: "\n")
  }

  private var summary: String {
    let counts = matrix.counts
    var parts = [
      "\(counts.services) \(counts.services == 1 ? "service" : "services")",
      "\(counts.keys) \(counts.keys == 1 ? "key" : "keys")",
      "\(counts.differences) not alike in all stages",
    ]
    if counts.missingRequired > 0 { parts.append("\(counts.missingRequired) required and missing") }
    if counts.sharedSecrets > 0 { parts.append("\(counts.sharedSecrets) shared by stages") }
    return parts.joined(separator: ", ")
  }
}

extension StageMatrix.Cell {
  /// The cell in words, which say all that colours say.
  var words: String { stateWords + sharingWords }

  /// The same, and whether what is set is a secret.
  var detailedWords: String { (isSecret ? "secret" : stateWords) + sharingWords }

  private var stateWords: String {
    switch state {
    case .missing: isRequired ? "MISSING" : "missing"
    case .empty: isRequired ? "EMPTY" : "empty"
    case .unknown: isRequired ? "MISSING?" : "missing?"
    case .suppliedElsewhere: "elsewhere"
    default: state.rawValue
    }
  }

  private var sharingWords: String {
    sameAs.isEmpty ? "" : ", same as \(sameAs.map(\.rawValue).joined(separator: " and "))"
  }
}

extension StageMatrix.State {
  /// What a state means, in one line.
  var meaning: String {
    switch self {
    case .set: "has a value"
    case .missing: "is not set"
    case .unknown: "is not in what was read, but not everything that the service gets was read"
    case .empty: "is set to nothing"
    case .reference: "refers to something that was not read"
    case .template: "is filled in by a template"
    case .encrypted: "is encrypted"
    case .placeholder: "asks to be replaced"
    case .defaultValue: "is a default that a product publishes"
    case .weak: "can be guessed"
    case .suppliedElsewhere: "is passed through from where the service is started"
    }
  }
}
