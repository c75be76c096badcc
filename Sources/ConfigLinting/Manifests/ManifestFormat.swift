package import ConfigGuard
package import RulePacks

/// One deployment format: which documents are of it, and what they declare.
///
/// Adding a format is one file with a type of this kind, and its name in `ManifestFormats.all`.
package protocol ManifestFormat: Sendable {
  /// The name in reports and in rules.
  static var name: String { get }
  /// Whether a document is of this format; content speaks first, then the file's name.
  static func recognises(_ root: NodeIndex, in tree: DocumentTree, path: String) -> Bool
  static func read(_ root: NodeIndex, into reading: inout DocumentReading)
}

/// The formats in the order in which a document is offered to them; the last one takes all.
package enum ManifestFormats {
  package static let all: [any ManifestFormat.Type] = [
    NotConfiguration.self, Kustomization.self, Kubeconfig.self, DockerClientConfig.self,
    KubernetesManifest.self, ComposeFile.self,
    DigitalOceanAppSpec.self,
    RenderBlueprint.self, CloudFormationTemplate.self, ServerlessService.self,
    ECSTaskDefinition.self, CopilotManifest.self, AzureTemplate.self, AzureContainerApp.self,
    AppEngineService.self, HerokuApp.self, FlyApp.self, RailwayService.self, NetlifySite.self,
    WranglerWorker.self, GitHubWorkflow.self, GitHubAction.self, GitLabPipeline.self,
    KamalDeployment.self, AnsiblePlaybook.self, AnsibleVariables.self, SpringConfiguration.self,
    ASPNETSettings.self, HelmValues.self, PlainDocument.self,
  ]
}

extension ManifestFormats {
  /// The format of a document; what the path of its file says was found out before.
  static func format(
    of root: NodeIndex, in tree: DocumentTree, path: String, _ source: DocumentSource
  ) -> (any ManifestFormat.Type)? {
    if source.otherPurpose != nil
      || NotConfiguration.reason(forContent: root, in: tree, path: path) != nil
    {
      return NotConfiguration.self
    }
    return all.dropFirst().first { $0.recognises(root, in: tree, path: path) }
  }
}

