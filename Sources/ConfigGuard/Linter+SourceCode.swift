import RulePacks

extension Linter {
  /// Judges the defaults that a program has for its variables.
  ///
  /// They are what the process runs with where nothing is set. Numbers that are only somewhat
  /// large or small are the program's own business until somebody deploys it.
  func judgeDefaults(of document: DocumentSettings, _ reading: FileReading) -> [FindingDraft] {
    document.settings.flatMap { setting in
      reading.context.judge.judge(setting, in: document.surroundings).filter { draft in
        draft.isOwn || draft.category.speaksOfDefaults
      }
    }
  }
}

extension Category {
  /// Whether rules of this category say the same of a default in a program as of a setting.
  fileprivate var speaksOfDefaults: Bool {
    switch self {
    case .insecureFallback, .hardcodedSecret, .defaultCredential, .authDisabled, .cors, .debug,
      .tls:
      true
    default: false
    }
  }
}
