import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// A page of the documentation that is made out of the rules.
struct GeneratedPage {
  /// Whether pages are to be written and not compared.
  static let isRecording = Platform.environmentVariable("CONFIGGUARD_RECORD") == "1"

  let name: String

  private var path: String { "\(SchemaFiles.root)/docs/\(name)" }

  /// What the page holds now.
  func text() throws -> String {
    let bytes = try readFile(path: path, limit: 1 << 22)
    return bytes.text(SourceRange(start: 0, end: bytes.count))
  }

  /// Compares the page with what it should hold, or writes it.
  func check(_ text: String) throws {
    if Self.isRecording { return try Platform.replaceFile(path, with: text) }
    let isCurrent = try self.text() == text
    #expect(isCurrent, "docs/\(name) is not what the rules say; `make pages` writes it anew")
  }
}
