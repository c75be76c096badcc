/// Text as Markdown shows it.
enum Markdown {
  /// Prose in which only what stands between backquotes means something to Markdown.
  static func prose(_ text: String) -> String {
    let parts = text.scalarParts(separator: "`")
    // A backquote without a partner is one that is meant; two side by side have other partners.
    guard parts.count % 2 == 1, text.longestRow(of: "`") < 2 else { return escaped(text) }
    return parts.enumerated().map { number, part in
      number % 2 == 0 ? escaped(part) : part
    }.joined(separator: "`")
  }

  /// A cell of a table.
  static func cell(_ text: String) -> String { prose(text).replacingScalars("|", with: "\\|") }

  /// Code within a line; `|` is what ends a table's cell, even there.
  static func code(_ text: String, inTable: Bool = false) -> String {
    let text = inTable ? text.replacingScalars("|", with: "\\|") : text
    // What marks the code is longer than any row of the same sign in it.
    let longest = text.longestRow(of: "`")
    guard longest > 0 else { return "`\(text)`" }
    let marks = String(repeating: "`", count: max(2, longest + 1))
    return "\(marks) \(text) \(marks)"
  }

  static func block(_ lines: [String], language: String) -> String {
    let longest = lines.map { $0.longestRow(of: "`") }.max() ?? 0
    let fence = String(repeating: "`", count: max(3, longest + 1))
    return (["\(fence)\(language)"] + lines + [fence]).joined(separator: "\n")
  }

  private static func escaped(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if "\\`*_<>[]$#~".unicodeScalars.contains(scalar) { result.append("\\") }
      result.append(scalar)
    }
    return String(result)
  }
}
