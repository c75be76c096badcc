package import ConfigGuard
package import RulePacks

/// One place where a program asks for a variable of its environment by a name that stands there.
package struct VariableRead: Sendable, Hashable {
  /// The variable's name as the code asks for it.
  package var name: String
  /// The name itself, without the quotes around it.
  package var nameRange: SourceRange
  /// A literal that stands in where the variable is not set.
  package var fallback: CodeFallback?
  /// Whether the program fails here, or is told that this cannot be, where the variable is not set.
  package var isRequired = false
  /// What the code makes of the text, where that can be seen beside the read.
  package var typeHint: ValueType?
  package var language: SourceCodeLanguage
  /// Whether only the presence is asked for, and not the value.
  package var isMention = false

  package init(name: String, nameRange: SourceRange, language: SourceCodeLanguage) {
    self.name = name
    self.nameRange = nameRange
    self.language = language
  }
}

/// A literal default in code.
package struct CodeFallback: Sendable, Hashable {
  /// The text with its escapes undone; of a number or a truth value, the literal.
  package var text: String
  /// The text in the file, without the quotes around it.
  package var range: SourceRange
  /// Whether it is written as a string, with the text byte for byte at its range.
  package var isExact: Bool

  package init(text: String, range: SourceRange, isExact: Bool = true) {
    self.text = text
    self.range = range
    self.isExact = isExact
  }
}
