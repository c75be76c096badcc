import ConfigGuard
package import RulePacks

/// One action of a template: what stands between `{{` and `}}`, `{%` and `%}` or `<%` and `%>`.
package struct TemplateAction: Sendable, Hashable {
  package enum Kind: Sendable, Hashable {
    /// Something is written in its place.
    case output
    /// Only steers what is written: a condition, a loop, an assignment.
    case control
    case comment
  }

  package enum Engine: Sendable, Hashable { case go, jinja, erb }

  /// What an action does to the blocks around it.
  package enum Role: Sendable, Hashable {
    case none
    /// Begins a block; a definition is a fragment that stands for itself.
    case opens(isDefinition: Bool)
    /// Ends one branch of a block and begins the next one.
    case divides
    case closes
  }

  /// The whole action, marks included.
  package var range: SourceRange
  package var kind: Kind
  package var engine: Engine
  package var role: Role
  /// What stands inside the marks, without blanks and trimming marks.
  package var expression: SourceRange
  /// Literals that the action writes where nothing else gives a value.
  package var defaults: [TemplateLiteral] = []
}

/// A literal inside a template, with the place of its own text, quotes excluded.
package struct TemplateLiteral: Sendable, Hashable {
  package var text: String
  package var range: SourceRange

  package init(text: String, range: SourceRange) {
    self.text = text
    self.range = range
  }
}
