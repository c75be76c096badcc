package import ConfigGuard
package import RulePacks

/// What the documents of one file are read with.
///
/// An object, since what reads a part of a document has a copy of the reading.
package final class DocumentContext {
  package let keys: KeyTable
  package let values: ValueReader
  /// Reads another file beside this one (an `env_file`), or says why it cannot.
  package let sibling: (String) -> SiblingFile
  /// Where in another file a text stands that some rule asks for in every value.
  let hintsOf: (SourceBytes) -> ByteHints
  /// Trees of other files that were read in this run.
  package let trees: TreeCache
  /// Reads another file by its whole path.
  package let load: (String) -> SiblingFile
  package let options: ResolutionOptions
  /// Whether the project's contract names a variable.
  package let isDeclared: (String) -> Bool
  /// The stage that a text names.
  package let stage: (String) -> Stage?
  /// The same for files that are read beside this one: those lead to no others.
  private(set) lazy var besideItsFile = DocumentContext(
    keys: keys, values: values, sibling: sibling, hintsOf: hintsOf, stage: stage)

  package init(
    keys: KeyTable, values: ValueReader, sibling: @escaping (String) -> SiblingFile,
    hintsOf: @escaping (SourceBytes) -> ByteHints = { _ in .none },
    trees: TreeCache = TreeCache(),
    load: @escaping (String) -> SiblingFile = { _ in .missing("nothing else is read") },
    options: ResolutionOptions = ResolutionOptions(),
    isDeclared: @escaping (String) -> Bool = { _ in false },
    stage: @escaping (String) -> Stage? = { _ in nil }
  ) {
    self.keys = keys
    self.values = values
    self.sibling = sibling
    self.hintsOf = hintsOf
    self.trees = trees
    self.load = load
    self.options = options
    self.isDeclared = isDeclared
    self.stage = stage
  }
}

extension DocumentReading {
  package var keys: KeyTable { context.keys }
  package var values: ValueReader { context.values }
  package var sibling: (String) -> SiblingFile { context.sibling }
  var hintsOf: (SourceBytes) -> ByteHints { context.hintsOf }
  package var trees: TreeCache { context.trees }
  package var load: (String) -> SiblingFile { context.load }
  package var options: ResolutionOptions { context.options }
  package var isDeclared: (String) -> Bool { context.isDeclared }
  package var stage: (String) -> Stage? { context.stage }

  /// A reading of a document that leads to no other files but those beside it.
  package init(
    file: SourceFile, tree: DocumentTree, keys: KeyTable, values: ValueReader, hints: ByteHints,
    sibling: @escaping (String) -> SiblingFile
  ) {
    self.init(
      file: file, tree: tree,
      context: DocumentContext(keys: keys, values: values, sibling: sibling), hints: hints)
  }
}
