import ConfigGuard
import ConfigLinting
import RulePacks
import Testing

/// Programs of one language with what they read, as `NAME`, `NAME!` where the read is required,
/// `NAME?` where only its presence is asked for, `NAME=default` and `NAME:type`.
struct ReadTable {
  let language: SourceCodeLanguage
  let rows: [(code: String, reads: [String])]

  init(_ language: SourceCodeLanguage, _ rows: [(String, [String])]) {
    self.language = language
    self.rows = rows.map { (code: $0.0, reads: $0.1) }
  }

  func check() {
    for (code, expected) in rows {
      let bytes = SourceBytes(code)
      let reads = SourceCodeReader.variableReads(in: bytes, language: language)
      #expect(reads.map(Self.text) == expected, "\(code)")
      for read in reads {
        #expect(bytes.text(read.nameRange) == read.name, "\(code)")
        guard let fallback = read.fallback, fallback.isExact else { continue }
        #expect(bytes.text(fallback.range) == fallback.text, "\(code)")
      }
    }
  }

  private static func text(_ read: VariableRead) -> String {
    var text = read.name
    if read.isRequired { text += "!" }
    if read.isMention { text += "?" }
    if let fallback = read.fallback { text += "=" + fallback.text }
    if let type = read.typeHint { text += ":\(type)" }
    return text
  }
}
