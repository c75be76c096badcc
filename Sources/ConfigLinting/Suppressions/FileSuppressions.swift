import ConfigGuard
import RulePacks

/// One rule that a comment or an annotation allows.
struct Suppression {
  /// The present id of the rule.
  var rule: String
  /// The lines for which it holds; nil for the whole file.
  var scope: SourceRange?
  /// Where the id is written.
  var name: SourceRange
  var answer: Answer
}

/// What the comments and annotations of one file allow.
struct FileSuppressions {
  /// A comment or an annotation that does not do what it is meant to, and the rule that it names.
  struct Fault {
    var problem: ReadingProblem
    var rule: String
  }

  /// Directives of one file that are read.
  static let limit = 1000
  /// To look for what somebody meant takes longer than all else.
  private static let mostHints = 20

  let file: SourceFile
  private(set) var all: [Suppression] = []
  private(set) var faults: [Fault] = []
  private var byRule: [String: [Int]] = [:]

  /// A file in which nothing is allowed.
  init(without file: SourceFile) { self.file = file }

  init(
    _ file: SourceFile, as type: FileType, in context: ProjectContext, dialect: () -> DotEnvDialect
  ) {
    self.file = file
    read(CommentedText(file, type, dialect: dialect), context.index)
  }

  /// The suppressions of a rule that hold at a place.
  func holding(_ rule: String, at range: SourceRange) -> [Int] {
    guard let numbers = byRule[rule] else { return [] }
    // What is missing from a file as a whole stands nowhere in it.
    let isWhole = range.isEmpty && range.start == (file.bytes.hasByteOrderMark ? 3 : 0)
    return numbers.filter { number in
      guard let scope = all[number].scope else { return true }
      return !isWhole && scope.start <= range.start && range.start <= scope.end
    }
  }

  // MARK: reading

  private mutating func read(_ text: CommentedText, _ index: RuleIndex) {
    let parser = SuppressionParser(file.bytes)
    var scopes = SuppressionScopes(text, of: file.bytes)
    var count = 0
    for comment in text.comments {
      for directive in parser.directives(in: comment) {
        count += max(1, directive.rules.count)
        if count > Self.limit { return addLimit(at: directive.range) }
        add(directive, in: comment, &scopes, index)
      }
    }
    for directive in text.doubtful.lazy.flatMap({ parser.directives(in: $0) }) {
      count += max(1, directive.rules.count)
      if count > Self.limit { return addLimit(at: directive.range) }
      add(Self.doubt(of: directive), of: directive)
    }
    var seen: Set<[Int]> = []
    for tree in text.trees {
      for (directive, scope) in SuppressionAnnotations(tree).directives()
      where seen.insert([directive.range.start, scope.start]).inserted {
        count += 1
        if count > Self.limit { return addLimit(at: directive.range) }
        if let fault = directive.fault {
          add(fault, of: directive)
        } else {
          add(directive, .annotation, scopes.wholeLines(scope), index)
        }
      }
    }
  }

  private static func doubt(of directive: SuppressionDirective) -> SuppressionDirective.Fault {
    .init(
      kind: .suppressionMalformed,
      message: """
        by the quotes and here-documents above it is not certain that this is a comment; it allows \
        nothing, the contract can
        """,
      range: directive.range)
  }

  private mutating func add(
    _ directive: SuppressionDirective, in comment: SourceRange,
    _ scopes: inout SuppressionScopes,
    _ index: RuleIndex
  ) {
    if let fault = directive.fault { return add(fault, of: directive) }
    if directive.reach == .file {
      guard scopes.isAtTop(comment) else {
        return add(
          .init(
            kind: .suppressionMalformed,
            message:
              "`allow-file` stands above the first setting of a file; here it allows nothing",
            range: directive.range), of: directive)
      }
      return add(directive, .inline, nil, index)
    }
    guard let scope = scopes.scope(of: comment) else {
      return add(
        .init(
          kind: .suppressionMalformed,
          message: "nothing stands on the next line that could be allowed", range: directive.range),
        of: directive)
    }
    add(directive, .inline, scope, index)
  }

  private mutating func add(
    _ directive: SuppressionDirective, _ kind: Report.Suppressed.Kind, _ scope: SourceRange?,
    _ index: RuleIndex
  ) {
    for name in directive.rules {
      guard let rule = index.rule(name.id) else {
        let hint = faults.count < Self.mostHints ? hint(for: name.id, index) : ""
        add(
          .init(
            kind: .suppressionOfUnknownRule,
            message: "there is no rule \(quoted: name.written)\(hint)",
            range: name.range), of: directive)
        continue
      }
      guard rule.category != .suppression else {
        add(
          .init(
            kind: .suppressionMalformed,
            message: "what is wrong with an exception is allowed in the contract alone",
            range: name.range), of: directive)
        continue
      }
      byRule[rule.id, default: []].append(all.count)
      all.append(
        Suppression(
          rule: rule.id, scope: scope, name: name.range,
          answer: Answer(
            kind, reason: directive.reason, expires: directive.until, at: Place(file, name.range))))
    }
  }

  private func hint(for name: String, _ index: RuleIndex) -> ReportText {
    NearMiss.nearest(to: name, among: index.rules.lazy.flatMap { [$0.id] + $0.formerly })
      .map { "; did you mean \(quoted: $0)?" } ?? ""
  }

  private mutating func add(_ fault: SuppressionDirective.Fault, of directive: SuppressionDirective)
  {
    let problem = ReadingProblem(kind: fault.kind, message: fault.message, range: fault.range)
    let rule = directive.rules.first { $0.range == fault.range } ?? directive.rules.first
    faults.append(Fault(problem: problem, rule: rule?.id ?? ""))
  }

  private mutating func addLimit(at range: SourceRange) {
    let problem = ReadingProblem(
      kind: .suppressionMalformed,
      message: "more than \(Self.limit) exceptions in one file; those from here on allow nothing",
      range: range)
    faults.append(Fault(problem: problem, rule: ""))
  }
}
