import ConfigGuard
import RulePacks

extension DocumentReading {
  /// Another structured file beside this one; nil where none is there or it is no text.
  func document(beside name: String) -> DocumentReading? {
    guard let type = FileType(path: name), type != .sourceCode,
      case .found(let file) = sibling(name),
      ConfigurationReader.unreadableText(of: file) == nil
    else { return nil }
    let bytes = file.bytes
    if let known = trees.neighbour(bytes, type) {
      return document(file, known.tree, known.hints, template: nil)
    }
    if type == .yaml || type == .json, TemplateText.mask(bytes) != nil {
      let read = TemplateReader.read(bytes)
      return read.variants.first.map {
        document(file, $0.tree, hintsOf(bytes), template: read.text)
      }
    }
    let tree = ConfigurationReader.tree(of: bytes, type)
    let hints = hintsOf(bytes)
    trees.addNeighbour(bytes, type, tree, hints)
    return document(file, tree, hints, template: nil)
  }

  private func document(
    _ file: SourceFile, _ tree: DocumentTree, _ hints: ByteHints, template: TemplateText?
  ) -> DocumentReading {
    DocumentReading(
      file: file, tree: tree, context: context.besideItsFile, hints: hints,
      interest: interest?.besideItsFile, template: template, format: format)
  }

  /// The roots of the documents that hold keys.
  var mappings: [NodeIndex] { tree.documents.filter { tree.isMapping($0) } }

  /// Whether an environment of this name is one that people depend on.
  func isDeployed(_ name: String) -> Bool {
    let stage = self.stage(name)
    return stage == .production || stage == .staging
  }
}
