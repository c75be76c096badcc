/// A schema with instances that it accepts and refuses.
struct KeywordCase: Sendable, CustomStringConvertible {
  let schema: String
  let accepted: [String]
  let refused: [String]

  var description: String { schema }

  static let all: [KeywordCase] = [
    KeywordCase(
      schema: "{type: integer}", accepted: ["1", "-2", "3.0"], refused: ["1.5", "'1'", "true"]),
    KeywordCase(schema: "{type: [string, 'null']}", accepted: ["a", "~", "'1'"], refused: ["1"]),
    KeywordCase(schema: "{type: boolean}", accepted: ["true"], refused: ["yes", "'true'", "1"]),
    KeywordCase(
      schema: "{enum: [a, null, 1]}", accepted: ["a", "~", "1.0"], refused: ["b", "'1'"]),
    KeywordCase(schema: "{const: {a: [1]}}", accepted: ["{a: [1]}"], refused: ["{a: [2]}", "{}"]),
    KeywordCase(schema: "{pattern: 'b+'}", accepted: ["abc", "1"], refused: ["ac"]),
    KeywordCase(
      schema: "{minLength: 2, maxLength: 3}", accepted: ["éé", "abc", "1"],
      refused: ["a", "abcd"]),
    KeywordCase(
      schema: "{minimum: 1, maximum: 2}", accepted: ["1", "2", "'9'"], refused: ["0.5", "2.5"]),
    KeywordCase(
      schema: "{minItems: 1, maxItems: 2, uniqueItems: true}", accepted: ["[1]", "[1, 2]", "{}"],
      refused: ["[]", "[1, 2, 3]", "[1, 1.0]"]),
    KeywordCase(
      schema: "{prefixItems: [{type: string}], items: {type: number}}",
      accepted: ["[a, 1, 2]", "[]"], refused: ["[1]", "[a, b]"]),
    KeywordCase(
      schema: "{properties: {a: true}, patternProperties: {'^x': {type: number}}, "
        + "additionalProperties: false}",
      accepted: ["{a: 1, xy: 2}", "{}"], refused: ["{b: 1}", "{xy: z}"]),
    KeywordCase(schema: "{required: [a]}", accepted: ["{a: ~}", "[]"], refused: ["{b: 1}"]),
    KeywordCase(
      schema: "{propertyNames: {maxLength: 1}}", accepted: ["{a: 1}"], refused: ["{ab: 1}"]),
    KeywordCase(
      schema: "{minProperties: 1, maxProperties: 1}", accepted: ["{a: 1}"],
      refused: ["{}", "{a: 1, b: 2}"]),
    KeywordCase(
      schema: "{oneOf: [{minimum: 2}, {maximum: 3}]}", accepted: ["1", "4"], refused: ["2"]),
    KeywordCase(
      schema: "{anyOf: [{const: 1}, {const: 2}]}", accepted: ["1", "2"], refused: ["3"]),
    KeywordCase(
      schema: "{allOf: [{minimum: 1}, {maximum: 2}]}", accepted: ["1"], refused: ["0", "3"]),
    KeywordCase(schema: "{not: {const: 1}}", accepted: ["2"], refused: ["1"]),
    KeywordCase(
      schema: "{if: {type: string}, then: {minLength: 2}, else: {type: number}}",
      accepted: ["ab", "1"], refused: ["a", "[]"]),
    KeywordCase(
      schema: "{$ref: '#/$defs/tree', $defs: {tree: {additionalProperties: {$ref: '#/$defs/tree'}, "
        + "type: object}}}",
      accepted: ["{a: {b: {}}}"], refused: ["{a: {b: 1}}"]),
  ]
}
