import Foundation
import PackagePlugin

/// Compiles the rule packs of the `rules` folder into Swift files.
@main
struct EmbedRulePacks: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    guard let target = target as? any SourceModuleTarget else { return [] }
    let folder = target.directoryURL
    let outputs = ["EmbeddedRules.swift", "EmbeddedPages.swift"].map {
      context.pluginWorkDirectoryURL.appending(path: $0)
    }
    return [
      .buildCommand(
        displayName: "Embedding rule packs",
        executable: try context.tool(named: "embed-rule-packs").url,
        arguments: ([folder] + outputs).map { $0.path(percentEncoded: false) },
        // The folders are inputs too, so that an added or removed pack is noticed.
        inputFiles: inputs(below: folder),
        outputFiles: outputs)
    ]
  }

  private func inputs(below folder: URL) -> [URL] {
    let files = FileManager.default.enumerator(
      at: folder, includingPropertiesForKeys: [.isDirectoryKey], options: .skipsHiddenFiles)
    let found = (files?.compactMap { $0 as? URL } ?? []).filter {
      $0.hasDirectoryPath || $0.pathExtension == "yaml"
    }
    return ([folder] + found).sorted { $0.path < $1.path }
  }
}
