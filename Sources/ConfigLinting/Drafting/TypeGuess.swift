import ConfigGuard
import RulePacks

/// What type a variable is of, and what that is concluded from.
struct TypeGuess: Sendable, Hashable {
  /// Why somebody would think so.
  enum Reason: Sendable, Hashable {
    /// A line of code that reads it so.
    case code(path: String, line: Int)
    case name
    case values
  }

  var type: ValueType
  var reason: Reason
}

/// Concludes types of variables from how code reads them, from their names and from their values.
struct TypeGuesser {
  let vocabulary: Vocabulary
  let keys: KeyTable

  /// The type, or nil where any text will do.
  func guess(_ variable: VariableEvidence, isSecret: Bool) -> TypeGuess? {
    let texts = variable.values.filter { !$0.isPlaceholder }.map(\.text)
    let fits = { (type: ValueType) in texts.allSatisfy { type.accepts($0.trimmedASCII) } }
    let read = Set(variable.reads.compactMap(\.type))
    let words = keys.info(variable.name).words
    let named = type(of: words)
    if read.count == 1, let type = read.first, fits(type),
      let place = variable.reads.first(where: { $0.type == type })
    {
      // A port is a number, and whether there is an address is a truth value.
      let isNarrower = type == .int && named == .port || type == .bool && named == .url
      return TypeGuess(
        type: isNarrower ? named ?? type : type,
        reason: .code(path: place.path, line: place.line))
    }
    if words.last == "host", !isSecret, !texts.isEmpty, fits(.host) {
      return TypeGuess(type: .host, reason: .name)
    }
    if let type = named, fits(type), !isSecret || type == .url {
      // Words with blanks between them may be a list, but not one with commas.
      if type != .list || texts.allSatisfy({ $0.contains(",") || !$0.contains(" ") }) {
        return TypeGuess(type: type, reason: .name)
      }
    }
    guard !isSecret, !texts.isEmpty, let type = Self.type(of: texts, words) else { return nil }
    return TypeGuess(type: type, reason: .values)
  }

  private func type(of words: [String]) -> ValueType? {
    vocabulary.variableTypes.first { entry in
      entry.keys.contains { $0.matches(words, ancestors: []) }
    }.flatMap { ValueType(rawValue: $0.type) }
  }

  /// Words of names whose numbers are no amounts.
  private static let labels: Set<String> = [
    "id", "ids", "version", "code", "phone", "number", "zip", "pin", "sid", "tag", "name", "date",
    "api", "account", "project", "build", "release",
  ]

  private static func type(of texts: [String], _ words: [String]) -> ValueType? {
    let texts = texts.map { $0.trimmedASCII }
    let isLabel = words.contains { labels.contains($0) }
    if texts.allSatisfy({ ["true", "false"].contains($0.lowercased()) }) { return .bool }
    if texts.allSatisfy(isWholeNumber) { return isLabel ? nil : .int }
    if texts.allSatisfy(isFraction) { return isLabel ? nil : .float }
    if texts.allSatisfy({ ValueType.uuid.accepts($0) }) { return .uuid }
    if texts.allSatisfy({ ValueType.yearMonth.accepts($0) }) { return .yearMonth }
    if texts.allSatisfy({ ValueType.date.accepts($0) }) { return isLabel ? nil : .date }
    let countsBytes = words.contains { sizes.contains($0) }
    if countsBytes, texts.allSatisfy({ hasUnit($0, .byteSize) }) { return .byteSize }
    if texts.allSatisfy({ hasUnit($0, .duration) }) { return .duration }
    if texts.allSatisfy({ $0.contains("://") && !$0.contains(",") && ValueType.url.accepts($0) }) {
      return .url
    }
    if texts.allSatisfy({ $0.contains(".") && ValueType.email.accepts($0) }) { return .email }
    if texts.allSatisfy({ $0.contains("/") && ValueType.cidr.accepts($0) }) { return .cidr }
    if texts.allSatisfy(isObject) { return .json }
    if texts.allSatisfy(isList) { return .list }
    return nil
  }

  /// A number as somebody writes an amount: no zeros in front, and not as long as an id.
  private static func isWholeNumber(_ text: String) -> Bool {
    guard text.utf8.count <= 9, Int(text) != nil, text.utf8.first != UInt8(ascii: "+") else {
      return false
    }
    return text == "0" || text.utf8.first != UInt8(ascii: "0")
  }

  private static func isFraction(_ text: String) -> Bool {
    text.utf8.count <= 9 && text.utf8.count { $0 == UInt8(ascii: ".") } == 1
      && text.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") }
      && Double(text) != nil
  }

  private static let sizes: Set<String> = [
    "memory", "size", "heap", "upload", "body", "payload", "storage", "bytes", "buffer", "disk",
  ]

  /// A number with a unit behind it.
  private static func hasUnit(_ text: String, _ type: ValueType) -> Bool {
    guard let first = text.utf8.first, (0x30...0x39).contains(first), Double(text) == nil else {
      return false
    }
    return type.accepts(text)
  }

  private static func isObject(_ text: String) -> Bool {
    guard let first = text.utf8.first, first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
    else { return false }
    return ValueType.json.accepts(text)
  }

  private static func isList(_ text: String) -> Bool {
    let items = text.split(separator: ",", omittingEmptySubsequences: false)
    return items.count > 1
      && items.allSatisfy { item in
        let item = String(item).trimmedASCII
        return !item.isEmpty && !item.contains(" ") && !item.contains("=")
      } && !text.contains("://*")
  }
}
