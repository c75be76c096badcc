extension RulePackLoader {
  func scope(_ node: NodeIndex) throws(RulePackProblem) -> RuleScope {
    if reader.tree.isScalar(node) {
      switch try reader.string(node) {
      case "workload": return .workload
      case "command": return .command
      case "project": return .project
      case "contract": return .contract
      case "reading": return .reading
      case "text": return .text
      default:
        throw reader.problem(
          "this is none of `workload`, `command`, `project`, `contract`, `reading`, `text`, "
            + "`setting: …`, `path: …`", at: node)
      }
    }
    let fields = try reader.fields(node, allowed: ["setting", "path"])
    guard fields.names.count == 1 else {
      throw reader.problem("a rule looks at one thing: a `setting` or a `path`", at: node)
    }
    if let setting = fields["setting"] { return .setting(try selector(setting)) }
    return .path(try pathSelector(fields.required("path")))
  }

  private func selector(_ node: NodeIndex) throws(RulePackProblem) -> SettingSelector {
    if !reader.tree.isMapping(node) { return SettingSelector(keys: try reader.keyPatterns(node)) }
    let fields = try reader.fields(
      node, allowed: ["keys", "key-pattern", "except", "roles", "any"])
    let selector = SettingSelector(
      keys: try fields["keys"].map(orThrow: reader.keyPatterns) ?? [],
      except: try fields["except"].map(orThrow: reader.keyPatterns) ?? [],
      roles: try fields.strings("roles"), isAny: try fields.optionalBool("any") ?? false,
      keyExpression: try pattern(fields, "key-pattern"))
    guard
      !selector.keys.isEmpty || !selector.roles.isEmpty || selector.isAny
        || selector.keyExpression != nil
    else {
      throw reader.problem(
        "a setting is chosen by `keys`, `key-pattern`, `roles` or `any`", at: node)
    }
    return selector
  }

  /// Everything that `check:` takes.
  package static var checkNames: [String] { checkWords + checkFields }

  private static let checkWords = [
    "fallback", "absent", "present", "same-across-stages", "plain-beside-sealed",
  ]

  private static let checkFields = [
    "value", "items", "origins", "secret", "url", "token", "key-material", "requires",
    "relation", "twins", "tracked-env-file", "example-drift", "contract", "reading",
    "resolution", "text", "secret-file", "connection-budget", "command",
  ]

  func check(_ node: NodeIndex, scope: RuleScope) throws(RulePackProblem) -> Check {
    if reader.tree.isScalar(node) {
      switch (try reader.string(node), scope) {
      case ("fallback", .setting): return .fallback
      case ("absent", .path): return .absent
      case ("present", .path), ("present", .workload): return .present
      case ("same-across-stages", .project): return .sameAcrossStages
      case ("plain-beside-sealed", .project): return .plainBesideSealed
      default: throw reader.problem("this check is not known for this `look-at`", at: node)
      }
    }
    let fields = try reader.fields(node, allowed: Self.checkFields)
    guard fields.names.count == 1, let value = fields[fields.names[0]] else {
      throw reader.problem("a rule has exactly one check", at: node)
    }
    switch (fields.names[0], scope) {
    case ("value", .setting), ("value", .path): return .value(try valueTest(value))
    case ("items", .setting), ("items", .path):
      var test = try valueTest(value, ofItems: true)
      test.isAboutItems = true
      return .value(test)
    case ("origins", .setting), ("origins", .path):
      return .origins(try originTest(value))
    case ("secret", .setting):
      return .secret(
        try reader.words(
          value, among: ["placeholder", "weak", "default", "token", "opaque", "random"]))
    case ("token", .setting), ("token", .text):
      return try token(value)
    case ("key-material", .setting): return .keyMaterial(try keyMaterial(value))
    case ("url", .setting): return .url(try urlTest(value))
    case ("requires", .workload): return .requires(try reader.keyPatterns(value))
    case ("relation", .workload): return try relation(value)
    case ("command", .command): return .command(try commandTests(value))
    case ("twins", .workload): return try twins(value)
    case ("tracked-env-file", .project):
      return .trackedEnvFile(
        try word(value, among: ["holds-secrets", "holds-placeholders", "not-ignored"]))
    case ("example-drift", .project):
      return .exampleDrift(try word(value, among: ["missing-in-example", "example-missing"]))
    case ("resolution", .workload), ("resolution", .project):
      let what: Resolution = try reader.choice(value)
      guard what.isAboutOneWorkload == (scope == .workload) else {
        throw reader.problem(
          "`\(what)` is seen by looking at "
            + (what.isAboutOneWorkload ? "a `workload`" : "the `project`"), at: value)
      }
      return .resolution(what)
    case ("text", .text): return .text(try textTest(value))
    case ("secret-file", .project):
      return .heldSecret(
        reader.tree.isScalar(value) ? [try reader.choice(value)] : try reader.choices(value))
    case ("connection-budget", .project):
      return .connectionBudget(try connectionBudget(value))
    case ("reading", .reading):
      return .reading(
        try word(
          value, among: ReadingProblem.Kind.allCases.map(\.rawValue) + ["duplicate-variable"]))
    case ("contract", .contract):
      return .contract(
        try word(
          value,
          among: [
            "required-secret", "required", "sentinel", "type", "secret-length", "length", "one-of",
            "too-long", "strength", "pattern", "range", "url", "path", "group", "compare",
            "distinct",
            "deprecated", "unknown", "file-unusable", "file-and-value",
          ] + Self.accessChecks))
    default:
      throw reader.problem(
        "the check \(quoted: fields.names[0]) is not known for this `look-at`", at: node)
    }
  }

  /// What is asked of the reads of a running service.
  private static let accessChecks = [
    "access-undeclared", "access-unread", "access-replaced", "access-default",
    "access-secret-default", "access-secret", "access-collision",
  ]

  func word(
    _ node: NodeIndex, among known: [String]
  ) throws(RulePackProblem) -> String {
    guard reader.tree.isScalar(node) else { throw reader.problem("this must be a word", at: node) }
    return try reader.words(node, among: known)[0]
  }

  /// States of tokens, or these under `is` with ids under `except`.
  private func token(_ node: NodeIndex) throws(RulePackProblem) -> Check {
    guard reader.tree.isMapping(node) else {
      return .token(try tokenStates(node), except: [])
    }
    let fields = try reader.fields(node, allowed: ["is", "except"])
    return .token(
      try tokenStates(fields.required("is")), except: try fields.strings("except"))
  }

  private func twins(_ node: NodeIndex) throws(RulePackProblem) -> Check {
    let fields = try reader.fields(node, allowed: ["keys", "suffix"])
    let suffix = try fields.string("suffix")
    guard !suffix.isEmpty else { throw reader.problem("a suffix needs a letter", at: node) }
    return .twins(try reader.keyPatterns(fields.required("keys")), suffix: suffix)
  }

  private func keyMaterial(_ node: NodeIndex) throws(RulePackProblem) -> KeyMaterial {
    let fields = try reader.fields(node, allowed: ["bytes", "at-least", "as", "prefix"])
    var sizes: [Int] = []
    if let bytes = fields["bytes"] {
      for item in try reader.tree.isScalar(bytes) ? [bytes] : reader.items(bytes) {
        guard let size = Int(try reader.string(item)), (1...1024).contains(size) else {
          throw reader.problem("a key has from 1 to 1024 bytes", at: item)
        }
        sizes.append(size)
      }
    }
    let least = try fields.optionalInt("at-least")
    guard sizes.isEmpty == (least != nil) else {
      throw reader.problem("a key's size is given by `bytes` or by `at-least`", at: node)
    }
    return KeyMaterial(
      sizes: sizes, least: least, encodings: try reader.choices(fields.required("as")),
      prefix: try fields.optionalString("prefix"))
  }

  private func textTest(_ node: NodeIndex) throws(RulePackProblem) -> TextTest {
    let fields = try reader.fields(node, allowed: ["pattern", "keywords"])
    let pattern = try pattern(fields.required("pattern"))
    guard let given = fields["keywords"] else {
      return TextTest(pattern: pattern, keywords: Pattern.requiredTexts(in: pattern))
    }
    return TextTest(pattern: pattern, keywords: try keywords(given))
  }

  func valueTest(
    _ node: NodeIndex, also names: [String] = [], ofItems: Bool = false
  ) throws(RulePackProblem) -> ValueTest {
    let fields = try reader.fields(
      node,
      allowed: [
        "one-of", "not-one-of", "list", "pattern", "not-pattern", "truthy", "empty", "integer",
        "below", "above", "shorter-than", "duration", "size", "is-duration",
      ] + names + (ofItems ? [] : Self.listParts))
    var test = ValueTest()
    test.oneOf = try fields.strings("one-of").map { $0.lowercased() }
    test.notOneOf = try fields.strings("not-one-of").map { $0.lowercased() }
    test.list = try fields.optionalString("list")
    test.pattern = try pattern(fields, "pattern")
    test.notPattern = try pattern(fields, "not-pattern")
    test.isTruthy = try fields.optionalBool("truthy")
    test.isEmpty = try fields.optionalBool("empty")
    test.isInteger = try fields.optionalBool("integer")
    test.below = try fields.optionalInt("below")
    test.above = try fields.optionalInt("above")
    test.length = try fields.optionalInt("shorter-than")
    test.listTests = try listTests(fields)
    try readQuantities(fields, into: &test)
    guard test != ValueTest() || !names.isEmpty else {
      throw reader.problem("this test would hold for every value", at: node)
    }
    return test
  }

  func pattern(
    _ fields: NodeReader.Fields, _ name: String
  ) throws(RulePackProblem) -> String? {
    guard let node = fields[name] else { return nil }
    return try pattern(node)
  }

  /// The text of a pattern, after making sure that it is one.
  func pattern(_ node: NodeIndex) throws(RulePackProblem) -> String {
    let text = try reader.string(node)
    let size: Int
    do throws(PatternError) {
      size = try Pattern.expandedSize(of: text)
    } catch {
      throw problem(error, in: node)
    }
    if let reason = budget.addPattern(size: size) { throw reader.problem(reason, at: node) }
    return text
  }

  /// Points at the character that the pattern is refused for, where it stands in the file as is.
  private func problem(_ error: PatternError, in node: NodeIndex) -> RulePackProblem {
    let message: ReportText = "the pattern cannot be used: \(error.message)"
    let target = reader.tree.target(of: node)
    guard !reader.tree.nodes[target].isCooked else { return reader.problem(message, at: node) }
    let range = reader.tree.textRange(of: target)
    let text = reader.tree.text(of: target)
    let before = text.unicodeScalars.prefix(error.offset).reduce(0) { $0 + $1.utf8.count }
    let start = min(range.start + before, range.end)
    return RulePackProblem(message, range: SourceRange(start: start, end: range.end))
  }

  private func urlTest(_ node: NodeIndex) throws(RulePackProblem) -> URLTest {
    let fields = try reader.fields(
      node, allowed: ["password", "schemes", "query", "host", "hosts", "except-hosts"])
    guard !fields.names.isEmpty else {
      throw reader.problem("this test would hold for every address", at: node)
    }
    var test = URLTest()
    test.password = try fields["password"].map(orThrow: { node throws(RulePackProblem) in
      try word(node, among: ["literal", "weak"])
    })
    test.schemes = try fields.strings("schemes")
    test.host = try fields["host"].map(orThrow: { node throws(RulePackProblem) in
      try word(node, among: ["public", "private"])
    })
    test.hosts = try fields.strings("hosts").map { $0.lowercased() }
    test.exceptHosts = try fields.strings("except-hosts").map { $0.lowercased() }
    if let query = fields["query"] {
      let parameters = try reader.fields(query, allowed: nil)
      for name in parameters.names { test.query[name] = try parameters.strings(name) }
    }
    return test
  }
}
