/// A regular expression that is compiled when it is first needed.
package struct LatePattern: Sendable {
  package let text: String
  private let compiled = LateObjects<Shared<Pattern?>>(count: 1)

  /// - Parameter text: Was accepted when its pack was loaded.
  package init(_ text: String) { self.text = text }

  package var pattern: Pattern? { compiled.object(at: 0) { Shared(try? Pattern(text)) }.value }
}
