import ConfigGuard
import RulePacks

extension Judge {
  /// Judges the text of a file; tokens within values are the business of rules about settings.
  func judgeText(
    _ scan: TextScan, _ here: Surroundings, besides values: CoveredText
  ) -> [FindingDraft] {
    index.textRules.flatMap { number -> [FindingDraft] in
      let rule = index.rules[number]
      guard isEnabled(rule, here.gate), let severity = severity(rule, in: here.stage),
        rule.condition.map({ holds($0, here) }) ?? true
      else { return [] }
      switch rule.check {
      case .token(let states, let except):
        return scan.tokens.filter { token in
          states.contains(token.state) && !except.contains(token.shape.id)
            && !values.overlaps(token.range)
            && isCertain(token, in: here.file.bytes)
        }.map { draft(rule, severity, $0, here) }
      case .text:
        return scan.matches.filter { $0.rule == number }.map { match in
          draft(rule, severity, match.range, here, path: rule.id, arguments: [:])
        }
      default: return []
      }
    }
  }

  private func draft(
    _ rule: Rule, _ severity: Severity, _ token: TokenMatch, _ here: Surroundings
  ) -> FindingDraft {
    var range = SourceRange(start: token.range.lowerBound, end: token.range.upperBound)
    if token.shape.structure == .pem {
      range = PrivateKeyText.header(of: token.range, in: here.file.bytes)
    }
    var draft = draft(
      rule, severity, range, here, path: token.shape.id,
      arguments: ["token": .prose(token.shape.name)])
    // The line that a key begins with is the same for all keys.
    if token.shape.structure == .pem { draft.content = .keyHeader }
    return draft
  }

  private func draft(
    _ rule: Rule, _ severity: Severity, _ range: SourceRange, _ here: Surroundings, path: String,
    arguments: [String: ReportText]
  ) -> FindingDraft {
    let names = arguments.merging(["file": "\(path: here.file.name)"]) { own, _ in own }
    return FindingDraft(
      rule, severity, at: Place(here.file, range), keyPath: path, key: nil, workload: nil,
      stage: here.stage, arguments: names)
  }

  /// Whether a text is more than the sample of a token: pages and comments are full of these.
  private func isCertain(_ token: TokenMatch, in bytes: SourceBytes) -> Bool {
    switch token.shape.structure {
    case .pem: return token.isCertain(in: bytes)
    case .jwt where token.shape.provider == nil:
      // A token that never ends is what documentation shows.
      return token.facts.expiry != nil
    case .credentials:
      let text = bytes.text(
        SourceRange(start: token.range.lowerBound, end: token.range.upperBound))
      return TokenStructure.credentials(in: text).map(isReal) ?? false
    default: return true
    }
  }

  private func isReal(_ credentials: (user: String, password: String)) -> Bool {
    let found = classifier.classify(
      credentials.password, key: "password", names: OwnerNames(users: [credentials.user]))
    switch found {
    case .token, .opaque: return true
    case .none, .defaultValue, .placeholder, .weak: return false
    }
  }
}
