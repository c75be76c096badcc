import ConfigGuard
import RulePacks

/// What the comments of an env file say: of single variables, of sections, and of variables that
/// are switched off.
struct TemplateComments {
  /// A variable that is switched off: `# SMTP_HOST=`.
  struct Inactive: Hashable {
    var name: String
    var line: Int
  }

  private(set) var descriptions: [String: String] = [:]
  private(set) var headings: [String: String] = [:]
  private(set) var inactive: [Inactive] = []

  private static let longest = 300

  init(_ bytes: SourceBytes) {
    var reader = Reader()
    let text = bytes.text(SourceRange(start: bytes.hasByteOrderMark ? 3 : 0, end: bytes.count))
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .enumerated()
    {
      reader.read(line, number: index + 1)
    }
    reader.endBlock()
    descriptions = reader.descriptions
    headings = reader.headings
    inactive = reader.inactive
  }

  /// Goes through the lines: a comment and the variables right below it are one block.
  private struct Reader {
    var descriptions: [String: String] = [:]
    var headings: [String: String] = [:]
    var inactive: [Inactive] = []
    private var heading: String?
    private var comment: [String] = []
    private var names: [String] = []
    /// Whether a blank line ended the comment before any variable came.
    private var isApart = false

    mutating func read(_ line: Substring, number: Int) {
      let line = String(line).trimmedASCII
      if line.isEmpty {
        if names.isEmpty { isApart = isApart || !comment.isEmpty } else { endBlock() }
      } else if line.utf8.first == UInt8(ascii: "#") {
        readComment(line, number)
      } else if let name = TemplateComments.name(in: line) {
        add(name)
        note(trailing: line, name)
      }
    }

    private mutating func readComment(_ line: String, _ number: Int) {
      let text = TemplateComments.text(ofComment: line)
      let rest = String(line.drop { $0 == "#" || $0 == " " || $0 == "\t" })
      if let name = TemplateComments.name(in: rest), TemplateComments.isUpperCase(name) {
        inactive.append(Inactive(name: name, line: number))
        return add(name)
      }
      if isApart || !names.isEmpty { endBlock() }
      if !text.isEmpty {
        comment.append(text)
      } else if !comment.isEmpty {
        // A line of hyphens closes a title.
        heading = TemplateComments.heading(comment)
        comment = []
      }
    }

    private mutating func add(_ name: String) {
      if isApart, !comment.isEmpty {
        // What stands alone is the title of all that follows.
        heading = TemplateComments.heading(comment)
        comment = []
      }
      isApart = false
      names.append(name)
      headings[name] = headings[name] ?? heading
    }

    private mutating func note(trailing line: String, _ name: String) {
      guard !line.contains("\""), !line.contains("'"), let mark = line.firstRange(of: " #")
      else {
        return
      }
      let text = TemplateComments.text(ofComment: String(line[mark.upperBound...]))
      if descriptions[name] == nil, let text = TemplateComments.description([text]) {
        descriptions[name] = text
      }
    }

    /// A comment describes the variable right below it, unless it reads like a title.
    mutating func endBlock() {
      defer {
        comment = []
        names = []
        isApart = false
      }
      guard !comment.isEmpty else { return }
      if names.isEmpty {
        heading = TemplateComments.heading(comment)
      } else if let title = TemplateComments.title(comment, of: names.count) {
        for name in names { headings[name] = title }
      } else if let name = names.first, descriptions[name] == nil {
        descriptions[name] = TemplateComments.description(comment)
      }
    }
  }

  /// The name in `NAME=` or `export NAME=`.
  private static func name(in line: String) -> String? {
    var text = line[...]
    if text.hasPrefix("export ") { text = text.dropFirst(7) }
    guard let equals = text.firstIndex(of: "=") else { return nil }
    let name = String(text[..<equals])
    return VariableName.isUsual(name) ? name : nil
  }

  private static func isUpperCase(_ name: String) -> Bool {
    !name.utf8.contains { (0x61...0x7A).contains($0) }
  }

  private static func text(ofComment line: String) -> String {
    let signs = " \t#=-*_~+!/"
    var text = line.drop { signs.contains($0) }
    while let last = text.last, signs.dropFirst(2).contains(last) || last == " " {
      // A sentence may end in `!`, a decoration has no letter before it.
      if last == "!" || last == "/" || last == "_" { break }
      text = text.dropLast()
    }
    return String(text)
  }

  /// Whether a comment is a title rather than a sentence: short, and with no end of a sentence.
  private static func isTitle(_ lines: [String]) -> Bool {
    guard lines.count == 1, let text = lines.first else { return false }
    let words = text.split(separator: " ")
    guard words.count <= 3 else { return false }
    return !text.hasSuffix(".") && !text.contains(":") && !text.contains("(")
      && !text.contains("`") && !text.contains("/")
      && words.allSatisfy { $0.utf8.count > 1 || $0 == "&" }
      && words.first?.first?.isUppercase == true
  }

  /// A title of one word stands above one variable, too; above several it may be longer.
  private static func title(_ lines: [String], of count: Int) -> String? {
    if count > 1 { return heading(lines) }
    return isTitle(lines) ? lines.first : nil
  }

  private static let longestHeading = 40

  /// The first line, if it reads like a title.
  private static func heading(_ lines: [String]) -> String? {
    guard var text = lines.first else { return nil }
    if text.hasSuffix(":") { text.removeLast() }
    let isTitle =
      text.utf8.count <= longestHeading && text.split(separator: " ").count <= 5
      && text.utf8.count > 1 && !text.contains { ",.;:\"`'?".contains($0) }
      && text.first?.isUppercase == true
    return isTitle ? text : nil
  }

  private static func description(_ lines: [String]) -> String? {
    // A title above a sentence is none of the variable's own.
    let lines = lines.count > 1 && isTitle([lines[0]]) ? Array(lines.dropFirst()) : lines
    let text = lines.joined(separator: " ").trimmedASCII
    return text.isEmpty || text.utf8.count > longest ? nil : text
  }
}
