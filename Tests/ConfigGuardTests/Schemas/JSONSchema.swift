import RulePacks

/// A JSON Schema (draft 2020-12) with the keywords that the schemas of this project use.
///
/// A keyword that is not known here makes the schema unusable, because a schema that is only half
/// understood accepts what it should refuse.
struct JSONSchema: Sendable {
  /// Where a schema stands in its file, as a JSON pointer with `#` in front.
  typealias Pointer = String

  /// One schema of the file, with pointers to the schemas in it.
  struct Part: Sendable {
    var refusesAll = false
    var types: [String] = []
    var required: [String] = []
    var properties: [String: Pointer] = [:]
    var patternProperties: [(pattern: Pattern, pointer: Pointer)] = []
    var prefixItems: [Pointer] = []
    var allOf: [Pointer] = []
    var anyOf: [Pointer]?
    var oneOf: [Pointer]?
    /// The keywords with one schema: `items`, `not`, `if` and so on; `$ref` as what it points to.
    var single: [String: Pointer] = [:]
    /// `enum`, or the one value of `const`.
    var choices: Set<JSONValue>?
    var pattern: Pattern?
    var limits: [String: Double] = [:]
    var wantsUniqueItems = false
  }

  private(set) var parts: [Pointer: Part] = [:]

  init(_ file: JSONValue) throws(SchemaProblem) {
    try read(file, at: "#")
    for (pointer, part) in parts {
      guard let target = part.single["$ref"] else { continue }
      guard parts[target] != nil else {
        throw SchemaProblem("\(pointer): there is no schema at `\(target)`")
      }
    }
  }

  private mutating func read(_ schema: JSONValue, at pointer: Pointer) throws(SchemaProblem) {
    var part = Part()
    switch schema {
    case .bool(let acceptsAll): part.refusesAll = !acceptsAll
    case .object(let members):
      for (keyword, value) in members {
        try read(keyword, value, at: "\(pointer)/\(keyword)", into: &part)
      }
    default: throw SchemaProblem("\(pointer): a schema is an object, true or false")
    }
    parts[pointer] = part
  }

  private mutating func read(
    _ keyword: String, _ value: JSONValue, at pointer: Pointer, into part: inout Part
  ) throws(SchemaProblem) {
    switch keyword {
    case "$schema", "$id", "title", "description": _ = try value.string(at: pointer)
    case "default", "examples": break
    case "$defs": _ = try children(value, at: pointer)
    case "type":
      if case .array = value {
        part.types = try value.strings(at: pointer)
      } else {
        part.types = [try value.string(at: pointer)]
      }
      let known = ["null", "boolean", "number", "integer", "string", "array", "object"]
      guard part.types.allSatisfy(known.contains) else {
        throw SchemaProblem("\(pointer): this is no type")
      }
    case "required": part.required = try value.strings(at: pointer)
    case "properties": part.properties = try children(value, at: pointer)
    case "patternProperties":
      for (text, child) in try children(value, at: pointer) {
        part.patternProperties.append((try Self.pattern(text, at: pointer), child))
      }
    case "prefixItems": part.prefixItems = try list(value, at: pointer)
    case "allOf": part.allOf = try list(value, at: pointer)
    case "anyOf": part.anyOf = try list(value, at: pointer)
    case "oneOf": part.oneOf = try list(value, at: pointer)
    case "additionalProperties", "propertyNames", "items", "not", "if", "then", "else":
      try read(value, at: pointer)
      part.single[keyword] = pointer
    case "$ref":
      let target = try value.string(at: pointer)
      guard target.hasPrefix("#/$defs/") else {
        throw SchemaProblem("\(pointer): only references within the file are supported")
      }
      part.single[keyword] = target
    case "enum": part.choices = Set(try value.array(at: pointer))
    case "const": part.choices = [value]
    case "pattern":
      part.pattern = try Self.pattern(try value.string(at: pointer), at: pointer)
    case "minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties",
      "minimum", "maximum":
      part.limits[keyword] = try value.number(at: pointer)
    case "uniqueItems": part.wantsUniqueItems = value == .bool(true)
    default: throw SchemaProblem("\(pointer): the keyword `\(keyword)` is not supported")
    }
  }

  private mutating func children(
    _ value: JSONValue, at pointer: Pointer
  ) throws(SchemaProblem) -> [String: Pointer] {
    guard case .object(let members) = value else {
      throw SchemaProblem("\(pointer): this must be an object")
    }
    var result: [String: Pointer] = [:]
    for (name, schema) in members {
      result[name] = "\(pointer)/\(name)"
      try read(schema, at: "\(pointer)/\(name)")
    }
    return result
  }

  private mutating func list(
    _ value: JSONValue, at pointer: Pointer
  ) throws(SchemaProblem) -> [Pointer] {
    var result: [Pointer] = []
    for (index, schema) in try value.array(at: pointer).enumerated() {
      result.append("\(pointer)/\(index)")
      try read(schema, at: "\(pointer)/\(index)")
    }
    guard !result.isEmpty else { throw SchemaProblem("\(pointer): this must not be empty") }
    return result
  }

  private static func pattern(
    _ text: String, at pointer: Pointer
  ) throws(SchemaProblem) -> Pattern {
    do throws(PatternError) {
      return try Pattern(text)
    } catch {
      throw SchemaProblem("\(pointer): \(error.message)")
    }
  }
}

extension JSONValue {
  fileprivate func string(at pointer: JSONSchema.Pointer) throws(SchemaProblem) -> String {
    guard case .string(let text) = self else { throw SchemaProblem("\(pointer): not a text") }
    return text
  }

  fileprivate func strings(at pointer: JSONSchema.Pointer) throws(SchemaProblem) -> [String] {
    var result: [String] = []
    for item in try array(at: pointer) { result.append(try item.string(at: pointer)) }
    return result
  }

  fileprivate func array(at pointer: JSONSchema.Pointer) throws(SchemaProblem) -> [JSONValue] {
    guard case .array(let items) = self else { throw SchemaProblem("\(pointer): not a list") }
    return items
  }

  fileprivate func number(at pointer: JSONSchema.Pointer) throws(SchemaProblem) -> Double {
    guard case .number(let number) = self else { throw SchemaProblem("\(pointer): not a number") }
    return number
  }
}