/// What one document declares, while it is being read.
package struct DocumentReading {
  package let file: SourceFile
  package let tree: DocumentTree
  /// The files of a tree that was made of several, by the numbers of its origins.
  package var files: [SourceFile] = []
  package let context: DocumentContext
  package let hints: ByteHints
  /// What tells the entries that are left out; nil where none are.
  var interest: DocumentInterest?
  /// Whether settings of workloads were left out.
  var leavesOutSettings = false
  /// The actions of a template, whose tree holds filler where they stand.
  package var template: TemplateText?
  /// What may be left out of environments; nil where every setting counts.
  var variableInterest: SettingInterest?
  package var format = ""
  package var workloads: [Workload] = []
  /// Settings that no workload consumes.
  package var settings: [Setting] = []
  /// ConfigMaps, Secrets and what else workloads of Kubernetes refer to.
  package var kubernetes = KubernetesDeclarations()
  /// Databases with a plan or a ceiling.
  package var databases: [DeclaredDatabase] = []
  /// What the platform or the document says of the stage.
  package var platformStage: StageVerdict?
  package var stageHint: String?
  /// What the format says of the stage where nothing else does.
  package var defaultStage: StageVerdict?
  package var kind: String?
  package var problems: [ReadingProblem] = []
  /// Problems in other files than the document's own.
  package var problemsElsewhere: [ProblemElsewhere] = []
  /// Paths of files that were resolved together with this one, and are judged here.
  package var parts: Set<String> = []
  /// Paths of files that this one is laid over, and which stand for themselves, too.
  package var bases: Set<String> = []
  /// Stages of files that are laid over this one, which may not be read themselves.
  package var overlays: Set<Stage> = []
  /// Files whose settings a workload of this document consumes.
  package var consumed: [ConsumedFile] = []
  /// Documents that a tool makes out of this one and others; their workloads are this one's.
  package var results: [ResultingDocument] = []
  /// Why the document holds no configuration, if it does not.
  package var skipReason: ReportText?
  /// Keys under which workloads' environments were read.
  package var claimed: Set<NodeIndex> = []
  /// A plugin fills in every `<key>` of the document.
  var hasVaultPlugin = false

  init(
    file: SourceFile, tree: DocumentTree, context: DocumentContext, hints: ByteHints,
    template: TemplateText? = nil
  ) {
    self.file = file
    self.tree = tree
    self.context = context
    self.hints = hints
    self.template = template
  }

  /// A setting from a key and a scalar or a list of scalars.
  ///
  /// - Parameter isBelowPath: The path is that of the mapping that has the key.
  package func setting(
    key: NodeIndex, value: NodeIndex, keyPath: String, isBelowPath: Bool = false,
    ancestors: [String] = [], syntax: ReferenceSyntax,
    lookup: (String) -> String? = { _ in nil }
  ) -> Setting? {
    // The name is known only once the template is rendered.
    if let template, template.containsAction(in: tree.nodes[key].range) { return nil }
    let name = tree.text(of: tree.target(of: key))
    guard let read = self.value(of: value, syntax: syntax, lookup: lookup) else { return nil }
    let file = self.file(of: value)
    let range = file === self.file(of: key) ? tree.textRange(of: key) : read.range
    var setting = Setting(
      key: name, info: keys.info(name), ancestors: ancestors, value: read, file: file,
      keyRange: range, keyPath: keyPath, isBelowPath: isBelowPath)
    if !tree.replaced.isEmpty { setting.shadowed = replacedLayers(of: value, syntax, lookup) }
    return setting
  }

  /// The value of a scalar, or of a sequence of scalars; nil for anything else.
  package func value(
    of node: NodeIndex, syntax: ReferenceSyntax, lookup: (String) -> String? = { _ in nil }
  ) -> Value? {
    value(of: node, syntax: syntax, lookup: lookup, depth: 0)
  }

  func value(
    of node: NodeIndex, syntax: ReferenceSyntax, lookup: (String) -> String?, depth: Int
  ) -> Value? {
    let index = tree.target(of: node)
    if tree.nodes[index].tag != 0, let tag = tree.tag(of: index).flatMap({ ValueTag($0) }) {
      return value(of: index, tagged: tag, syntax: syntax, lookup: lookup, depth: depth)
    }
    return untagged(index, syntax: syntax, lookup: lookup, depth: depth)
  }

  /// The value of a node whose tag, if it has one, has been dealt with.
  func untagged(
    _ index: NodeIndex, syntax: ReferenceSyntax, lookup: (String) -> String?, depth: Int
  ) -> Value? {
    switch tree.nodes[index].kind {
    case .scalar:
      let range = tree.textRange(of: index)
      if let template, template.containsAction(in: tree.nodes[index].range) {
        return templated(range, tree.nodes[index].range, template)
      }
      if tree.isNull(index) {
        return Value(
          form: .empty, text: "", effective: "", range: range, isExact: false)
      }
      let text = tree.text(of: index)
      let isExact = !tree.nodes[index].isCooked
      // A value that is handed on is a copy.
      guard hasVaultPlugin else {
        return values.value(text, at: range, isExact: isExact, syntax: syntax, lookup: lookup)
      }
      return filledIn(
        values.value(text, at: range, isExact: isExact, syntax: syntax, lookup: lookup))
    case .sequence:
      let items = tree.items(of: index)
      guard items.allSatisfy({ tree.isScalar($0) }) else { return nil }
      let literals = items.compactMap { item -> Value.Fallback? in
        guard let read = self.value(of: item, syntax: syntax, lookup: lookup, depth: depth),
          let text = read.literal
        else { return nil }
        return Value.Fallback(text: text, range: read.range)
      }
      let form: Value.Form =
        items.isEmpty ? .empty : literals.isEmpty ? .reference("a list of references") : .literal
      var value = Value(
        form: form, text: "", effective: nil, range: tree.nodes[index].range, isExact: false)
      guard !literals.isEmpty else { return value }
      value.items = literals
      value.hasOtherItems = literals.count < items.count
      value.text = value.items?.map(\.text).joined(separator: ",") ?? ""
      value.effective = value.text
      return value
    default: return nil
    }
  }

  /// A value that is known only once the template is rendered, with the literals it may come to.
  private func templated(
    _ range: SourceRange, _ whole: SourceRange, _ template: TemplateText
  ) -> Value {
    var value = Value(
      form: .template, text: template.original(range), effective: nil, range: range,
      isExact: true)
    value.fallbacks = template.literals(in: whole).map {
      Value.Fallback(text: $0.text, range: $0.range)
    }
    return value
  }

  package func words(of key: NodeIndex) -> [String] {
    info(of: tree.target(of: key)).words
  }
}

/// A document that is in no file: a tool makes it out of several.
package struct ResultingDocument {
  package let root: NodeIndex
  package let reading: DocumentReading
}

/// Something wrong in a file that a document refers to.
package struct ProblemElsewhere: Sendable {
  package let file: SourceFile
  package let problem: ReadingProblem

  package init(file: SourceFile, problem: ReadingProblem) {
    self.file = file
    self.problem = problem
  }
}

/// An env file that a workload of a document gets its variables from, and who reads it there.
package struct ConsumedFile: Sendable {
  package let file: SourceFile
  package let dialect: DotEnvDialect
  /// The manifest's name, as evidence.
  package let consumer: String
}

/// Another file that a document refers to.
package enum SiblingFile {
  case found(SourceFile)
  /// Nothing is there, or it may not be read; the text says which.
  case missing(String)
}
