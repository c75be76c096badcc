import ConfigGuard
import ConfigLinting
import RulePacks

/// What the manual page says of the commands: mdoc, made of the description that the tool gives of
/// itself.
struct ManualPage {
  private let tree: DocumentTree
  private let commands: [NodeIndex]

  /// - Parameter description: The JSON of `--experimental-dump-help`.
  init(description: String) throws {
    tree = YAMLReader.read(SourceBytes(description))
    guard let root = tree.documents.first, let tool = tree.value("command", in: root) else {
      throw SupportFailure(description: "this describes no command")
    }
    commands = Self.leaves(tool, tree)
  }

  /// The commands that do something, in the order of the help.
  private static func leaves(_ command: NodeIndex, _ tree: DocumentTree) -> [NodeIndex] {
    guard let list = tree.value("subcommands", in: command) else { return [command] }
    return tree.items(of: list).filter {
      tree.string("shouldDisplay", in: $0) != "false"
        && tree.string("commandName", in: $0) != "help"
    }.flatMap { leaves($0, tree) }
  }

  // MARK: - Blocks

  /// How each command is called.
  var synopsis: String {
    lines(commands.flatMap { [".Nm", ".Cm \(name($0))"] + calls($0) })
  }

  /// A section for each command with all that it takes.
  var sections: String {
    lines(commands.flatMap(section))
  }

  private func section(_ command: NodeIndex) -> [String] {
    var result = [".Ss configlint \(name(command))"]
    let texts = [string("abstract", command), string("discussion", command)].compactMap { $0 }
    for (index, paragraph) in texts.flatMap({ $0.split(separator: "\n") }).enumerated() {
      if index > 0 { result.append(".Pp") }
      result += Self.prose(String(paragraph))
    }
    let shown = arguments(command).filter { !Self.isCommon(self, $0) }
    guard !shown.isEmpty else { return result }
    result.append(".Bl -tag -width Ds")
    for argument in shown {
      result.append(".It \(tag(argument))")
      result += Self.prose(text(argument))
    }
    return result + [".El"]
  }

  private func calls(_ command: NodeIndex) -> [String] {
    let all = arguments(command)
    let hasOptions = all.contains { !isPositional($0) && !Self.isCommon(self, $0) }
    return (hasOptions ? [".Op Ar options"] : [])
      + all.filter(isPositional).map { argument in
        let dots = isTrue("isRepeating", argument) ? " ..." : ""
        let name = Self.argument(string("valueName", argument) ?? "")
        // What stands behind `--` only is a program with its own options.
        if string("parsingStrategy", argument) == "postTerminator" {
          return ".Fl -\n.Ar \(name)\(dots)"
        }
        return isTrue("isOptional", argument) ? ".Op Ar \(name)\(dots)" : ".Ar \(name)\(dots)"
      }
  }

  /// The names of an option with what follows them, or the name of a positional argument.
  private func tag(_ argument: NodeIndex) -> String {
    let value = Self.argument(string("valueName", argument) ?? "")
    if isPositional(argument) { return "Ar \(value)" }
    let names = tree.value("names", in: argument).map { tree.items(of: $0) } ?? []
    return names.map { name in
      let dash = string("kind", name) == "short" ? "" : "-"
      let flag = "Fl \(dash)\(Self.argument(string("name", name) ?? ""))"
      return string("kind", argument) == "option" ? "\(flag) Ar \(value)" : flag
    }.joined(separator: " , ")
  }

  private func text(_ argument: NodeIndex) -> String {
    var text = string("abstract", argument) ?? ""
    if let values = tree.value("allValues", in: argument) {
      let list = tree.items(of: values).map { "`\(tree.text(of: $0))`" }
      text += " One of \(list.joined(separator: ", "))."
    }
    if let value = string("defaultValue", argument) { text += " The default is `\(value)`." }
    return text
  }

  // MARK: - The description

  private func name(_ command: NodeIndex) -> String {
    let parents = tree.value("superCommands", in: command).map { tree.items(of: $0) } ?? []
    return (parents.dropFirst().map { tree.text(of: $0) } + [string("commandName", command) ?? ""])
      .map(Self.argument).joined(separator: " ")
  }

  private func arguments(_ command: NodeIndex) -> [NodeIndex] {
    (tree.value("arguments", in: command).map { tree.items(of: $0) } ?? [])
      .filter { isTrue("shouldDisplay", $0) }
  }

  /// Every command has these; they are said once.
  private static func isCommon(_ page: ManualPage, _ argument: NodeIndex) -> Bool {
    ["help", "version"].contains(page.string("valueName", argument) ?? "")
      && page.string("kind", argument) == "flag"
  }

  private func isPositional(_ argument: NodeIndex) -> Bool {
    string("kind", argument) == "positional"
  }

  private func isTrue(_ key: String, _ node: NodeIndex) -> Bool { string(key, node) == "true" }

  private func string(_ key: String, _ node: NodeIndex) -> String? {
    tree.value(named: key, in: node).map { tree.text(of: $0) }
  }

  private func lines(_ lines: [String]) -> String { lines.joined(separator: "\n") }

  // MARK: - mdoc

  /// A word behind a macro, where names of macros would be read as such.
  private static func argument(_ word: String) -> String {
    let escaped = escape(word)
    return word.count < 4 && word.first?.isUppercase == true ? "\\&\(escaped)" : escaped
  }

  private static func escape(_ text: String) -> String {
    text.replacing("\\", with: "\\e")
  }

  /// Sentences begin new lines, and no line is long: so wants it the style of such pages.
  static func prose(_ text: String) -> [String] {
    var result: [String] = []
    var line = ""
    var isCode = false
    for word in text.split(separator: " ") {
      var marked = ""
      for character in escape(String(word)) {
        switch character {
        case "`":
          marked += isCode ? "\\fP" : "\\fB"
          isCode.toggle()
        case "-": marked += isCode || word.hasPrefix("-") ? "\\-" : "-"
        default: marked.append(character)
        }
      }
      if !line.isEmpty, line.count + 1 + marked.count > 76 || line.hasSuffix(".") && !isCode {
        result.append(line)
        line = ""
      }
      line += line.isEmpty ? marked : " \(marked)"
    }
    if !line.isEmpty { result.append(line) }
    // A line that begins like a request is text all the same.
    return result.map { $0.hasPrefix(".") || $0.hasPrefix("'") ? "\\&\($0)" : $0 }
  }
}
