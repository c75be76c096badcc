package import RulePacks

/// What a program's text says of the environment that it reads.
package enum SourceCodeReader {
  /// The places where the code asks for a variable by name, in their order.
  ///
  /// Reads in comments and in the text of strings are none; names that are put together at run
  /// time are passed over.
  package static func variableReads(
    in bytes: SourceBytes, language: SourceCodeLanguage
  ) -> [VariableRead] {
    []
  }
}
