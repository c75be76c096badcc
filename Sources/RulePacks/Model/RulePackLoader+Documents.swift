/// What rules say of paths, and of what lies around what they look at.
extension RulePackLoader {
  /// One place, or a list of places for several formats.
  func pathSelector(_ node: NodeIndex) throws(RulePackProblem) -> PathSelector {
    var places: [PathSelector.Place] = []
    for item in reader.tree.isSequence(node) ? try reader.items(node) : [node] {
      let fields = try reader.fields(item, allowed: ["formats", "at"])
      let formats = try fields.required("formats")
      let at = try fields.required("at")
      var paths: [DocumentPath] = []
      for path in reader.tree.isSequence(at) ? try reader.items(at) : [at] {
        paths.append(try documentPath(path, mayGoOut: false))
      }
      let names = try reader.strings(formats)
      guard !names.isEmpty else { throw reader.problem("this list must not be empty", at: formats) }
      places.append(PathSelector.Place(formats: names, paths: paths))
    }
    return PathSelector(places: places)
  }

  private func documentPath(
    _ node: NodeIndex, mayGoOut: Bool
  ) throws(RulePackProblem) -> DocumentPath {
    switch DocumentPath.parse(try reader.string(node)) {
    case .success(let path):
      guard mayGoOut || path.mapping == nil else {
        throw reader.problem("there is nothing here that `^` could lead out of", at: node)
      }
      return path
    case .failure(let problem): throw reader.problem(problem.message, at: node)
    }
  }

  /// The parts of a value test that are about items.
  static let listParts = ListTest.Quantity.allCases.map(\.rawValue)

  func listTests(_ fields: NodeReader.Fields) throws(RulePackProblem) -> [ListTest] {
    var tests: [ListTest] = []
    for quantity in ListTest.Quantity.allCases {
      guard let node = fields[quantity.rawValue] else { continue }
      guard quantity == .count else {
        tests.append(ListTest(quantity, try valueTest(node, ofItems: true)))
        continue
      }
      let bounds = try reader.fields(node, allowed: ["below", "above"])
      guard !bounds.names.isEmpty else {
        throw reader.problem("a count is `below` or `above` a number", at: node)
      }
      var test = ValueTest()
      test.below = try bounds.optionalInt("below")
      test.above = try bounds.optionalInt("above")
      tests.append(ListTest(.count, test))
    }
    return tests
  }

  /// The names of conditions that are read here.
  static let conditionsAround = [
    "at", "document", "workload", "keeps-data", "published", "probed", "named",
  ]

  func conditionAround(
    _ name: String, _ value: NodeIndex
  ) throws(RulePackProblem) -> Condition {
    switch name {
    case "at":
      let test = try valueTest(value, also: ["path"])
      let fields = try reader.fields(value, allowed: nil)
      return .at(
        try documentPath(fields.required("path"), mayGoOut: true),
        test == ValueTest() ? nil : test)
    case "document": return .document(try documentQuery(value))
    case "workload": return .workload(try condition(value))
    case "keeps-data": return .keepsData(try reader.bool(value))
    case "published": return .published(try reader.bool(value))
    case "probed": return .probed(try reader.bool(value))
    default: return .named(try nameWords(value))
    }
  }

  /// Words in small letters, as names are taken apart into.
  private func nameWords(_ node: NodeIndex) throws(RulePackProblem) -> [String] {
    let words = try reader.strings(node)
    for word in words {
      guard !word.isEmpty,
        word.utf8.allSatisfy({ (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) })
      else {
        throw reader.problem("a word of a name is small letters and digits", at: node)
      }
    }
    guard !words.isEmpty else { throw reader.problem("this list must not be empty", at: node) }
    return words
  }

