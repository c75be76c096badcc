import ConfigGuard

/// Rows of text in columns, each as wide as its widest cell.
struct TextTable {
  private var rows: [[String]] = []
  private let indent: String

  init(indent: Int = 2) { self.indent = String(repeating: " ", count: indent) }

  /// Adds a row; cells are made printable, so that none breaks a line.
  mutating func add(_ cells: [String]) { rows.append(cells.map { Printable.text($0) }) }

  var lines: [String] {
    var widths: [Int] = []
    for row in rows {
      for (column, cell) in row.enumerated() {
        if column == widths.count { widths.append(0) }
        widths[column] = max(widths[column], cell.unicodeScalars.count)
      }
    }
    return rows.map { row in
      var line = indent
      for (column, cell) in row.enumerated() {
        let isLast = row[(column + 1)...].allSatisfy(\.isEmpty)
        line += cell
        if isLast { break }
        let padding = widths[column] - cell.unicodeScalars.count + 2
        line += String(repeating: " ", count: padding)
      }
      return line
    }
  }
}
