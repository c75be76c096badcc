package import RulePacks
import Synchronization

/// What an environment is for, and how that is known.
@usableFromInline
package struct StageVerdict: Sendable, Hashable {
  @usableFromInline
  package var stage: Stage
  @usableFromInline
  package var evidence: ReportText

  @inlinable
  package init(_ stage: Stage, _ evidence: ReportText) {
    self.stage = stage
    self.evidence = evidence
  }
}

/// Decides the stage of files and workloads; the strongest evidence wins.
///
/// The order: what the user says, the contract, the workload's own marker, what the platform
/// means, the file's name, its folders, a condition in the document, a namespace, what the format
/// is commonly for.
package struct StageResolver: Sendable {
  private let vocabulary: StageVocabulary
  private let words: KeyWords
  private let explicit: Stage?
  private let stagesOfWords: [String: Stage]
  private let stagesOfFolders: [String: Stage]
  private let texts = KnownNames<Stage?>()
  private let fileNames = KnownNames<Stage?>()
  private let folders = KnownNames<StageVerdict?>()
  private let folderNames = KnownNames<Stage?>()
  private let markers = KnownNames<ReportText>()
  package static let fileNameEvidence: ReportText = "file name"

  package init(_ vocabulary: Vocabulary, words: KeyWords? = nil, explicit: Stage?) {
    self.vocabulary = vocabulary.stages
    self.words = words ?? KeyWords(dictionary: Set(vocabulary.words))
    self.explicit = explicit
    stagesOfWords = Self.byName(vocabulary.stages.names)
    stagesOfFolders = Self.byName(vocabulary.stages.folders)
  }

  /// Of several stages with one name the strictest.
  private static func byName(_ names: [String: [String]]) -> [String: Stage] {
    var stages: [String: Stage] = [:]
    for stage in Stage.allCases.reversed() {
      for name in names[stage.rawValue] ?? [] { stages[name] = stage }
    }
    return stages
  }

  package func verdict(
    path: String, contract: Contract?, environment: [Setting] = [], platform: StageVerdict? = nil,
    hint: String? = nil
  ) -> StageVerdict {
    let file = evidence(ofPath: path, contract)
    return verdict(file, environment: environment, platform: platform, hint: hint)
  }

  /// What a path alone says, worked out once for all workloads of a file.
  package struct PathEvidence: Sendable {
    /// The user, the contract, or a template's name: stronger than anything in the file.
    package var decided: StageVerdict?
    /// The file's name or a folder.
    package var suggested: StageVerdict?
  }

  package func evidence(ofPath path: String, _ contract: Contract?) -> PathEvidence {
    if let explicit { return PathEvidence(decided: StageVerdict(explicit, "--stage")) }
    if let contract, let match = contract.stage(of: path) {
      return PathEvidence(
        decided: StageVerdict(match.stage, "`stages:` of the contract (\(path: match.glob))"))
    }
    let name = FilePath.name(of: path)
    let named = stage(ofFileName: name).map { StageVerdict($0, Self.fileNameEvidence) }
    // A template, whose name always says that it is an example, says what the copy will be, not what
    // this file is.
    if named?.stage == .example, EnvironmentFile.isTemplateName(name) {
      return PathEvidence(decided: named)
    }
    return PathEvidence(suggested: named ?? stage(ofFoldersOf: path))
  }

  package func verdict(
    _ path: PathEvidence, environment: [Setting] = [], platform: StageVerdict? = nil,
    suggestion: StageVerdict? = nil, hint: String? = nil, otherwise: StageVerdict? = nil
  ) -> StageVerdict {
    if let decided = path.decided { return decided }
    if let marked = marker(in: environment) { return marked }
    if let platform { return platform }
    if let suggested = path.suggested ?? suggestion { return suggested }
    if let hint, let stage = stage(inWordsOf: hint) {
      return StageVerdict(stage, "the name \(quoted: hint)")
    }
    return otherwise ?? Self.unknown
  }

  private static let unknown = StageVerdict(.unknown, "nothing says what it is for")

  /// The stage that a marker variable such as `NODE_ENV` names.
  package func marker(in environment: [Setting]) -> StageVerdict? {
    guard !environment.isEmpty else { return nil }
    // Settings are large: copying all of them costs more than looking at their keys.
    let named = environment.indices.filter { isMarker(environment[$0].info) }
    guard !named.isEmpty else { return nil }
    var found: [StageVerdict] = []
    for marker in vocabulary.markers.indices {
      for position in named
      where environment[position].info.stageMarkers?.contains(marker) == true {
        // `ENV` is also the path of a shell's own start-up file.
        guard let text = environment[position].value.literal, !text.utf8.contains(0x2F) else {
          continue
        }
        guard let stage = stage(inWordsOf: text) else { continue }
        let isLeftOver = stage == .development || stage == .test
        // The file was copied from the one of a developer: its name says what it is used for.
        let verdict =
          isLeftOver && isForProduction(environment[position].file)
          ? StageVerdict(.production, Self.fileNameEvidence)
          : StageVerdict(stage, evidence(ofMarker: environment[position].key))
        found.append(verdict)
      }
    }
    // Where markers disagree, the strictest one counts.
    return Stage.allCases.lazy.compactMap { stage in found.first { $0.stage == stage } }.first
  }

  /// Most workloads of a project have the same marker.
  private func evidence(ofMarker key: String) -> ReportText {
    // Beyond ASCII, names count as equal that are shown in two ways.
    guard key.utf8.allSatisfy({ $0 < 0x80 }) else { return "\(key: key)" }
    return markers.value(of: key) { "\(key: key)" }
  }

  /// Whether no marker among settings takes its text from elsewhere.
  package func isMarkedLiterally(_ environment: [Setting]) -> Bool {
    environment.indices.allSatisfy {
      !isMarker(environment[$0].info) || environment[$0].value.form == .literal
    }
  }

  /// Whether a key may be that of a marker, by its last word.
  package func isMarker(_ info: KeyInfo) -> Bool { info.stageMarkers != nil }

  /// The stage that the name of an environment says, for a job that is deployed to it.
  package func verdict(environmentNamed name: String) -> StageVerdict? {
    stage(inWordsOf: name).map { StageVerdict($0, "the environment \(quoted: name)") }
  }

  /// Whether a file's own name says what it is for: `.env.production`, `prod.env`.
  package func isNamedForStage(_ name: String) -> Bool {
    stage(ofFileName: name).map { $0 != .example } ?? false
  }

  /// Whether an env file's own name says that it is production's.
  private func isForProduction(_ file: SourceFile) -> Bool {
    !file.isEnvironment && EnvironmentFile.isEnvironmentName(file.name)
      && stage(ofFileName: file.name) == .production
  }

  private func stage(ofFileName name: String) -> Stage? {
    fileNames.value(of: name) { freshStage(ofFileName: name) }
  }

  private func freshStage(ofFileName name: String) -> Stage? {
    if EnvironmentFile.isTemplateName(name) { return .example }
    return stage(inName: name)
  }

  /// The stage that the name of a file or folder says.
  private func stage(inName name: String) -> Stage? {
    folderNames.value(of: name) { stage(inWordsOfName: name) }
  }

  private func stage(inWordsOfName name: String) -> Stage? {
    let parts = name.split(separator: ".").map { words.words(of: String($0)) }
    let named = parts.flatMap { part in
      part.enumerated().filter { index, word in
        index == part.count - 1 || !vocabulary.ambiguous.contains(word)
      }.compactMap { stagesOfWords[$0.element] }
    }
    return Stage.allCases.first { named.contains($0) }
  }

  private func stage(ofFoldersOf path: String) -> StageVerdict? {
    let folder = FilePath.folder(of: path)
    return folders.value(of: folder) { stage(ofFolder: folder) }
  }

  /// What the last part of a path says, or else the folders around it, which others have in common.
  private func stage(ofFolder path: String) -> StageVerdict? {
    let bytes = path.utf8
    let slash = bytes.lastIndex(of: UInt8(ascii: "/"))
    let folder = path[(slash.map { bytes.index(after: $0) } ?? path.startIndex)...]
    let name = folder.lowercased()
    if !name.isEmpty, let stage = stagesOfFolders[name] ?? stage(inName: name) {
      return StageVerdict(stage, "the folder `\(path: String(folder))`")
    }
    guard let slash, slash > path.startIndex else { return nil }
    let outer = String(path[..<slash])
    return folders.value(of: outer) { stage(ofFolder: outer) }
  }

  /// Of several stages that a text names, the strictest.
  package func stage(inWordsOf text: String) -> Stage? {
    guard text.utf8.count <= Self.longestKnown else { return freshStage(inWordsOf: text) }
    return texts.value(of: text) { freshStage(inWordsOf: text) }
  }

  /// Longer texts hardly ever come again.
  private static let longestKnown = 64

  private func freshStage(inWordsOf text: String) -> Stage? {
    let named = words.words(of: text).compactMap { stagesOfWords[$0] }
    return Stage.allCases.first { named.contains($0) }
  }
}

/// What was made of names that come again and again.
private final class KnownNames<Value: Sendable>: Sendable {
  private let known = Mutex<[String: Value]>([:])

  /// A project may have any number of names.
  private static var most: Int { 4096 }

  func value(of name: String, _ find: () -> Value) -> Value {
    if let known = known.withLock({ $0[name] }) { return known }
    let found = find()
    known.withLock { known in
      if known.count >= Self.most { known = [:] }
      known[name] = found
    }
    return found
  }
}