  private func documentQuery(_ node: NodeIndex) throws(RulePackProblem) -> DocumentQuery {
    let own = ["path", "same-as", "same-namespace"]
    let fields = try reader.fields(node, allowed: nil)
    guard !fields.names.isEmpty else { throw reader.problem("this holds always", at: node) }
    let condition = try self.condition(node, besides: own)
    let path = try fields["path"].map(orThrow: { node throws(RulePackProblem) in
      try documentPath(node, mayGoOut: false)
    })
    let sameAs = try fields["same-as"].map(orThrow: { node throws(RulePackProblem) in
      try documentPath(node, mayGoOut: true)
    })
    guard (path == nil) == (sameAs == nil) else {
      throw reader.problem(
        "`path`, of the other document, and `same-as`, of this one, belong together", at: node)
    }
    return DocumentQuery(
      condition: condition, path: path, sameAs: sameAs,
      isInSameNamespace: try fields.optionalBool("same-namespace") ?? false)
  }
}

/// What a condition is asked of.
private struct ConditionPlace {
  /// What the rule, or the condition around it, looks at.
  var subject: String
  var isAboutOthers = false

  init(_ scope: RuleScope) {
    switch scope {
    case .setting: subject = "setting"
    case .path: subject = "path"
    case .workload, .command: subject = "workload"
    case .project: subject = "project"
    case .contract: subject = "contract"
    case .reading: subject = "reading"
    case .text: subject = "text"
    }
  }

  init(others subject: String) {
    self.subject = subject
    isAboutOthers = true
  }

  private static let ofDocuments = ["format", "kind", "at"]
  private static let ofWorkloads = [
    "format", "kind", "image", "replicas-at-least", "setting", "no-setting", "command", "starts",
    "keeps-data", "published", "probed", "named",
  ]

  /// Why a condition cannot be asked here, if so.
  func refusal(of name: String) -> ReportText? {
    if ["all", "any", "not"].contains(name) { return nil }
    if isAboutOthers {
      let known = subject == "document" ? Self.ofDocuments : Self.ofWorkloads
      return known.contains(name)
        ? nil : "\(quoted: name) cannot be asked of another \(quoted: subject)"
    }
    switch name {
    case "at":
      return subject == "path" ? nil : "`at` belongs to rules that look at a `path`"
    case "document", "workload":
      return ["setting", "path", "workload"].contains(subject)
        ? nil : "\(quoted: name) belongs to rules that look at a setting, a path or a workload"
    case "keeps-data", "published", "probed", "named":
      return subject == "setting" || subject == "workload"
        ? nil : "\(quoted: name) belongs to rules that look at a setting or a workload"
    default: return nil
    }
  }
}

extension RulePackLoader {
  /// Refuses conditions that could never hold for what a rule looks at.
  func refuseMisplaced(_ node: NodeIndex, scope: RuleScope) throws(RulePackProblem) {
    try refuseMisplaced(node, ConditionPlace(scope))
  }

  private func refuseMisplaced(
    _ node: NodeIndex, _ place: ConditionPlace, besides own: [String] = []
  ) throws(RulePackProblem) {
    let tree = reader.tree
    for entry in tree.entries(of: node) {
      let name = tree.text(of: tree.target(of: entry.key))
      if own.contains(name) { continue }
      if let reason = place.refusal(of: name) { throw reader.problem(reason, at: entry.key) }
      switch name {
      case "all", "any":
        for item in tree.items(of: entry.value) { try refuseMisplaced(item, place) }
      case "not": try refuseMisplaced(entry.value, place)
      case "at" where place.isAboutOthers:
        guard let path = tree.value("path", in: entry.value) else { continue }
        _ = try documentPath(path, mayGoOut: false)
      case "document":
        if let sameAs = tree.value("same-as", in: entry.value), place.subject != "path" {
          throw reader.problem("`same-as` belongs to rules that look at a `path`", at: sameAs)
        }
        try refuseMisplaced(
          entry.value, ConditionPlace(others: "document"),
          besides: ["path", "same-as", "same-namespace"])
      case "workload":
        try refuseMisplaced(entry.value, ConditionPlace(others: "workload"))
      default: continue
      }
    }
  }
}
