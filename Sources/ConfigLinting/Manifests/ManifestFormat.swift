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
