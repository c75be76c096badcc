/// Text as Markdown shows it.
enum Markdown {
  /// Prose in which only what stands between backquotes means something to Markdown.
  static func prose(_ text: String) -> String {
    let parts = text.split(separator: "`", omittingEmptySubsequences: false)
    // A backquote without a partner is one that is meant.
    guard parts.count % 2 == 1 else { return escaped(text[...]) }
    return parts.enumerated().map { number, part in
      number % 2 == 0 ? escaped(part) : String(part)
    }.joined(separator: "`")
  }

  /// A cell of a table.
  static func cell(_ text: String) -> String { prose(text).replacing("|", with: "\\|") }

  /// Code within a line; `|` is what ends a table's cell, even there.
  static func code(_ text: String, inTable: Bool = false) -> String {
    let text = inTable ? text.replacing("|", with: "\\|") : text
    guard text.contains("`") else { return "`\(text)`" }
    // What marks the code is longer than any row of the same sign in it.
    var (longest, length) = (0, 0)
    for character in text {
      length = character == "`" ? length + 1 : 0
      longest = max(longest, length)
    }
    let marks = String(repeating: "`", count: max(2, longest + 1))
    return "\(marks) \(text) \(marks)"
  }

  static func block(_ lines: [String], language: String) -> String {
    let fence = lines.contains { $0.contains("```") } ? "````" : "```"
    return (["\(fence)\(language)"] + lines + [fence]).joined(separator: "\n")
  }

  private static func escaped(_ text: Substring) -> String {
    var result = ""
    for character in text {
      if "\\`*_<>[]$#~".contains(character) { result.append("\\") }
      result.append(character)
    }
    return result
  }
}
