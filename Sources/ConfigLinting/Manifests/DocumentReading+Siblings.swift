import ConfigGuard
import RulePacks

extension DocumentReading {
  /// Another structured file beside this one; nil where none is there or it is no text.
  func document(beside name: String) -> DocumentReading? {
    guard let type = FileType(path: name), type != .sourceCode,
      case .found(let file) = sibling(name),
      ConfigurationReader.unreadableText(of: file) == nil
    else { return nil }
    var template: TemplateText?
    var tree = ConfigurationReader.tree(of: file.bytes, type)
    if type == .yaml || type == .json, TemplateText.mask(file.bytes) != nil {
      let read = TemplateReader.read(file.bytes)
      guard let first = read.variants.first else { return nil }
      (tree, template) = (first.tree, read.text)
    }
    var other = DocumentReading(
      file: file, tree: tree, keys: keys, values: values, hints: hintsOf(file.bytes),
      template: template, sibling: sibling, format: format)
    other.interest = interest.map { DocumentInterest(beside: $0) }
    other.hintsOf = hintsOf
    other.stage = stage
    return other
  }

  /// The roots of the documents that hold keys.
  var mappings: [NodeIndex] { tree.documents.filter { tree.isMapping($0) } }

  /// Whether an environment of this name is one that people depend on.
  func isDeployed(_ name: String) -> Bool {
    let stage = self.stage(name)
    return stage == .production || stage == .staging
  }
}
