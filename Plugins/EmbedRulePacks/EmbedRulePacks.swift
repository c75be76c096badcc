import Foundation
import PackagePlugin

/// Compiles the rule packs of the `rules` folder, or their pages, into a Swift file.
@main
struct EmbedRulePacks: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let folder = context.package.directoryURL.appending(path: "rules")
    let part = target.name == "BuiltinPages" ? "pages" : "rules"
    let output = context.pluginWorkDirectoryURL.appending(path: "Embedded\(part.capitalized).swift")
    return [
      .buildCommand(
        displayName: "Embedding rule packs",
        executable: try context.tool(named: "embed-rule-packs").url,
        arguments: [part] + [folder, output].map { $0.path(percentEncoded: false) },
        // The folders are inputs too, so that an added or removed pack is noticed.
        inputFiles: inputs(below: folder),
        outputFiles: [output])
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
