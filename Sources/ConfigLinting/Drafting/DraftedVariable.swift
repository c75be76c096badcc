import ConfigGuard
import RulePacks

/// One variable of a contract that is being drafted, and what each line of it was concluded from.
package struct DraftedVariable: Sendable {
  enum Requirement: Sendable, Hashable {
    case none
    case always
    case stages([Stage])
  }

  /// Something that was concluded, and the comment that says from what.
  struct Conclusion<Fact: Sendable>: Sendable {
    var fact: Fact
    var comment: String
    /// Whether somebody has to look at it.
    var isGuess: Bool

    init(_ fact: Fact, _ comment: String = "", isGuess: Bool = false) {
      self.fact = fact
      self.comment = comment
      self.isGuess = isGuess
    }
  }

  package let name: String
  package var mentions: [VariableEvidence.Mention]
  var heading: String?
  var description: String?
  var type: Conclusion<ValueType>?
  var requirement = Conclusion(Requirement.none)
  var secret: Conclusion<Bool>?
  var schemes: [String] = []
  var defaultValue: Conclusion<String>?
  var example: Conclusion<String>?

  package var isSecret: Bool { secret != nil }

  var guesses: Int {
    (type?.isGuess == true ? 1 : 0) + (requirement.isGuess ? 1 : 0)
      + (secret?.isGuess == true ? 1 : 0) + (schemes.isEmpty ? 0 : 1)
  }
}

/// Concludes what a contract should say of a variable.
struct VariableDrafter {
  private let types: TypeGuesser
  private let sameSchemes: [[String]]

  init(_ context: ProjectContext) {
    let vocabulary = context.index.vocabulary
    types = TypeGuesser(vocabulary: vocabulary, keys: context.keys)
    sameSchemes = (vocabulary.lists["same-schemes"] ?? []).map { line in
      line.split(separator: " ").map(String.init)
    }
  }

  func draft(_ evidence: VariableEvidence) -> DraftedVariable {
    var variable = DraftedVariable(name: evidence.name, mentions: evidence.mentions)
    variable.heading = evidence.heading
    variable.description = evidence.description
    variable.secret = secret(evidence)
    variable.type = type(evidence, isSecret: variable.isSecret)
    if variable.type?.fact == .url { variable.schemes = schemes(evidence) }
    variable.requirement = requirement(
      evidence, isSecret: variable.isSecret, isSwitch: variable.type?.fact == .bool)
    guard !variable.isSecret else { return variable }
    let accepts = { (text: String) in variable.type?.fact.accepts(text) ?? true }
    variable.defaultValue = defaultValue(evidence, accepts)
    variable.example = example(evidence, variable.defaultValue?.fact, accepts)
    return variable
  }

  private func type(
    _ evidence: VariableEvidence, isSecret: Bool
  ) -> DraftedVariable.Conclusion<ValueType>? {
    guard let guess = types.guess(evidence, isSecret: isSecret), guess.type != .string else {
      return nil
    }
    return switch guess.reason {
    case .code(let path, let line): .init(guess.type, "\(path):\(line)")
    case .name: .init(guess.type, "guessed: the name", isGuess: true)
    case .values: .init(guess.type, "guessed: from the value", isGuess: true)
    }
  }

  private func secret(_ evidence: VariableEvidence) -> DraftedVariable.Conclusion<Bool>? {
    if evidence.isDeclaredSecret, !evidence.roles.contains("url") {
      return .init(true, "a manifest keeps it as a secret")
    }
    let mayBe =
      evidence.roles.contains(KeyRole.possibleSecret) && evidence.values.allSatisfy(\.isPlaceholder)
      && types.keys.info(evidence.name).words.last.map(Self.keyWords.contains) == true
    return evidence.roles.contains(KeyRole.secret) || mayBe
      ? .init(true, "guessed: the name", isGuess: true) : nil
  }

  /// Last words of names that are those of secrets where no value says that it is none.
  private static let keyWords: Set<String> = ["key", "keys", "tokens", "credential", "credentials"]

  private func requirement(
    _ evidence: VariableEvidence, isSecret: Bool, isSwitch: Bool
  ) -> DraftedVariable.Conclusion<DraftedVariable.Requirement> {
    if let read = evidence.reads.first(where: { $0.isRequired && $0.fallback == nil }) {
      return .init(.always, "\(read.path):\(read.line) fails without it")
    }
    if let demand = evidence.demand, !evidence.services.isEmpty {
      return .init(.always, "\(demand.path):\(demand.line) fails without it")
    }
    let reads = evidence.decisiveReads
    if isSecret, let read = reads.first, reads.allSatisfy(\.hasUnfitFallback) {
      return .init(
        .stages([.production, .staging]),
        "guessed: the fallback at \(read.path):\(read.line) is none for them", isGuess: true)
    }
    let hasDefault = reads.contains { $0.fallback != nil }
    // What is not set is off.
    if evidence.manifests.count > 1, !hasDefault, !isSwitch, !reads.isEmpty {
      return .init(
        .always, "guessed: \(evidence.manifests.count) manifests set it", isGuess: true)
    }
    return .init(.none)
  }

  /// Schemes of databases and brokers; an example with `http` says nothing of production.
  private func schemes(_ evidence: VariableEvidence) -> [String] {
    var found: Set<String> = []
    for value in evidence.values where !value.isPlaceholder {
      guard let scheme = URLParts(value.text)?.scheme else { return [] }
      found.insert(scheme)
    }
    guard !found.isEmpty, found.isDisjoint(with: ["http", "https", "file"]) else { return [] }
    for group in sameSchemes where !found.isDisjoint(with: group) { found.formUnion(group) }
    return found.count <= 4 && found.allSatisfy(Self.isPlain) ? found.sorted() : []
  }

  private static func isPlain(_ scheme: String) -> Bool {
    scheme.utf8.count <= 24 && PlainName.isPlain(scheme.replacing("+", with: "-"))
  }

  private func defaultValue(
    _ evidence: VariableEvidence, _ accepts: (String) -> Bool
  ) -> DraftedVariable.Conclusion<String>? {
    let reads = evidence.decisiveReads.filter { $0.fallback != nil }
    let texts = Set(reads.compactMap { $0.fallback?.text })
    guard texts.count == 1, let read = reads.first, let fallback = read.fallback,
      let text = fallback.shown, !fallback.isPlaceholder, accepts(text)
    else { return nil }
    return .init(text, "\(read.path):\(read.line)")
  }

  private func example(
    _ evidence: VariableEvidence, _ defaultValue: String?, _ accepts: (String) -> Bool
  ) -> DraftedVariable.Conclusion<String>? {
    let usable = evidence.values.filter { !$0.isPlaceholder && $0.shown != nil }
    if let text = usable.first(where: { $0.origin == .template })?.shown {
      return text != defaultValue && accepts(text) ? .init(text) : nil
    }
    let set = usable.filter { $0.origin == .manifest || $0.origin == .reference }
    guard defaultValue == nil, let first = set.first, let text = first.shown,
      set.allSatisfy({ $0.text == first.text }), accepts(text)
    else { return nil }
    return .init(text, first.path)
  }
}
