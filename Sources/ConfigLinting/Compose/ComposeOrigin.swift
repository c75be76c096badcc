import ConfigGuard
import RulePacks

/// A file in the role in which a project took it in: one file may have several.
final class ComposeOrigin {
  let file: SourceFile
  /// What relative paths in the file count from.
  let directory: String
  let environment: ComposeEnvironment
  /// Reads values of the file's own tree.
  let reading: DocumentReading
  /// The root of each document in the file.
  let roots: [LayeredNode]
  let tree: DocumentTree

  init(
    file: SourceFile, directory: String, environment: ComposeEnvironment,
    reading: DocumentReading, roots: [LayeredNode]
  ) {
    self.file = file
    self.directory = directory
    self.environment = environment
    self.reading = reading
    self.roots = roots
    tree = reading.tree
  }

  /// A text with its references replaced; nil where that is not known.
  func interpolated(_ text: String) -> String? {
    guard text.utf8.contains(UInt8(ascii: "$")) else { return text }
    let value = resolved(
      reading.values.value(
        text, at: SourceRange(at: 0), isExact: false, syntax: .compose, lookup: environment.text))
    return value.literal ?? (value.form == .empty ? "" : nil)
  }

  /// A value whose references nothing sets, where it is known that nothing does.
  func resolved(_ value: Value) -> Value {
    guard environment.isComplete, case .reference = value.form, value.effective == nil,
      value.text.utf8.contains(UInt8(ascii: "$"))
    else { return value }
    var text = value.text
    guard let parsed = text.withUTF8({ try? Interpolation.parse($0) }) else { return value }
    var value = value
    value.effective = try? parsed.evaluated(lookup: environment.text)
    return value
  }

  func path(_ written: String) -> String { FilePath.join(directory, written) }

  /// Whether a path is none of this machine's: a repository, a registry.
  static func isRemote(_ path: String) -> Bool {
    path.contains("://") || path.hasPrefix("git@") || path.hasPrefix("github.com/")
  }
}

extension LayeredNode {
  /// Bytes of the file that the node is from, in its own tree.
  func range(in origin: ComposeOrigin) -> SourceRange { origin.tree.textRange(of: index) }
}
