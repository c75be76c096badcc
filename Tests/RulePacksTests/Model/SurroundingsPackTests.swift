import Testing

@testable import RulePacks

/// What packs say of paths and of what lies around a node.
@Suite struct SurroundingsPackTests {
  @Test func paths() throws {
    #expect(try path("spec.a|b[].*") == [.key(["spec"]), .key(["a", "b"]), .eachItem, .eachEntry])
    #expect(try path("[].tasks[][]") == [.eachItem, .key(["tasks"]), .eachItem, .eachItem])
    #expect(try path("[]") == [.eachItem])
    #expect(
      try path(#"metadata."acme.io/x[]"|plain.y"#)
        == [.key(["metadata"]), .key(["acme.io/x[]", "plain"]), .key(["y"])])
    #expect(try path(#""a|b""#) == [.key(["a|b"])])
    #expect(try DocumentPath.parse("^^.Type").get().mapping == 2)
    #expect(try DocumentPath.parse("Type").get().mapping == nil)
  }

  private func path(_ text: String) throws -> [DocumentPath.Step] {
    try DocumentPath.parse(text).get().steps
  }

  @Test(arguments: [
    "", ".", "a.", ".a", "a..b", "a|", "|a", "a[", "a]", "a[0]", "a[]b", "[]a", "[].", "^", "^^",
    "^a",
    "^[]", "\"a", "\"\"", "a\"b\"", "\"a\"b", "^.", "^^^^^^^^^^^^^^^^^.a",
  ])
  func noPath(_ text: String) {
    #expect(throws: RulePackProblem.self) { try DocumentPath.parse(text).get() }
  }

  private func pack(_ look: String, _ when: String, check: String) -> String {
    """
    pack: own
    rules:
      - id: a
        category: debug
        title: A
        severity: note
        message: a
        why: a
        fix: a
        since: 0.1.0
        examples: {bad: [{files: {a.yaml: "a: 1"}}], good: [{files: {a.yaml: "a: 1"}}]}
        look-at: \(look)
        when: \(when)
        check: \(check)

    """
  }

  private static let place = "{path: {formats: [yaml], at: a}}"

  /// The line of `look-at` is 12, and what is written after `look-at: ` and `when: ` begins in
  /// columns 14 and 11.
  @Test(arguments: [
    (place, "{at: {path: a..b}}", "present", "13:23: the path `a..b` has a part that is no key"),
    (place, "{at: {path: \"^\"}}", "present", "13:23: the path "),
    ("{path: {formats: [yaml], at: [a, ^.b]}}", "{kind: A}", "present", "12:47: there is nothing"),
    ("{path: {formats: [], at: a}}", "{kind: A}", "present", "12:31: this list must not be empty"),
    ("{path: {at: a}}", "{kind: A}", "present", "12:21: the field `formats` is missing"),
    ("workload", "{any: [{at: {path: a}}]}", "present", "13:19: `at` belongs to rules that look"),
    ("workload", "{document: {path: a, same-as: b}}", "present", "13:41: `same-as` belongs to"),
    (place, "{keeps-data: true}", "present", "13:12: `keeps-data` belongs to rules that look at"),
    (place, "{document: {path: a}}", "present", "13:22: `path`, of the other document, and"),
    (place, "{document: {}}", "present", "13:22: this holds always"),
    (place, "{document: {image: [a]}}", "present", "13:23: `image` cannot be asked of another"),
    (place, "{document: {at: {path: ^.a}}}", "present", "13:34: there is nothing here"),
    (place, "{workload: {not: {sibling: {key: a}}}}", "present", "13:29: `sibling` cannot be"),
    (place, "{workload: {workload: {kind: A}}}", "present", "13:23: `workload` cannot be asked"),
    ("text", "{document: {kind: A}}", "{text: {pattern: a}}", "13:12: `document` belongs to"),
    (place, "{kind: A}", "{value: {count: {}}}", "14:28: a count is `below` or `above`"),
    (place, "{kind: A}", "{value: {every: {none: {empty: true}}}}", "14:29: the field `none`"),
    (place, "{kind: A}", "{items: {count: {below: 1}}}", "14:21: the field `count` is not known"),
    ("workload", "{named: [Back-Up]}", "present", "13:19: a word of a name is small letters"),
    ("project", "{kind: A}", "present", "14:12: this check is not known for this `look-at`"),
  ])
  func refusals(look: String, when: String, check: String, problem: String) {
    let text = pack(look, when, check: check)
    let error = #expect(throws: RulePackProblem.self) {
      try RulePackLoader.load(SourceBytes(text), path: "own.yaml")
    }
    #expect(
      error?.description.hasPrefix("own.yaml:\(problem)") == true, "\(String(describing: error))")
  }

  /// Built-in packs are stored in a form of their own.
  @Test func packing() throws {
    let text = pack(
      "{path: [{formats: [yaml], at: [a.b, '[].\"c.d\"']}, {formats: [compose], at: 'e.*'}]}",
      """
      {at: {path: ^^.a, every: {one-of: [b]}, count: {below: 3}}, document: {kind: A, path: a, \
      same-as: ^.b, same-namespace: true}, workload: {named: [a], published: true, probed: false, \
      keeps-data: true}}
      """, check: "present")
    let rule = try #require(
      RulePackLoader.load(SourceBytes(text), path: "own.yaml").rules.first)
    var packer = Packer()
    packer.add(rule)
    packer.add(7)
    packer.bytes.withUnsafeBufferPointer { bytes in
      var unpacker = Unpacker(bytes.baseAddress!)
      let read: Rule = unpacker.value()
      #expect(read.scope == rule.scope)
      #expect(read.condition == rule.condition)
      #expect(read.check == .present)
      #expect(unpacker.int() == 7)
    }
  }
}
