import RulePacks

@testable import ConfigGuard
@testable import ConfigLinting

/// One value as the reader of embedded secrets sees it.
struct EmbeddedSample {
  let context: ProjectContext
  let setting: Setting
  let file: SourceFile

  static func makeContext() -> ProjectContext {
    ProjectContext(BuiltinPacks.prepared, contract: nil)
  }

  init(
    _ key: String, _ text: String, syntax: ReferenceSyntax = .compose, isExact: Bool = true,
    in context: ProjectContext = makeContext()
  ) {
    self.context = context
    let line = "\(key)=\(text)"
    file = SourceFile(path: "sample", bytes: SourceBytes(line), tracking: .unknown)
    let range = SourceRange(start: key.utf8.count + 1, end: line.utf8.count)
    setting = Setting(
      key: key, info: context.keys.info(key),
      value: context.values.value(text, at: range, isExact: isExact, syntax: syntax),
      file: file, keyRange: SourceRange(start: 0, end: key.utf8.count), keyPath: key)
  }

  /// Each secret as `name: text`, where the text is what the file has at its range.
  var found: [String] {
    context.judge.innerSecrets(of: setting).compactMap { secret in
      switch secret.setting.value.form {
      case .literal, .hash: break
      default: return nil
      }
      return "\(secret.part.name): \(file.bytes.text(secret.setting.value.range))"
    }
  }

  /// The literals that stand in for what is not set.
  var defaults: [String] {
    context.judge.innerSecrets(of: setting).flatMap { secret in
      secret.setting.value.fallbacks.map { "\(secret.part.name): \(file.bytes.text($0.range))" }
    }
  }
}
