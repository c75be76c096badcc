import RulePacks

/// What a judge has worked out for keys, images and situations that come again and again.
///
/// It belongs to one judge alone: threads that judge at once share nothing that changes.
final class JudgeMemory {
  private static let mostImages = 512

  @exclusivity(unchecked) private var situations: [Situation] = []
  /// The same for those who look for one, and count none of the others.
  @exclusivity(unchecked) private var knownSituations: [Unmanaged<Situation>] = []
  @exclusivity(unchecked) private var keys = KeyPlanTable()
  private var lastWords: [String: Int32] = [:]
  private var patterns: [KeyPattern: AskedPattern] = [:]
  private var relations: [String: AskedRelation] = [:]
  private var questions: [QuestionText: SettingQuestion] = [:]
  @exclusivity(unchecked) private var imageNumbers = ByteNumbers()
  @exclusivity(unchecked) private var images: [KnownImage] = []
  private var fileKind: (file: SourceFile, kind: String)?
  /// The setting that was asked about last: it is judged, and then compared with others.
  @exclusivity(unchecked) private var latestRole: (setting: Setting, role: String)?
  var workloadSigns: Shared<WorkloadSigns>?
  var documentQueries: [DocumentQuery]?
  /// What a list of the vocabulary calls programs that only start others.
  var commandCarriers: Set<String>?

  /// An image with the rules that may ask for it.
  final class KnownImage {
    let identity: ContainerImage.Identity
    let rules: [Int]

    init(_ identity: ContainerImage.Identity, rules: [Int]) {
      self.identity = identity
      self.rules = rules
    }
  }

  /// The situation of some surroundings, which is kept as long as the memory.
  func situation(_ here: Surroundings) -> Unmanaged<Situation> {
    for known in knownSituations
    where known._withUnsafeGuaranteedRef({ $0.isSituation(of: here) }) {
      return known
    }
    let made = Situation(here.gate, here.stage, here.format)
    let kept = Unmanaged.passUnretained(made)
    situations.append(made)
    knownSituations.append(kept)
    return kept
  }

  func plans(_ info: KeyInfo) -> KeyPlans {
    if let known = keys.plans(of: info) { return known }
    let made = KeyPlans(info, lastWord: info.words.last.map { number(ofLastWord: $0) } ?? -1)
    keys.add(made)
    return made
  }

  private func number(ofLastWord word: String) -> Int32 {
    if let known = lastWords[word] { return known }
    let number = Int32(truncatingIfNeeded: lastWords.count)
    lastWords[word] = number
    return number
  }

  func asked(_ pattern: KeyPattern) -> AskedPattern {
    if let known = patterns[pattern] { return known }
    let made = AskedPattern(
      number: Int32(truncatingIfNeeded: patterns.count), pattern: pattern,
      lastWords: pattern.lastWords.map { number(ofLastWord: $0) })
    patterns[pattern] = made
    return made
  }

  /// The sides of a rule's relation, which is asked of one environment after another.
  func relation(_ relation: Relation, of rule: String) -> AskedRelation {
    if let known = relations[rule] { return known }
    let number = 2 * relations.count
    let made = AskedRelation(
      left: asked(relation.left, number: number),
      right: asked(relation.right, number: number + 1))
    relations[rule] = made
    return made
  }

  private func asked(_ side: Relation.Side, number: Int) -> AskedSide {
    AskedSide(
      number: number, keys: side.keys.map { asked($0) }, except: side.except.map { asked($0) })
  }

  /// How many questions there are by now.
  var numberOfQuestions: Int { questions.count }

  private struct QuestionText: Hashable {
    let keys: [KeyPattern]
    let test: ValueTest?
  }

  /// The question that conditions of several rules may ask.
  func question(_ keys: [KeyPattern], _ test: ValueTest?) -> SettingQuestion {
    let text = QuestionText(keys: keys, test: test)
    if let known = questions[text] { return known }
    let made = SettingQuestion(
      number: questions.count, keys: keys.map { asked($0) }, test: test)
    questions[text] = made
    return made
  }

  func image(_ text: String, _ signs: @autoclosure () -> WorkloadSigns) -> KnownImage {
    let known = text.withBytes { imageNumbers.search($0).number }
    if let known { return images[known] }
    if images.count >= Self.mostImages {
      images = []
      imageNumbers = ByteNumbers()
    }
    let identity = ContainerImage.Identity(text)
    let made = KnownImage(identity, rules: signs().ofImages[identity.name] ?? [])
    text.withBytes { bytes in
      // Nothing is kept of what has no room.
      guard !imageNumbers.isFull(for: bytes) else { return }
      imageNumbers.add(bytes, imageNumbers.search(bytes))
      images.append(made)
    }
    return made
  }

  /// The role of a setting whose mappings decide on it, found out once for all who ask in turn.
  func role(of setting: Setting, _ find: () -> String) -> String {
    guard !setting.ancestors.isEmpty else { return find() }
    if let latestRole, latestRole.setting.isSame(as: setting) { return latestRole.role }
    let role = find()
    latestRole = (setting, role)
    return role
  }

  /// Lets go of the setting that was asked about last.
  func forgetSetting() { latestRole = nil }

  /// The kind of a file; many settings of one file are judged in turn.
  func kind(of file: SourceFile, _ find: (SourceFile) -> String) -> String {
    if let fileKind, fileKind.file === file { return fileKind.kind }
    let kind = find(file)
    fileKind = (file, kind)
    return kind
  }
}
