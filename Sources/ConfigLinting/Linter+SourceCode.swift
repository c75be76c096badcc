import ConfigGuard
import RulePacks

extension Linter {
  /// Judges the defaults that a program has for its variables: what the process runs with where
  /// nothing is set.
  ///
  /// A switch that is off, or a size that is small, is the program's own business until somebody
  /// deploys it.
  func judgeDefaults(of document: DocumentSettings, _ reading: FileReading) -> [FindingDraft] {
    document.settings.flatMap { setting in
      reading.context.trace?.add(setting, in: document.surroundings, .programDefault, reading)
      return reading.context.judge.judge(setting, in: document.surroundings).filter { draft in
        switch draft.category {
        case .insecureFallback, .hardcodedSecret, .defaultCredential: true
        case .cors, .debug, .tls: draft.isOwn || draft.severity != .note
        default: draft.isOwn
        }
      }
    }
  }
}
