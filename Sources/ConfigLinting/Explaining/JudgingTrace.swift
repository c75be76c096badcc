import ConfigGuard
import RulePacks

/// What was judged in one file, in which surroundings, for those who ask why.
///
/// A context that has none keeps nothing, which is what all judging does but that of `explain`.
package final class JudgingTrace {
  /// How a setting came before the judge, which decides what findings about it are kept.
  package enum Manner: Sendable, Hashable {
    case workload
    case environmentFile
    case document
    /// Of a program: what stands in where nothing is set.
    case programDefault
  }

  struct Judged {
    let setting: Setting
    let here: Surroundings
    let manner: Manner
    let reading: FileReading
  }

  /// A place in a document that a rule's path leads to.
  struct JudgedPath {
    let rule: Rule
    let place: Place
    let keyPath: String
    let stage: Stage
    let answer: RuleConsideration.Answer
  }

  /// The file that is asked about, as paths of files are given.
  let path: String
  private(set) var settings: [Judged] = []
  private(set) var paths: [JudgedPath] = []
  /// Everything that was found before one name was chosen for one fact.
  var drafts: [FindingDraft] = []

  package init(path: String) { self.path = path }

  func add(
    _ setting: Setting, in here: Surroundings, _ manner: Manner, _ reading: FileReading
  ) {
    guard touches(setting) else { return }
    settings.append(Judged(setting: setting, here: here, manner: manner, reading: reading))
  }

  func add(
    _ rule: Rule, _ match: PathMatch, _ here: Surroundings, _ answer: RuleConsideration.Answer
  ) {
    let file = here.file(of: match)
    let tree = match.trail.tree
    guard file.path == path else { return }
    // The line of a block is that of its key.
    let isScalar = match.node.map { tree.isScalar($0) } ?? true
    let range =
      isScalar ? match.range : match.keyNode.map { tree.textRange(of: $0) } ?? match.range
    paths.append(
      JudgedPath(
        rule: rule, place: Place(file, range), keyPath: match.path, stage: here.stage,
        answer: answer))
  }

  /// Whether a setting stands in the file, is used there, or was replaced there.
  private func touches(_ setting: Setting) -> Bool {
    setting.file.path == path || setting.uses.contains { $0.place.file.path == path }
      || setting.shadowed.contains { $0.place.file.path == path }
      || setting.written.contains { $0.file.path == path }
  }
}
