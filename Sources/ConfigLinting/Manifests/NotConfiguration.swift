import ConfigGuard
package import RulePacks

/// Documents that have the form of configuration and are none: schemas, API descriptions, lock
/// files, package manifests.
package enum NotConfiguration: ManifestFormat {
  package static let name = "not-configuration"

  /// Its examples hold what others must not.
  package static let rulePack: ReportText = "a rule pack"

  private static let fileNames: Set<String> = [
    "package.json", "package-lock.json", "composer.json", "composer.lock", "pnpm-lock.yaml",
    "pubspec.yaml", "pubspec.lock", "chart.lock",
    "npm-shrinkwrap.json", "deno.lock", "renovate.json", ".eslintrc.json", ".prettierrc.json",
    "mkdocs.yml", "cargo.toml", "pyproject.toml", "rustfmt.toml", "clippy.toml", "tox.ini",
    "setup.cfg", "pytest.ini", "mypy.ini", "pylintrc.ini", "gradle-wrapper.properties",
    "phpstan.ini", "book.toml", "poetry.toml", "uv.toml", "ruff.toml", "bunfig.toml",
  ]

  package static func recognises(_ root: NodeIndex, in tree: DocumentTree, path: String) -> Bool {
    reason(root, in: tree, path: path) != nil
  }

  package static func read(_ root: NodeIndex, into reading: inout DocumentReading) {
    reading.skipReason = reason(root, in: reading.tree, path: reading.file.path)
  }

  /// Why a file is no configuration, as far as its name alone says so.
  package static func reason(forName name: String) -> ReportText? {
    let name = name.lowercased()
    let isCompilerConfiguration =
      (name.hasPrefix("tsconfig") || name.hasPrefix("jsconfig")) && name.hasSuffix(".json")
    if name.hasSuffix(".properties"), isMessageBundle(name) { return "translations" }
    if name.hasSuffix(".schema.json") || name == "schema.json" { return "a JSON Schema" }
    return fileNames.contains(name) || isCompilerConfiguration
      ? "a package manifest, a lock file or a compiler's own settings" : nil
  }

  /// `messages.properties`, `app-messages_de.properties`, `labels_pt_BR.properties`.
  private static func isMessageBundle(_ name: String) -> Bool {
    let parts = name.dropLast(".properties".count).split { "-_.".contains($0) }
    guard let first = parts.first, let last = parts.last else { return false }
    return ["messages", "labels", "translations", "validationmessages"].contains(first)
      || parts.contains("messages")
      || parts.count > 1 && last.count == 2 && name.contains("_\(last).")
  }

  /// Why a file is no configuration, as far as its name and folders say so.
  static func reason(forPath path: String) -> ReportText? {
    reason(forName: FilePath.name(of: path)) ?? reason(forFoldersOf: path)
  }

  /// The same as far as its folders say so.
  static func reason(forFoldersOf path: String) -> ReportText? {
    guard mayLieInTranslations(path) else { return nil }
    let folders = PathParts.of(path.lowercased()).filter { !$0.isEmpty }.dropLast()
    return folders.contains { foldersOfTranslations.contains($0) } ? "translations" : nil
  }

  /// For each first letter the lengths of those folders, as bits.
  private static let lengthsOfTranslations = foldersOfTranslations.reduce(
    into: [UInt64](repeating: 0, count: 32)
  ) {
    $0[Int(($1.utf8.first ?? 0) & 0x1F)] |= 1 << UInt64($1.utf8.count)
  }

  /// False where no part of a path can be one of those folders, as in most paths.
  private static func mayLieInTranslations(_ path: String) -> Bool {
    let lengths = lengthsOfTranslations
    return path.withBytes { bytes in
      var start = 0
      for (offset, byte) in bytes.enumerated() {
        guard byte < 0x80 else { return true }
        guard byte == UInt8(ascii: "/") else { continue }
        let length = offset - start
        if length > 0, length < 64, lengths[Int(bytes[start] & 0x1F)] >> UInt64(length) & 1 == 1 {
          return true
        }
        start = offset + 1
      }
      return false
    }
  }

  private static let foldersOfTranslations: Set<String> = [
    "locales", "locale", "i18n", "intl", "lang", "messages", "nls", "translations",
  ]

  private static func reason(_ root: NodeIndex, in tree: DocumentTree, path: String) -> ReportText?
  {
    reason(forPath: path) ?? reason(forContent: root, in: tree, path: path)
  }

  /// The same as far as a document itself says so.
  static func reason(
    forContent root: NodeIndex, in tree: DocumentTree, path: String
  ) -> ReportText? {
    guard tree.isMapping(root) else {
      if tree.isScalar(root), tree.text(of: tree.target(of: root)).hasPrefix("$ANSIBLE_VAULT;") {
        return "encrypted by Ansible Vault"
      }
      return tree.isSequence(root) ? nil : "holds no key"
    }
    let hasVersion =
      tree.scalar("openapi", in: root) != nil || tree.scalar("swagger", in: root) != nil
    if hasVersion, tree.value("paths", in: root) != nil || tree.value("info", in: root) != nil {
      return "an API description"
    }
    if let kind = tree.scalar("kind", in: root), tree.hasText(of: kind, "CustomResourceDefinition")
    {
      return "a custom resource definition"
    }
    if tree.string("$schema", in: root)?.contains("json-schema.org") == true {
      return "a JSON Schema"
    }
    let pack = tree.string("pack", in: root)
    if pack != nil, let rules = tree.value("rules", in: root),
      let first = tree.items(of: rules).first, tree.value("look-at", in: first) != nil
    {
      return rulePack
    }
    if pack?.hasPrefix("vocabulary") == true { return rulePack }
    // Few paths are worth taking apart for each of their documents.
    let contract = "configguard.yaml"
    if FilePath.name(of: path, mayBeginWith: "configguard"), FilePath.name(of: path) == contract {
      return "a contract"
    }
    return nil
  }
}
