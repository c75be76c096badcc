import ConfigGuard
import RulePacks

/// One name or password of a file that a program logs in with.
struct CredentialEntry {
  var key: String
  var keyRange: SourceRange
  /// The text with escapes and encodings undone.
  var text: String
  var range: SourceRange
  var isExact: Bool
  var isSecret: Bool
}

/// What a reader of such a file found.
struct CredentialEntries {
  var entries: [CredentialEntry] = []
  private(set) var problems: [ReadingProblem] = []

  mutating func report(_ message: ReportText, _ range: SourceRange) {
    guard problems.count < ReadingLimits.problems else { return }
    problems.append(ReadingProblem(kind: .syntax, message: message, range: range))
  }
}

extension CredentialFile {
  /// Reads a form that only such files have; nil where another reader reads it.
  func entries(of bytes: SourceBytes) -> CredentialEntries? {
    switch self {
    case .netrc: NetrcReader.read(bytes)
    case .npmrc: CredentialLines.readNpmrc(bytes)
    case .pgpass: CredentialLines.readPgpass(bytes)
    case .gitCredentials: CredentialLines.readAddresses(bytes)
    case .masterKey: CredentialLines.readKey(bytes)
    default: nil
    }
  }
}
