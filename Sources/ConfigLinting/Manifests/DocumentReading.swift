package import ConfigGuard
package import RulePacks

/// What one document declares, while it is being read.
///
/// A copy shares what it holds until one of the two is changed: nearly everything that reads a part
/// of a document has one.
package struct DocumentReading {
  let source: Source
  private(set) var shared: Shared

  /// What the document is read from, which stays the same.
  final class Source {
    let file: SourceFile
    let tree: DocumentTree
    let files: [SourceFile]
    let context: DocumentContext
    let hints: ByteHints
    let interest: DocumentInterest?
    let template: TemplateText?
    let variableInterest: SettingInterest?
    let format: String

    fileprivate init(
      file: SourceFile, tree: DocumentTree, files: [SourceFile], context: DocumentContext,
      hints: ByteHints, interest: DocumentInterest?, template: TemplateText?,
      variableInterest: SettingInterest?, format: String
    ) {
      self.file = file
      self.tree = tree
      self.files = files
      self.context = context
      self.hints = hints
      self.interest = interest
      self.template = template
      self.variableInterest = variableInterest
      self.format = format
    }
  }

  /// What was found; the members are explained where they are given out.
  struct Found {
    var leavesOutSettings = false
    var workloads: [Workload] = []
    var settings: [Setting] = []
    var kubernetes = KubernetesDeclarations()
    var databases: [DeclaredDatabase] = []
    var platformStage: StageVerdict?
    var stageHint: String?
    var defaultStage: StageVerdict?
    var kind: String?
    var problems: [ReadingProblem] = []
    var problemsElsewhere: [ProblemElsewhere] = []
    var parts: Set<String> = []
    var bases: Set<String> = []
    var overlays: Set<Stage> = []
    var consumed: [ConsumedFile] = []
    var results: [ResultingDocument] = []
    var skipReason: ReportText?
    var claimed: Set<NodeIndex> = []
    var hasVaultPlugin = false
  }

  /// What several copies of a reading look at.
  final class Shared {
    // Nobody can look while it is changed: whoever changes it is the only one to hold it.
    @exclusivity(unchecked) var found: Found

    fileprivate init(_ found: Found) { self.found = found }
  }

  /// - Parameters:
  ///   - files: Those of a tree that was made of several, by the numbers of its origins.
  ///   - interest: What tells the entries that are left out; nil where none are.
  ///   - variableInterest: What may be left out of environments; nil where every setting counts.
  init(
    file: SourceFile, tree: DocumentTree, files: [SourceFile] = [], context: DocumentContext,
    hints: ByteHints, interest: DocumentInterest? = nil, template: TemplateText? = nil,
    variableInterest: SettingInterest? = nil, format: String = ""
  ) {
    source = Source(
      file: file, tree: tree, files: files, context: context, hints: hints, interest: interest,
      template: template, variableInterest: variableInterest, format: format)
    shared = Shared(Found())
  }

  /// Leaves the other copies with what they have.
  mutating func keepApart() {
    if !isKnownUniquelyReferenced(&shared) { shared = Shared(shared.found) }
  }
}

extension DocumentReading {
  package var file: SourceFile { source.file }
  package var tree: DocumentTree { source.tree }
  /// The files of a tree that was made of several, by the numbers of its origins.
  package var files: [SourceFile] { source.files }
  package var context: DocumentContext { source.context }
  package var hints: ByteHints { source.hints }
  /// What tells the entries that are left out; nil where none are.
  var interest: DocumentInterest? { source.interest }
  /// The actions of a template, whose tree holds filler where they stand.
  package var template: TemplateText? { source.template }
  /// What may be left out of environments; nil where every setting counts.
  var variableInterest: SettingInterest? { source.variableInterest }
  package var format: String { source.format }
}
