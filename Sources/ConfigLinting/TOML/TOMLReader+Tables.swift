import ConfigGuard
import RulePacks

/// What a header or a key with dots means for the tables that are there already.
extension TOMLReader {
  /// Reads `[table]` or `[[table]]`, to which the keys that follow belong.
  mutating func readHeader() {
    let start = offset
    offset += 1
    let isArray = offset < count && base[offset] == UInt8(ascii: "[")
    if isArray { offset += 1 }
    let first = offset
    if readPath() {
      skipBlanks()
      closeHeader(isArray, from: start)
    } else if path.isEmpty {
      let end = endOfLine(from: first)
      path = [plainKey(from: first, to: end)]
      offset = end
    } else {
      offset = endOfLine(from: offset)
    }
    guard let parent = tableAbove(start, levels: isArray ? 2 : 1) else {
      table = tree.add(.table, to: nil, start: start, end: offset)
      return
    }
    table =
      isArray ? addElement(to: parent, from: start) : addTable(to: parent, from: start)
    tree.nodes[table].end = UInt32(offset)
  }

  private mutating func closeHeader(_ isArray: Bool, from start: Int) {
    for place in 0..<(isArray ? 2 : 1) {
      guard offset < count, base[offset] == UInt8(ascii: "]") else {
        return report(
          isArray
            ? place == 0
              ? "`]]` must follow the name of the table"
              : "the header begins with `[[` and must end with `]]`"
            : "`]` must follow the name of the table",
          offset, endOfMark(at: offset), related: SourceRange(start: start, end: start + place + 1))
      }
      offset += 1
    }
  }

  /// The table in which the last part of a header's path lies; nil where that is too deep.
  private mutating func tableAbove(_ start: Int, levels: Int) -> Int? {
    var current = TOMLTree.root
    for part in path.dropLast() {
      guard !refusesDepth(below: current, part) else { return nil }
      current = tableNamed(part, in: current, from: start)
    }
    guard let last = path.last else { return nil }
    // An array of tables and a table in it are two levels.
    return refusesDepth(below: current, last, levels: levels) ? nil : current
  }

  private mutating func tableNamed(_ part: TOMLKey, in parent: Int, from start: Int) -> Int {
    guard let found = tree.child(part, of: parent) else {
      return add(.impliedTable, to: parent, part, start: start)
    }
    switch tree.nodes[found].kind {
    case .table, .impliedTable, .dottedTable: return found
    case .arrayOfTables:
      // Every array of tables is made with an element; without one it would be its own table.
      let last = tree.nodes[found].lastChild
      return last == TOMLNode.none ? found : Int(last)
    case .scalar: refuse(part, "has a value already, so that no table can lie in it", found)
    case .array:
      refuse(part, "is an array written as a value, to which nothing can be added", found)
    case .inlineTable: refuse(part, "is an inline table, to which nothing can be added", found)
    }
    return add(.impliedTable, to: parent, part, start: start)
  }

  private mutating func addTable(to parent: Int, from start: Int) -> Int {
    let key = path[path.count - 1]
    if let found = tree.child(key, of: parent) {
      switch tree.nodes[found].kind {
      case .impliedTable:
        tree.nodes[found].kind = .table
        tree.nodes[found].given = key.range
        return found
      case .table: refuseTwice(key, "is given twice as a table", found)
      case .dottedTable: refuseTwice(key, "is a table already, made by a key with dots", found)
      case .arrayOfTables: refuseTwice(key, "is an array of tables already", found)
      case .inlineTable: refuseTwice(key, "is an inline table already", found)
      case .array, .scalar: refuseTwice(key, "has a value already", found)
      }
    }
    return add(.table, to: parent, key, start: start)
  }

  private mutating func addElement(to parent: Int, from start: Int) -> Int {
    let key = path[path.count - 1]
    var array = tree.child(key, of: parent)
    if let found = array, tree.nodes[found].kind != .arrayOfTables {
      switch tree.nodes[found].kind {
      case .array: refuseTwice(key, "is an array written as a value already", found)
      case .scalar: refuseTwice(key, "has a value already", found)
      default: refuseTwice(key, "is a table already, and no array of tables", found)
      }
      array = nil
    }
    let place = array ?? add(.arrayOfTables, to: parent, key, start: start)
    return tree.add(.table, to: place, start: start, end: offset)
  }

  /// The table for the last part of the key with dots; nil where that is too deep.
  mutating func tableForPath(in start: Int) -> Int? {
    var current = start
    for index in 0..<(path.count - 1) {
      let part = path[index]
      guard !refusesDepth(below: current, part) else { return nil }
      current = dottedTable(part, in: current, from: Int(path[index + 1].start))
    }
    return current
  }

  private mutating func dottedTable(_ part: TOMLKey, in parent: Int, from start: Int) -> Int {
    guard let found = tree.child(part, of: parent) else {
      return add(.dottedTable, to: parent, part, start: start)
    }
    switch tree.nodes[found].kind {
    case .dottedTable: return found
    case .impliedTable:
      tree.nodes[found].kind = .dottedTable
      return found
    case .table: refuse(part, "has a header of its own, so that its keys must follow that", found)
    case .arrayOfTables: refuse(part, "is an array of tables, to which no key can be added", found)
    case .array, .scalar: refuse(part, "has a value already, so that no key can lie in it", found)
    case .inlineTable: refuse(part, "is an inline table, to which nothing can be added", found)
    }
    return add(.dottedTable, to: parent, part, start: start)
  }

  private mutating func add(
    _ kind: TOMLNode.Kind, to parent: Int, _ key: TOMLKey, start: Int
  ) -> Int {
    let index = tree.add(kind, to: parent, key: key, start: start, end: Int(key.end))
    tree.enter(index)
    return index
  }

  mutating func refuseTwice(_ key: TOMLKey, _ fault: ReportText, _ first: Int) {
    refuse(key, fault, first, kind: .duplicateKey)
  }

  private mutating func refuse(
    _ key: TOMLKey, _ fault: ReportText, _ first: Int, kind: ReadingProblem.Kind = .syntax
  ) {
    let name = tree.name(of: key)
    report(
      "\(PlainName.shown(name)) \(fault)", Int(key.start),
      Int(key.end), kind: kind, related: tree.nodes[first].given)
  }

  private mutating func refusesDepth(below parent: Int, _ key: TOMLKey, levels: Int = 1) -> Bool {
    guard Int(tree.nodes[parent].depth) + levels > ReadingLimits.depth else { return false }
    report(
      "nested deeper than \(ReadingLimits.depth) levels; what lies there is not judged",
      Int(key.start), Int(key.end), kind: .limit)
    return true
  }
}
