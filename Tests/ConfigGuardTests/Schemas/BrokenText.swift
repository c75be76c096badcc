/// A good text with one thing changed, and the place at which a schema must refuse it.
struct BrokenText: Sendable, CustomStringConvertible {
  /// What the change shows.
  let description: String
  let original: String
  let replacement: String
  /// A JSON pointer.
  let path: String

  init(
    _ description: String, replacing original: String, with replacement: String, path: String
  ) {
    self.description = description
    self.original = original
    self.replacement = replacement
    self.path = path
  }

  /// The changed text, or nil unless the original stands in it exactly once.
  func applied(to good: String) -> String? {
    let text = Array(good.utf8)
    let needle = Array(original.utf8)
    guard !needle.isEmpty, text.count >= needle.count else { return nil }
    let starts = (0...(text.count - needle.count)).filter {
      text[$0..<($0 + needle.count)].elementsEqual(needle)
    }
    guard starts.count == 1 else { return nil }
    let rest = text[(starts[0] + needle.count)...]
    return String(decoding: text[..<starts[0]] + Array(replacement.utf8) + rest, as: UTF8.self)
  }
}
