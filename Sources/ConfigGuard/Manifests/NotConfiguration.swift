package import RulePacks

/// Documents that have the form of configuration and are none: schemas, API descriptions, lock
/// files, package manifests.
package enum NotConfiguration: ManifestFormat {
  package static let name = "not-configuration"

  private static let fileNames: Set<String> = [
    "package.json", "package-lock.json", "composer.json", "composer.lock", "pnpm-lock.yaml",
    "pubspec.yaml", "pubspec.lock", "chart.lock",
    "npm-shrinkwrap.json", "deno.lock", "renovate.json", ".eslintrc.json", ".prettierrc.json",
    "mkdocs.yml",
  ]

  package static func recognises(_ root: NodeIndex, in tree: DocumentTree, path: String) -> Bool {
    reason(root, in: tree, path: path) != nil
  }

  package static func read(_ root: NodeIndex, into reading: inout DocumentReading) {
    reading.skipReason = reason(root, in: reading.tree, path: reading.file.path)
  }

  /// Why a file is no configuration, as far as its name alone says so.
  package static func reason(forName name: String) -> String? {
    let name = name.lowercased()
    let isCompilerConfiguration =
      (name.hasPrefix("tsconfig") || name.hasPrefix("jsconfig")) && name.hasSuffix(".json")
    return fileNames.contains(name) || isCompilerConfiguration
      ? "a package manifest, a lock file or a compiler's own settings" : nil
  }

  private static func reason(_ root: NodeIndex, in tree: DocumentTree, path: String) -> String? {
    if let reason = reason(forName: FilePath.name(of: path)) { return reason }
    let folders = path.lowercased().split(separator: "/").dropLast()
    if folders.contains(where: {
      ["locales", "locale", "i18n", "lang", "translations"].contains($0)
    }) {
      return "translations"
    }
    guard tree.isMapping(root) else {
      return tree.isSequence(root) ? nil : "holds no key"
    }
    let hasVersion =
      tree.string("openapi", in: root) != nil || tree.string("swagger", in: root) != nil
    if hasVersion, tree.value("paths", in: root) != nil || tree.value("info", in: root) != nil {
      return "an API description"
    }
    if tree.string("kind", in: root) == "CustomResourceDefinition" {
      return "a custom resource definition"
    }
    if tree.string("$schema", in: root)?.contains("json-schema.org") == true {
      return "a JSON Schema"
    }
    if let rules = tree.value("rules", in: root), tree.string("pack", in: root) != nil,
      let first = tree.items(of: rules).first, tree.value("look-at", in: first) != nil
    {
      return "a rule pack"
    }
    if tree.string("pack", in: root)?.hasPrefix("vocabulary") == true { return "a rule pack" }
    if FilePath.name(of: path) == "configguard.yaml" { return "a contract" }
    return nil
  }
}
