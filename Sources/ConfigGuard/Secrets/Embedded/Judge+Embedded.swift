import RulePacks

/// A secret inside a setting's value, as a setting of its own.
package struct InnerSecret {
  package var setting: Setting
  /// User names of the same value.
  package let users: [String]
  package let part: EmbeddedPart
}

extension Judge {
  /// The secrets that stand inside a value, ready to be judged.
  package func innerSecrets(of setting: Setting) -> [InnerSecret] {
    let parts = embedded.parts(of: setting)
    if parts.secrets.isEmpty, setting.value.fallbacks.isEmpty { return [] }
    var secrets = parts.secrets.compactMap { secret($0, parts.users, of: setting) }
    // A whole connection string may stand in for a variable that is not set.
    for fallback in setting.value.fallbacks {
      let parts = embedded.parts(ofDefault: fallback, of: setting)
      for part in parts.secrets {
        guard var inner = secret(part, parts.users, of: setting) else { continue }
        guard inner.setting.value.form == .literal else { continue }
        inner.setting.value.form = .reference("a default")
        inner.setting.value.effective = nil
        inner.setting.value.fallbacks = [Value.Fallback(text: part.text, range: part.range)]
        secrets.append(inner)
      }
    }
    return secrets
  }

  private func secret(
    _ part: EmbeddedPart, _ users: [String], of setting: Setting
  ) -> InnerSecret? {
    // Whatever the outer format is, what stands in braces is put in by somebody.
    let value = values.value(
      part.text, at: part.range, isExact: part.isExact,
      syntax: part.text.contains("${") ? .platform : .none)
    var inner = setting
    inner.value = value
    inner.arguments = nil
    inner.shadowed = []
    inner.written = []
    inner.info = embedded.keys.info(part.name)
    inner.ancestors = setting.ancestors + setting.info.words + part.path
    inner.keyPath = ([setting.keyPath] + part.path + [part.name])
      .map { PlainName.isPlain($0) ? $0 : "…" }.joined(separator: ".")
    return InnerSecret(setting: inner, users: users, part: part)
  }

  /// Judges inner secrets by the rules about secrets.
  func judge(
    _ secrets: [InnerSecret], of setting: Setting, in here: Surroundings
  ) -> [FindingDraft] {
    var found: [(rule: Int, drafts: [FindingDraft])] = []
    for secret in secrets {
      let plan = plan(for: secret.setting, KeyRole.secret, here, isInner: true)
      for choice in plan.rules.choices {
        guard
          case .violated(let severity, let violations) = outcome(
            of: choice, secret.setting, secret.setting.value, KeyRole.secret, here,
            beside: secret.users)
        else { continue }
        let drafts = violations.map {
          draft(choice.rule.rule, severity, $0, secret, of: setting, in: here)
        }
        found.append((choice.rule.number, drafts))
      }
    }
    // Rule by rule, and for each rule in the order of the secrets.
    return found.enumerated().sorted {
      ($0.element.rule, $0.offset) < ($1.element.rule, $1.offset)
    }.flatMap(\.element.drafts)
  }

  /// Whether the token that the catalogue sees in a value is one that everybody has: the key of an
  /// emulator in a connection string.
  func isPublished(_ secrets: [InnerSecret]) -> Bool {
    secrets.contains { secret in
      guard secret.setting.value.form == .literal, isKnownToken(secret.part) else { return false }
      switch classifier.classify(secret.part.text, key: secret.part.name, names: []) {
      case .defaultValue, .placeholder: return true
      default: return false
      }
    }
  }

  func draft(
    _ rule: Rule, _ severity: Severity, _ violation: Violation, _ secret: InnerSecret,
    of setting: Setting, in here: Surroundings
  ) -> FindingDraft {
    let isKnown = isKnownToken(secret.part)
    var draft = FindingDraft(
      rule, severity, at: Place(setting.file, violation.range ?? secret.setting.value.range),
      subject: isKnown ? setting.place : secret.setting.place, keyPath: secret.setting.keyPath,
      key: setting.key, part: Self.shownName(of: secret.part),
      workload: here.workload?.name, stage: here.stage, arguments: violation.arguments)
    draft.related = setting.uses.map { ($0.place, "used here") }
    if secret.part.isWhole, !isKnown { draft.part = secret.part.name }
    return draft
  }

  private static func shownName(of part: EmbeddedPart) -> ReportText {
    PlainName.isPlain(part.name) ? "(its \(quoted: part.name))" : "(a part of it)"
  }

  /// Whether the token catalogue sees the secret in the value around it, and so says it already.
  private func isKnownToken(_ part: EmbeddedPart) -> Bool {
    let tokens = classifier.tokens(in: part.source).filter(\.isLive)
    guard let offsets = part.offsets else {
      return tokens.contains { $0.shape.structure == .credentials }
    }
    return tokens.contains { $0.range.overlaps(offsets) }
  }
}
