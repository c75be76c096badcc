package import ConfigGuard
import RulePacks

/// The env file that a contract's users copy: every variable with what is known of it, no secret.
package struct ExampleFile {
  private let contract: Contract
  private let context: ProjectContext
  private let file: SourceFile

  /// - Parameter context: The project that knows which names are those of secrets.
  package init(_ contract: Contract, _ context: ProjectContext) {
    self.contract = contract
    self.context = context
    file = SourceFile(path: ".env.example", bytes: SourceBytes(""), tracking: .unknown)
  }

  package var text: String {
    var blocks = [
      "# Made by `configlint init --example`: copy it, and fill in what is empty."
    ]
    for variable in contract.variables where VariableName.isUsual(variable.name) {
      let comments = comments(on: variable).flatMap { Self.wrapped(YAMLScalar.comment($0)) }
      blocks.append(
        (comments + ["\(variable.name)=\(value(of: variable))"]).joined(separator: "\n"))
    }
    return blocks.joined(separator: "\n\n") + "\n"
  }

  private static let width = 98

  /// A text as lines of comments.
  private static func wrapped(_ text: String) -> [String] {
    var lines: [String] = []
    var current = "#"
    for word in text.split(separator: " ") {
      if current.utf8.count + word.utf8.count >= width, current.utf8.count > 1 {
        lines.append(current)
        current = "#"
      }
      current += " " + word
    }
    return lines + [current]
  }

  // MARK: values

  /// An example or a default that every reader of env files reads alike; of secrets nothing.
  private func value(of variable: ContractVariable) -> String {
    guard !isSecret(variable) else { return "" }
    for text in [variable.example, variable.defaultValue].compactMap({ $0 })
    where isHarmless(text, variable) {
      if let spelling = Self.spelling(of: text) { return spelling }
    }
    return ""
  }

  private static let longest = 400

  private static func spelling(of text: String) -> String? {
    guard text.utf8.count <= longest, !text.utf8.contains(0x0A) else { return nil }
    if isBare(text) { return text }
    return DotEnvSpelling(of: text, for: DotEnvDialect.all).spelling()
      ?? DotEnvSpelling(of: text, for: [.compose, .bash, .dotenvJS, .python]).spelling()
  }

  /// What no reader takes for anything else, so that it need not be tried.
  private static func isBare(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy {
        (0x30...0x39).contains($0) || (0x41...0x5A).contains($0 & 0xDF)
          || "_-./:,@".utf8.contains($0)
      }
  }

  private func isSecret(_ variable: ContractVariable) -> Bool {
    variable.isSecret || context.keys.info(variable.name).holdsSecret
  }

  /// Whether an example shows nothing that its type or the rules about secrets would object to.
  private func isHarmless(_ text: String, _ variable: ContractVariable) -> Bool {
    guard variable.type.accepts(text) else { return false }
    let value = Value(
      form: .literal, text: text, effective: text, range: SourceRange(at: 0), isExact: false)
    let setting = Setting(
      key: variable.name, info: context.keys.info(variable.name), value: value, file: file,
      keyRange: SourceRange(at: 0), keyPath: variable.name)
    let here = Surroundings(
      gate: .files, stage: .example, format: EnvironmentFile.name, file: file,
      settings: [setting], contract: contract)
    return context.judge.role(of: setting, in: here) != KeyRole.secret
      && context.judge.judge(setting, in: here).isEmpty
      && ContractJudge(context.judge, contract).judge(setting, here).isEmpty
  }

  // MARK: comments

  private func comments(on variable: ContractVariable) -> [String] {
    var lines: [String] = []
    if let description = variable.description { lines.append(description) }
    if let deprecation = variable.deprecation {
      lines.append(deprecation.isEmpty ? "deprecated" : "deprecated: \(deprecation)")
    }
    var facts = [requirement(of: variable)].compactMap { $0 }
    facts += variable.requiredWhen.map { Self.words(for: $0) }
    if isSecret(variable) {
      facts.append("a secret")
    } else if !variable.choices.isEmpty {
      facts.append("one of " + variable.choices.joined(separator: ", "))
    } else if variable.type != .string {
      facts.append(expectation(of: variable.type))
    }
    if let least = variable.minimumLength { facts.append("at least \(least) characters") }
    if let text = variable.defaultValue, !isSecret(variable), isHarmless(text, variable) {
      facts.append("default \(text)")
    }
    if !facts.isEmpty { lines.append(facts.joined(separator: "; ")) }
    return lines + contract.groups.compactMap { line(on: $0, variable.name) }
  }

  private static func words(for condition: ContractCondition) -> String {
    let terms = condition.terms.map { term in
      term.values.isEmpty
        ? "\(term.name) is set" : "\(term.name) is \(term.values.joined(separator: " or "))"
    }
    return "required when " + terms.joined(separator: " and ")
  }

  private func expectation(of type: ValueType) -> String {
    NameScreen.builtin.text(type.expectation).text
  }

  private func requirement(of variable: ContractVariable) -> String? {
    switch variable.requirement {
    case .never: nil
    case .always: "required"
    case .stages(let stages): "required in " + stages.map(\.rawValue).joined(separator: ", ")
    }
  }

  private func line(on group: ContractGroup, _ name: String) -> String? {
    let others = group.names.filter { $0 != name }.joined(separator: ", ")
    guard group.condition == nil else { return nil }
    if group.subject == name {
      return (group.kind == .conflicts ? "not together with: " : "needs: ")
        + group.names.joined(separator: ", ")
    }
    guard group.names.contains(name), !others.isEmpty else { return nil }
    return switch group.kind {
    case .conflicts where group.subject == nil: "not together with: \(others)"
    case .conflicts: nil
    case .oneOf: "this or one of: \(others)"
    case .exactlyOne: "this or exactly one of: \(others)"
    case .allOrNone: "only together with: \(others)"
    case .requires: nil
    }
  }
}
