package import RulePacks

/// What a setting is judged in: the stage, the file, the workload that consumes it.
///
/// A copy shares what it holds, and what was found out about it, until one of the two is changed.
@usableFromInline
package struct Surroundings {
  @usableFromInline
  var shared: Shared

  package init(
    gate: Gate, stage: Stage, format: String, file: SourceFile, settings: [Setting],
    workload: Workload? = nil, kind: String? = nil, contract: Contract? = nil, load: String? = nil
  ) {
    shared = Shared(
      gate: gate, stage: stage, format: format, kind: kind, file: file, workload: workload,
      settings: settings, contract: contract, load: load)
  }
}

extension Surroundings {
  /// Lets another judge ask: what was found out goes by the numbers of the one that asked.
  @usableFromInline
  package mutating func forgetAnswers() { shared = Shared(shared) }

  /// Whether a value that is judged here stands in a file as ciphertext.
  func hasCiphertext(in file: SourceFile) -> Bool {
    if let known = shared.memory.filesWithCiphertext {
      return known.contains(ObjectIdentifier(file))
    }
    let found = Set(
      settings.lazy.filter { $0.value.form == .encrypted }.map { ObjectIdentifier($0.file) })
    shared.memory.filesWithCiphertext = found
    return found.contains(ObjectIdentifier(file))
  }
}

/// What a check found wrong: where within the value, and words for the rule's message.
package struct Violation {
  /// Nil means the whole value.
  package var range: SourceRange?
  package var arguments: [String: ReportText] = [:]
  /// What the range holds, where the check knows it better than its rule.
  package var content: SpanContent?

  package init(
    range: SourceRange? = nil, arguments: [String: ReportText] = [:], content: SpanContent? = nil
  ) {
    self.range = range
    self.arguments = arguments
    self.content = content
  }
}
