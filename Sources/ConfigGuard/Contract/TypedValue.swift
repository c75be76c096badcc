package import RulePacks

/// What the text of a variable means once its type is known.
package enum TypedValue: Sendable, Hashable {
  case text(String)
  case integer(Int)
  case number(Double)
  case truth(Bool)
  case milliseconds(Double)
  /// A number of bytes.
  case size(Int)
  case data([UInt8])
  case list([TypedValue])

  /// Reads a text as a value of a type.
  ///
  /// - Throws: `ValueShape` with what stands in the way; it says nothing of the value but its form.
  package init(_ text: String, as type: ValueType) throws(ValueShape) {
    self = try Self.read(text, as: type)
  }

  /// The number that comparisons and ranges use: itself, milliseconds or bytes.
  package var magnitude: Double? {
    switch self {
    case .integer(let number), .size(let number): Double(number)
    case .number(let number), .milliseconds(let number): number
    default: nil
    }
  }

  private static func read(_ text: String, as type: ValueType) throws(ValueShape) -> TypedValue {
    switch type {
    case .string, .choice: return .text(text)
    case .int:
      guard let number = Int(text) else { throw ValueShape.ofInteger(text) }
      return .integer(number)
    case .float:
      guard let number = Double(text), number.isFinite, !ValueShape.isHexadecimal(text) else {
        throw ValueShape.ofNumber(text)
      }
      return .number(number)
    case .port:
      guard let number = Int(text) else { throw ValueShape.ofInteger(text) }
      guard (1...65_535).contains(number) else {
        throw ValueShape(number < 1 ? "it is below 1" : "it is above 65535")
      }
      return .integer(number)
    case .bool:
      guard let truth = Truth(text) else { throw ValueShape.ofWord(text) }
      return .truth(truth == .on)
    case .duration:
      guard let value = QuantityKind.duration.value(of: text, unit: "s"), value >= 0,
        value.isFinite
      else { throw ValueShape.ofQuantity(text, unit: "a unit such as s, m or h") }
      return .milliseconds(value)
    case .byteSize:
      guard let value = QuantityKind.size.value(of: text, unit: "b"), value >= 0,
        let bytes = Int(text) ?? Int(exactly: value.rounded(.down))
      else { throw ValueShape.ofQuantity(text, unit: "a unit such as KiB or MB") }
      return .size(bytes)
    case .base64, .hex: return .data(try ValueGrammar.bytes(text, as: type))
    case .list: return .list(try ListText.items(of: text, separator: ",").map { .text($0) })
    default:
      if let shape = ValueGrammar.problem(of: text, as: type) { throw shape }
      return .text(text)
    }
  }
}

/// How a text falls short of what was expected, in words that tell its form and not its content.
package struct ValueShape: Error, Sendable, Hashable {
  package var words: ReportText

  package init(_ words: ReportText) { self.words = words }
}

/// The items of a list in one text: a JSON array of scalars, or texts with a separator between.
package enum ListText {
  package static func items(
    of text: String, separator: String
  ) throws(ValueShape) -> [String] {
    if text.trimmedASCII.isEmpty { return [] }
    let trimmed = text.trimmedASCII
    if trimmed.hasPrefix("["), trimmed.hasSuffix("]") {
      guard let items = jsonItems(of: text) else {
        throw ValueShape("it begins as a JSON array and is none of scalars")
      }
      if let empty = items.firstIndex(where: { $0.trimmedASCII.isEmpty }) {
        throw ValueShape("its item \(empty + 1) is empty")
      }
      return items
    }
    var items: [String] = []
    let parts = text.split(separator: separator, omittingEmptySubsequences: false)
    for (number, part) in parts.enumerated() {
      let item = String(part).trimmedASCII
      guard !item.isEmpty else { throw ValueShape("its item \(number + 1) is empty") }
      items.append(item)
    }
    return items
  }

  /// Settings libraries of several languages read lists as JSON.
  private static func jsonItems(of text: String) -> [String]? {
    let tree = JSONReader.read(SourceBytes(text))
    guard tree.problems.isEmpty, tree.documents.count == 1, let root = tree.documents.first,
      tree.isSequence(root)
    else { return nil }
    let items = tree.items(of: root)
    guard items.allSatisfy({ tree.isScalar($0) }) else { return nil }
    return items.map { tree.text(of: $0) }
  }
}
