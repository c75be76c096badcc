/// What the names of .env files say.
package enum EnvironmentFile {
  package static let name = "env"

  package static func isEnvironmentName(_ name: String) -> Bool {
    let name = name.lowercased()
    if name == ".env.vault" || name == ".envrc" { return false }
    // `.env.ts`, `.env.md`: other languages that speak of environments.
    if let ending = name.split(separator: ".").last, otherLanguages.contains(String(ending)) {
      return false
    }
    if name == ".env" || name.hasPrefix(".env.") || name.hasPrefix(".env-")
      || name.hasSuffix(".env")
    {
      return true
    }
    // `production.env.example`, `env.sample`
    return isTemplateName(name) && name.split(separator: ".").dropLast().contains("env")
  }

  /// `.kamal/secrets`, `.kamal/secrets-common`, `.kamal/secrets.production`
  /// (kamal-deploy.org/docs/configuration/environment-variables).
  package static func isOfKamal(_ path: String) -> Bool {
    let name = FilePath.name(of: path)
    guard FilePath.name(of: FilePath.folder(of: path)) == ".kamal" else { return false }
    return name == "secrets" || name.hasPrefix("secrets.") || name.hasPrefix("secrets-")
  }

  /// Endings of names that speak of a format without being of it.
  package static let otherLanguages: Set<String> = [
    "ts", "js", "mjs", "cjs", "md", "sh", "bash", "zsh", "fish", "py", "rb", "go", "rs", "php",
    "json", "yaml", "yml", "toml", "patch", "diff", "gpg", "age", "asc", "enc", "html", "txt",
    "swift", "java", "kt", "rst", "adoc", "bak", "orig",
    "j2", "erb", "tera", "ejs", "hbs", "mustache",
  ]

  private static let templateWords: Set<String> = [
    "example", "sample", "template", "dist", "tmpl", "tpl", "defaults",
  ]

  /// Whether a name says that the file is copied before use: `.env.example`, `example.env`,
  /// `values.yaml.dist`.
  package static func isTemplateName(_ name: String) -> Bool {
    let parts = name.lowercased().split { $0 == "." || $0 == "-" || $0 == "_" }.map(String.init)
    guard let last = parts.last else { return false }
    if templateWords.contains(last) { return parts.count > 1 }
    return last == "env" && parts.contains { templateWords.contains($0) }
      || name.lowercased().hasPrefix(".env") && parts.contains { templateWords.contains($0) }
  }
}
