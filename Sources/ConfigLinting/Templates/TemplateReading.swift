package import RulePacks

/// What reading a template gave.
package struct TemplateReading: Sendable {
  package let text: TemplateText
  /// The readings of the file; the first one holds as much as can stand in one tree.
  package internal(set) var variants: [TemplateVariant] = []
  /// What is wrong with the file whichever way it is rendered.
  ///
  /// The trees' own problems know nothing of branches.
  package internal(set) var problems: [ReadingProblem] = []
  /// Parts that no variant holds, and why.
  package internal(set) var gaps: [TemplateGap] = []
  /// Why nothing of the file could be read.
  package internal(set) var skipReason: ReportText?

  package var trees: [DocumentTree] { variants.map(\.tree) }
}

/// One way of reading a template, with all or some of its branches.
package struct TemplateVariant: Sendable {
  package let tree: DocumentTree
  /// What this variant shows that the ones before it do not; for the first one the whole file.
  package let newText: [SourceRange]

  /// Whether a finding at this place is this variant's to report.
  package func isNew(_ range: SourceRange) -> Bool {
    newText.contains { $0.contains(range) }
  }
}

/// A part of a template that was not read.
package struct TemplateGap: Sendable, Hashable {
  package var range: SourceRange
  package var reason: ReportText
}
