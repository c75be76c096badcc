import ConfigGuard
import RulePacks

/// What functions and methods make of a variable's text, by their names.
enum CodeConversion {
  private static let types: [String: ValueType] = [
    "int": .int, "Int": .int, "parseInt": .int, "Number": .int, "Integer": .int, "Atoi": .int,
    "ParseInt": .int, "ParseUint": .int, "UInt": .int, "UInt16": .int, "UInt32": .int,
    "Int32": .int, "Int64": .int, "UInt64": .int, "intval": .int, "to_i": .int, "toInt": .int,
    "toIntOrNull": .int, "toLong": .int, "toLongOrNull": .int, "parseLong": .int, "integer": .int,
    "u8": .int, "u16": .int, "u32": .int, "u64": .int, "usize": .int, "i8": .int, "i16": .int,
    "i32": .int, "i64": .int, "isize": .int, "int64": .int, "int32": .int, "uint": .int,
    "uint16": .int, "uint32": .int, "uint64": .int, "toUShort": .int, "Long": .int,
    "float": .float, "Float": .float, "Double": .float, "parseFloat": .float, "ParseFloat": .float,
    "parseDouble": .float, "floatval": .float, "to_f": .float, "toDouble": .float,
    "toDoubleOrNull": .float, "f32": .float, "f64": .float, "float64": .float, "float32": .float,
    "bool": .bool, "Bool": .bool, "Boolean": .bool, "ParseBool": .bool, "parseBoolean": .bool,
    "boolval": .bool, "strtobool": .bool, "toBoolean": .bool, "toBooleanStrict": .bool,
    "toBooleanStrictOrNull": .bool, "boolean": .bool, "truthy": .bool,
    "URL": .url, "URI": .url, "Uri": .url, "urlparse": .url, "url": .url,
    "split": .list, "Csv": .list, "list": .list, "explode": .list, "components": .list,
    "ParseDuration": .duration, "Duration": .duration, "timedelta": .duration,
    "email": .email,
  ]

  static func type(of function: String) -> ValueType? { types[function] }

  /// The type that a function's own name says: `getEnvInt`.
  static func type(inName plain: String) -> ValueType? {
    if plain.hasSuffix("int") || plain.hasSuffix("integer") || plain.hasSuffix("number") {
      return .int
    }
    if plain.hasSuffix("bool") || plain.hasSuffix("boolean") { return .bool }
    if plain.hasSuffix("float") { return .float }
    if plain.hasSuffix("duration") { return .duration }
    return plain.hasSuffix("list") || plain.hasSuffix("slice") ? .list : nil
  }

  /// The type of a number or a truth value that is written without quotes.
  static func type(ofLiteral literal: CodeFallback, in text: CodeText) -> ValueType? {
    let before = literal.range.start - 1
    guard before >= 0, !"\"'`".utf8.contains(text.bytes[before]) else { return nil }
    if ["true", "false"].contains(literal.text.lowercased()) { return .bool }
    let plain = literal.text.filter { $0 != "_" }
    if Int(plain) != nil { return .int }
    return Double(plain) == nil ? nil : .float
  }

  /// Functions that give back what they are given, so that what surrounds them is about it.
  static func isNeutral(_ function: String) -> Bool {
    [
      "str", "String", "ofNullable", "Some", "trim", "Secret", "SecretStr", "strval", "strip",
      "TrimSpace", "requireNonNull", "requireNotNull", "checkNotNull",
    ].contains(function)
  }

  static func requires(_ function: String) -> Bool {
    ["requireNonNull", "requireNotNull", "checkNotNull"].contains(function)
  }

  /// Words around a literal that change nothing of its text.
  static func isTransparent(_ word: String) -> Bool {
    [
      "String", "from", "to_string", "to_owned", "into", "_", "e", "err", "str", "new", "Ok",
      "Some", "freeze", "it", "return", "lambda",
    ].contains(word)
  }

  /// Words that end a program, or what it is doing.
  static func ends(_ word: String) -> Bool {
    [
      "throw", "raise", "error", "fatalError", "preconditionFailure", "panic", "die", "exit",
      "abort", "fail",
    ].contains(word)
  }
}
