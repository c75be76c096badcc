package import ConfigGuard
package import RulePacks

/// Makes values for secrets: random, of the shape that the contract and the facts about keys ask
/// for, and without a finding in production.
package struct SecretGenerator {
  /// Why there is no value that could be made.
  package struct Refusal: Error {
    package let text: ReportText
  }

  private let contract: Contract?
  private let rules: PreparedRules
  private let context: ProjectContext

  /// - Parameters:
  ///   - contract: What the service expects, if that is known.
  ///   - rules: The built-in rules and those of the contract's packs.
  package init(contract: Contract?, rules: PreparedRules) {
    self.contract = contract
    self.rules = rules
    context = ProjectContext(rules, contract: contract)
  }

  /// A value for a variable.
  ///
  /// - Parameter isForced: Make one although a vendor issues such values.
  package func value(
    for key: String, isForced: Bool = false, using generator: inout some RandomNumberGenerator
  ) throws(Refusal) -> String {
    guard VariableName.isUsual(key) else {
      throw Refusal(text: "this is no name of a variable: letters, digits and underscores")
    }
    let variable = contract?.variable(key)
    try requireSecret(key, variable)
    let materials = materials(for: key)
    if !isForced, materials.isEmpty, variable?.pattern == nil, let provider = provider(of: key) {
      throw Refusal(
        text:
          "\(key: key) is issued by \(prose: provider): a value that is made here would open "
          + "nothing; --force makes one all the same"
      )
    }
    if let pattern = variable?.pattern {
      return try value(for: key, variable, pattern, &generator)
    }
    for form in forms(variable, materials) {
      let text = form.value(using: &generator)
      if isFree(text, key) { return text }
    }
    throw Refusal(
      text: "no random text is what the contract asks of \(key: key); make it as its reader says")
  }

  // MARK: whether there is something to make

  private func requireSecret(_ key: String, _ variable: ContractVariable?) throws(Refusal) {
    let role = context.index.role(of: context.keys.info(key), ancestors: [])
    if let variable, !variable.choices.isEmpty || variable.type == .bool {
      throw Refusal(text: "\(key: key) is one of the values that the contract lists")
    }
    if variable?.type == .url || variable.map({ !$0.schemes.isEmpty }) == true
      || ["url", "connection"].contains(role)
    {
      throw Refusal(
        text: "\(key: key) is an address; make the password in it by the name of the password")
    }
    let isSecret =
      variable?.isSecret == true || role == KeyRole.secret || role == KeyRole.possibleSecret
    guard isSecret else {
      throw Refusal(
        text:
          "\(key: key) holds no secret by its name, and the contract does not say `secret: true`"
      )
    }
  }

  /// Sizes of keys that rules know of what reads a variable of this name.
  private func materials(for key: String) -> [KeyMaterial] {
    let words = context.keys.info(key).words
    return context.index.rules.compactMap { rule in
      guard case .keyMaterial(let material) = rule.check, case .setting(let selector) = rule.scope,
        !Self.asksForImage(rule.condition),
        selector.keys.contains(where: { $0.matches(words, ancestors: []) }),
        !selector.except.contains(where: { $0.matches(words, ancestors: []) })
      else { return nil }
      return material
    }
  }

  private static func asksForImage(_ condition: Condition?) -> Bool {
    switch condition {
    case .image: true
    case .all(let parts), .any(let parts): parts.contains { asksForImage($0) }
    default: false
    }
  }

  // MARK: vendors

  private static let chosen: Set<String> = [
    "password", "passwd", "pwd", "passphrase", "pass", "salt", "pepper",
  ]
  private static let shortestAnywhere = 5

  /// Whose name stands in a key, if that vendor issues tokens; passwords are everybody's own.
  private func provider(of key: String) -> String? {
    let words = context.keys.info(key).words
    guard !words.contains(where: Self.chosen.contains) else { return nil }
    let isOfWebhook = words.contains("webhook") || words.contains("webhooks")
    for shape in context.index.vocabulary.tokens {
      guard let provider = shape.provider, shape.kind == .secret else { continue }
      // What signs a webhook's messages is often the receiver's choice.
      if isOfWebhook, !shape.id.contains("webhook") { continue }
      let first = shape.id.split(separator: "-").first.map(String.init) ?? ""
      for name in [provider, first] where names(name, words) { return provider }
    }
    return nil
  }

  private func names(_ provider: String, _ words: [String]) -> Bool {
    let parts = context.index.words.words(of: provider)
    guard !parts.isEmpty, parts.count <= words.count else { return false }
    if Array(words.prefix(parts.count)) == parts { return true }
    guard parts.reduce(0, { $0 + $1.utf8.count }) >= Self.shortestAnywhere else { return false }
    return (0...(words.count - parts.count)).contains {
      Array(words[$0..<($0 + parts.count)]) == parts
    }
  }

  // MARK: values

  private func forms(_ variable: ContractVariable?, _ materials: [KeyMaterial]) -> [SecretForm] {
    let least = variable?.minimumLength ?? 0
    let bytes = max(SecretForm.usualBytes, (max(least, variable?.minimumEntropy ?? 0) + 1) / 2)
    var forms = materials.flatMap { SecretForm.forms(for: $0) }
    if let variable { forms = Self.forms(of: variable) + forms }
    forms += [.hex(bytes: bytes), .letters(count: max(Self.usualLetters, least))]
    if let most = variable?.maximumLength, most >= Self.fewestLetters {
      forms.append(.letters(count: most))
    }
    return forms
  }

  /// Letters and digits that hold as much chance as 32 bytes, and those that nobody tries out.
  private static let usualLetters = 43
  private static let fewestLetters = 16

  /// What the type alone asks for.
  private static func forms(of variable: ContractVariable) -> [SecretForm] {
    let least = max(SecretForm.usualBytes, variable.fewestBytes ?? 0)
    let bytes = min(least, variable.mostBytes ?? least)
    return switch variable.type {
    case .uuid: [.uuid]
    case .hex: [.hex(bytes: bytes)]
    case .base64: [.base64(bytes: bytes, prefix: "")]
    default: []
    }
  }

  private static let mostTries = 8
  private static let fewestBits = 64

  private func value(
    for key: String, _ variable: ContractVariable?, _ pattern: String,
    _ generator: inout some RandomNumberGenerator
  ) throws(Refusal) -> String {
    for _ in 0..<Self.mostTries {
      guard let sample = Pattern.sample(of: pattern, using: &generator) else { break }
      guard sample.bits >= Self.fewestBits else {
        throw Refusal(
          text: "the pattern of \(key: key) leaves so few values that they can be tried out")
      }
      if isFree(sample.text, key) { return sample.text }
    }
    for form in forms(variable, []) {
      let text = form.value(using: &generator)
      if isFree(text, key) { return text }
    }
    throw Refusal(text: "no random text was found that the pattern of \(key: key) takes")
  }

  /// Whether neither the contract nor a rule has anything against a value in production.
  private func isFree(_ text: String, _ key: String) -> Bool {
    var alone = contract
    alone?.variables = ContractVariables(contract?.variables.filter { $0.name == key } ?? [])
    alone?.groups = []
    alone?.comparisons = []
    alone?.services = []
    alone?.prefixes = []
    let report = Validator(contract: alone, stage: .production, service: nil, rules: rules)
      .validate(environment: [key: text])
    return !report.findings.contains { $0.key == key }
  }
}
