extension RulePackLoader {
  /// One test of a command, or a list of them of which one must hold.
  func commandTests(_ node: NodeIndex) throws(RulePackProblem) -> [CommandTest] {
    guard reader.tree.isSequence(node) else { return [try commandTest(node)] }
    var tests: [CommandTest] = []
    for item in try reader.items(node) { tests.append(try commandTest(item)) }
    return tests
  }

  private func commandTest(_ node: NodeIndex) throws(RulePackProblem) -> CommandTest {
    if let reason = budget.addCondition() { throw reader.problem(reason, at: node) }
    let fields = try reader.fields(node, allowed: ["program", "words", "without", "option"])
    let test = CommandTest(
      programs: try texts(fields["program"], noun: "a program"),
      words: try texts(fields["words"], noun: "a word").map(Self.word),
      without: try texts(fields["without"], noun: "a word"),
      option: try fields["option"].map(orThrow: option))
    guard !test.programs.isEmpty || !test.words.isEmpty || test.option != nil else {
      throw reader.problem("a command is told by its `program`, `words` or an `option`", at: node)
    }
    return test
  }

  /// `run|serve`, with `^` in front where no other word stands before it.
  private static func word(_ text: String) -> CommandTest.Word {
    let isNext = text.hasPrefix("^") && text.utf8.count > 1
    return CommandTest.Word(
      texts: text.dropFirst(isNext ? 1 : 0).split(separator: "|").map(String.init),
      isNext: isNext)
  }

  private func option(_ node: NodeIndex) throws(RulePackProblem) -> CommandTest.Option {
    if !reader.tree.isMapping(node) {
      return CommandTest.Option(names: try optionNames(node), test: nil)
    }
    let fields = try reader.fields(node, allowed: nil)
    let test = try valueTest(node, also: ["name"], ofItems: true)
    return CommandTest.Option(
      names: try optionNames(fields.required("name")), test: test == ValueTest() ? nil : test)
  }

  private func optionNames(_ node: NodeIndex) throws(RulePackProblem) -> [String] {
    let names = try texts(node, noun: "an option")
    guard names.allSatisfy({ $0.hasPrefix("-") }) else {
      throw reader.problem("the name of an option begins with `-`", at: node)
    }
    return names
  }

  /// Words of a command: none of them is empty or has blanks, as no word of a command has.
  private func texts(
    _ node: NodeIndex?, noun: ReportText
  ) throws(RulePackProblem) -> [String] {
    guard let node else { return [] }
    let texts = try reader.strings(node)
    guard !texts.isEmpty, texts.allSatisfy({ !$0.isEmpty && !$0.utf8.contains(0x20) }) else {
      throw reader.problem("\(noun) is one word without blanks", at: node)
    }
    return texts
  }
}
