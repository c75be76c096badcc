package import RulePacks

/// A text with references to variables, parsed as Docker Compose parses it.
///
/// Recognised are `$$` (a dollar sign), `$NAME`, `${NAME}` and `${NAME` with one of the operators
/// of `Operation` and an argument `}`. A dollar sign before anything else stands for itself.
package struct Interpolation: Sendable, Hashable {
  package enum Segment: Sendable, Hashable {
    /// Text that stands for itself, with `$$` already turned into `$`; `range` is what was written.
    case literal(text: String, range: SourceRange)
    case reference(Reference)
  }

  package enum Operation: String, Sendable, Hashable, CaseIterable {
    case defaultIfEmpty = ":-"
    case defaultIfUnset = "-"
    case requireNonEmpty = ":?"
    case requireSet = "?"
    case replaceIfNonEmpty = ":+"
    case replaceIfSet = "+"

    /// Whether an empty value counts as no value.
    package var treatsEmptyAsUnset: Bool {
      switch self {
      case .defaultIfEmpty, .requireNonEmpty, .replaceIfNonEmpty: true
      case .defaultIfUnset, .requireSet, .replaceIfSet: false
      }
    }

    /// Whether the argument can become part of the result.
    package var yieldsArgument: Bool {
      switch self {
      case .defaultIfEmpty, .defaultIfUnset, .replaceIfNonEmpty, .replaceIfSet: true
      case .requireNonEmpty, .requireSet: false
      }
    }
  }

  package struct Reference: Sendable, Hashable {
    package var name: String
    package var operation: Operation?
    /// The text after the operator; it is evaluated only where the operator asks for it.
    package var argument: Interpolation?
    /// All of `$NAME` or `${…}`.
    package var range: SourceRange
    package var nameRange: SourceRange
    package var argumentRange: SourceRange?

    package init(
      name: String, operation: Operation? = nil, argument: Interpolation? = nil,
      range: SourceRange, nameRange: SourceRange, argumentRange: SourceRange? = nil
    ) {
      self.name = name
      self.operation = operation
      self.argument = argument
      self.range = range
      self.nameRange = nameRange
      self.argumentRange = argumentRange
    }
  }

  package var segments: [Segment]

  package init(segments: [Segment]) {
    self.segments = segments
  }

  /// The text, if it refers to nothing.
  package var literalText: String? {
    switch segments.count {
    case 0: return ""
    case 1:
      if case .literal(let text, _) = segments[0] { return text }
      return nil
    default: return nil
    }
  }

  package var hasReferences: Bool {
    segments.contains { if case .reference = $0 { true } else { false } }
  }

  /// Every reference in the order of writing, those inside arguments after the one around them.
  package var references: [Reference] {
    var found: [Reference] = []
    forEachReference { found.append($0) }
    return found
  }

  /// The non-empty plain texts that stand as a default or a replacement, at any depth.
  package var literalFallbacks: [(text: String, range: SourceRange)] {
    var found: [(text: String, range: SourceRange)] = []
    forEachReference { reference in
      guard reference.operation?.yieldsArgument == true,
        let argument = reference.argument, let range = reference.argumentRange,
        let text = argument.literalText, !text.isEmpty
      else { return }
      found.append((text, range))
    }
    return found
  }

  /// Calls `body` with what `references` holds.
  func forEachReference(_ body: (Reference) -> Void) {
    for case .reference(let reference) in segments {
      body(reference)
      reference.argument?.forEachReference(body)
    }
  }
}

/// Why a text with references could not be parsed or evaluated.
package struct InterpolationError: Error, Sendable, Hashable {
  package enum Kind: Sendable, Hashable {
    /// The text breaks the grammar.
    case malformed
    /// Arguments stand in one another more deeply than this tool follows.
    case nestingLimit
    /// The result would be larger than this tool builds.
    case expansionLimit
    /// A variable that `:?` or `?` requires has no value.
    case missingVariable
  }

  package var kind: Kind
  /// Names variables, but neither a value nor what the author wrote after `?`.
  package var message: ReportText
  package var range: SourceRange

  package init(kind: Kind, message: ReportText, range: SourceRange) {
    self.kind = kind
    self.message = message
    self.range = range
  }

  package var problem: ReadingProblem {
    let isLimit = kind == .nestingLimit || kind == .expansionLimit
    return ReadingProblem(kind: isLimit ? .limit : .syntax, message: message, range: range)
  }
}
