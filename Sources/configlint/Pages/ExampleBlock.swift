import ConfigGuard
import ConfigLinting
import RulePacks

/// One text of an example, with carets below what a rule finds in it.
struct ExampleBlock {
  /// The path of a file, or what else the text is.
  let name: String
  /// What is to be known of the file besides; empty for most.
  let note: String
  /// What a renderer of code calls its language; empty where there is no word for it.
  let language: String
  let lines: [String]

  init(file: RuleExample.File) {
    var notes: [String] = []
    if let note = Self.notes[file.tracking] { notes.append(note) }
    if file.isReadableByAll { notes.append("readable by every user of the machine") }
    name = file.path
    note = notes.joined(separator: ", ")
    language = Self.language(ofPath: file.path)
    lines = Self.lines(of: ExampleText(file.text))
  }

  init(name: String, language: String, text: String) {
    self.name = name
    note = ""
    self.language = language
    lines = Self.lines(of: ExampleText(text))
  }

  private static let notes = [
    "tracked": "tracked by git", "untracked": "not ignored by git", "ignored": "ignored by git",
  ]

  /// The lines of a text, each with a line of carets below it where something stands in it.
  private static func lines(of text: ExampleText) -> [String] {
    var bytes = Array(text.plain.utf8)
    while bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
    var lines: [String] = []
    var start = 0
    for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      let end = start + line.count
      lines.append(shown(line))
      let marks = text.marks.filter { start <= $0.start && $0.start <= end }
      if !marks.isEmpty {
        lines.append(carets(below: line, marks.map { ($0.start - start, $0.end - start) }))
      }
      start = end + 1
    }
    return lines
  }

  private static func carets(
    below line: ArraySlice<UInt8>, _ marks: [(start: Int, end: Int)]
  ) -> String {
    var result = ""
    var offset = 0
    for scalar in String(decoding: line, as: UTF8.self).unicodeScalars {
      let isMarked = marks.contains {
        $0.start == offset || $0.start < offset && offset < $0.end
      }
      result += isMarked ? "^" : scalar == "\t" ? "\t" : " "
      offset += UTF8.width(scalar)
    }
    // What is missing is missed at the end of the line.
    if marks.contains(where: { $0.start >= offset }) { result += "^" }
    while result.last == " " || result.last == "\t" { result.removeLast() }
    return result
  }

  /// A line without characters that nothing can show.
  private static func shown(_ line: ArraySlice<UInt8>) -> String {
    let text = String(decoding: line, as: UTF8.self)
    let parts = text.split(separator: "\t", omittingEmptySubsequences: false)
    return parts.map { Printable.text(String($0)) }.joined(separator: "\t")
  }

  private static func language(ofPath path: String) -> String {
    switch FileType(path: path) {
    case .environment: "dotenv"
    case .yaml: "yaml"
    case .json: "json"
    case .toml: "toml"
    case .properties: "properties"
    case .ini, .systemdUnit: "ini"
    case .tfvars: "hcl"
    case .dockerfile: "dockerfile"
    case .sourceCode: SourceCodeLanguage(path: path)?.rawValue ?? "text"
    case .text where path.hasSuffix("sh"): "sh"
    case .text, .credentials, .procfile, nil: "text"
    }
  }
}
